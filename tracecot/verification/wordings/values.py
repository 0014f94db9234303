"""How values are worded."""

from tracecot.verification.wordings.pieces import ADV, BECOMES, CODE, COPULA, UNIT, VALUE, Wording, wording
from tracecot.verification.wordings.words import MAKES

WORDINGS: tuple[Wording, ...] = (
    wording(
        "goes_from_to", "N E",
        r"(?P<s>[NE])(?: value)? (?:goes|changes|grows|rises|drops|falls|moves|increases|decreases|is "
        r"changed|turns) from (?P<u>[LC#]) to (?P<v>[LC#])",
    ),
    wording(
        "becomes", "N E",
        r"(?P<s>[NE])"
        + ADV
        + r" "
        + BECOMES
        + ADV
        + r" (?:equal to )?"
        + VALUE,
    ),
    wording("becomes_equation", "N E", r"(?P<s>[NE])" + ADV + r" (?P<how>" + BECOMES + r"|is|are|=|equals)" + ADV + r" (?P<a>A)"),
    wording("assignment_is", "A", r"(?P<a>A)" + ADV + r" (?:evaluates to|is|equals|gives|becomes|results in|, which is|, i\.e\.)" + ADV + r" (?P<v>[LC#])(?! " + UNIT + r"\b)"),
    wording("value_not_which", "this that it which", r"(?:this|that|it|which) (?:is not|isn't|does not equal|doesn't equal) (?P<v>[LC#])"),
    wording(
        "value_not", CODE + " L #",
        r"(?P<s>[NECL#]) (?:is not|isn't|does not equal|doesn't equal|differs from|is different from|!=)(?: yet)? "
        r"(?P<v>[LCNE#])",
    ),
    wording(
        "value", CODE,
        r"(?P<s>[NEC])(?: \( (?P<sub>[CE]) \))?"
        + ADV
        + r"(?: ,)? ?"
        + COPULA
        + ADV
        + r"(?: to)? (?:the (?:value|string|list|number|character|dict|tuple|set|key|word|item|element|"
        r"integer|letter|empty string|empty list) |just |exactly |an? (?:empty )?(?:list|string|dict|"
        r"tuple|set) |a (?:number|string|list|tuple|dict|set|value) such as )?"
        + VALUE,
    ),
    wording("value", "L", r"(?P<s>L) (?:is|equals|==|=) (?P<v>[LC#])(?! " + UNIT + r"\b)"),
    wording(
        "unchanged", "N E",
        r"(?P<s>[NE]) (?:(?:unchanged|untouched)(?= (?:[,.;)])|$)|(?:isn't|is not) (?:touched|changed)|is left alone|(?:is|stays|remains|keeps)(?: left)?(?: still)? (?:unchanged|the same(?! as)|untouched|as it (?:is|was))|"
        r"(?:does not|doesn't) change)",
    ),
    wording("both_unchanged", "N E", r"(?P<s>[NE]) and (?P<t>[NE]) (?:are(?! the same)|remain|stay|are left)(?: both)? (?:unchanged|the same|untouched|as they (?:are|were))(?! as)"),
    wording("value", "N", r"(?P<s>N) still (?P<v>[LC#])(?= (?:[,.;)])|$)"),
    wording("beside", "N", r"(?P<s>N) (?P<v>[LC#])(?= [.,;:)→|]|$| (?:and|→|->|the|we|again|since|because|which) )"),
    wording("value", CODE, r"(?P<s>[NEC]) \( (?P<v>[LC#]) \)"),
    wording(
        "value", "the of",
        r"the (?:current |new |resulting |updated )?(?P<noun>value|result|character|letter|item|element|key|word|list|string|dict|number) "
        r"(?:of )?(?P<s>[NEC]) ?,? (?:is|equals|=|→|->)?"
        + ADV
        + r" ?(?P<v>[LC#])",
    ),
    wording(
        "makes", CODE,
        r"(?P<s>[EC])(?: ,? ?which)?"
        + ADV
        + r" (?P<verb>"
        + '|'.join(dict.fromkeys(MAKES))
        + r")(?: (?!not\b|no\b|never\b|nothing\b|only\b|without\b|so\b|because\b|since\b|therefore\b|thus\b|hence\b|which\b)(?:[a-z]\w*|,|:|-|'|\\x22|;|#(?= \w)|[NC](?! "
        r"[.;])))*? ?(?P<how>as|to|into|in|at|with|:|,|is|are|giving|leaving|gives|it)? (?P<v>[LC#])(?= [.;,)]|"
        r" and\b| so\b| because\b| since\b|$| which\b| as\b| to\b| but\b| for\b)",
    ),
    wording(
        "becomes_which", "it and which , so",
        r"(?:, )?(?:and |so )?(?:it|and|which) "
        + BECOMES
        + ADV
        + r" (?P<v>[LC#])",
    ),
    wording(
        "value_which", ", which that it this giving or so i.e. namely resulting producing yielding",
        r"(?:, )?(?:which|that|it|this|giving|resulting in|producing|yielding|or|i\.e\.(?: ,)?|namely|, so it|so it)(?: (?:is|was|gives|"
        r"equals|makes|yields|evaluates to|comes to|are|means|returns|has the value|produces|"
        r"results in))?"
        + ADV
        + r" (?P<v>[LC#])",
    ),
    wording("value", CODE, r"(?P<s>[NE]) (?P<w>holds|has|lists|contains) (?P<v>[LC])"),
    wording("value_still", ", still", r"(?:, )?still (?P<v>[LC#])(?= [,.;)]|$)"),
    wording("value_now", "it this that so", r"(?:so )?(?:it is now|(?:this|that) (?:is|gives|makes|equals|leaves|yields)(?: us| me)?) (?P<v>[LC#])(?= [.,;:)]|$)"),
    wording("value_at", "which it", r"(?:which|it) is at (?:index|position) (?P<v>#)"),
    wording("value_chained", "=", r"= (?P<v>[LC#])(?= (?:[.,;:)=→]|->|and|so)|$)"),
)  # fmt: skip
