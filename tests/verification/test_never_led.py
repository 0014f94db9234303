"""That a condition never led to a line: it stands over the line, and it never came out so."""

import pytest

from tests.verification.made import complaints

CODE = """def f(xs, k):
    best = 0
    for x in xs:
        if x % k == 0:
            if x > 100:
                best = x
            else:
                best = -x
        elif x < 0:
            best = 1
    return best
"""


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("`x > 100` is never true, so line 6 never runs.", "verified"),
        ("`x < 0` is never true, so line 10 never runs.", "verified"),
        ("`x > 100` is never false, so line 6 never runs.", "refuted"),
        ("`x % k == 0` is never true, so line 6 never runs.", "refuted"),
        ("`x < 0` is never true, so line 6 never runs.", "refuted"),
        ("`x > 100` is never true, so line 8 never runs.", "refuted"),
        ("`x > 100` is never true, so line 10 never runs.", "refuted"),
        ("`x > 100` is never false, so line 8 never runs.", "refuted"),
        ("`x > 7` is never true, so line 6 never runs.", "refuted"),
    ],
)
def test_a_condition_never_leads_to_a_line_that_it_stands_over(execute, told, verdict):
    text = f"`f` is called with `xs = [7, 9]` and `k = 3`.\n{told}\n`f` returns `-9`."

    judged = execute(CODE, "[7, 9], 3").verdict(text, support_needed=0.0)

    assert judged.verdict == verdict, complaints(judged)
