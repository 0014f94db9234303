"""How lines and arms of conditions are worded."""

from tracecot.verification.wordings.pieces import FALSE, TRUE, Wording, wording

#: That an arm runs, and that it doesn't.
_RUN = r"runs|is taken|is entered|executes|is executed|applies|is chosen|is run|is reached|gets executed|is triggered"
_RUNS = (
    r"is skipped|is passed over|(?:is|was)(?: not|n't| never) (?:taken|entered|executed|reached|run|triggered)|isn't (?:taken|entered|executed|reached|run|triggered)|"
    r"(?:does not|doesn't) (?:run|execute)|never runs|never executes|" + _RUN
)

#: That it ran at some time: when, the reader doesn't look back for.
_PAST = r"(?:has|had|have)(?: (?:already|just|also|not|never))* (?:run|executed|been (?:run|taken|executed|reached|entered|skipped))"

WORDINGS: tuple[Wording, ...] = (
    wording(
        "line_truth", "the", r"the (?:condition|test|check) (?:on|at|in|of) line (?P<line>#) (?:is|was) (?P<truth>" + TRUE + "|" + FALSE + ")"
    ),
    wording(
        "line_not_run", "line",
        r"line (?P<line>#) (?:is (?:skipped|passed over|not reached|not run|not executed|never reached|"
        r"left out)|does not run|doesn't run|never happens)",
    ),
    wording("line_not_run", "skips skipping skip", r"(?:skips|skipping|skip) line (?P<line>#)"),
    wording(
        "line_runs", "line",
        r"line (?P<line>#) (?:runs|is reached|is run|is executed|executes)",
    ),
    wording("line_has_run", "line", r"line # " + _PAST + r"(?! for the\b)"),
    wording("on_line", "on at in line", r"(?:(?:on|at|in) )?line (?P<line>#)"),
    wording(
        "arm", "so the and",
        r"(?:so )?(?:the )?(?P<arm>S|if|else|elif|body|then|condition's)(?: -)?(?: (?:branch|block|body|"
        r"arm|clause|part|case|side|statement))?(?P<line> (?:on|at|in) line #)? (?:(?P<runs>" + _RUNS + r")|(?P<past>" + _PAST + r"))",
    ),
    wording(
        "arm", "the code so",
        r"(?:so )?the (?:code|body|statements?|block) (?:inside|in|of|under) (?:the )?(?P<arm>S|if|else|elif)(?: (?:branch|block|body|clause|statement))?"
        r" (?P<runs>" + _RUNS + r")",
    ),
    wording(
        "arm_entered", "do does did don't doesn't never we it control execution the enter enters entering go goes moves move take takes skip skips skipping execute executes executing",
        r"(?P<no>do not |does not |did not |don't |doesn't |never )?(?P<verb>enters?|entering|go(?:es)? (?:in)?to|move(?:s)? (?:in)?to|takes?|skips?|skipping|executes?|executing|runs?|falls? (?:in)?to)(?: the)? (?P<arm>S|if|else|elif)"
        r"(?: (?:branch|block|body|clause|part))(?! is\b)",
    ),
    wording("no_arm", "without never", r"(?:without ever|without|never) (?:entering|hitting|taking|reaching|executing|triggering|enters?|takes?|reaches|executes|hits)(?: the)? (?P<arm>S|if|else|elif)(?: (?:branch|block|body|clause|part))?"),
)  # fmt: skip
