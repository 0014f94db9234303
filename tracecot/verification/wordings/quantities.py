"""How it is worded how many of something there are, and what a noun with a value beside it is."""

from tracecot.verification.wordings.pieces import BECOMES, Wording, wording
from tracecot.verification.wordings.words import CALLED, COUNTABLE, PROPERTIES, SIGNS

#: What may be said to have them.
_HOLDER = (
    r"(?P<holder>string|text|word|phrase|list|stack|queue|tuple|dict|dictionary|set|counter|output|result|answer|input)"
)
_HAS = r"(?: (?:now|still|then|also|just|only|already|therefore))* (?:has|have|holds|contains|consists of|is made of|of|with)(?: (?:exactly|now|still|only|just))?"
_NOUN = r"(?P<noun>" + "|".join(sorted({*COUNTABLE, *SIGNS}, key=len, reverse=True)) + ")"
_CALLED = r"(?P<called>" + "|".join(sorted(CALLED, key=len, reverse=True)) + ")"
_PLACED = "character|char|letter|digit|symbol|word|string|number|item|element|entry|value|key|row|list|pair|part|piece|token|coin|name|member"

#: Before what is said of membership.
COUNTS: tuple[Wording, ...] = (
    wording("counted_in", "N E C", r"(?P<s>[NEC])(?: (?:now|still|then|also))? (?:contains|has|holds|consists of)(?: exactly| only)? (?P<n>#|one) (?P<noun>" + "|".join(SIGNS) + ")"),
)  # fmt: skip

WORDINGS: tuple[Wording, ...] = (
    wording("counted", "the a its this that", r"(?:the|a|its|this|that) " + _HOLDER + _HAS + r" (?P<n>#|one) " + _NOUN),
    wording("counted", "#", r"(?P<n>#) " + _NOUN + r"(?! (?:[LCNE#]|left\b|more\b|remain))"),
    wording("counted", "first last", r"(?P<least>first|last) (?P<n>#) " + _NOUN),
    wording("counted", "both", r"(?P<both>both) " + _NOUN),
    wording("at_hand", " ".join(CALLED),
            _CALLED + r"(?: ,)? (?P<v>[LC#])(?P<more>(?: (?:, and|,|and|or) [LC#])*)(?! (?:[=<>+*/%-]|(?:is|was|ends|starts|begins|becomes|has|contains|gets|returns|gives|converts|into|to)\b))"),
    wording("at_hand_letter", "letter character digit", r"(?P<called>letter|character|digit) (?P<w>[a-z])"),
    wording("such_alone", "→ -> not is , : non " + " ".join(PROPERTIES), r"(?:→ |-> |, |: )?(?:(?:is|it is) )?(?P<no>not )?(?P<word>non - empty|non - zero|" + "|".join(sorted(set(PROPERTIES) - {"sorted", "none", "even", "odd", "empty", "zero"}, key=len, reverse=True)) + r")(?= (?:[.,;:)(]|→|->|so|and)|$)"),
    wording("at_hand_name", "N", r"(?P<called>N) (?P<v>[LC#])(?! [=<>+*/%-])"),
    wording(
        "comes_to", "ends starts defaults jumps climbs goes sinks lands bumped grows rises falls drops shrinks moves advances increases decreases increased incremented "
        "decremented reduced reset",
        BECOMES + r"(?: (?:just|only|now))? (?P<v>[LC#])(?! [=<>+*/%-])",
    ),
    wording(
        "comes_to", "stripped converted lowercased uppercased capitalized joined trimmed turned reversed sliced cut changed flushed lowered is gets becomes",
        r"(?:(?:is|gets) )?(?P<deed>stripped|converted|lowercased|uppercased|capitalized|joined|trimmed|turned|reversed|sliced|cut|changed|lowered)(?: down)?(?: it| them)? (?:in)?to (?P<v>[LC])(?! [=<>+*/%-])",
    ),
    wording(
        "place_of", "the its whose",
        r"(?:the|its|whose)(?: very)? (?P<o>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|\d+(?:st|nd|rd|th)) "
        r"(?P<noun>" + _PLACED + r")(?! [LC#NE])",
    ),
    wording(
        "place_of", "first second third fourth fifth last final",
        r"(?P<o>first|second|third|fourth|fifth|last|final) (?P<noun>" + _PLACED + r")(?! [LC#NE])",
    ),
    wording(
        "keyword", "the an a early this that no return break continue else",
        r"(?:(?:the|an|a|this|that)(?: early| first| last| final)?|early) (?P<s>return|break|continue|else)(?: statement| branch| clause| part)?(?= (?:[,.;:)]|on|in|inside|is|was|of|that|at|which|skips|and|here|runs)|$)",
    ),
    wording(
        "after_pass", "after",
        r"after(?: the)? (?:(?P<o>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|\d+(?:st|nd|rd|th)) "
        r"(?:pass|iteration|round|sweep|turn|row|step)|(?:pass|iteration|round|sweep|turn|row) (?P<n>#|one))",
    ),
)  # fmt: skip
