"""What comprehensions and lambdas work out is told, and not only what comes of it."""

import pytest

from tests.narrations.telling import VOICES, judged, narrated
from tests.verification.made import complaints

CODE = """def f(rows, k):
    sums = [sum(row) * k for row in rows if len(row) > 1]
    table = {i: sums[i] - 1 for i in range(len(sums))}
    many = [n % k for n in range(20)]
    last = sorted(rows, key=lambda row: row[-1] * k)
    return sums, table, many, last, list(map(lambda s: s + k, sums))
"""
SAID = (
    "`len(row) > 1` takes the values `True`, `False` and `True`.",
    "`sum(row) * k` takes the values `6` and `22`.",
    "`sums[i] - 1` takes the values `5` and `21`.",
    "The lambda on line 5 is called with `row = [1, 2]`: `row[-1]` is `2` and `row[-1] * k` is `4`.",
    "The lambda on line 6 is called with `s = 6`: `s + k` is `8`. It is called with `s = 22`: `s + k` is `24`.",
)


@pytest.mark.parametrize("voice", VOICES)
def test_what_an_element_and_a_lambda_give_is_told(execute, voice):
    executed = execute(CODE, "[[1, 2], [9], [5, 6]], 2")

    (made,) = narrated(executed, "output_prediction", voice)

    assert [each for each in SAID if each not in made.rationale] == []
    verdict = judged(executed, made)
    assert verdict.verdict == "verified", (made.rationale, complaints(verdict))


def test_of_many_passes_the_first_are_told(execute):
    (made,) = narrated(execute(CODE, "[[1, 2], [9], [5, 6]], 2"), "output_prediction")

    said = made.rationale.replace("iteration", "pass").replace("round", "pass")
    first, second = (
        f"In pass {number} of the loop on line 4 `n = {n}` and `n % k` is `{n}`." for number, n in ((1, 0), (2, 1))
    )
    assert f"{first} {second}" in said
