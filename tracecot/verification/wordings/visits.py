"""How it is worded how often a line has run by now, what runs next, and what never does."""

from tracecot.verification.wordings.pieces import ADV, Wording, wording
from tracecot.verification.wordings.words import NOUNS_OF_TYPES

_RUNS = r"(?:runs|ran|has run|is run|was run|is reached|was reached|is executed|was executed|executes|executed)"

WORDINGS: tuple[Wording, ...] = (
    wording(
        "nth_time", "this that it",
        r"(?:this|that|it) (?:is|was) the (?P<o>\w+) time (?:that )?line (?P<line>#) " + _RUNS,
    ),
    wording("nth_time_not", "this that it", r"(?:this|that|it) (?:is|was) the \w+ time (?:that )?line #(?! (?:now )?" + _RUNS + r")"),
    wording("nth_time", "line", r"line (?P<line>#) (?:now )?" + _RUNS + r" for the (?P<o>\w+) time"),
    wording("next_line", "line", r"line (?P<line>#) (?:(?:runs|is run|is executed|executes|comes) next|is (?:the )?next)"),
    wording(
        "never_led", "N E C",
        r"(?P<x>[NEC]) is never (?P<truth>true|false) , so line (?P<line>#) never runs",
    ),
    wording(
        "never_runs", "line", r"line (?P<line>#) (?:never (?:runs|executes)|is never (?:run|executed)|does not run at all)(?: in this call)?",
    ),
    wording("is_a", "N E", r"(?P<s>[NE])" + ADV + r" (?:is|was)" + ADV + r" an? (?P<t>" + "|".join(NOUNS_OF_TYPES) + r")(?= (?:[.,;:)]|and|so|but|which)|$)"),
    wording("type_is", "its the", r"(?:its|the) type (?:is|was) (?P<t>[NTL#])"),
)  # fmt: skip
