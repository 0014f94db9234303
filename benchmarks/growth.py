"""Texts of any length: an honest one about an execution of as many passes, and ones that are hard to read."""

from itertools import accumulate

PASSES = 100

SUMS = """def f(xs):
    total = 0
    for x in xs:
        if x % 2 == 0:
            total += x
        else:
            total = total + x
    return total
"""

#: What a hostile text repeats.
BROKEN = {
    "unclosed backticks": "`a``b```c ` is ",
    "brackets": "[({'a': [",
    "claims of nothing": "`xs` is `[]` and ",
    "false passes": "Pass 7: `x = 99`, so `total` becomes `3`. ",
    "conditions": "because `x % 2 == 0` is true, since `total` is `0`, so line 5 runs, ",
}


def hostile(name: str, characters: int) -> str:
    """So much of it."""
    return (BROKEN[name] * (characters // len(BROKEN[name]) + 1))[:characters]


def told(passes: int) -> str:
    """What `SUMS` does in its first passes on 0, 1, 2 ..., pass by pass."""
    lines = [f"Pass {x + 1}: `x = {x}`. {_arm(x, total)}" for x, total in enumerate(accumulate(range(passes)))]
    return "\n".join(["Line 2 sets `total` to `0`.", *lines])


def _arm(x: int, total: int) -> str:
    if x % 2 == 0:
        return f"`x % 2 == 0` is true, so line 5 sets `total` to `{total}`."
    return f"`x % 2 == 0` is false, so line 7 sets `total` to `{total}`."
