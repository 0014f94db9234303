"""What a text works out by itself is a reason where the program works it out there, and a condition's reason is about it."""

import pytest

from tests.verification.made import complaints

TWICE = "def f(x):\n    x = x * 2\n    return x\n"
DOUBLES = "def f(xs):\n    t = 0\n    for x in xs:\n        t += x\n        t *= 2\n    return t\n"
PASSES = "Pass 1: `x = 3`. `t + x` is `3`, so `t = 3`. {}, so `t = 6`. Pass 2: `x = 4`. `t + x` is `10`, so `t = 10`. "
GCD = "def f(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n"
ABOVE = "def f(n, m):\n    if n > 0:\n        return m\n    return 0\n"
ODDS = "def f(n):\n    s = i = 0\n    while i < n:\n        i = i + 1\n        if i % 2:\n            s = s + i\n    return s\n"
ADDS = "def f(xs):\n    t = 0\n    for a in xs:\n        t = t + min(a, 4)\n    return t\n"
SUMS = "def f(xs):\n    total = sum(xs)\n    return total\n"
SIZE = "def f(xs, k):\n    n = len(xs)\n    if n:\n        return k\n    return n\n"


@pytest.mark.parametrize(
    ("code", "given", "told", "true", "false"),
    [
        (TWICE, "6", "{}, so `x = 12`. ", "`6 * 2` is `12`", "`7 * 2` is `14`"),
        (TWICE, "6", "{}, so `x = 12`. ", "`x * 2` is `12`", "`6 - 4` is `2`"),
        (TWICE, "6", "{}; therefore line 2 sets `x` to `12`. ", "`6 * 2` is `12`", "`5 * 2` is `10`"),
        (TWICE, "6", "{}, so `x = 12`. ", "`6 * 2` is `12`", "`x * 3` is `18`"),
        (DOUBLES, "[3, 4]", PASSES, "`3 * 2` is `6`", "`4 * 2` is `8`"),
        (DOUBLES, "[3, 4]", PASSES, "`t * 2` is `6`", "`t * 3` is `9`"),
        (DOUBLES, "[3, 4]", PASSES, "`3 * 2` is `6`", "`4 + 2` is `6`"),
        (DOUBLES, "[3, 4]", PASSES, "`t` is `3` and `3 * 2` is `6`", "`t` is `3` and `4 * 2` is `8`"),
        (DOUBLES, "[3, 4]", PASSES, "`2 * 3` is `6`", "`7 - 1` is `6`"),
        (ODDS, "3", "Pass 1: `i = 1`. `s = 1`. Pass 2: `i = 2`. {}, so line 6 is skipped. ", "`2 % 2` is `0`", "`4 % 2` is `0`"),
        (ODDS, "3", "Pass 1: `i = 1`. `s = 1`. Pass 2: `1 < 3` is true. `i = 2`. {}, so line 6 is skipped. ", "`2 % 2` is `0`", "`4 % 2` is `0`"),
        (ADDS, "[5, 1]", "Pass 1: `a = 5`. `t = 4`. Pass 2: `a = 1`. {}, so `t = 5`. ", "`4 + 1` is `5`", "`3 + 2` is `5`"),
        (GCD, "48, 18", "Pass 1: `a % b` is `12`, so `a = 18` and `b = 12`. Pass 2: `a % b` is `6`, so `a = 12` and `b = 6`. Pass 3: {}, so `a = 6` and `b = 0`. ", "`a % b` is `0`", "`b % b` is `0`"),
        (ABOVE, "3, 5", "`f` is called with `n = 3` and `m = 5`. {}. ", "`n` is `3`, so `n > 0` is true", "`n` is `3`, so `m > 0` is true"),
        (ABOVE, "3, 5", "`f` is called with `n = 3` and `m = 5`. {}. ", "`n` is `3`, so `n > 0` is true", "`m` is `5`, so `n > 0` is true"),
    ],
)  # fmt: skip
def test_a_reason_has_a_part_in_what_it_led_to(execute, code, given, told, true, false):
    executed = execute(code, given)
    honest, lie = (executed.verdict(told.format(each), support_needed=0.0) for each in (true, false))

    assert complaints(honest) == []
    assert honest.verdict == "verified"
    assert lie.verdict != "verified"
    assert [kind for kind, _, _ in complaints(lie)] == ["dependency"]


def test_what_a_call_gives_may_be_worked_out_in_another_way(execute):
    executed = execute(SUMS, "[2, 3, 4]")

    assert complaints(executed.verdict("`2 + 3 + 4` is `9`, so `total = 9`. ", support_needed=0.0)) == []
    assert executed.verdict("`2 + 3 + 5` is `10`, so `total = 9`. ", support_needed=0.0).verdict != "verified"


def test_what_a_name_was_made_of_is_a_reason_for_a_condition_on_it(execute):
    text = "`f` is called with `xs = [1, 2]` and `k = 1`. Line 2 sets `n` to `2`. {} is `2`, so `n > 0` is true. "
    executed = execute(SIZE, "[1, 2], 1")

    assert complaints(executed.verdict(text.format("`n`"), support_needed=0.0)) == []
    assert (
        executed.verdict(text.format("`n`").replace("`n` is `2`", "`k` is `1`"), support_needed=0.0).verdict
        != "verified"
    )
