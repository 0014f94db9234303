"""What is told of a pass behind a stretch is of that pass."""

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
