"""The executions that rationales need: those that they are about, and those of other calls that their texts name.

Nothing is executed for them. A text may name what the warehouse has; what it says of any other call can't be borne out.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from resources.tables.rows import Row, program_of
from resources.traces.executions import BATCH, READ_AHEAD, Executed, Executions, ids, in_batches, read_executions
from resources.warehouse import Warehouse
from tracecot.ids import content_id
from tracecot.narrations.records import Narration
from tracecot.sources.records import Program, call_id
from tracecot.targets import OF_PROGRAMS, Target
from tracecot.verification.alternatives import named_calls
from tracecot.verification.verify import Evidence

_OF_TRACES = ["trace_id", "program_id", "call_id", "python", "tracer"]
_OF_NARRATIONS = ["trace_id", "answer_trace_id", "rationale", "task", "target"]


def narrations_with_executions(
    warehouse: Warehouse, narration_ids: Iterable[str], size: int = BATCH
) -> Iterator[tuple[Executions, pa.Table]]:
    """Batches of rows of `narrations`, in this order, each with the executions that it needs."""
    for some in in_batches(narration_ids, size * READ_AHEAD):
        found = warehouse.read("from narrations where narration_id in (select unnest(?::varchar[]))", [some])
        order = pc.index_in(found.column("narration_id"), value_set=pa.array(some, pa.string()))
        narrations = found.take(pc.sort_indices(order))
        about = [ids(narrations, "trace_id"), ids(narrations, "answer_trace_id")]
        executions = read_executions(warehouse, [name for column in about for name in column])
        named = _named(executions, narrations)
        executions = _with(warehouse, executions, named)
        for rows in in_batches(range(narrations.num_rows), size):
            own = slice(rows[0], rows[-1] + 1)
            needed = {name for names in (about[0][own], about[1][own], *named[own]) for name in names}
            yield executions.only(needed), narrations.take(rows)  # a slice would travel with what it was cut from


def with_alternatives(warehouse: Warehouse, executions: Executions, narrations: pa.Table) -> Executions:
    """The executions, and those of other calls that rows of `narrations` name, as far as the warehouse has them."""
    return _with(warehouse, executions, _named(executions, narrations))


def _with(warehouse: Warehouse, executions: Executions, named: Iterable[Iterable[str]]) -> Executions:
    """The executions, and those of these ids that aren't among them and are in the warehouse."""
    missing = sorted({name for some in named for name in some}.difference(ids(executions.traces, "trace_id")))
    known = "select trace_id from raw_traces where trace_id in (select unnest(?::varchar[]))"
    found = [str(name) for (name,) in warehouse.rows(known, [missing])] if missing else []
    return executions.joined(read_executions(warehouse, found)) if found else executions


def _named(executions: Executions, narrations: pa.Table) -> list[list[str]]:
    """For each row of `narrations` the ids that executions of the calls that it names have."""
    programs = {row["program_id"]: program_of(row) for row in executions.programs.to_pylist()}
    inputs = dict(zip(ids(executions.calls, "call_id"), ids(executions.calls, "input"), strict=True))
    traces: dict[str, Row] = {row["trace_id"]: row for row in executions.traces.select(_OF_TRACES).to_pylist()}
    found: list[list[str]] = []
    for row in narrations.select(_OF_NARRATIONS).to_pylist():
        asked, answered = traces.get(row["trace_id"]), traces.get(row["answer_trace_id"])
        if asked is None or answered is None:
            found.append([])
            continue
        program, recorded = programs[asked["program_id"]], (asked["python"], asked["tracer"])
        if row["task"] in OF_PROGRAMS:
            found.append(_rested_on(Target.of(json.loads(row["target"])).calls, program, *recorded))
        else:
            known = (inputs[asked["call_id"]], inputs[answered["call_id"]])
            found.append(_trace_ids(row["rationale"], program, *recorded, *known))
    return found


def _trace_ids(text: str, program: Program, python: str, tracer: str, *known: str) -> list[str]:
    """The ids of the named calls' executions: they are of content, so nobody need look them up."""
    return [
        content_id("trace", call_id(program.id, source), python, tracer)
        for source in named_calls(text, program, *known)
    ]


def _rested_on(calls: Iterable[str], program: Program, python: str, tracer: str) -> list[str]:
    """The ids of the executions of the calls that a text about a program rests on."""
    inputs = (call[len(program.entry_point) + 1 : -1] for call in calls)
    return [content_id("trace", call_id(program.id, source), python, tracer) for source in inputs]


def alternatives_of(narration: Narration, executed: Mapping[str, Executed]) -> list[Evidence]:
    """The executions of the calls that the text names or rests on, whatever else is at hand."""
    asked, answered = executed[narration.trace_id], executed[narration.answer_trace_id]
    known = (asked.call.input, answered.call.input)
    if narration.task in OF_PROGRAMS:
        named = _rested_on(narration.target.calls, asked.program, asked.trace.python, asked.trace.tracer)
    else:
        named = _trace_ids(narration.rationale, asked.program, asked.trace.python, asked.trace.tracer, *known)
    return [Evidence(executed[name].call, executed[name].trace) for name in named if name in executed]
