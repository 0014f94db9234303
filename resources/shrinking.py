"""Simplifies the calls of programs of the warehouse: what is found is executed, and gets rows like any other call."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from resources import tables
from resources.executions import Executions, ids, read_executions
from resources.proving import answered
from resources.rows import call_row, made_of
from resources.warehouse import Put, Warehouse
from tracecot.execution import Execute, Trace
from tracecot.narrations.shrinking import SHRINKER, Recorded, shrunk

#: Calls that came out of this; nothing is asked about them, and no program rests on them.
PROPOSED = "select call_id from calls where kind = 'proposed'"
#: Executions whose calls nobody tried to simplify.
_UNTRIED = f"""
    from raw_traces where corpus = ? and retired_at is null and shrinker is distinct from '{SHRINKER}'
    and call_id not in ({PROPOSED})
"""

#: The inputs that programs have, without what a killed search found: it finds the same again.
_INPUTS = f"""
    select program_id, input from calls where program_id in (select unnest(?::varchar[]))
    and not (kind = 'proposed' and coalesce(made_from, '') in (select call_id {_UNTRIED}))
"""
CALLS_OF_A_PROGRAM = 8  # whose executions are simplified at once: more of them teach the same


def programs_to_shrink(warehouse: Warehouse, corpus: str) -> list[str]:
    """The programs that have such executions."""
    return [str(name) for (name,) in warehouse.rows(f"select distinct program_id {_UNTRIED} order by 1", [corpus])]


def shrunk_calls(
    warehouse: Warehouse, corpus: str, programs: Sequence[str], execute: Execute, python: str, tracer: str
) -> list[Put]:
    """What simpler calls of these programs change: rows of `calls`, `raw_traces` and `trace_events`."""
    recorded = _recorded(warehouse, corpus, programs)
    known: dict[str, set[str]] = {name: set() for name in programs}
    for program, source in warehouse.rows(_INPUTS, [list(programs), corpus]):
        known[str(program)].add(str(source))

    whole: dict[str, Trace] = {}  # a round asks for some of those of the round before

    def with_events(trace_ids: Sequence[str]) -> Mapping[str, Trace]:
        missing = [name for name in trace_ids if name not in whole]
        read = read_executions(warehouse, missing).by_trace_id() if missing else {}
        whole.update({name: one.trace for name, one in read.items()})
        return whole

    found = {call.id: (call, trace) for call, trace in shrunk(recorded, known, execute, with_events)}
    made = answered([trace for _, trace in found.values()], corpus, python, tracer)
    calls = made_of(tables.CALLS, [call_row(call, corpus) for call, _ in found.values()])
    return [
        Put(tables.CALLS, calls),
        Put(tables.RAW_TRACES, made.traces),
        Put(tables.TRACE_EVENTS, made.events, by=("trace_id",)),
    ]


def mark_shrunk(warehouse: Warehouse, corpus: str, programs: Sequence[str]) -> None:
    """Notes that this was done for the programs."""
    of_programs = f"trace_id in (select trace_id {_UNTRIED} and program_id in (select unnest(?::varchar[])))"
    warehouse.execute(
        [(f"update raw_traces set shrinker = '{SHRINKER}' where {of_programs}", [corpus, list(programs)])]
    )


def with_proposed(warehouse: Warehouse, corpus: str, calls: pa.Table) -> pa.Table:
    """The calls that a corpus gave, and the simpler ones that were found for them before: they have no other source."""
    given = set(ids(calls, "call_id"))
    found = warehouse.records(
        "from calls where corpus = ? and kind = 'proposed' and coalesce(retired_because, 'source') = 'source'", [corpus]
    )
    kept = [row for row in found if row["made_from"] in given and row["call_id"] not in given]
    return pa.concat_tables([calls, made_of(tables.CALLS, kept)])


def _recorded(warehouse: Warehouse, corpus: str, programs: Sequence[str]) -> list[Recorded]:
    """Some of the programs' executions that nobody tried to simplify, without their events."""
    wanted = [corpus, list(programs)]
    untried = (
        f"(from (select * {_UNTRIED}) where program_id in (select unnest(?::varchar[])) "
        f"qualify row_number() over (partition by program_id order by call_id) <= {CALLS_OF_A_PROGRAM})"
    )
    executions = Executions(
        programs=warehouse.read(f"from programs where program_id in (select program_id from {untried})", wanted),
        calls=warehouse.read(f"from calls where call_id in (select call_id from {untried})", wanted),
        traces=warehouse.read(f"from raw_traces where trace_id in (select trace_id from {untried})", wanted),
        events=pa.table({name: [] for name in tables.TRACE_EVENTS.arrow.names}, schema=tables.TRACE_EVENTS.arrow),
    )
    return [Recorded(one.program, one.call, one.trace) for one in executions.by_trace_id().values()]
