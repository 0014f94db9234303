"""How calls, returns and exceptions are worded."""

from tracecot.verification.wordings.pieces import CODE, MORE, Wording, wording

WORDINGS: tuple[Wording, ...] = (
    wording(
        "called", "N E T",
        r"(?P<s>[NET]) (?:is|was|gets) (?:called|constructed)(?: again)?(?: with (?P<v>[LC#])"
        + MORE
        + r"(?! (?:,|and|, and) A)| with (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*))?",
    ),
    wording(
        "called", "N E",
        r"(?P<s>[NE]) (?:starts|begins|runs|is entered)(?: again)? with (?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)",
    ),
    wording(
        "lambda_called", "the it",
        r"(?:the lambda(?: function)?(?: (?:on|in|of|from) line (?P<line>#))?|it) (?:is|gets) called(?: then| next)? with "
        r"(?P<a>A)(?P<moreA>(?: (?:,|and|, and) A)*)",
    ),
    wording("needs_none", "N", r"(?P<s>N) (?:needs|takes|has) no arguments?"),
    wording("called_on", "the this a", r"(?:the|this|a) (?:recursive )?call(?: to| of)? (?P<s>[NEC])"),
    wording(
        "called", "calls calling call",
        r"(?:calls|calling|call) (?P<s>[NEC])(?: (?:with|on) (?P<v>[LC#])"
        + MORE
        + r")?",
    ),
    wording("returns_equation", "N E C returns return", r"(?:(?P<s>[NEC]) )?(?:returns|return) (?P<a>A)"),
    wording(
        "returns", "returns return returned returning",
        r"(?:returns?|returned|returning)(?: the value| the list| the string| the dict| the tuple)? "
        r"(?P<v>[LCNE#])(?P<un> unchanged| as it is| as is| unmodified)?",
    ),
    wording("gives_back", "gives hands", r"(?:gives|hands)(?P<back> back)? (?P<v>[LC#])(?P<back2> back)?"),
    wording(
        "result_is", "the its our a final",
        r"(?:the |its |our |a )?(?:final )?(?:result|output|return value|returned value|value returned|"
        r"(?:returned|final|resulting) (?P<noun>list|string|dict|dictionary|tuple|number|array))(?: of (?:the (?:call|function)|(?P<f>[NE])))? (?:is|"
        r"equals|will be|becomes)(?: therefore| thus| then| now)? (?P<v>[LCNE#])",
    ),
    wording(
        "answer_is", "final answer result output so",
        r"(?:so )?(?:the )?(?:final )?(?:answer|result|output|return value)(?: is)? ?(?::|=|→|->|=>) (?P<v>[LCNE#])",
    ),
    wording(
        "answer_is", "the our",
        r"(?:the|our)(?: final| correct)? answer is(?: therefore| thus)? (?P<v>[LCNE#])",
    ),
    wording(
        "raises", "raises raise raising throws raised",
        r"(?:raises|raise|raising|throws|raised)(?: an?| the)? (?P<t>[TEL])(?: exception| error)?(?: "
        r"(?:with|saying)(?: the)?(?: message| text)?| :| ,)? ?(?P<m>[LS])?",
    ),
    wording(
        "raised", "T a an the",
        r"(?:an? |the )?(?P<t>T)(?: exception| error)?(?P<c> (?:is|was|gets) (?:raised|thrown|caught|"
        r"handled))(?: (?:with|saying)(?: the)?(?: message| text)? (?P<m>L))?",
    ),
    wording("raised", "T", r"(?P<t>T)(?: (?:with|saying)(?: the)?(?: message| text)?| :) (?P<m>L)"),
    wording("resumes", "N E", r"(?P<s>[NE]) (?:goes on|resumes|continues|picks up(?: where it left off)?)(?= [.,;:])"),
    wording("matches", CODE, r"(?P<s>[NEC])(?P<no> does not| doesn't)? match(?:es)?(?: the (?:pattern|case))? (?P<v>[LCNESUA])"),
    wording("caught", "catches caught handles", r"(?:catches|handles|caught)(?: the| an?)? (?P<t>T)"),
    wording(
        "raises_code", "E C N",
        r"(?P<s>[ECN]) (?:raises|fails with|throws|leads to|ends with)(?: an?| the)? (?P<t>T)(?: (?:with|"
        r"saying)(?: the)?(?: message| text)?| :| ,)? ?(?P<m>L)?",
    ),
)  # fmt: skip
