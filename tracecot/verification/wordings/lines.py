"""How lines and arms of conditions are worded."""

from tracecot.verification.wordings.pieces import FALSE, TRUE, Wording, wording

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
        r"arm|clause|part|case|side))? (?P<runs>is skipped|is not taken|is not entered|does not run|"
        r"doesn't run|never runs|is passed over|runs|is taken|is entered|executes|is executed|applies|is "
        r"chosen)",
    ),
    wording(
        "arm", "the",
        r"the (?P<arm>if|else) (?:branch|block|body|arm) (?P<runs>is skipped|is not taken|runs|is taken|"
        r"executes|is entered)",
    ),
)  # fmt: skip
