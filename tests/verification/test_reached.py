"""That something is reached because of a condition: it stands under it in its own function, or behind what would have left."""

import pytest

from tests.verification.made import complaints

CODE = """def inner(n):
    if n < 2:
        return n
    return n - 1


def f(n, size):
    if size is None:
        size = 2
    m = inner(n)
    if m > 3:
        m += size
    else:
        m += 1
    return m + size
"""


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("Line 12 gives `m = 6`. This is reached because `m > 3` is true.", "verified"),
        ("Line 9 gives `size = 2`. This is reached because `size is None` is true.", "verified"),
        ("`n - 1` is `4`. This is reached because `n < 2` is false.", "verified"),
        ("Line 15 returns `m + size`. This is reached because `size is None` is true.", "refuted"),
        ("Line 15 returns `m + size`. This is reached because `m > 3` is true.", "refuted"),
        ("Line 10 gives `m = 4`. This is reached because `n < 2` is false.", "refuted"),
        ("Line 12 gives `m = 6`. This is reached because `size is None` is true.", "refuted"),
    ],
)
def test_a_condition_lets_happen_what_stands_under_it(execute, told, verdict):
    text = (
        f"We need arguments with which `f` returns `8`. {told}\nSo take `n = 5` and `size = None`.\n"
        "Check: line 9 gives `size = 2`. So one answer is `f(5, None)`.\n[ANSWER]f(5, None)[/ANSWER]"
    )

    judged = execute(CODE, "5, None").backward(text, "f(5, None)")

    assert judged.verdict == verdict, complaints(judged)
