"""Keeps the outlines of programs between refreshes: a selection looks at all programs, and few of them are new."""

from dataclasses import fields

from resources import tables
from resources.tables.rows import Row, made_of, rows_of
from resources.warehouse import Put, Warehouse
from tracecot.splits.outline import Outline, Outlines

_NAMES = tuple(one.name for one in fields(Outline))


def known_outlines(warehouse: Warehouse, made_with: str) -> Outlines:
    """Those that are kept of programs that live.

    Args:
        warehouse: the tables.
        made_with: a digest of all but the program that decides an outline.
    """
    living = "program_id in (select program_id from programs where retired_at is null)"
    whole = "functions is not null"  # as it is in rows of an older version
    found = warehouse.read(f"from outlines where made_with = ? and {whole} and {living}", [made_with])
    return Outlines({row["program_id"]: _outline_of(row) for row in rows_of(found)})


def new_outlines(outlines: Outlines, made_with: str) -> Put:
    """The change that keeps those that were worked out."""
    rows = (
        {"program_id": program, "made_with": made_with, **{name: getattr(one, name) for name in _NAMES}}
        for program, one in outlines.new.items()
    )
    return Put(tables.OUTLINES, made_of(tables.OUTLINES, rows))


def _outline_of(row: Row) -> Outline:
    listed = {name: tuple(row[name]) for name in ("rest", "functions")}
    return Outline(**{name: row[name] for name in _NAMES} | listed)
