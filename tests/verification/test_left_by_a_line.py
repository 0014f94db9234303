"""What a line is said to leave is so when it is done, not while it runs."""

import pytest

from tests.verification.made import complaints

CODE = "def f(xs):\n    xs[0], xs[1] = xs[1], xs[0]\n    return xs\n"


@pytest.mark.parametrize(("left", "verdict"), [("[2, 1]", "verified"), ("[2, 2]", "refuted")])
def test_a_swap_leaves_both_in_their_new_places(execute, left, verdict):
    told = f"`f` is called with `xs = [1, 2]`. Line 2 leaves `xs = {left}`. `f` returns `[2, 1]`."

    judged = execute(CODE, "[1, 2]").verdict(told, support_needed=0.0)

    assert judged.verdict == verdict, complaints(judged)
