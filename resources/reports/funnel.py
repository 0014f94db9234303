"""Counts what each stage kept and what it dropped for which reason."""

from dataclasses import fields

from pydantic import TypeAdapter

from resources.tables import TABLES
from resources.tables.stages import DROPPED, KEPT
from resources.warehouse.asking import Ask
from tracecot.splits.card import Loss, Strength
from tracecot.splits.contamination import Tried
from tracecot.splits.covered import builtins_used, constructs_used
from tracecot.splits.records import SIDES


def kept(ask: Ask) -> dict[str, int]:
    """Living rows by table; no validation where nobody asked for it."""
    found = {table: _count(ask, table) for table in (*KEPT, *(f"{side}_split" for side in SIDES))}
    return {table: rows for table, rows in found.items() if rows or table != "validation_split"}


def losses(ask: Ask) -> list[Loss]:
    """Dropped rows by stage and reason, most first within a stage."""
    return [
        Loss(TABLES[table].stage, str(row["reason"]), int(str(row["rows"])))
        for table in DROPPED
        for row in ask(
            f"select reason, count(*) as rows from {table} where {TABLES[table].living} group by 1 order by 2 desc, 1",
            [],
        )
    ]


def strength(ask: Ask) -> list[Strength]:
    """How the verifier did in its exam."""
    rows = ask("select kind, examined, refused from verifier_strength order by kind = 'honest', kind", [])
    return [Strength(str(row["kind"]), int(str(row["examined"])), int(str(row["refused"]))) for row in rows]


def contaminated(ask: Ask) -> list[tuple[str, str, int]]:
    """Programs that repeat an evaluation set, by set and kind of match."""
    rows = ask(
        "select evaluation, kind, count(distinct program_id) as programs from contamination group by all order by all",
        [],
    )
    return [(str(row["evaluation"]), str(row["kind"]), int(str(row["programs"]))) for row in rows]


def decontaminated(ask: Ask) -> list[Tried]:
    """What the search for contamination was tried on: sets, then what was planted, then what is clean."""
    columns = ", ".join(field.name for field in fields(Tried))
    rows = ask(f"select {columns} from decontamination order by tried desc, subject", [])
    return [TypeAdapter(Tried).validate_python(row) for row in rows]


def covered(ask: Ask) -> dict[str, dict[str, int]]:
    """In how many of the shipped programs each builtin and each construct of the language is used, most first."""
    shipped = " union ".join(f"select program_id from {side}_split" for side in SIDES)
    codes = [str(row["code"]) for row in ask(f"select code from programs where program_id in ({shipped})", [])]
    found = {"builtins": builtins_used(codes), "constructs": constructs_used(codes)}
    most_first = {name: sorted(counts.items(), key=lambda one: (-one[1], one[0])) for name, counts in found.items()}
    return {name: dict(counts) for name, counts in most_first.items()}


def _count(ask: Ask, table: str) -> int:
    (row,) = ask(f"select count(*) as rows from {table} where {TABLES[table].living}", [])
    return int(str(row["rows"]))
