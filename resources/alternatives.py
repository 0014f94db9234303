"""The executions that a rationale needs besides those that it is about: of other calls that its text names.

Nothing is executed for it. A text may name what the warehouse has; what it says of any other call can't be borne out.
"""

import json
from collections.abc import Iterable, Mapping

import pyarrow as pa

from resources.executions import Executed, Executions, ids, read_executions
from resources.rows import Row, program_of
from resources.warehouse import Warehouse
from tracecot.ids import content_id
from tracecot.narrations.records import Narration
from tracecot.sources.records import Program, call_id
from tracecot.targets import OF_PROGRAMS, Target
from tracecot.verification.alternatives import named_calls
from tracecot.verification.verify import Evidence

_OF_TRACES = ["trace_id", "program_id", "call_id", "python", "tracer"]
_OF_NARRATIONS = ["trace_id", "answer_trace_id", "rationale", "task", "target"]


def with_alternatives(warehouse: Warehouse, executions: Executions, narrations: pa.Table) -> Executions:
    """The executions, and those of other calls that rows of `narrations` name, as far as the warehouse has them."""
    named = sorted(_named(executions, narrations))
    known = "select trace_id from raw_traces where trace_id in (select unnest(?::varchar[]))"
    found = [str(name) for (name,) in warehouse.rows(known, [named])] if named else []
    return executions.joined(read_executions(warehouse, found)) if found else executions


def _named(executions: Executions, narrations: pa.Table) -> set[str]:
    """The ids that executions of the named calls have, where they aren't at hand."""
    programs = {row["program_id"]: program_of(row) for row in executions.programs.to_pylist()}
    inputs = dict(zip(ids(executions.calls, "call_id"), ids(executions.calls, "input"), strict=True))
    traces: dict[str, Row] = {row["trace_id"]: row for row in executions.traces.select(_OF_TRACES).to_pylist()}
    found: set[str] = set()
    for row in narrations.select(_OF_NARRATIONS).to_pylist():
        asked, answered = traces.get(row["trace_id"]), traces.get(row["answer_trace_id"])
        if asked and answered:
            known = (inputs[asked["call_id"]], inputs[answered["call_id"]])
            program = programs[asked["program_id"]]
            if row["task"] in OF_PROGRAMS:
                calls = Target.of(json.loads(row["target"])).calls
                found.update(_rested_on(calls, program, asked["python"], asked["tracer"]))
                continue
            found.update(_trace_ids(row["rationale"], program, asked["python"], asked["tracer"], *known))
    return found - traces.keys()


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
