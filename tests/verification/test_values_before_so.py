"""What is given as a reason has the value that it has when what it led to comes about, and not the one after it."""

import pytest

from tests.verification.made import complaints


def wrong(verdict):
    return [text for _, text, _ in complaints(verdict)]


HALF = "def f(n):\n    n = n // 2\n    return n\n"
SWAP = "def f(a, b):\n    a, b = b, a + b\n    return a, b\n"
NEXT = "def f(xs):\n    out = []\n    for x in xs:\n        out.append(x + 1)\n    return out\n"
NEXT_TOLD = "Line 2 sets `out` to `[]`. Pass 1: `x = 5`. {}. Now `out = [6]`. Pass 2: `x = 6`. `x + 1` is `7`, so line 4 appends `7` to `out`. "
FACT = "def f(n):\n    if n == 0:\n        return 1\n    r = n * f(n - 1)\n    return r\n"
FACT_TOLD = (
    "`f` is called with `n = 1`. `f` is called with `n = 0`. `f` returns `1`. `n * f(n - 1)` is `1`, so `r = 1`. `f` returns "
    "`1`. {}, so `r = 2`. "
)
COUNTED = (
    "class Box:\n    def __init__(self):\n        self.items = []\n\n    def add(self, x):\n        if self.items:\n"
    "            return 0\n        self.items.append(x)\n        return len(self.items)\n\n\n"
    "def f(x):\n    box = Box()\n    return box.add(x)\n"
)
COUNTED_TOLD = (
    "`self.items` becomes `[]`. `add` is called with `x = 7`. `self.items` is `[]`, so line 7 is skipped. Line 8 appends `7` "
    "to `self.items`. {}, so `add` returns `len(self.items)`, which is `1`. "
)


@pytest.mark.parametrize(
    ("code", "given", "told", "true", "false"),
    [
        (HALF, "9", "{} and `n // 2` is `4`, so `n = 4`. ", "`n` is `9`", "`n` is `4`"),
        (HALF, "9", "{}, so line 2 sets `n` to `n // 2`, which is `4`. ", "`n` is `9`", "`n` is `4`"),
        (HALF, "9", "{}, so line 2 sets `n` to `n // 2`, which is `4`. ", "`n` is `9`", "`n` becomes `4`"),
        (HALF, "9", "Since {} and `n // 2` is `4`, `n = 4`. ", "`n` is `9`", "`n` is `4`"),
        (SWAP, "1, 2", "{} and `a + b` is `3`, so `a = 2` and `b = 3`. ", "`a` is `1`", "`a` is `2`"),
        (NEXT, "[5, 6]", NEXT_TOLD, "`out` is `[]` and `x + 1` is `6`, so line 4 appends `6` to `out`", "`out` is `[6]` and `x + 1` is `6`, so line 4 appends `6` to `out`"),
        (FACT, "2", FACT_TOLD, "`f(n - 1)` is `1` and `n * f(n - 1)` is `2`", "`n` is `1` and `n * f(n - 1)` is `2`"),
        (COUNTED, "7", COUNTED_TOLD, "`self.items` is `[7]`", "`self.items` is `[]`"),
    ],
)  # fmt: skip
def test_a_reason_is_told_as_it_was_before_what_it_led_to(execute, code, given, told, true, false):
    executed = execute(code, given)
    honest, lie = (executed.verdict(told.format(each), support_needed=0.0) for each in (true, false))

    assert complaints(honest) == []
    assert honest.verdict == "verified"
    assert lie.verdict == "refuted"
    assert [text for text in wrong(lie) if text.rstrip(".") in false] != []


WALRUS = "def f(xs):\n    if (n := len(xs)) > 2:\n        return n\n    return 0\n"
GROWS = "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"


def test_a_name_may_get_its_value_within_the_statement(execute):
    assert (
        complaints(execute(WALRUS, "[1, 2, 3]").verdict("`n` is `3`, so `n > 2` is true. ", support_needed=0.0)) == []
    )


def test_what_led_to_a_value_may_be_told_behind_it(execute):
    executed = execute(GROWS, "[2, 3]")
    text = "Pass 1: `x = 2`. `total = 2`. Pass 2: `x = 3`. `total = 5`, since {} and `x` is `3`. "

    assert complaints(executed.verdict(text.format("`total + x` is `5`"), support_needed=0.0)) == []
    assert executed.verdict(text.format("`total` is `5`"), support_needed=0.0).verdict == "refuted"


SWAPS = (
    "def f(xs):\n    for j in range(2):\n        if xs[j] > xs[j + 1]:\n            xs[j], xs[j + 1] = xs[j + 1], xs[j]\n"
    "    return xs\n"
)


def test_a_comparison_is_not_told_after_what_came_of_it(execute):
    executed = execute(SWAPS, "[1, 3, 2]")
    text = "Pass 1: `j = 0`. `1 > 3` is false. Pass 2: `j = 1`. {}, and `3 > 2` is true. Line 4 stores `xs[1] = 2` and `xs[2] = 3`. "

    assert complaints(executed.verdict(text.format("`xs[j + 1]` is `2`"), support_needed=0.0)) == []
    assert executed.verdict(text.format("`xs[j + 1]` is `3`"), support_needed=0.0).verdict != "verified"
