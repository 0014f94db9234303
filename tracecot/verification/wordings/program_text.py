"""How it is worded what the program's text has on a line, which parameters there are, and what the result is like."""

from tracecot.verification.wordings.pieces import LOOP, UNIT, Wording, wording

_CODE = r"(?P<c>[LNEC])(?! (?:=|==|is|was|are|becomes)\b)"
_TYPES = r"list|tuple|dict|dictionary|set|string|text|str"

WORDINGS: tuple[Wording, ...] = (
    wording("takes", "N", r"(?P<f>N) (?:takes|accepts|expects|has the parameters?|has parameters?) (?P<names>N(?: (?:,|and|, and) N)*)(?! (?:as|to|from)\b)"),
    wording("takes_count", "N", r"(?P<f>N) (?:takes|accepts|expects|has|is called with)(?: in)? (?P<n>#|one) (?:arguments?|parameters?|inputs?)(?: :| ,)?(?P<names>(?: (?:,|and|, and)? ?N)*)(?! =)"),
    wording(
        "text_test", "the line",
        r"(?:the (?:S|if|while|condition|test|check)(?: statement)? (?:on|at|in|of) )?line (?P<line>#) "
        r"(?:tests|asks|checks|decides)(?: whether| if| by)? " + _CODE,
    ),
    wording("line_does", "line", r"line (?P<line>#) (?:runs|executes|calls|evaluates|makes the call) (?P<c>[ECA])(?! (?:=|==|is|was|are|becomes|with|on)\b)"),
    wording("text_test", "the", r"the (?:condition|test|check) (?:on|at|in|of) line (?P<line>#) is (?P<c>[EC])(?! (?:=|==|is)\b)"),
    wording("text_over", "the", r"the " + LOOP + r" (?:on|at|in) line (?P<line>#) is over " + _CODE),
    wording("text_result", "the", r"the (?:result|answer|return value|value returned|returned value) (?:is made|is built|comes about|is formed) on line (?P<line>#) (?:,? ?)(?:by|from|as) " + _CODE),
    wording(
        "tells", "the its",
        r"(?:the|its)(?: final)? (?:result|answer|output|return value|returned value|returned (?:list|tuple|dict|set|string))"
        r" (?:has|contains|holds|consists of)(?: exactly)? (?P<n>#|one) " + UNIT + r"(?! [LNEC])",
    ),
    wording(
        "tells", "the its",
        r"(?:the|its)(?: final)? (?:result|answer|output|return value|returned value) is an? (?P<t>" + _TYPES + r")"
        r"(?: (?:of|with)(?: exactly)? (?P<n>#|one) " + UNIT + r")?(?= (?:[.,;)]|and\b)|$)",
    ),
)  # fmt: skip
