"""The traces stage: executes every call that has no execution yet, in the sandbox, and derives it again.

Then it looks for other calls that predictions of inputs may use: simpler ones that give the same
(`narrations/shrinking.py`), and ones with an argument changed that give something else (`narrations/contrasting.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import dagster as dg

from resources import tables
from resources.sandbox import OF_ONE_PACKAGE
from resources.traces.executing import Batch, traced
from resources.traces.executions import in_batches
from resources.traces.proving import Answered
from resources.traces.shrinking import Found, Untried, forget_shrunk, mark_shrunk, programs_to_shrink, shrunk_calls
from resources.warehouse import Put, Warehouse, together
from resources.warehouse.retiring import COUNTS, follow_sources
from tracecot.execution import TRACER, Job
from tracecot.ids import digest
from tracecot.narrations.calls.shrinking import SHRINKER
from tracecot_assets.catalogue import CORPORA, ONE_RUN, spec
from tracecot_assets.platform import BATCHES_WRITTEN, CURRENT, PYTHON, Platform
from tracecot_assets.reports.reporting import Results, reports

PROGRAMS_READ = 192  # at once
PROGRAMS_TRACED, PROGRAMS_SHRUNK = OF_ONE_PACKAGE, OF_ONE_PACKAGE  # by a worker at once
CALLS_TRACED = 500  # by a worker at once: some 40,000 events
OTHER_CALLS = "other_calls"  # by this name `refreshes` says under which settings they were found

PENDING = f"""
    from calls as call
    where call.corpus = ? and call.retired_at is null
    and call_id not in (select call_id from raw_traces where tracer = '{TRACER}' and python = '{PYTHON}' and {COUNTS})
    and call_id not in (
        select call_id from rejected_traces where tracer = '{TRACER}' and python = '{PYTHON}' and {COUNTS}
    )
"""


@dg.multi_asset(
    name="traces",
    specs=[
        spec("raw_traces", ["programs", "calls"]),
        spec("trace_events", ["raw_traces"]),
        spec("rejected_traces", ["calls"]),
    ],
    partitions_def=CORPORA,
    backfill_policy=ONE_RUN,
)
def traces(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Executes what has not been executed."""
    warehouse, settings, run_id = platform.warehouse, platform.settings, context.run.run_id
    corpora = list(context.partition_keys)
    with platform.alone("traces"):
        for corpus in corpora:
            platform.follow_settings("traces", corpus, run_id, settings.limits, settings.profile)
        pending = {corpus: _pending_programs(warehouse, corpus) for corpus in corpora}
        if any(pending.values()):
            platform.look_at_sandbox()
        made = platform.workers.map(traced, _batches(platform, pending), PYTHON, TRACER)
        done, calls = 0, sum(_pending_calls(warehouse, corpus) for corpus in corpora)
        for some in in_batches(map(_changes, made), BATCHES_WRITTEN):
            changes = together(some)
            warehouse.publish(changes, run_id)
            done += sum(one.rows.num_rows for one in changes if one.table is not tables.TRACE_EVENTS)
            platform.report("traces", done, calls)
        _shrink(platform, corpora, run_id)
    follow_sources(warehouse, "traces", CURRENT)
    yield from reports(platform, ("raw_traces", "trace_events", "rejected_traces"), context)


def _batches(platform: Platform, pending: Mapping[str, list[str]]) -> Iterator[Batch]:
    """The programs with their calls that were not executed, by corpus."""
    for corpus, programs in pending.items():
        jail = platform.jail(corpus)
        for jobs in _side_by_side(_jobs(platform.warehouse, corpus, programs)):
            yield Batch(corpus, jail, jobs)


def _side_by_side(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """The jobs in batches of so many programs, fewer where they have many calls."""
    batch: list[Job] = []
    calls = 0
    for job in jobs:
        if batch and (len(batch) == PROGRAMS_TRACED or calls + len(job.calls) > CALLS_TRACED):
            yield batch
            batch, calls = [], 0
        batch.append(job)
        calls += len(job.calls)
    if batch:
        yield batch


def _shrink(platform: Platform, corpora: Sequence[str], run_id: str) -> None:
    """Executes other calls of programs for whose calls nobody looked, and keeps those that a text may use."""
    warehouse, most = platform.warehouse, platform.settings.narrations.other_calls
    fingerprint = digest([SHRINKER, str(most)])
    untried: list[Untried] = []
    for corpus in corpora:
        if platform.worked_from(OTHER_CALLS, corpus) != fingerprint:
            forget_shrunk(warehouse, corpus)
            platform.works_from(OTHER_CALLS, corpus, fingerprint, run_id)
        programs = programs_to_shrink(warehouse, corpus) if most else []
        untried += [Untried(corpus, platform.jail(corpus), some) for some in in_batches(programs, PROGRAMS_SHRUNK)]
    found = platform.workers.map(shrunk_calls, untried, warehouse.folder, most, PYTHON, TRACER)
    for some in in_batches(zip(untried, found, strict=True), BATCHES_WRITTEN):
        warehouse.publish(together(_found(one) for _, one in some), run_id)
        mark_shrunk(warehouse, [tried for tried, _ in some])


def _pending_calls(warehouse: Warehouse, corpus: str) -> int:
    ((calls,),) = warehouse.rows(f"select count(*) {PENDING}", [corpus])
    return int(str(calls))


def _pending_programs(warehouse: Warehouse, corpus: str) -> list[str]:
    return [str(name) for (name,) in warehouse.rows(f"select distinct program_id {PENDING} order by 1", [corpus])]


def _jobs(warehouse: Warehouse, corpus: str, programs: list[str]) -> Iterator[Job]:
    """The programs with their calls that were not executed, read a few at a time."""
    for some in in_batches(programs, PROGRAMS_READ):
        found = warehouse.rows(
            "select program_id, code, entry_point, list((call_id, input) order by call_id) from programs "
            f"join (select program_id, call_id, input {PENDING} and program_id in (select unnest(?::varchar[]))) "
            "using (program_id) group by all order by program_id",
            [corpus, some],
        )
        for program_id, code, entry_point, calls in found:
            yield Job(str(program_id), str(code), str(entry_point), tuple(map(tuple, calls)))  # type: ignore[call-overload]


def _changes(made: Answered) -> list[Put]:
    """What is written to the three tables."""
    return [
        Put(tables.RAW_TRACES, made.traces),
        Put(tables.TRACE_EVENTS, made.events, by=("trace_id",)),
        Put(tables.REJECTED_TRACES, made.rejected),
    ]


def _found(other: Found) -> list[Put]:
    """The same of calls that were looked for."""
    return [Put(tables.CALLS, other.calls), *_changes(other.executed)]
