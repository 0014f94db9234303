"""A question about the passes of a loop is answered with what ends the loop, and why it didn't end before."""

import pytest

from tests.narrations.telling import VOICES, judged, narrated
from tests.verification.made import complaints

BREAKS = """def f(xs, limit):
    seen = []
    for item in xs:
        if item > limit:
            break
        seen.append(item)
    return seen
"""
RETURNS = """def f(xs, wanted):
    place = -1
    for item in xs:
        place += 1
        if item == wanted:
            return place
    return -1
"""
RAISES = """def f(xs, most):
    for item in xs:
        if item > most:
            raise ValueError('too many')
    return most
"""
OF_SEVERAL = """def f(xs, limit):
    for item in xs:
        if item < 0:
            limit -= 1
            break
        if item > limit:
            limit += 1
            break
    return limit
"""
RUNS_OUT = """def f(n, d):
    while d * d <= n:
        if n % d == 0:
            break
        d += 1
    else:
        return True
    return False
"""
CASES = [
    (BREAKS, "[1, 4, 1, 5], 2", "The `break` on line 5 ends the loop."),
    (RETURNS, "[3, 1, 4], 1", ": line 6 returns `place`."),
    (RAISES, "[1, 4, 1], 2", "Line 4 raises `ValueError`"),
    (OF_SEVERAL, "[1, 4, 1], 2", "The `break` on line 8 ends the loop."),
]


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(("code", "source", "said"), CASES)
def test_what_ends_a_loop_is_told(execute, code, source, said, voice):
    executed = execute(code, source)

    (made,) = narrated(executed, "loop_count", voice)

    assert said in made.rationale
    verdict = judged(executed, made)
    assert verdict.verdict == "verified", (made.rationale, complaints(verdict))


def test_a_condition_that_fails_in_the_end_is_told(execute):
    (made,) = narrated(execute(RUNS_OUT, "17, 2"), "loop_count")

    assert made.rationale.count("line 4 is skipped") == 3
    assert "`d * d` is `25`" in made.rationale.splitlines()[-3]


def test_each_pass_tells_why_it_was_not_the_last(execute):
    (made,) = narrated(execute(RETURNS, "[3, 1, 4], 4"), "loop_count")

    assert made.rationale.count("line 6 is skipped") == 2


def test_a_text_has_one_noun_for_passes(execute):
    (made,) = narrated(execute(RETURNS, "[3, 1, 4], 4"), "loop_count")

    assert len([noun for noun in ("pass", "iteration", "round") if f"{noun} " in made.rationale.lower()]) == 1
