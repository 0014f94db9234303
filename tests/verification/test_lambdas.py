"""Lambdas have no name: they are told by their line, or as "it", and their calls have an order."""

import pytest

from tests.verification.made import complaints
from tracecot.verification.records import Refuted

CODE = "def f(xs):\n    big = filter(lambda i: i > 40, xs)\n    half = map(lambda n: n // 2, big)\n    return list(half)\n"  # (10, 42, 50): False, True, 21, True, 25
BEFORE, AFTER = "`f` is called with `xs = (10, 42, 50)`. ", " `f` returns `[21, 25]`."
FIRST = "The lambda on line 2 is called with `i = 10`: `i > 40` is `False`. "
SECOND = "It is called with `i = 42`: `i > 40` is `True`. "
HALVED = "The lambda on line 3 is called with `n = 42`: `n // 2` is `21`. "


@pytest.mark.parametrize(
    "told",
    [
        FIRST + SECOND + HALVED,
        FIRST + HALVED,
        "The lambda on line 2 is called with `i = 10` and returns `False`. ",
        "The lambda on line 3 gets called with `n = 50` and `n // 2` is `25`.",
        "The lambda function on line 2 is called with `i = 50`.",
    ],
)
def test_calls_of_lambdas_are_read(execute, told):
    verdict = execute(CODE, "(10, 42, 50)").verdict(BEFORE + told + AFTER)

    assert verdict.verdict == "verified", complaints(verdict)


@pytest.mark.parametrize(
    ("told", "span", "actual"),
    [
        (FIRST.replace("line 2", "line 4"), "The lambda on line 4", "no lambda on line 4 is called"),
        (FIRST.replace("10", "11"), "The lambda on line 2", "the lambda on line 2 is called with `i=10`"),
        (FIRST.replace("i = 10", "j = 10"), "The lambda on line 2", "the lambda on line 2 is called with `i=10`"),
        (FIRST.replace("`False`", "`True`"), "`i > 40` is `True`", "false"),
        ("The lambda on line 2 is called with `i = 10` and returns `True`. ", "returns", "`i > 40` is `False`"),
        (FIRST + SECOND.replace("42", "10").replace("True", "False"), "It is called", "`i=42`"),
        (FIRST + HALVED + SECOND, "It is called", "`n=50`"),
        (HALVED + FIRST.replace("10", "42").replace("False", "True"), "The lambda on line 2", "`i=50`"),
    ],
)
def test_what_is_told_wrongly_of_a_lambda_is_refuted(execute, told, span, actual):
    text = BEFORE + told + AFTER
    verdict = execute(CODE, "(10, 42, 50)").verdict(text)

    refuted = [claim for claim in verdict.claims if isinstance(claim.finding, Refuted)]
    assert verdict.verdict == "refuted", complaints(verdict)
    assert any(span in text[claim.start : claim.end] and actual in claim.finding.actual for claim in refuted), refuted


@pytest.mark.parametrize("told", ["The lambda is called with `i = 10`. ", "It is called with `i = 10`. "])
def test_which_lambda_is_meant_must_be_said(execute, told):
    verdict = execute(CODE, "(10, 42, 50)").verdict(BEFORE + told + AFTER)

    assert verdict.verdict == "unreadable"
