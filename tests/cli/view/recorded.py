"""A warehouse with one rationale that was made as a run makes it: executed, told and verified."""

from pathlib import Path

from resources import tables
from resources.narrations.telling import verified
from resources.tables.rows import call_row, made_of, narration_row, program_row
from resources.traces.executions import Executions
from resources.traces.proving import answered
from resources.warehouse import Put, Warehouse
from tests.executing import started
from tracecot.execution import TRACER, Trace
from tracecot.flow import execute_one
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import Narration
from tracecot.sources.records import Call, Origin, Program

CODE = """\
def total(numbers):
    kept = 0
    for number in numbers:
        if number > 1:
            kept += number
    return kept
"""
PROGRAM = Program("pack", CODE, "total", Origin("pack", "1", "pack.py", "pack", "total", 1, 6, "MIT"))
CALL = Call(PROGRAM.id, "[1, 2, 3]", "given")


def _made() -> tuple[Trace, Narration]:
    trace = execute_one(PROGRAM, CALL, started())
    assert isinstance(trace, Trace)
    narration = narrate(PROGRAM, CALL, trace, "output_prediction")
    assert isinstance(narration, Narration)
    return trace, narration


def recorded(folder: Path) -> tuple[Warehouse, str]:
    """The warehouse, in this folder, and the narration's id."""
    trace, narration = _made()
    rows = answered([trace], "pack", trace.python, TRACER)
    programs = made_of(tables.PROGRAMS, [program_row(PROGRAM, 1)])
    calls = made_of(tables.CALLS, [call_row(CALL, "pack")])
    told = made_of(tables.NARRATIONS, [narration_row(narration, "pack")])
    claims, kept, rejected = verified((Executions(programs, calls, rows.traces, rows.events), told), 0.5)
    assert (kept.num_rows, rejected.num_rows) == (1, 0)
    warehouse = Warehouse(folder)
    warehouse.prepare()
    made = {
        "programs": programs, "calls": calls, "raw_traces": rows.traces, "trace_events": rows.events,
        "narrations": told, "claims": claims, "verified_cot": kept,
    }  # fmt: skip
    warehouse.publish([Put(tables.TABLES[name], table) for name, table in made.items()], "run-1")
    return warehouse, narration.id
