"""How items are worded that a loop comes to: labels, ordinals with nouns, indexes."""

from tracecot.verification.wordings.pieces import Wording, wording

#: What an item may be called.
_NOUN = (
    r"(?:items?|elements?|characters?|chars?|letters?|keys?|entry|pairs?|words?|numbers?|digits?|parts?|tokens?|values?|names?|"
    r"coins?|bits?|rows?|lists?|strings?|symbols?|moves?|people|person|amounts?|chunks?|spans?)"
)
_ORDINAL = r"(?P<o>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final(?! (?:list|string|value|result|tuple))|\d+(?:st|nd|rd|th))"

ORDINALS: tuple[Wording, ...] = (
    wording(
        "nth_item", "the its for with at on then",
        r"(?:then |for |with |at |on )?(?:the|its)(?: very)? " + _ORDINAL + r" " + _NOUN
        + r"(?: ,)?(?: (?:is|was|:))?(?: (?:the|an?) (?:string|list|number|letter|character))? (?P<v>[LC#])",
    ),
    wording(
        "nth_item_bound", "the its for with at on then",
        r"(?:then |for |with |at |on )?(?:the|its)(?: very)? " + _ORDINAL + r" " + _NOUN + r"(?: ,)? (?P<a>A)",
    ),
    wording(
        "nth_item_word", "the its for with at on then",
        r"(?:then |for |with |at |on )?(?:the|its)(?: very)? " + _ORDINAL + r" " + _NOUN
        + r" , (?P<w>[a-z]) ,",
    ),
    wording(
        "nth_item", "the its for with at on then",
        r"(?:then |for |with |at |on )?the(?: very)? " + _ORDINAL + r" " + _NOUN + r"(?= (?!of\b|[ECA])|$)",
    ),
)  # fmt: skip

WORDINGS: tuple[Wording, ...] = (
    wording("indexed", "row item entry element index idx at", r"(?:at )?(?:row|item|entry|element|index|idx) (?P<i>#) [,:–—-] (?P<v>[LC])(?= (?:[:,.]|→|->|–|—|-)|$)"),
    wording("label", "L C #", r"(?P<v>[LC#])(?= (?::|-|–|—|→|->|=>|converts|is(?! (?:the|what|where|how|a|an|all|in|of|as)\b))(?: |$))"),
    wording("label", "N", r"(?P<v>N)(?= (?::|-|–|—|→|->|=>)(?: |$))"),
    wording("label", "for with next then now at item coin amount pos position row bit", 
        r"(?:(?:for|with|next comes|then comes|now comes|then we get|now|at|then|next)(?: the)? )?(?:" + _NOUN + r" )?(?P<v>[LC#N])(?= (?:[,:]|-|–|—|→|->|the|it)(?: |$))"),
    wording("nth_labelled", "first second third fourth fifth sixth last next", _ORDINAL + r" " + _NOUN + r" [,:(] (?P<v>[LC#])"),
    wording("nth_labelled", "first second third fourth fifth sixth seventh eighth last next", _ORDINAL + r" " + _NOUN + r" (?P<v>[LC#])(?= (?::|–|—|→))"),
    wording("at_index", "at index position idx pos", r"(?:at )?(?:the )?(?:index|position|idx|pos) (?P<i>#)(?= [,:])"),
    wording("parity_of_index", "index position idx", r"(?:index|position|idx) (?P<i>#) is (?P<how>even|odd)(?= (?:[:,]|→|->|–|—|-))"),
    wording("has_index", "at has sits its stands", r"(?:at|has|sits at|stands at|its)(?: the)? (?:index|position)(?: is)? (?P<i>#)"),
    wording("in_call", "E", r"(?P<f>E)(?= : (?![LC#] ?(?:[.,;]|$)))"),
    wording("letter", "the", r"the (?:letter|character|digit) (?P<w>[a-z])(?! (?:[a-z] )?[NECA])"),
)  # fmt: skip
