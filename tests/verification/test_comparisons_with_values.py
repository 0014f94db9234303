"""A comparison that is told with values is the program's own, with the values that it has where the text is."""

import pytest

from tests.verification.made import complaints

BOTH = "def f(n, k):\n    if n >= 18 and k:\n        return 'yes'\n    return 'no'\n"
TOLD = (
    "`f` is called with `n = 20` and `k = True`. {} and `k` is `True`, so `n >= 18 and k` is true. `f` returns `'yes'`."
)


def refuted_at(verdict):
    """What is wrong, each with the event that shows it."""
    return [(text, finding.event) for _, text, finding in complaints(verdict)]


def test_a_comparison_has_the_values_that_the_program_compares(execute):
    executed = execute(BOTH, "20, True")
    told = "`20 >= 18` is `True`"

    assert complaints(executed.verdict(TOLD.format(told))) == []
    assert complaints(executed.verdict(TOLD.format("`20 >= 18` is true"))) == []
    for false in ("`25 >= 18` is `True`", "`20 >= 3` is `True`", "`25 >= 18` is true", "`20 >= 3` evaluates to `True`"):
        assert refuted_at(executed.verdict(TOLD.format(false))) == [(false, 1)]


ROWS = (
    "def f(rows):\n    kept = []\n    for row in rows:\n        if row[0] >= 18 and row[1]:\n            kept.append(row[0])\n"
    "    return kept\n"
)


@pytest.mark.parametrize("false", ["`19 >= 18` is `True`", "`30 >= 18` is `True`", "`18 >= 17` is `True`"])
def test_a_part_of_a_condition_has_the_values_of_the_pass(execute, false):
    executed = execute(ROWS, "[[18, 0], [30, 1]]")
    text = (
        "`f` is called with `rows = [[18, 0], [30, 1]]`. Line 2 sets `kept` to `[]`. Pass 1: `row = [18, 0]`. {} and `row[1]` "
        "is `0`, so `row[0] >= 18 and row[1]` is false. Pass 2: `row = [30, 1]`. `30 >= 18` is `True`. Line 5 appends `30` "
        "to `kept`."
    )

    assert complaints(executed.verdict(text.format("`18 >= 18` is `True`"))) == []
    assert executed.verdict(text.format(false)).verdict == "refuted"


HALVES = "def f(n):\n    steps = 0\n    while n != 1:\n        n = n // 2\n        steps += 1\n    return steps\n"
ROUNDS = (
    "`f` is called with `n = 8`. Line 2 sets `steps` to `0`. Round 1: `8 != 1` is true. `n // 2` is `4`, so `n = 4`. "
    "`steps + 1` is `1`, so `steps = 1`. Round 2: `{}` is true. `n // 2` is `2`, so `n = 2`. `steps + 1` is `2`, so "
    "`steps = 2`. Round 3: `2 != 1` is true. `n // 2` is `1`, so `n = 1`. `steps + 1` is `3`, so `steps = 3`. `1 != 1` is "
    "false. `f` returns `3`."
)


def test_a_pass_asks_with_its_own_values(execute):
    executed = execute(HALVES, "8")

    assert complaints(executed.verdict(ROUNDS.format("4 != 1"))) == []
    for false in ("2 != 1", "8 != 1", "3 != 1"):
        assert [text for text, _ in refuted_at(executed.verdict(ROUNDS.format(false)))] == [f"`{false}` is true"]


FACT = "def f(n):\n    if n == 0:\n        return 1\n    r = n * f(n - 1)\n    return r\n"
CALLS = (
    "`f` is called with `n = 3`. `3 == 0` is false. `f` is called with `n = 2`. `{}` is false. `f` is called with `n = 1`. "
    "`n == 0` is false. `f` is called with `n = 0`. `n == 0` is true. `f` returns `1`. `n * f(n - 1)` is `1`, so `r = 1`. "
    "`n * f(n - 1)` is `2`, so `r = 2`. `n * f(n - 1)` is `6`, so `r = 6`. `f` returns `6`."
)


def test_a_call_asks_with_its_own_arguments(execute):
    executed = execute(FACT, "3")

    assert complaints(executed.verdict(CALLS.format("2 == 0"))) == []
    for false in ("3 == 0", "1 == 0", "7 == 0"):
        assert executed.verdict(CALLS.format(false)).verdict == "refuted"
