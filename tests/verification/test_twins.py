"""Texts that are true, each beside some that lie: of moments and operations, and of what is told step by step."""

import pytest

from tests.verification import moments_and_makings, steps_told
from tests.verification.made import complaints

TOLD = [
    (code, told.GIVEN[code], told.ANSWERS[code], begins, true, lies)
    for told in (moments_and_makings, steps_told)
    for code, begins, true, *lies in told.CASES
]


@pytest.mark.parametrize(
    ("code", "given", "answer", "text"), [(*about, begins + true) for *about, begins, true, _ in TOLD]
)
def test_what_is_true_is_verified(execute, code, given, answer, text):
    verdict = execute(code, given).verdict(text, answer, support_needed=0.0)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"


@pytest.mark.parametrize(
    ("code", "given", "answer", "text"),
    [(*about, begins + false) for *about, begins, _, lies in TOLD for false in lies],
)
def test_what_is_false_is_not(execute, code, given, answer, text):
    assert execute(code, given).verdict(text, answer, support_needed=0.0).verdict != "verified"
