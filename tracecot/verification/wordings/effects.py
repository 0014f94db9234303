"""How changes in place are worded."""

from tracecot.verification.wordings.pieces import EDGE, UNIT, Wording, wording
from tracecot.verification.wordings.words import DEED, DEEDS

_SIDE = r"(?:end|back|tail|front|start|beginning|head)(?! of\b)"

WORDINGS: tuple[Wording, ...] = (
    wording(
        "nothing_done", "nothing no so",
        r"(?:so )?(?:nothing|no \w+) (?:is|gets|was|needs to be) (?P<verb>"
        + DEED
        + r")(?: (?:to|in|from|into) (?P<where>[NE]))?",
    ),
    wording(
        "not_done", "not",
        r"not (?P<verb>" + DEED + r")(?= (?:[.,;:)]|here|this time|again)|$)",
    ),
    wording(
        "new_key", "a the meets finds",
        r"(?:meets |finds )?(?:a|the) new (?P<noun>key|character|word|item|value|letter|number|element)"
        r"(?P<again> again)?",
    ),
    wording(
        "starts_empty", "starts begins with an creates makes",
        r"(?:(?:starts|begins|creates|makes|builds|sets up) (?:out )?(?:with |as )?)?an empty "
        r"(?P<type>dict|dictionary|list|string|set|tuple|counter)(?: called| named)? ?,? ?(?P<a>A|N)",
    ),
    wording(
        "deeds", " ".join(DEEDS),
        r"(?P<verb>"
        + DEED
        + r") (?P<v>[LC#])(?P<more>(?: , [LC#])*(?: ,)? and [LC#])(?: (?:to|in|into|from|onto) (?P<where>[NE])|(?= (?:[,.;]|so\b)|$))",
    ),
    wording(
        "deed_in", " ".join(DEEDS),
        r"(?P<verb>"
        + DEED
        + r")(?: the)?(?: (?:value|string|character|item|number|result|key|element|tuple|pair|list|text|"
        r"word))?(?: of)? (?P<v>[LCNE#])(?: ,)? (?P<to>to|in|into|from|at|under|onto|on to|as|with|on|"
        r"by)(?: (?:index|position|key))? (?:the (?:list|dict|set|key|index|position|(?:very )?" + EDGE + r" of(?: the (?:list|queue|deque))?) )?"
        r"(?P<where>[NELC#])(?! " + UNIT + r"\b)(?: at (?:index|position) (?P<at>[#NE])| at the (?P<side>" + _SIDE + r"))?(?P<also>(?: , [NE])*(?: ,)? and(?: to)? [NE](?= (?:[.,;:)]|so\b)|$))?",
    ),
    wording("does_equation", " ".join(DEEDS), r"(?P<verb>" + DEED + r")(?: the (?:value|result))? (?P<a>A) (?P<to>to|into|onto|in) (?:the end of )?(?P<where>[NE])(?= (?:[.,;:()]|so|and)|$)"),
    wording(
        "stores_assignment", " ".join(DEEDS) + " sets set binds makes starts initializes initialises initially with has leaves gives keeps updates so now having get gets it this",
        r"(?:(?:so |now |it |this |then ){0,4})(?P<verb>"
        + DEED
        + r"|sets|set|binds|makes|starts(?: with)?|initiali[sz]es|leaves|gives|updates|gets)(?: up)? "
        r"(?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)",
    ),
    wording(
        "becomes_worked_out", "sets",
        r"sets (?P<s>N) to (?P<c>[ENC]) , which is (?P<v>[LC#])",
    ),
    wording("set_to", "sets", r"sets (?P<s>[NE]) to (?P<c>[EN])(?! (?:[=(]|, which is [LC#]|→|->|which|gives|is)(?: |$))"),
    wording(
        "becomes",
        "sets set binds bind assigns initializes initialises updates changes makes resets rebinds",
        r"(?:sets?|binds?|assigns?|initiali[sz]es|updates|changes|makes|resets|rebinds|increases|"
        r"decreases) (?P<s>[NE]) (?:(?:to|as|=|at|to be) )?(?P<v>[LC#])",
    ),
    wording(
        "becomes", "increments increases decrements decreases raises reduces",
        r"(?:increments|increases|decrements|decreases|raises|reduces) (?P<s>[NE])(?: by #)? to "
        r"(?P<v>[LC#])",
    ),
    wording(
        "increments", "increments increases decrements decreases adds",
        r"(?P<word>increments|increases|decrements|decreases) (?P<s>[NE])(?: by (?P<n>#|one))?",
    ),
    wording(
        "deed", " ".join(DEEDS),
        r"(?P<verb>"
        + DEED
        + r")(?: the)?(?: (?:value|string|character|item|number|result|key|element|tuple|pair|list|text|"
        r"word|letter|entry))?(?: of)? (?P<v>[LCNE#])(?: (?:to|at|onto|on|from|in) the (?:very )?" + EDGE + r"(?: of (?:the|this|that|its) [a-z]+)?(?! of\b))?",
    ),
    wording("moves_to", "L C N E #", r"(?P<v>[LCNE#]) (?:moves|goes|is moved) (?:in)?to (?:the end of )?(?P<where>N)(?= (?:[.,;)]|and|so)|$)"),
    wording("container_done", "N", r"(?P<where>N) (?:is|gets|was) (?:(?:now|then|also) )?(?P<verb>extended|updated|modified|changed|filled|emptied|cleared)(?: (?:with|by)\b)?(?! to\b)"),
    wording(
        "done_to", "L C N E #",
        r"(?P<v>[LCNE#])(?: (?:itself|too|alone))? (?:is|are|gets|get|was|being)(?P<no> not| never)?(?: "
        r"(?:now|then|also|again|therefore|thus))* (?P<verb>"
        + DEED
        + r")(?! (?:in)?to [LC#])(?: (?:to|in|into|from|at|under|onto|as) (?:the (?:list|dict|set|result|(?:very )?" + EDGE + r" of(?: the (?:list|queue|deque))?) )?"
        r"(?P<where>[NE]))?(?: at (?:index|position) (?P<at>#)| (?:at|to|from) the (?P<side>" + _SIDE + r"))?(?P<also>(?: , [NE])*(?: ,)? and(?: to)? [NE](?= (?:[.,;:)]|so\b)|$))?",
    ),
)  # fmt: skip
