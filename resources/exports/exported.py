"""Finds the exports that hold rows: which folder, in which format, written when."""

from collections.abc import Sequence

from resources.warehouse.asking import Ask, Row

#: What stands in `samples` of the rows that a sample stands on.
_COLUMNS = {
    "program": ("program_id",), "call": ("call_id",), "trace": ("trace_id", "answer_trace_id"),
    "narration": ("narration_id",), "sample": ("sample_id",),
}  # fmt: skip


def exports_of(kind: str, id: str, ask: Ask) -> Sequence[Row]:
    """The exports with samples that are the row or stand on it, the first one first: `held` says how many they have."""
    mine = " or ".join(f"{column} = ?" for column in _COLUMNS[kind])
    samples = [row["sample_id"] for row in ask(f"select sample_id from samples where {mine}", [id] * mine.count("?"))]
    return ask(
        "select folder, format, made_at, len(list_intersect(samples, $1::varchar[])) as held from releases "
        "where list_has_any(samples, $1::varchar[]) order by made_at, folder",
        [samples],
    )


def place_of(export: Row) -> str:
    """An export in words."""
    return f"{export['folder']} ({export['format']}, {export['made_at']:%Y-%m-%d %H:%M:%S} UTC)"
