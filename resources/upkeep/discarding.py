"""Takes out rows that retired long ago, as far as nothing that stays stands on them and no export holds them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from resources.tables import TABLES, Table
from resources.warehouse import Warehouse

#: Rows that go with the row that they are part of, by the column that names it.
_PARTS = {"trace_events": ("trace_id", "raw_traces"), "claims": ("narration_id", "narrations"),
          "pass_rates": ("narration_id", "narrations"), "calls": ("program_id", "programs"),
          "outlines": ("program_id", "programs"), "rationale_sketches": ("narration_id", "narrations")}  # fmt: skip
#: Children first, so that what they stood on may follow.
_ORDER = ("samples", "verified_cot", "rejected_narrations", "model_narrations", "skipped_traces", "narrations",
          "raw_traces", "rejected_traces", "programs")  # fmt: skip
_HELD = "select unnest(samples) from releases"
#: What no column says: the rows that an audit or a replay of what stays would ask for.
_STAYS = {
    "samples": f"sample_id in ({_HELD})",
    "verified_cot": "narration_id in (select narration_id from samples)",
    "rejected_narrations": "narration_id in (select narration_id from samples)",
    "raw_traces": "program_id in (select program_id from narrations)",  # a text may name other calls of its program
}


def discarded(warehouse: Warehouse, days: float, *, really: bool) -> dict[str, int]:
    """How many rows of each table go that retired so many days ago; takes them out if it is really meant.

    It is tried in any case, in one transaction that is undone where it isn't: what may go in one table follows from
    what went in another.
    """
    before = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=days)
    counts: dict[str, int] = {}
    with warehouse.changing(really=really) as connection:
        for name in _ORDER:
            condition = _may_go(TABLES[name])
            for part, (column, whole) in _PARTS.items():
                if whole == name:
                    of_whole = f"{column} in (select {column} from {name} where {condition})"
                    counts[part] = _deleted(connection.execute(f"delete from {part} where {of_whole}", [before]))
            counts[name] = _deleted(connection.execute(f"delete from {name} where {condition}", [before]))
    return {name: number for name, number in counts.items() if number}


def _deleted(answer: object) -> int:
    (number,) = answer.fetchone()  # type: ignore[attr-defined]
    return int(number)


def _may_go(table: Table) -> str:
    """The condition, in SQL, with the moment as its parameter."""
    stays = [_STAYS[table.name]] if table.name in _STAYS else []
    stays += [f"{key} in (select {column} from {other})" for key, column, other in _references_to(table)]
    return " and ".join(["retired_at < ?", *(f"not coalesce({one}, false)" for one in stays)])


def _references_to(table: Table) -> Iterator[tuple[str, str, str]]:
    """The columns of other tables that name rows of this one: its key, their column, their table."""
    for other in TABLES.values():
        for column in other.references:
            whole, key = column.refers_to.split(".")
            if whole == table.name and _PARTS.get(other.name, ("", ""))[1] != table.name:
                yield key, f'"{column.name}"', other.name
