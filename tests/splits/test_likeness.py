"""What is much alike is found, and nothing else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracecot.splits.likeness import across, alike, alike_to, resemblance
from tracecot.splits.shape import LEAST_SHINGLES, shape, shingles

LOOP = """
def f(items, limit):
    total = 0
    for item in items:
        if item > limit:
            total += item * 2
        else:
            total -= len(items)
    return total, limit
"""


def test_names_literals_comments_and_layout_do_not_count() -> None:
    other = LOOP.replace("items", "values").replace("total", "sum_of").replace("2", "77") + "\n# what it gives\n"

    assert shape(LOOP) == shape(other)


def test_literals_count_where_asked_for() -> None:
    assert shape(LOOP, literals=True) != shape(LOOP.replace("2", "77"), literals=True)


@pytest.mark.parametrize(("was", "becomes"), [("len", "max"), (">", ">="), ("+=", "*="), ("for", "async for")])
def test_what_is_done_counts(was: str, becomes: str) -> None:
    assert shape(LOOP) != shape(LOOP.replace(was, becomes))


def test_a_function_of_some_lines_is_long_enough_to_be_told_from_others() -> None:
    assert len(shingles(shape(LOOP))) >= LEAST_SHINGLES > len(shingles(shape("def f(x):\n    return x + 1")))


def test_code_that_does_not_parse_has_no_shape() -> None:
    assert shape("def f(:") == ()


def test_every_pair_over_the_threshold_is_found() -> None:
    numbers = random.Random(3)
    sets = {}
    for number in range(100):
        of = [f"{number} {word}" for word in range(60)]
        sets[f"a{number}"] = frozenset(of)
        sets[f"b{number}"] = frozenset(numbers.sample(of, 54))  # nine in ten

    found = {(pair.one, pair.other) for pair in alike(sets, 0.85)}

    assert found == {(f"a{number}", f"b{number}") for number in range(100)}


def test_two_collections_are_compared_across() -> None:
    sets = {"ours": frozenset("abcdef"), "none": frozenset()}

    (pair,) = alike_to(sets, {"theirs": frozenset("abcdeg"), "other": frozenset("xyz")}, 0.5)

    assert (pair.one, pair.other, round(pair.score, 2)) == ("ours", "theirs", 0.71)


@given(st.lists(st.frozensets(st.sampled_from("abcdefghijkl"), min_size=1), max_size=8), st.floats(0.0, 1.0))
def test_all_pairs_are_compared_across_as_sets_are(shapes: list[frozenset[str]], least: float) -> None:
    ours = {f"o{number}": some for number, some in enumerate(shapes[::2])}
    theirs = {f"t{number}": some for number, some in enumerate(shapes[1::2])}
    both = [(one, other, resemblance(ours[one], theirs[other])) for one in ours for other in theirs]

    found = across(ours, theirs, least)

    assert [(pair.one, pair.other, pair.score) for pair in found] == [pair for pair in both if pair[2] >= least]
