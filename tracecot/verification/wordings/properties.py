"""How properties, lengths and membership are worded."""

from tracecot.verification.wordings.pieces import ADV, CODE, PROPERTY, UNIT, VALUES, Wording, wording

WORDINGS: tuple[Wording, ...] = (
    wording(
        "member", VALUES,
        r"(?P<v>[LCNE#])"
        + ADV
        + r" (?:is|was|appears|occurs)(?P<no> not)?"
        + ADV
        + r" (?:in|among|a key (?:of|in)|an element of|an item of|a member of|one of|present in|contained "
        r"in|part of|a substring of)(?: the (?:keys|values|set|list|string|characters|items) (?:of )?)? "
        r"(?P<s>[NECL])",
    ),
    wording(
        "contains", CODE,
        r"(?P<s>[NEC])(?: (?P<no>does not|doesn't))?"
        + ADV
        + r" (?:contains|contain|includes|has the (?:key|item|element|character)) (?P<v>[LC#])(?! "
        + UNIT
        + r")",
    ),
    wording(
        "such", CODE + " L #",
        r"(?P<s>[NECL#])"
        + ADV
        + r"(?: (?:is|are|was|stays|remains|starts|being|starts out|ends)(?P<no> not)?|(?P<nt> isn't| aren't| wasn't))"
        + ADV
        + r"(?: all| entirely| completely| only| an?)? "
        + PROPERTY
        + r"(?! (?:in)?to [LC#])(?: (?P<noun>string|list|number|character|letter|dict|dictionary|tuple|set|integer))?",
    ),
    wording(
        "such_which", "which it that",
        r"(?:which|it|that)(?: (?:is|was|remains)(?P<no> not)?|(?P<nt> isn't| wasn't))"
        + ADV
        + r" "
        + PROPERTY,
    ),
    wording(
        "length", CODE,
        r"(?P<s>[NEC])"
        + ADV
        + r" (?:has|holds|contains|is|have|counts)"
        + ADV
        + r"(?: exactly)? (?P<n>#|one) (?:"
        + UNIT
        + r"(?: long| in it| now)?|long)",
    ),
    wording("length_too", CODE, r"(?P<s>[NEC]) (?:has|have|holds|contains) (?P<n>#|one)(?= (?:[,.;:)]|so|and)|$)"),
    wording(
        "length", CODE,
        r"(?P<s>[NEC])"
        + ADV
        + r" (?:has|is of|of) (?:a )?length (?:of )?(?P<n>#)",
    ),
    wording(
        "length", "the its",
        r"the (?:length|size) of (?P<s>[NECL]) (?:is|equals|=)"
        + ADV
        + r" (?P<n>#)",
    ),
    wording("among", "L # N it which", r"(?P<v>[L#N]|it|which) (?:is|was|appears|exists)(?P<no> not)?" + ADV + r" (?:in|present in|a key (?:of|in)|found in|part of) (?:the|this|that|our) (?:dictionary|dict|list|set|table|map|string|text|tuple|counter|result)"),
    wording("among", "L # N it which", r"(?P<v>[L#N]|it|which) (?P<no>isn't|wasn't|doesn't appear|hasn't been)" + ADV + r" (?:in|present in|a key (?:of|in)|found in|part of) (?:the|this|that|our) (?:dictionary|dict|list|set|table|map|string|text|tuple|counter|result)"),
    wording("member_none", "there", r"there (?:is|are) no (?P<v>[L#]) in (?:the (?:string|text|list|input|dict|dictionary|set) )?(?P<s>[NE])"),
    wording("edge_which", "it which this that", r"(?:it|which|this|that)(?P<no> does not| doesn't)? (?P<end>starts?|begins?|ends?) with (?P<v>L)(?: or(?: with)? (?P<w>L))?"),
    wording("edge", "N E C L", r"(?P<s>[NECL])(?P<no> does not| doesn't)? (?P<end>starts?|begins?|ends?) with (?:the (?:character|letter|substring|suffix|prefix|string) )?(?P<v>L)"),
    wording("part_is", "E ,", r"(?:(?P<s>E) )?,? (?:(?:i\.e\. |that is )(?:, )?)?the (?P<o>first|last) (?P<n>#) (?:characters|chars|letters|items|elements|digits|values|entries|numbers|words)"),
    wording(
        "picks", "its the",
        r"(?:its|the)(?: very)? (?P<o>\w+) (?:character|item|element|letter|entry|word|value|number|digit|"
        r"pair|key|part|row|one)(?: of N| in N)?(?: ,)?(?= (?P<s>E))",
    ),
)  # fmt: skip
