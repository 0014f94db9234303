"""Texts made of our own patterns, mixed and repeated, have a verdict each, in a time that grows with them."""

import time
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verification.made import GIVEN, PROPOSED, WORDS
from tests.verification.test_claims import GENERATOR, HELPER
from tracecot.verification.verdict import verdict_record
from tracecot.verification.wordings import WORDINGS

#: What a pattern's letters may stand for: code of each sort.
CODE = {
    "N": ["`seen`", "`word`", "`xs`", "`n`", "`f`"], "L": ["`'bee'`", "`[]`", "`True`", "`{'b': []}`"],
    "C": ["`0 < 2`", "`len([1])`", "`1 // 0`", "`2 ** 9`"], "E": ["`seen[key]`", "`n * 2`", "`f(n)`", "`word[0]`"],
    "A": ["`n = 2`", "`key = 'b'`", "`a, b = 1, 2`"], "S": ["`return xs`", "`if n > 0:`", "`break`"],
    "T": ["`ValueError`"], "U": ["`((`", "`a b`"], "#": ["3", "0", "-1", "99999999999999999999"],
}  # fmt: skip
JOINS = [" ", ". ", ", ", " and ", ": ", "; ", " so ", " since ", "\n- "]
ODD = [
    "`",
    "x" * 300,
    "7" * 300,
    "((((",
    "[1, ",
    "| a | b |\n| - | - |\n",
    "\x00",
    "²",
    "Pass 2: ",
    "In every pass ",
    "again ",
]
WITHOUT_CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@lru_cache(512)
def phrases(number: int) -> st.SearchStrategy[str]:
    """Texts that the pattern of this number matches, with code for its letters."""
    shape = st.from_regex(WORDINGS[number].pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
    return shape.flatmap(lambda text: st.tuples(*map(_spelled, text.split())).map(" ".join))


def _spelled(token: str) -> st.SearchStrategy[str]:
    return st.sampled_from(CODE[token]) if token in CODE else st.just(token)


PHRASES = st.integers(0, len(WORDINGS) - 1).flatmap(phrases)
PIECES = st.one_of(PHRASES, PHRASES, st.sampled_from(ODD))
MIXED = st.lists(st.tuples(PIECES, st.sampled_from(JOINS)).map("".join), min_size=1, max_size=8).map("".join)


def verdicts(execute, text):
    """Those on a forward text about a loop and about a generator, and on a deduction."""
    yield execute(WORDS, GIVEN, PROPOSED).verdict(text)
    yield execute(GENERATOR, "[1, 5]").verdict(text)
    yield execute(WORDS, GIVEN, PROPOSED).backward(text, f"f({PROPOSED})", answered=1)


@settings(max_examples=30, suppress_health_check=WITHOUT_CHECKS)
@given(text=MIXED)
def test_any_mixture_of_our_patterns_has_a_verdict(execute, text):
    for verdict in verdicts(execute, text):
        record = verdict_record(verdict)
        assert verdict.verdict in ("verified", "refuted", "unreadable")
        assert record["grounded"] <= record["claims"]


def test_a_quantifier_inside_of_another_is_not_understood(execute):
    for verdict in verdicts(execute, "In every pass in every pass `n` is `3`."):
        assert verdict.verdict in ("refuted", "unreadable")


def seconds(execute, text):
    """Of processor time that a text takes."""
    executed = execute(HELPER, "3")
    started = time.process_time()
    executed.verdict(text, "[2, 4, 6]")
    return time.process_time() - started


SHORT, LONG = 3_000, 12_000  # characters
GROWS = 16  # times as long for four times the text, where a sentence has no end; those are cut at 2,000 words
SOON = 1.0  # seconds in which a short text is done on a busy machine


def assert_grows(execute, piece):
    """Repeated, the piece takes no more time than its length allows; a busy machine has another try, and a third."""
    assert any(grows(execute, piece) for _ in range(3)), piece


def grows(execute, piece):
    short, long = (seconds(execute, piece * (size // len(piece) + 1)) for size in (SHORT, LONG))
    return long < SOON + GROWS * short


@settings(max_examples=12, suppress_health_check=WITHOUT_CHECKS)
@given(piece=MIXED)
def test_the_time_for_repeated_patterns_grows_with_the_text(execute, piece):
    assert_grows(execute, piece)


@pytest.mark.slow
@settings(max_examples=1_500, suppress_health_check=WITHOUT_CHECKS)
@given(text=MIXED)
def test_many_mixtures_of_our_patterns_have_a_verdict(execute, text):
    assert all(verdict.verdict in ("verified", "refuted", "unreadable") for verdict in verdicts(execute, text))


@pytest.mark.slow
@settings(max_examples=600, suppress_health_check=WITHOUT_CHECKS)
@given(piece=MIXED)
def test_the_time_for_many_repeated_patterns_grows_with_the_text(execute, piece):
    assert_grows(execute, piece)
