"""What is told right behind a loop's end is not of a later loop that the text has not begun."""

import pytest

from tests.verification.made import complaints

TWICE = (
    "def f(xs):\n    first, second = [0], []\n    for x in xs:\n        first.append(x)\n    for x in xs:\n"
    "        second.append(x + 1)\n    return second\n"
)
TOLD = (
    "`f` is called with `xs = [4, 7]`.\nThe loop on line 3 goes through the 2 items of `xs`.\n"
    "Pass 1: `x = 4`. Line 4 appends `4` to `first`.\n{told}\n`f` returns `[5, 8]`.\n"
)
NESTED = "def f(n):\n    total = 0\n    for i in range(n):\n        for j in range(n):\n            total += j\n    return total\n"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            "Pass 2: `x = 7`. The loop on line 3 ends after 2 passes.",
            "The loop on line 3 ends after 2 passes. Pass 2: `x = 7`.",
        ),
        (
            "The loop on line 3 ends after 2 passes. The loop on line 5 goes through `xs`. In pass 2: `x = 7`.",
            "The loop on line 3 ends after 2 passes. In pass 2: `x = 7`.",
        ),
    ],
)
def test_a_pass_told_behind_the_end_of_its_loop_is_not_of_a_later_loop(execute, true, false):
    executed = execute(TWICE, "[4, 7]")
    honest = executed.verdict(TOLD.format(told=true), support_needed=0.0)
    lie = executed.verdict(TOLD.format(told=false), support_needed=0.0)

    assert complaints(honest) == []
    assert lie.verdict == "refuted"
    assert [finding.reason for _, _, finding in complaints(lie)] == ["out_of_order"]


@pytest.mark.parametrize("words", ["The loop ends.", "The loop on line 4 ends after 2 passes."])
def test_behind_an_inner_loop_comes_the_outer_one(execute, words):
    told = (
        "`f` is called with `n = 2`. Line 2 sets `total` to `0`. Pass 1: `j = 0`. Pass 2: `j = 1`. `total` becomes `1`. "
        f"{words} Pass 2: `i = 1`. Pass 2: `j = 1`. `total` becomes `2`. `f` returns `2`."
    )

    assert complaints(execute(NESTED, "2").verdict(told, support_needed=0.0)) == []


BROKEN = (
    "def f(xs):\n    for x in xs:\n        if x < 0:\n            break\n        if x > 5:\n            xs = [x]\n"
    "            break\n    return xs\n"
)


@pytest.mark.parametrize(("line", "verdict"), [(7, "verified"), (4, "refuted"), (6, "refuted")])
def test_a_loop_is_broken_off_by_the_break_that_ran(execute, line, verdict):
    told = (
        "`f` is called with `xs = [4, 7]`.\nPass 2: `x = 7`. `x < 0` is false. `x > 5` is true. Line 6 sets `xs` to `[7]`. "
        f"The `break` on line {line} ends the loop.\n`f` returns `[7]`.\n"
    )

    judged = execute(BROKEN, "[4, 7]").verdict(told, support_needed=0.0)

    assert judged.verdict == verdict, complaints(judged)
