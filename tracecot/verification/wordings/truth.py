"""How truth is worded."""

from tracecot.verification.wordings.pieces import ADV, CODE, FALSE, TRUE, Wording, wording

WORDINGS: tuple[Wording, ...] = (
    wording(
        "truth", CODE,
        r"(?P<s>[NECS])(?: (?:\( (?P<sub>[CE]) \)|, i\.e\. ,? ?(?P<sub2>[CE]) ,?))?"
        + ADV
        + r" (?:is|are|was|evaluates to|comes out|turns out(?: to be)?|=|:|→|->|is found to be|proves|gives|"
        r"yields|stays|remains|being)"
        + ADV
        + r" (?P<truth>"
        + TRUE
        + r"|"
        + FALSE
        + r")",
    ),
    wording(
        "truth_literal", CODE + " if while the",
        r"(?P<s>[NECS])(?: (?:condition|check|test))?"
        + ADV
        + r" (?:evaluates to|evaluates as|is|comes out|turns out|returns|yields|gives|→|->|becomes)"
        + ADV
        + r" (?P<v>L)(?! [+*/=<>])",
    ),
    wording(
        "truth", "C E",
        r"(?P<s>[EC])(?: \?)?(?: (?:→|->|=>|:|-|–|—|,|\())?(?: \*\*)? (?P<truth>yes|no|true|false|✓|✗|✔|✘|nope|yep)(?! [LCNE#])",
    ),
    wording(
        "truth", CODE,
        r"(?P<s>[NECS])"
        + ADV
        + r" (?P<truth>holds|succeeds|fails|does not hold|doesn't hold|does hold|no longer holds|passes)(?! "
        r"[LCNE#])",
    ),
    wording(
        "truth_which", "which , that it the this",
        r"(?:, )?(?:(?:which|that|it|this)(?: condition| test| check)?|the (?:(?:while|if|loop|for) )?(?:condition|test|check|"
        r"comparison))"
        + ADV
        + r" (?:is|was|evaluates to|turns out)"
        + ADV
        + r" (?P<truth>"
        + TRUE
        + r"|"
        + FALSE
        + r")",
    ),
    wording(
        "truth_which", "which it this that the",
        r"(?:(?:which|that|it|this)|the (?:(?:while|if|loop) )?(?:condition|test|check|comparison)) (?P<truth>holds|fails|"
        r"succeeds|does not hold|doesn't hold)",
    ),
)  # fmt: skip
