"""Finds rows in the warehouse by the id of anything: programs, calls, traces, narrations, claims and samples."""

from dataclasses import dataclass

from resources.tables import TABLES
from resources.warehouse.asking import Ask, Row
from tracecot.errors import BadInput

SHOWN = 10  # candidates listed when a prefix is not unique


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of id and where it lives."""

    name: str
    prefix: str
    table: str
    column: str


KINDS = (
    Kind("program", "prog_", "programs", "program_id"),
    Kind("call", "call_", "calls", "call_id"),
    Kind("trace", "trace_", "raw_traces", "trace_id"),
    Kind("narration", "narr_", "narrations", "narration_id"),
    Kind("claim", "claim_", "claims", "claim_id"),
    Kind("sample", "samp_", "samples", "sample_id"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A row that an id, or the beginning of one, stands for."""

    kind: Kind
    id: str


def find(text: str, ask: Ask) -> Found:
    """The one row whose id begins so; digits alone are tried for every kind.

    Raises:
        BadInput: there is none, or more than one.
    """
    found = candidates(text, ask)
    exact = [one for one in found if one.id == text]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise BadInput("bad_input", f"nothing in the warehouse has an id that begins with {text!r}")
    some = ", ".join(one.id for one in found[:SHOWN])
    raise BadInput("bad_input", f"{text!r} is the beginning of more than one id: {some}{' ...' * (len(found) > SHOWN)}")


def candidates(text: str, ask: Ask) -> list[Found]:
    """The rows whose ids begin so, a few of each kind."""
    return [
        Found(kind, str(row["id"]))
        for kind in KINDS
        for beginning in _beginnings(kind, text)
        for row in ask(
            f"select {kind.column} as id from {kind.table} where starts_with({kind.column}, ?) order by 1 limit ?",
            [beginning, SHOWN + 1],
        )
    ]


def _beginnings(kind: Kind, text: str) -> list[str]:
    """What the ids of this kind begin with, if the text means one of them."""
    if not text:
        return []
    if "_" in text:
        return [text] if text.startswith(kind.prefix) or kind.prefix.startswith(text) else []
    return [kind.prefix + text]


def one(ask: Ask, table: str, column: str, value: object) -> Row | None:
    """The row of the table with this value, if there is one: the one that lives, or the last to retire."""
    order = "order by retired_at desc nulls first" if TABLES[table].retires else ""
    rows = ask(f"select * from {table} where {column} = ? {order} limit 1", [value])
    return rows[0] if rows else None


def needed(ask: Ask, table: str, column: str, value: object) -> Row:
    """The row of the table with this value.

    Raises:
        BadInput: it isn't there any more.
    """
    row = one(ask, table, column, value)
    if row is None:
        raise BadInput("bad_input", f"{value} is gone from the table {table}; run `tracecot run` and look again")
    return row
