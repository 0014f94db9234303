"""How it is worded that something happens, without its value: what a call does, what is bound, what is turned into what."""

from tracecot.verification.wordings.pieces import EDGE, Wording, wording
from tracecot.verification.wordings.words import DEED, DEEDS

_TURNS = r"(?:converts|turns|transforms|changes|maps|translates|lowercases|uppercases|capitalizes|strips|reverses|trims|rewrites)"

_JOINS = r"(?:joining|joined|joins|join)(?: (?:them|it|these|those|all of them))?(?: together)?"
_BETWEEN = r"(?:(?P<s>L)|(?:a )?(?P<w>comma|space|dash|hyphen|semicolon|colon|slash|bar|pipe|dot|period|newline|underscore)(?:e?s)?)"
_GIVES = (
    r"(?:gives|produces|results in|yields|makes|becomes|we get|to get|to give|into|is|that's|that is)(?: (?:me|us|you))?"
    r"(?: the (?:final )?(?:result|string|text))?"
)

WORDINGS: tuple[Wording, ...] = (
    wording("joins_with", "joining joined joins join", _JOINS + r" (?:with|by|on) " + _BETWEEN + r"(?: ,)?(?: " + _GIVES + r")?(?: :)?(?: \*\*)* (?P<v>L)"),
    wording("joins_with", "joining joined joins join", _JOINS + r" " + _GIVES + r"(?: :)?(?: \*\*)* (?P<v>L)"),
    wording("turned", "E C", r"(?P<s>[EC])(?: (?:then|now|also))? " + _TURNS + r"(?: the (?:string|list|text|word|character|letter|value|number))? (?P<u>[LCN#E]) (?:in)?to (?:the (?:string|list|text|value|number) )?(?P<v>[LC#])"),
    wording("happens_and_gives", "E C", r"(?P<s>[EC])(?: then)? (?P<verb>" + DEED + r") and returns(?: the)?(?: (?:last|first))?(?: (?:value|element|item|character|key|number|pair))?(?: ,)? (?P<v>[LC#])"),
    wording(
        "happens", "E C",
        r"(?P<s>[EC])(?: (?:then|now|also|simply|is called and|is called , which))? (?P<verb>" + DEED
        + r")(?: and returns)?(?: (?:the|this|that|its|all|every|of))*(?: (?:(?P<which>last|first)(?: inserted| added)? (?:key - value pair|item|element|entry|pair|value)|list|dict|dictionary|set|items?|elements?|values?|entries|contents|stack|queue))?(?: in place)?"
        r"(?: (?:in|from|into) (?P<order>ascending|descending|reverse|increasing|decreasing)(?: order)?)?(?= (?:[.,;:)]|so|and|which|in)|$)",
    ),
    wording(
        "does_to", " ".join(DEEDS) + " and",
        r"(?:and )?(?P<verb>" + DEED + r")(?: (?:the (?P<which>last|first) (?:item|element|entry|pair|value|character)|it|them|this|that|(?:the|this|that|its) (?:result|value|character|item|element|number|word|pair|tuple|list|string)))"
        r" (?:to|from|into|of|onto|in)(?: the " + EDGE + r" of)? (?P<where>[NE])",
    ),
    wording("looks_for_sign", "E C", r"(?P<s>[EC]) (?:finds|gives|returns|locates|looks for)(?: the)?(?: (?:index|position) of)?(?: the)? (?P<o>first|last) (?P<sign>slash|comma|space|blank|dot|period|hyphen|dash|underscore|colon|semicolon|star|hash)(?: in (?:the (?:string|text) )?[NLE])?(?= (?:[.,;:)]|and|so|which|at)|$)"),
    wording(
        "looks_for", "E C",
        r"(?P<s>[EC]) (?:finds|returns|gives|gets|locates|looks up|searches for|looks for|counts|checks for)(?: the)?(?: (?:lowest|first|last))? ?(?:index|position|number|occurrences?|count|first|last)?(?: of)?"
        r"(?: the)?(?: (?:first|last))?(?: (?:occurrences?|appearances?|times))?(?: of)?(?: (?:the )?(?:character|substring|letter|string|value|element|number))? (?P<u>[LN])(?: in [NLE])?(?= (?:[.,;:)]|and|so|which|at|in)|$)",
    ),
    wording("swaps", "N E swap swaps swapping", r"(?:(?:swaps?|swapping) )?(?P<s>[NE]) (?:and|with) (?P<t>[NE])(?: (?:are|get|were) (?:swapped|exchanged)| trade places| swap(?: places)?)"),
    wording("swaps", "swap swaps swapping", r"(?:swaps?|swapping) (?P<s>[NE]) (?:and|with) (?P<t>[NE])"),
    wording("empties", "which that this removes removing clears", r"(?:(?:which|that|this) )?(?:removes|removing|clears|clearing|deletes) (?:all|every)(?: of)?(?: the| its)? (?:elements?|items?|entries|values?|contents?)(?: (?:from|of|in) (?:the (?:list|dict|dictionary|set)|(?P<s>N)))?"),
    wording("rebinds", "assigned stored bound saved is", r"(?:(?:is|gets|was) )?(?:assigned|bound|saved)(?: back)? (?:to|in|into|as)(?: the variable)? (?P<s>N)(?! [=\[])"),
)  # fmt: skip
