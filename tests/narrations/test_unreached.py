"""Of a line that never runs a text tells what keeps it from running, each time that it is decided, and little else."""

import pytest

from tests.narrations.telling import VOICES, judged, narrated
from tests.verification.made import complaints

GUARDED = """def f(xs, k):
    if not xs:
        return None
    best = xs[0]
    noise = []
    for x in xs[1:]:
        noise.append(x * 7)
        if x % k == 0:
            if x > 100:
                best = x
            elif x < 0:
                best = -x
    else:
        noise.clear()
    while best > 50:
        best -= 1
    try:
        y = best // k
    except ZeroDivisionError:
        y = 0
    return best + y
"""
LEFT = """def f(n):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        return 'prime'
    if d == 3:
        return d
    if d > 3:
        d = 0
    return None
"""
CASES = [
    (GUARDED, "[4, 7, 9, 2], 3", 3, "`not xs` is false", "So line 3 never runs."),
    (GUARDED, "[4, 7, 9, 2], 3", 10, "`x > 100`", "`x > 100` is never true, so line 10 never runs."),
    (GUARDED, "[4, 7, 9, 2], 3", 12, "`x % k == 0`", "`x < 0` is never true, so line 12 never runs."),
    (GUARDED, "[4, 7, 9, 2], 3", 16, "`best > 50` is false", "So line 16 never runs."),
    (GUARDED, "[4, 7, 9, 2], 3", 20, "`best // k`", "No exception is raised, so line 20 never runs."),
    (LEFT, "9", 6, "ends early", "So line 6 never runs."),
    (LEFT, "9", 10, "`d == 3` is true", "Line 8 returns `d`, so line 10 never runs."),
]


def never(executed, line, voice):
    """The text about this line."""
    made = narrated(executed, "line_coverage", voice, count=12)
    return next(one for one in made if one.target.line == line)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(("code", "source", "line", "said", "closing"), CASES)
def test_what_keeps_a_line_from_running_is_told(execute, code, source, line, said, closing, voice):
    executed = execute(code, source)

    made = never(executed, line, voice)

    text = made.rationale.replace("fails", "is false").replace("holds", "is true")
    assert made.answer == "no"
    assert said in text
    assert closing in text
    assert "noise" not in text
    verdict = judged(executed, made)
    assert verdict.verdict == "verified", (made.rationale, complaints(verdict))
