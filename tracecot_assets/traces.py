"""The traces stage: executes every call that has no execution yet, in the sandbox."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa

from resources import tables
from resources.executions import in_batches
from resources.retiring import follow_sources
from resources.rows import Row, events_table, made_of, rejected_trace_row, trace_row
from resources.warehouse import Put, Warehouse
from tracecot.execution import TRACER, Answer, Job, RejectedTrace, Trace
from tracecot_assets.catalogue import CORPORA, ONE_RUN, spec
from tracecot_assets.platform import CURRENT, PYTHON, Platform
from tracecot_assets.reporting import Results, reports

PROGRAMS_READ, PROGRAMS_WRITTEN = 200, 100  # at once; what is written is safe from then on

PENDING = f"""
    from calls as call
    where call.corpus = ? and call.retired_at is null
    and call_id not in (select call_id from raw_traces where tracer = '{TRACER}' and python = '{PYTHON}')
    and call_id not in (select call_id from rejected_traces where tracer = '{TRACER}' and python = '{PYTHON}')
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
    corpora = list(context.partition_keys)
    with platform.alone("traces"), platform.sandboxes() as sandbox_for:
        for number, corpus in enumerate(corpora):
            limits, profile = platform.settings.limits, platform.settings.profile
            platform.follow_settings("traces", corpus, context.run.run_id, limits, profile)
            pending = _pending_programs(platform.warehouse, corpus)
            jobs = _jobs(platform.warehouse, corpus, pending)
            answered = 0
            for batch in in_batches(sandbox_for(corpus)(jobs), PROGRAMS_WRITTEN):
                answers = [answer for some in batch for answer in some]
                platform.warehouse.publish(_changes(answers, corpus), context.run.run_id)
                answered += len(batch)
                platform.report("traces", number, len(corpora), answered, len(pending))
    follow_sources(platform.warehouse, "traces", CURRENT)
    yield from reports(platform, ("raw_traces", "trace_events", "rejected_traces"), context)


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


def _changes(answers: list[Answer], corpus: str) -> list[Put]:
    """The answers as rows of the three tables."""
    kept = [answer for answer in answers if isinstance(answer, Trace)]
    refused = [answer for answer in answers if isinstance(answer, RejectedTrace)]
    events: pa.Table = events_table(kept)
    refusals: list[Row] = [rejected_trace_row(one, corpus, PYTHON, TRACER) for one in refused]
    return [
        Put(tables.RAW_TRACES, made_of(tables.RAW_TRACES, [trace_row(one, corpus) for one in kept])),
        Put(tables.TRACE_EVENTS, events, by=("trace_id",)),
        Put(tables.REJECTED_TRACES, made_of(tables.REJECTED_TRACES, refusals)),
    ]
