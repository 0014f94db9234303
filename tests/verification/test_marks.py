"""A share misses its mark where chance doesn't explain it."""

from math import comb

import pytest

from tracecot.verification.examination.marks import chance_of, is_beyond_chance, misses


@pytest.mark.parametrize(("bad", "examined", "share"), [(1, 8, 0.03), (4, 8, 0.03), (10, 60, 0.1), (60, 60, 0.5)])
def test_the_chance_is_that_of_the_binomial_distribution(bad, examined, share):
    tail = sum(comb(examined, k) * share**k * (1 - share) ** (examined - k) for k in range(bad, examined + 1))

    assert chance_of(bad, examined, share) == pytest.approx(tail)


def test_the_edges_have_a_chance_too():
    assert [chance_of(0, 5, 0.1), chance_of(2, 5, 0.0), chance_of(2, 5, 1.0)] == [1.0, 0.0, 1.0]


def test_of_many_the_share_itself_decides():
    assert not misses(5, 1_000, 0.005)
    assert misses(6, 1_000, 0.005)
    assert misses(600, 100_000, 0.005)


def test_of_few_chance_does():
    assert not misses(1, 199, 0.005)
    assert misses(2, 30, 0.005)


def test_the_more_shares_are_looked_at_the_less_is_one_of_them_believed():
    assert is_beyond_chance(3, 8, 0.03)
    assert not is_beyond_chance(3, 8, 0.03, among=47)
    assert is_beyond_chance(4, 8, 0.03, among=47)


def test_no_share_below_its_mark_is_beyond_chance():
    assert not is_beyond_chance(3, 1_000, 0.03)
