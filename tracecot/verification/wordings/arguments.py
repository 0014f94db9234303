"""How it is worded what was decided on the way to a result, and what it has of the arguments."""

from tracecot.verification.wordings.pieces import Wording, wording

_AND = r"(?:,|and|, and)"
_RESULT = r"(?P<r>result|N)"  # which may be a name of the program's, too
_TRUTHS = rf"(?P<all>[NEC] is (?:true|false)(?: {_AND} [NEC] is (?:true|false))*)"
_PARTS = rf"(?P<v>[LC#](?: {_AND} [LC#])*)"
_UNITS = r"(?:is an?|are) (?P<unit>item|character|key|value)s? of (?P<a>[NE])"

WORDINGS: tuple[Wording, ...] = (
    wording(
        "decided_on_the_way", "decided the", rf"(?:decided|the conditions) on the way(?: in (?P<f>N))? : {_TRUTHS}"
    ),
    wording(
        "parts_of_argument",
        "of in",
        rf"(?:of|in) the {_RESULT}(?: ,)? {_PARTS} {_UNITS}(?P<order>(?: ,)? in this order)?",
    ),
    wording("part_is_argument", "in of", rf"(?:of|in) the {_RESULT}(?: ,)? (?P<all>[LC#] is N(?: {_AND} [LC#] is N)*)"),
    wording("whole_is_argument", "the", rf"the whole {_RESULT} is (?P<a>N)"),
    wording("keeps_default", "the", rf"the rest keeps? (?:its|their) (?:defaults?|N) : (?P<all>A(?: {_AND} A)*)"),
)
