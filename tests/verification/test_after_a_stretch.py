"""What is told of a pass behind a stretch is of that pass."""

import pytest

from tests.verification.made import complaints

TURNS = (
    "def f(n):\n    turn = 0\n    while True:\n        both = [k for k in range(2)]\n        turn += 1\n"
    "        if turn == n:\n            break\n    return both\n"
)
TOLD = (
    "`f` is called with `n = 4`. Line 2 sets `turn` to `0`. Round 1: `k` takes the values `0` and `1`. Line 5 sets `turn` to "
    "`1`. In rounds 2 to 3 `turn == n` is false. `k` takes the values `0`, `1`, `0` and `1`. Round 4: `k` takes the values "
    "{}. Line 5 sets `turn` to `4`."
)


def test_the_pass_behind_a_stretch_has_its_own_values(execute):
    executed = execute(TURNS, "4")

    assert complaints(executed.verdict(TOLD.format("`0` and `1`"))) == []
    assert executed.verdict(TOLD.format("`0`, `1`, `0` and `1`")).verdict == "refuted"
    assert executed.verdict(TOLD.format("`1` and `0`")).verdict == "refuted"


THREE = (
    "def f(xs):\n    t = 0\n    for x in xs:\n        t += x\n    for x in xs:\n        t += 2 * x\n    for x in xs:\n"
    "        t -= 1\n    return t\n"
)
SUMS = (
    "`f` is called with `xs = [4, 4, 7]`. Line 2 sets `t` to `0`. The loop on line 3 goes through the 3 items of `xs`. {} "
    "Pass 3: `x = 7`. `t + x` is `15`, so `t = 15`. The loop on line 3 ends with `t = 15`. The loop on line 5 goes through "
    "the 3 items of `xs`. In passes 1 to 3 `t` takes the values `23`, `31` and `45`. `f` returns `42`."
)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("In passes 1 to 2 `x` is `4`.", "In passes 1 to 2 `x` is `7`."),
        ("In passes 1 to 2 `t` takes the values `4` and `8`.", "In passes 1 to 2 `t` is `42`."),
        ("In every pass from 1 to 2 `x` is `4`.", "In every pass from 1 to 2 `t` is `45`."),
        ("In passes 1 to 2 line 4 runs.", "In passes 1 to 2 line 6 runs."),
        ("In passes 1 to 2 `x` is `4`.", "In passes 1 to 2 `2 * x` is `14`."),
        ("In passes 1 to 2 `x` is `4`.", "In passes 1 to 2 `t` becomes `23`."),
        ("In passes 1 to 2 `x` is `4`.", "In passes 1 to 3 `x` is `4`."),
        ("In passes 1 to 2 `x` is `4`.", "In passes 0 to 2 `x` is `4`."),
        ("In passes 1 to 2 `x` takes the values `4` and `4`.", "In passes 0 to 2 `x` takes the values `4` and `4`."),
    ],
)
def test_what_is_said_of_several_passes_is_so_in_these(execute, true, false):
    executed = execute(THREE, "[4, 4, 7]")
    verdict = executed.verdict(SUMS.format(false))

    assert complaints(executed.verdict(SUMS.format(true))) == []
    assert verdict.verdict == "refuted"
    assert complaints(verdict)[0][1].rstrip(".") in false
