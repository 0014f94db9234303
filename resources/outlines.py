"""Keeps the outlines of programs between refreshes: a selection looks at all programs, and few of them are new."""

from dataclasses import fields

from resources import tables
from resources.rows import made_of, rows_of
from resources.warehouse import Put, Warehouse
from tracecot.splits.outline import Outline, Outlines
from tracecot.splits.records import SPLITTER


def known_outlines(warehouse: Warehouse) -> Outlines:
    """Those that are kept of programs that live."""
    living = "program_id in (select program_id from programs where retired_at is null)"
    found = warehouse.read(f"from outlines where splitter = ? and {living}", [SPLITTER])
    return Outlines({row["program_id"]: _outline_of(row) for row in rows_of(found)})


def new_outlines(outlines: Outlines) -> Put:
    """The change that keeps those that were worked out."""
    rows = (
        {"program_id": name, "splitter": SPLITTER, **{one.name: getattr(outline, one.name) for one in fields(Outline)}}
        for name, outline in outlines.new.items()
    )
    return Put(tables.OUTLINES, made_of(tables.OUTLINES, rows))


def _outline_of(row: dict[str, object]) -> Outline:
    own = {one.name: row[one.name] for one in fields(Outline)}
    return Outline(**own | {"rest": tuple(row["rest"])})  # type: ignore[arg-type]
