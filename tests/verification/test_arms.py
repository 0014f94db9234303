"""Arms, lines and ends follow from the condition or loop that is told, where it is told."""

import pytest

from tests.verification.made import complaints

CODE = """def g(n, xs):
    out = []
    for x in xs:
        if n == 0:
            break
        out.append(x)
        n -= 1
    return out

def f(n, xs):
    if n < 0:
        return []
    else:
        y = g(n, xs)
    return y
"""
CALLED = "`f` is called with `n = 2` and `xs = [5, 6, 7]`. "
TRUE = [
    "`n < 0` is false, so the `else` branch runs.",
    "`n < 0` is false, so line 14 runs.",
    "`n < 0` is false, so line 12 is skipped.",
    "`n < 0` is false. `g` is called with `n = 2`. The loop on line 3 ends early, in pass 3.",
]
FALSE = [
    "`n < 0` is false and the `else` branch is skipped.",
    "`n < 0` is false, so line 12 runs.",
    "`n < 0` is false, so line 14 is skipped.",
    "`g` is called with `n = 2`. `n < 0` is false, so the `else` branch runs.",
    "`g` is called with `n = 2`. Pass 1: `x = 5`. `n < 0` is false, so the `else` branch runs.",
    "`g` is called with `n = 2`. Pass 1: `x = 5`. `n < 0` is false, so line 14 runs.",
    "The loop on line 2 ends early, in pass 3.",
    "`g` is called with `n = 2`. `f` is called with `n = 2`.",
    "`g(n, xs)` is `[5, 6]`, so `y` is still `[5, 6]`.",
    "Line 2 sets `out` to `[]`. Again, line 2: `out = []`.",
]


@pytest.fixture(scope="module")
def executed(execute):
    return execute(CODE, "2, [5, 6, 7]")


@pytest.mark.parametrize("text", TRUE)
def test_what_is_so_is_grounded(executed, text):
    assert complaints(executed.verdict(CALLED + text)) == []


@pytest.mark.parametrize("text", FALSE)
def test_what_is_not_so_is_refuted(executed, text):
    assert executed.verdict(CALLED + text).verdict == "refuted"


ALIKE = "def f(xs, n):\n    if len(xs) == 0:\n        n = 5\n    if n % 2 == 0:\n        n = 1\n    else:\n        n = 2\n    return n\n"
TOLD_ALIKE = "`f` is called with `xs = [4]` and `n = {}`. `len(xs)` is `1`, and `1 == 0` is false, so line 3 is skipped. `n % 2` is {}, and {} is false, so the `else` branch runs. Line 7 sets `n` to `2`."


@pytest.mark.parametrize(
    ("n", "condition", "is_so"), [(3, "`1 == 0`", True), (2, "`1 == 0`", False), (2, "`0 == 0`", False)]
)
def test_of_two_conditions_that_read_alike_the_one_with_an_else_is_meant(execute, n, condition, is_so):
    found = complaints(
        execute(ALIKE, f"[4], {n}").verdict(TOLD_ALIKE.format(n, condition.replace(" == 0", ""), condition))
    )

    assert (found == []) is is_so


def test_an_arm_is_not_taken_from_the_condition_before_it(execute):
    code = "def f(a, b):\n    if a > 0:\n        b -= 1\n    if b > 0:\n        a = 0\n    else:\n        a = 1\n    return a\n"
    text = "`a > 0` is true. `b > 0` is false, so the `else` branch {}."
    executed = execute(code, "3, 0")

    assert complaints(executed.verdict(text.format("runs"))) == []
    assert executed.verdict(text.format("is skipped")).verdict == "refuted"


DIGITS = """def f(xs):
    n = 0
    for x in xs:
        if x.isdigit():
            if x == '0':
                n += 10
            else:
                n += 1
        else:
            n -= 1
    return n
"""


@pytest.mark.parametrize(
    ("arm", "complains"), [("`else` branch runs", False), ("`else` branch is skipped", True), ("body runs", True)]
)
def test_a_condition_that_is_told_by_its_values_decides_over_its_own_arm(arm, complains, execute):
    executed = execute(DIGITS, "'a7'")
    text = f"Pass 2: `x = '7'`. `x.isdigit()` holds. `'7' == '0'` is false, so the {arm}."

    assert (executed.verdict(text).verdict == "refuted") is complains
