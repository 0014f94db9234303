"""Whether a deduction leads anywhere: a proposal behind nothing but "Line 6 returns `found`" is a guess."""

import re
from collections.abc import Iterable

#: "`n` is `3`", "Line 4 gives `x = 2`", "`25` comes from `5`", "a number such as `2`", "is appended by line 5 as `x`".
_LEADS = re.compile(r"` is `(?!True`|False`)|(?:gives|leaves|as) `|comes? from `|such as|That happens where")


def leads(steps: Iterable[str]) -> bool:
    """Whether some step says what a thing on the way to the result is, or what an item of it is made from.

    Args:
        steps: the sentences of the deduction.

    >>> leads(["Line 6 returns `found`.", "This is reached because `pad is no_pad` is true."])
    False
    >>> leads(["Line 2 returns `n - 1`.", "`n - 1` is `3`, so `n` is `4`."])
    True
    """
    return any(_LEADS.search(step) for step in steps)
