"""Other calls for predictions of inputs: simpler ones that give the same, and ones with an argument changed.

They are executed when the calls of the warehouse are, and what a text may use gets rows like any other call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from resources import tables
from resources.tables.rows import call_of, call_row, made_of, traces_of
from resources.traces.executing import Jail, sandbox_of
from resources.traces.executions import Executions, ids, read_executions
from resources.traces.proving import Answered, answered
from resources.warehouse import LONG, Warehouse
from resources.warehouse.retiring import retired
from tracecot.execution import Answer, Trace
from tracecot.narrations.calls.candidates import Proposal
from tracecot.narrations.calls.contrasting import contrasted
from tracecot.narrations.calls.shrinking import SHRINKER, Recorded, shrunk
from tracecot.sources.records import Call

_FOUND = "kind in ('proposed', 'changed')"
#: Calls that came out of this; nothing is asked about them, and no program rests on them.
PROPOSED = f"select call_id from calls where {_FOUND}"
#: Executions for whose calls nobody looked.
_UNTRIED = f"""
    from raw_traces where corpus = ? and retired_at is null and shrinker is distinct from '{SHRINKER}'
    and call_id not in ({PROPOSED})
"""

NO_EVENTS = pa.table({name: [] for name in tables.TRACE_EVENTS.arrow.names}, schema=tables.TRACE_EVENTS.arrow)
#: The inputs that programs have, without what a killed search found: it finds the same again.
_INPUTS = f"""
    select program_id, input from calls where program_id in (select unnest(?::varchar[]))
    and not ({_FOUND} and coalesce(made_from, '') in (select call_id {_UNTRIED}))
"""


def programs_to_shrink(warehouse: Warehouse, corpus: str) -> list[str]:
    """The programs that have such executions."""
    return [str(name) for (name,) in warehouse.rows(f"select distinct program_id {_UNTRIED} order by 1", [corpus])]


@dataclass(frozen=True, slots=True)
class Found:
    """Other calls as rows of `calls`, and what executing them gave."""

    calls: pa.Table
    executed: Answered


@dataclass(frozen=True, slots=True)
class Untried:
    """Programs of one corpus for which nobody looked, by their ids, and how they are executed."""

    corpus: str
    jail: Jail
    programs: Sequence[str]


def shrunk_calls(untried: Untried, folder: Path, most: int, python: str, tracer: str) -> Found:
    """Other calls of these programs; any process can look for them.

    Args:
        untried: the programs.
        folder: of the warehouse.
        most: the executions of each program that are looked at.
        python: its version.
        tracer: the recorder's version.
    """
    corpus, programs = untried.corpus, untried.programs
    warehouse, execute = Warehouse(folder, LONG), sandbox_of(untried.jail)
    recorded = _recorded(warehouse, corpus, programs, most)
    known: dict[str, set[str]] = {name: set() for name in programs}
    for program, source in warehouse.rows(_INPUTS, [list(programs), corpus]):
        known[str(program)].add(str(source))

    whole: dict[str, Trace] = {}  # a round asks for some of those of the round before

    def with_events(trace_ids: Sequence[str]) -> Mapping[str, Trace]:
        missing = [name for name in trace_ids if name not in whole]
        read = read_executions(warehouse, missing).by_trace_id() if missing else {}
        whole.update({name: one.trace for name, one in read.items()})
        return whole

    simpler = shrunk(recorded, known, execute, with_events)
    told = _told(recorded, simpler)
    changed = contrasted(told, _executions(warehouse, corpus, programs), execute)
    found = {call.id: (call, trace) for call, trace in [*changed, *simpler]}
    made = answered([trace for _, trace in found.values()], corpus, python, tracer)
    return Found(made_of(tables.CALLS, [call_row(call, corpus) for call, _ in found.values()]), made)


def forget_shrunk(warehouse: Warehouse, corpus: str) -> None:
    """Retires what was found under other settings, and the predictions of inputs that may rest on it; no other row."""
    asked = "corpus = ? and task = 'input_prediction'"
    own = f"narration_id in (select narration_id from narrations where {asked} and coalesce(author, '') = '')"
    mine = f"corpus = ? and call_id in ({PROPOSED})"
    lively = " and coalesce(retired_because, 'source') in ('source', 'version')"
    warehouse.execute(
        [
            (f"delete from claims where {own}", [corpus]),
            *(retired(table, "settings", own + lively, [corpus]) for table in _VERDICTS),
            retired(tables.NARRATIONS, "settings", f"{own}{lively}", [corpus]),
            retired(tables.SKIPPED_TRACES, "settings", asked + lively, [corpus]),
            retired(tables.RAW_TRACES, "settings", mine + lively, [corpus]),
            retired(tables.CALLS, "settings", f"corpus = ? and {_FOUND}{lively}", [corpus]),
            ("update raw_traces set shrinker = null where corpus = ? and shrinker is not null", [corpus]),
        ]
    )


_VERDICTS = (tables.VERIFIED_COT, tables.REJECTED_NARRATIONS)


def mark_shrunk(warehouse: Warehouse, tried: Sequence[Untried]) -> None:
    """Notes that this was done for the programs."""
    of_programs = f"trace_id in (select trace_id {_UNTRIED} and program_id in (select unnest(?::varchar[])))"
    mark = f"update raw_traces set shrinker = '{SHRINKER}' where {of_programs}"
    warehouse.execute([(mark, [one.corpus, list(one.programs)]) for one in tried])


def with_proposed(warehouse: Warehouse, corpus: str, calls: pa.Table) -> pa.Table:
    """The calls that a corpus gave, and those that were found for them before: they have no other source.

    They come along where the corpus takes a program over from another one.
    """
    given = ids(calls, "call_id")
    found = warehouse.records(
        f"from calls where {_FOUND} and coalesce(retired_because, 'source') = 'source' "
        "and made_from in (select unnest(?::varchar[])) and call_id not in (select unnest(?::varchar[]))",
        [given, given],
    )
    return pa.concat_tables([calls, made_of(tables.CALLS, ({**row, "corpus": corpus} for row in found))])


def _told(recorded: Sequence[Recorded], simpler: Sequence[Proposal]) -> list[Recorded]:
    """What texts about these executions tell: the simpler call where there is one."""
    instead = {call.made_from: (call, trace) for call, trace in simpler}
    return [Recorded(one.program, *instead.get(one.call.id, (one.call, one.trace))) for one in recorded]


def _executions(
    warehouse: Warehouse, corpus: str, programs: Sequence[str]
) -> Mapping[str, Sequence[tuple[Call, Answer]]]:
    """What is recorded of the programs without any search, by program, without events."""
    wanted = [corpus, list(programs)]
    some = "corpus = ? and program_id in (select unnest(?::varchar[])) and retired_at is null"
    calls = {
        row["call_id"]: call_of(row) for row in warehouse.records(f"from calls where {some} and not ({_FOUND})", wanted)
    }
    found: dict[str, list[tuple[Call, Answer]]] = {name: [] for name in programs}
    for trace in traces_of(warehouse.read(f"from raw_traces where {some} order by call_id", wanted), NO_EVENTS):
        if trace.call_id in calls:
            found[trace.program_id].append((calls[trace.call_id], trace))
    return found


def _recorded(warehouse: Warehouse, corpus: str, programs: Sequence[str], most: int) -> list[Recorded]:
    """Some of the programs' executions for whose calls nobody looked, without their events."""
    wanted = [corpus, list(programs)]
    untried = (
        f"(from (select * {_UNTRIED}) where program_id in (select unnest(?::varchar[])) "
        f"qualify row_number() over (partition by program_id order by call_id) <= {most})"
    )
    executions = Executions(
        programs=warehouse.read(f"from programs where program_id in (select program_id from {untried})", wanted),
        calls=warehouse.read(f"from calls where call_id in (select call_id from {untried})", wanted),
        traces=warehouse.read(f"from raw_traces where trace_id in (select trace_id from {untried})", wanted),
        events=NO_EVENTS,
    )
    return [Recorded(one.program, one.call, one.trace) for one in executions.by_trace_id().values()]
