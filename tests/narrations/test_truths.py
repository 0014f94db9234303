"""A truth that is made of others is told with what decides it, not with a chain of all that it is made of."""

import re
from dataclasses import replace

import pytest

from tests.narrations.test_folding import verdict_on
from tests.narrations.test_order import narrated
from tracecot.narrations.deduction.truths import deciding, is_made_of_truths, parts_of_truth

BETWEEN = (
    "def f(value, low, high):\n    if low > high:\n        low, high = high, low\n    return low <= value < high\n"
)
CONDITION = "def f(x, y, z):\n    wanted = {truth}\n    return wanted\n"


@pytest.mark.parametrize(
    ("truth", "given", "said", "unsaid"),
    [
        ("x < y and z < y", "1, 2, 3", "`x < y and z < y` is `False`, since `z < y` is `False`.", "`x < y` is"),
        ("x < y and z > y", "1, 2, 3", "`x < y and z > y` is `True`.", "`z > y` is"),
        ("x > y or z > y", "1, 2, 3", "`x > y or z > y` is `True`, since `z > y` is `True`.", "`x > y` is"),
        ("x > y or z < y", "1, 2, 3", "`x > y or z < y` is `False`.", "`z < y` is"),
        ("x < y < z", "1, 2, 3", "`x < y < z` is `True`.", "`y < z` is"),
        ("x < y < z", "1, 3, 2", "`x < y < z` is `False`, since `y < z` is `False`.", "`x < y` is"),
        ("not (x < y and z < y)", "1, 2, 3", "`not (x < y and z < y)` is `True`.", "`z < y` is"),
    ],
)
def test_what_decides_it_is_told(sandbox, truth, given, said, unsaid):
    told = narrated(sandbox, CONDITION.format(truth=truth), given, "input_prediction")

    deduction = told[-1].rationale.partition("So take")[0]
    assert said in deduction
    assert unsaid not in deduction
    assert verdict_on(told).verdict == "verified"


@pytest.mark.parametrize("lie", ["`low <= value` is `False`", "`value < high` is `True`", "`low > high` is `False`"])
def test_a_lie_about_it_is_not_verified(sandbox, lie):
    *known, narration = narrated(sandbox, BETWEEN, "7, 5, 2", "input_prediction")
    said = "since `value < high` is `False`"

    assert said in narration.rationale
    false = replace(narration, rationale=narration.rationale.replace(said, f"since {lie}", 1))
    assert verdict_on((*known, false)).verdict == "refuted"


def test_a_swap_is_no_tuple_on_the_way_back(sandbox):
    told = narrated(sandbox, BETWEEN, "7, 5, 2", "input_prediction")

    assert "(2, 5)" not in told[-1].rationale
    assert re.search(r"Line 3 gives `\w+ = \d` and `\w+ = \d`", told[-1].rationale)
    assert verdict_on(told).verdict == "verified"


def test_the_parts_of_one(sandbox):
    _, _, trace, _ = narrated(sandbox, CONDITION.format(truth="not (x < y and z < y)"), "1, 2, 3")
    whole = next(event for event in trace.events if event.text == "not (x < y and z < y)")

    assert is_made_of_truths(whole)
    assert [part.text for part in parts_of_truth(whole, trace.events)] == ["x < y", "z < y", "x < y and z < y"]
    assert deciding(whole, trace.events) is None
    assert deciding(parts_of_truth(whole, trace.events)[-1], trace.events).text == "z < y"


def test_a_range_that_is_gone_through_is_said_once(sandbox):
    code = "def f(n):\n    for c in range(1, 11):\n        if c > n:\n            return c\n    return 0\n"
    told = narrated(sandbox, code, "2")

    assert "goes through `range(1, 11)`." in told[-1].rationale
    assert "which is `range(" not in told[-1].rationale
    assert verdict_on(told).verdict == "verified"
