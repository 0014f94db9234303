"""The values that a name takes are those of the line that is said, and of the loop or comprehension on it."""

import pytest

from tests.verification.made import complaints

CODE = """def f(xs):
    kept = []
    for x in xs:
        if x > 9:
            kept.append(x)
    twice = [x * 2 for x in xs]
    if [y for y in xs if y > 9]:
        return kept
    return twice
"""
ALL = "`x` takes the values `4`, `7` and `5`"
TOLD = "`f` is called with `xs = [4, 7, 5]`. Line 2 sets `kept` to `[]`. "
PASSES = "Pass 1: `x = 4`. In passes 2 to 3 `x > 9` is false. `x` takes the values `7` and `5`. "
TRUE = [
    f"{TOLD}{PASSES}On line 6 {ALL}. Line 6 sets `twice` to `[8, 14, 10]`.",
    f"{TOLD}On line 3 {ALL}. On line 6 {ALL}. Line 6 sets `twice` to `[8, 14, 10]`.",
    f"{TOLD}{PASSES}On line 6 {ALL}. On line 7 `y` takes the values `4`, `7` and `5`.",
]
FALSE = [
    f"{TOLD}{PASSES}On line 7 {ALL}. Line 6 sets `twice` to `[8, 14, 10]`.",
    f"{TOLD}On line 1 {ALL}.",
    f"{TOLD}On line 2 {ALL}. On line 6 {ALL}.",
    f"{TOLD}{PASSES}On line 6 `x` takes the values `7` and `5`.",
    f"{TOLD}{PASSES}On line 6 {ALL}. On line 6 `y` takes the values `4`, `7` and `5`.",
]


@pytest.fixture(scope="module")
def executed(execute):
    return execute(CODE, "[4, 7, 5]")


@pytest.mark.parametrize("text", TRUE)
def test_what_is_so_is_grounded(executed, text):
    assert complaints(executed.verdict(text)) == []


@pytest.mark.parametrize("text", FALSE)
def test_what_is_not_so_is_refuted(executed, text):
    assert executed.verdict(text).verdict == "refuted"


def test_it_is_said_where_the_name_takes_its_values(executed):
    found = str(complaints(executed.verdict(f"{TOLD}On line 1 {ALL}.")))

    assert "`x` is `4` on line 3 in pass 1, and not on line 1" in found


@pytest.mark.parametrize(("line", "verdict"), [(2, "verified"), (1, "refuted")])
def test_one_value_has_its_line_as_well(execute, line, verdict):
    executed = execute("def f(xs):\n    return [x for x in xs if x]\n", "[None]")

    text = f"`f` is called with `xs = [None]`. On line {line} `x` takes the value `None`. `f` returns `[]`."

    assert executed.verdict(text).verdict == verdict
