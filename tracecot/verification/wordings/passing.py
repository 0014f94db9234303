"""How it is worded in passing what things are that have no name: the queue, both ends; and how often things were done."""

from tracecot.verification.wordings.pieces import FALSE, TRUE, UNIT, Wording, wording
from tracecot.verification.wordings.words import DEED

_HOLDER = r"(?P<noun>queue|stack|list|array|string|text|word|dict|dictionary|set|counter|tuple|deque|heap|buffer|total|sum|running total)"
_IS = r"(?:is|are|becomes|holds|contains|reads|stands at|has become|looks like|consists of|equals|stays|remains)"
_THEN = r"(?: (?:now|then|still|again|therefore|thus|just|only|exactly|always|finally))*"
_COUNT = r"(?:(?P<n>#) times|(?P<once>once|twice))"
_PART = r"(?P<part>break|continue|exception handler|handler|except block|except branch|except clause|else|return)"

WORDINGS: tuple[Wording, ...] = (
    wording("asks_what", "what which", r"(?:what|which value|what value) (?P<s>[ENC]) (?:returns|gives|evaluates to|outputs)(?= [.:]|$)"),
    wording("holder_is", "the our this", r"(?:the|our|this)(?: (?:current|whole|remaining|updated|resulting))? " + _HOLDER + _THEN + " " + _IS + _THEN + r"(?: :)? (?P<v>[LC#])(?= (?:[.,;)]|and|so|which|at)|$)"),
    wording(
        "both_ends", "the its",
        r"(?:the|its) first and(?: the| its)? last (?:characters?|letters?|items?|elements?|digits?|entry|entries|numbers?|values?) (?:are|is)(?: both)? (?P<v>[LC#])",
    ),
    wording("both_ends", "it which starts begins", r"(?:(?:it|which) )?(?:starts|begins) and ends with (?P<v>L)"),
    wording("holder_empty", "the our", r"(?:the|our) (?P<noun>queue|stack|list|dict|dictionary|set|string|deque|heap)" + _THEN + r" (?:is|becomes)" + _THEN + r" empty(?! \w)"),
    wording("found_at", "L", r"(?P<v>L)(?: (?:is|was))? (?:found|starts|begins|sits|stands|occurs) at (?:index|position) (?P<i>#)"),
    wording("numbered", "#", r"(?P<pairs># : L(?: ,)?(?: # : L(?: ,)?)+)"),
    wording("numbered", " ".join("abcdefghijklmnopqrstuvwxyz"), r"(?P<marks>[a-z] \( # \)(?: ,)?(?: [a-z] \( # \)(?: ,)?)+)"),
    wording("goes_on", "the it execution this function so", r"(?:so )?(?:the function|the call|it|execution|this|function)" + _THEN + r" (?P<how>returns|exits|continues|goes on|moves on|proceeds)(?: (?:immediately|early|at once|right away|here|there|normally|to the next (?:one|item|element|iteration|pass|round)|with the next (?:one|item|element|iteration|pass|round)))*(?= (?:[.,;:)]|and|so)|$)"),
    wording("goes_on", "→ -> => continue so S", r"(?:(?:→|->|=>|so) )?(?P<how>continue)(?: again)?(?= (?:[.,;:)]|→|with|to)|$)(?: (?:with|to) the next (?:one|item|element|iteration|pass|round))?"),
    wording("loop_else", "the its else so S", r"(?:so )?(?:the |its )?(?P<arm>else|S)(?: -)?(?: (?:clause|part|branch|block|arm))? of (?:the|this) (?:(?:for|while|inner|outer|S) )?loop (?P<how>runs|is executed|executes|is entered|is reached|is (?:not|never) (?:executed|run|entered|reached)|does not run|doesn't run|is skipped|never runs)"),
    wording("never_called", "the", r"the call (?:to|of) (?P<w>[a-z]\w*|N) (?:is|was) (?:not|never) (?:executed|made|reached)"),
    wording("never_called", "N", r"(?P<w>N) (?:is|was) (?:never|not) called"),
    wording("nth_condition", "the so", r"(?:so )?the (?P<o>first|second|third|fourth) (?:condition|test|check|if) (?P<how>holds|fails|is (?:not )?(?:true|false|met|satisfied|fulfilled|checked|evaluated|tested))"),
    wording("nth_condition", "the so", r"(?:so )?the (?P<arm>elif)(?: condition| test| branch)? (?P<how>isn't (?:checked|evaluated|tested|reached)|is (?:not|never) (?:checked|evaluated|tested|reached))"),
    wording("at_the_end", "final", r"final (?:values|state|result)(?= :)"),
    wording(
        "part_runs", "the S break continue exception handler else except",
        r"(?:the )?(?:" + _PART + r"|(?P<s>S))(?: (?:statement|branch|block|clause|part|case|line))? (?:(?:is|was) (?:executed|run|hit|reached|taken|used)|ran|runs)"
        + _THEN + " " + _COUNT + r"(?: in total| in all| altogether)?",
    ),
    wording("true_times", "N E C", r"(?P<s>[NEC]) (?:is|was) (?P<truth>" + TRUE + "|" + FALSE + r")(?: only| just| exactly)? (?:(?P<n>#) times|(?P<once>once|twice)(?= (?:[.,;:)]|and|so|in)|$))"),
    wording("yields_times", "N E", r"(?P<s>[NE]) (?:yields|yielded|has yielded)(?: only| just| exactly)? (?P<n>#) (?:more )?" + UNIT),
    wording("bound_times", "N", r"(?P<s>N) (?:is|was|gets|got) (?P<how>updated|changed|reassigned|replaced|set|reset|increased|incremented|decreased|decremented)" + _THEN + r" (?:(?P<n>#) times|(?P<once>once|twice))(?P<loop> (?:inside|in|within|during) the loop)?"),
    wording("done_times_plain", "# only", r"(?:only )?(?P<n>#)(?: (?:more|other))? [a-z]+ (?:were|have been|got) (?P<verb>" + DEED + r")(?= (?:[.,;)]|so|and|in all|in total|altogether)|$)"),
    wording(
        "done_times", "# only exactly just none",
        r"(?:(?:only|exactly|just) )?(?P<n>#|one|none)(?: (?:of (?:the|these|them|its|all)(?: (?P<m>#))?))?(?: [a-z]+){0,2} (?:is|are|was|were|gets|got|has been|have been)" + _THEN + r" (?P<verb>" + DEED + r")(?= (?:[.,;)]|so|and|in all|in total|altogether)|$)",
    ),
)  # fmt: skip
