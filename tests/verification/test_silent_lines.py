"""Lines that leave no event: whether they ran follows from what stands over them, or is left open."""

import pytest

from tests.verification.made import complaints

SKIPS = (
    "def f(xs):\n    n = 0\n    for x in xs:\n        if x < 0:\n            continue\n        if x == 3:\n"
    "            pass\n        else:\n            n += x\n    try:\n        n += len(xs[9])\n    except IndexError:\n"
    "        pass\n    if n > 99:\n        n = 5\n        pass\n    return n\n"
)  # xs = [1, -2, 3]
PASS_2 = "Pass 2 of the loop on line 3: `x = -2`. `x < 0` is true"
PASS_3 = "Pass 3 of the loop on line 3: `x = 3`. `x < 0` is false"


@pytest.fixture(scope="module")
def executed(execute):
    return execute(SKIPS, "[1, -2, 3]")


@pytest.mark.parametrize(
    "text",
    [
        f"{PASS_2}, so line 5 runs.",
        f"{PASS_3}, so line 5 is skipped.",
        f"{PASS_3}. `x == 3` is true, so line 7 runs.",
        "Line 11 raises `IndexError`. The handler on line 12 catches the `IndexError`. Line 13 runs.",
        f"{PASS_2}, and that is the 1st time that line 5 runs.",
    ],
)
def test_what_led_there_bears_it_out(executed, text):
    assert complaints(executed.verdict(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{PASS_2}, so line 5 is skipped.",
        f"{PASS_3}, so line 5 runs.",
        f"{PASS_3}. `x == 3` is true, so line 7 is skipped.",
        f"{PASS_2}, and that is the 2nd time that line 5 runs.",
        "`n` becomes `1`. Line 5 never runs.",
    ],
)
def test_what_led_elsewhere_contradicts_it(executed, text):
    assert executed.verdict(text).verdict == "refuted"


def test_what_stands_behind_something_that_may_leave_is_open(executed):
    assert executed.verdict("`n` becomes `1`. Line 16 runs.").verdict == "unreadable"
