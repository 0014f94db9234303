"""Marks choose among what is verified, where somebody asks for it, and touch nothing that nobody marked."""

from dataclasses import replace

import pytest

from tests.splits.made import candidate, program, returning
from tracecot.splits.records import UNRATED, Rules, Standing
from tracecot.splits.selection import select

ONE = program(returning(1))


def rated(number: int, standing: Standing):
    """A rationale of the program about an execution of its own."""
    made = candidate(ONE, call=str(number), question=f"What does `f({number})` return?", text=f"It is {number} here.")
    return replace(made, standing=standing)


ROWS = [
    rated(1, Standing(9.0, 8.0, 1)), rated(2, Standing(7.0, 7.0, 2)), rated(3, Standing(5.0, 6.0, 3)),
    rated(4, Standing(10.0)), rated(5, UNRATED),
]  # fmt: skip


@pytest.mark.parametrize(("top_rated", "lost"), [(0, []), (1, [2, 3]), (2, [3]), (3, [])])
def test_the_best_of_a_program_ship_and_what_nobody_rated_does_too(top_rated, lost) -> None:
    selection = select(ROWS, Rules(top_rated=top_rated))

    assert {row.narration_id for row in selection.rejected} == {ROWS[number - 1].narration.id for number in lost}
    assert {row.reason for row in selection.rejected} <= {"low_rated"}
    assert len(selection.samples) == len(ROWS) - len(lost)


def test_a_sample_says_how_it_was_rated() -> None:
    found = {one.narration_id: one.standing for one in select(ROWS, Rules()).samples}

    assert found == {one.narration.id: one.standing for one in ROWS}


def test_what_is_dropped_says_its_place_and_the_setting() -> None:
    (row,) = select(ROWS, Rules(top_rated=2)).rejected

    assert row.detail == "its execution is number 3 of its program's by the model's marks; splits.top_rated is 2"
