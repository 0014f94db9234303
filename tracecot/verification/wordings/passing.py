"""How it is worded in passing what things are that have no name: the queue, both ends; and how often things were done."""

from tracecot.verification.wordings.pieces import Wording, wording
from tracecot.verification.wordings.words import DEED

_HOLDER = r"(?P<noun>queue|stack|list|array|string|text|word|dict|dictionary|set|counter|tuple|deque|heap|buffer|total|sum|running total)"
_IS = r"(?:is|are|becomes|holds|contains|reads|stands at|has become|looks like|consists of|equals|stays|remains)"
_THEN = r"(?: (?:now|then|still|again|therefore|thus|just|only|exactly|always|finally))*"
_COUNT = r"(?:(?P<n>#) times|(?P<once>once|twice))"
_PART = r"(?P<part>break|continue|exception handler|handler|except block|except branch|except clause|else|return)"

WORDINGS: tuple[Wording, ...] = (
    wording("holder_is", "the our this", r"(?:the|our|this)(?: (?:current|whole|remaining|updated|resulting))? " + _HOLDER + _THEN + " " + _IS + _THEN + r"(?: :)? (?P<v>[LC#])(?= (?:[.,;)]|and|so|which|at)|$)"),
    wording(
        "both_ends", "the its",
        r"(?:the|its) first and(?: the| its)? last (?:characters?|letters?|items?|elements?|digits?|entry|entries|numbers?|values?) (?:are|is)(?: both)? (?P<v>[LC#])",
    ),
    wording("both_ends", "it which starts begins", r"(?:(?:it|which) )?(?:starts|begins) and ends with (?P<v>L)"),
    wording("at_the_end", "final", r"final (?:values|state|result)(?= :)"),
    wording(
        "part_runs", "the S break continue exception handler else except",
        r"(?:the )?(?:" + _PART + r"|(?P<s>S))(?: (?:statement|branch|block|clause|part|case|line))? (?:(?:is|was) (?:executed|run|hit|reached|taken|used)|ran|runs)"
        + _THEN + " " + _COUNT + r"(?: in total| in all| altogether)?",
    ),
    wording("bound_times", "N", r"(?P<s>N) (?:is|was|gets|got) (?:updated|changed|reassigned|replaced|set|reset|increased|incremented|decreased|decremented)" + _THEN + r" (?:(?P<n>#) times|(?P<once>once|twice))(?P<loop> (?:inside|in|within|during) the loop)?"),
    wording(
        "done_times", "# only exactly just none",
        r"(?:(?:only|exactly|just) )?(?P<n>#|one|none)(?: (?:of (?:the|these|them|its|all)(?: (?P<m>#))?))?(?: [a-z]+){0,2} (?:is|are|was|were|gets|got|has been|have been)" + _THEN + r" (?P<verb>" + DEED + r")(?= (?:[.,;)]|so|and|in all|in total|altogether)|$)",
    ),
)  # fmt: skip
