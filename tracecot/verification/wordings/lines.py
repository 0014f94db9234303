"""How lines and arms of conditions are worded."""

from tracecot.verification.wordings.pieces import FALSE, TRUE, Wording, wording

#: That an arm runs, and that it doesn't.
_RUN = r"runs|is taken|is entered|executes|is executed|applies|is chosen|is run|is reached|gets executed|is triggered"
_RUNS = (
    r"is skipped|is passed over|(?:is|was)(?: not|n't| never) (?:taken|entered|executed|reached|run|triggered)|isn't (?:taken|entered|executed|reached|run|triggered)|"
    r"(?:does not|doesn't) (?:run|execute)|never runs|never executes|" + _RUN
)

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
    wording("on_line", "on at in line", r"(?:(?:on|at|in) )?line (?P<line>#)"),
    wording(
        "arm", "so the and",
        r"(?:so )?(?:the )?(?P<arm>S|if|else|elif|body|then|condition's)(?: -)?(?: (?:branch|block|body|"
        r"arm|clause|part|case|side|statement))? (?P<runs>" + _RUNS + r")",
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
