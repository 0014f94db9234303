"""Rows go to Arrow and come back some at a time, and none is lost between."""

from resources.tables import CONTAMINATION, LIFE, REJECTED_SOURCES
from resources.tables.rows import AT_ONCE, made_of, rejected_source_row, rows_of
from tracecot.sources.records import RejectedSource


def test_every_row_goes_there_and_comes_back():
    names = [column.name for column in CONTAMINATION.columns if column not in LIFE]
    given = [dict.fromkeys(names) | {"program_id": f"prog_{number}"} for number in range(2 * AT_ONCE + 1)]

    table = made_of(CONTAMINATION, given)

    assert [row["program_id"] for row in rows_of(table)] == [row["program_id"] for row in given]


def test_no_rows_are_a_table_with_its_columns():
    assert made_of(CONTAMINATION, []).num_rows == 0
    assert "program_id" in made_of(CONTAMINATION, []).column_names


def test_a_rejection_that_quotes_half_of_a_surrogate_pair_can_be_kept():
    row = rejected_source_row(RejectedSource("set", "set", "set.jsonl", "\ud800", 1, "missing_field", "it has \ud800"))

    (kept,) = rows_of(made_of(REJECTED_SOURCES, [row]))

    assert (kept["qualname"], kept["detail"]) == ("\\ud800", "it has \\ud800")
