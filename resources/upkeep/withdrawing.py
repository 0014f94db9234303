"""Withdraws what came from a package, a file or a record: all of it retires, and the exports that hold it are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyarrow as pa

from resources import tables
from resources.tables.rows import program_of
from resources.upkeep.at_rest import at_rest
from resources.warehouse import Put, Warehouse
from resources.warehouse.retiring import retired
from tracecot.errors import BadInput
from tracecot.sources.withdrawing import Withdrawal, holds

RUN = "withdraw"  # in place of a run's id


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal met."""

    programs: int  # that lived
    samples: int  # that shipped until now
    exports: tuple[str, ...]  # the folders


def withdraw(warehouse: Warehouse, asked: Withdrawal, *, really: bool = True) -> Withdrawn:
    """Retires everything, for good: it is not taken in again either. Nothing runs meanwhile: it would bring rows back.

    Raises:
        BadInput: no program came from there.
        StateInUse: a run is at work.
    """
    with at_rest(warehouse.folder):
        return _withdraw(warehouse, asked, really=really)


def _withdraw(warehouse: Warehouse, asked: Withdrawal, *, really: bool) -> Withdrawn:
    rows = warehouse.read("from programs where distribution = ?", [asked.distribution]).to_pylist()
    ids = [str(row["program_id"]) for row in rows if holds(program_of(row), asked)]
    if not ids:
        known = [str(name) for (name,) in warehouse.rows("select distinct distribution from programs order by 1")]
        there_is = ", ".join(get_close_matches(asked.distribution, known, 5) or known[:5])
        raise BadInput(
            "bad_input", f"no program came from {asked.text!r}; it is DISTRIBUTION[:PATH[:NAME]], such as {there_is}"
        )
    of_them = "from samples where list_contains(?, program_id)"
    samples = [str(name) for (name,) in warehouse.rows(f"select sample_id {of_them}", [ids])]
    alive = warehouse.rows(f"select count(*) {of_them} and retired_at is null", [ids])
    programs = warehouse.count("programs", "list_contains(?, program_id) and retired_at is null", [ids])
    met = Withdrawn(programs, int(str(alive[0][0])), exports_with(warehouse, samples))
    if not really:
        return met
    noted = {"distribution": [asked.distribution], "path": [asked.path], "qualname": [asked.qualname]}
    warehouse.publish([Put(tables.WITHDRAWALS, pa.table(noted))], RUN)
    warehouse.execute([statement for table in tables.TABLES.values() for statement in _leave(table, ids)])
    return met


def withdrawals(warehouse: Warehouse) -> tuple[Withdrawal, ...]:
    """All that was withdrawn."""
    found = warehouse.rows("select distribution, path, qualname from withdrawals order by all")
    return tuple(Withdrawal(*map(str, row)) for row in found)


def exports_with(warehouse: Warehouse, samples: Sequence[str]) -> tuple[str, ...]:
    """The folders to which one of the samples was exported."""
    found = warehouse.rows(
        "select distinct folder from releases where list_has_any(samples, ?::varchar[]) order by 1", [list(samples)]
    )
    return tuple(str(folder) for (folder,) in found)


def _leave(table: tables.Table, ids: list[str]) -> list[tuple[str, list[object]]]:
    """What happens to a table's rows of the programs."""
    columns = {column.name for column in table.columns}
    of_programs = "list_contains(?, program_id)"
    if "program_id" not in columns and "trace_id" in columns and table.retires:
        of_programs = f"trace_id in (select trace_id from raw_traces where {of_programs})"
    elif "program_id" not in columns:
        return []
    if table.retires:
        return [retired(table, "withdrawn", of_programs, [ids])]
    return [(f"delete from {table.name} where {of_programs}", [ids])]
