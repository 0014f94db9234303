"""The narrations stage: tells every execution that has not been told, once for each task."""

from collections.abc import Iterable, Iterator
from itertools import starmap

import dagster as dg
import pyarrow as pa

from resources import tables
from resources.narrations.telling import FAILED_TO_NARRATE, Telling, narrated_of, programs_narrated
from resources.traces.executions import BATCH, Executions, in_batches, programs_of, read_executions
from resources.traces.shrinking import PROPOSED
from resources.warehouse import Put, Warehouse, together
from resources.warehouse.retiring import COUNTS, follow_sources
from tracecot.narrations.explaining.program import MOST_CALLS
from tracecot.narrations.explaining.seen import FEWEST
from tracecot.narrations.records import NARRATOR
from tracecot.targets import OF_PROGRAMS, PREDICTIONS
from tracecot_assets.catalogue import CORPORA, ONE_RUN, spec
from tracecot_assets.checks.suites import begin_checks
from tracecot_assets.platform import BATCHES_WRITTEN, CURRENT, Platform
from tracecot_assets.reports.reporting import Results, reports
from tracecot_assets.reports.variety import of_the_narrations

#: Executions of which something is still to be told, with the tasks that were done.
PENDING = f"""
    with told as (
        select trace_id, list(task order by task) as tasks from (
            select trace_id, task from narrations where narrator = '{NARRATOR}' and {COUNTS}
            union select trace_id, task from skipped_traces where narrator = '{NARRATOR}' and {COUNTS}
        ) where task not in {OF_PROGRAMS} group by trace_id
    )
    select trace_id, coalesce(tasks, []) as done from raw_traces left join told using (trace_id)
    where corpus = ? and retired_at is null and call_id not in ({PROPOSED}) and not coalesce(
        list_has_all(tasks, {list(PREDICTIONS)}) and (len(tasks) > {len(PREDICTIONS)} or ? = 0), false
    ) order by program_id, trace_id
"""
#: The executions of each program that has enough and of which nothing was said yet, in the order of their ids.
PROGRAMS_PENDING = f"""
    select list(trace_id order by trace_id)[:{MOST_CALLS}] from raw_traces where corpus = ? and retired_at is null
    and call_id not in ({PROPOSED}) and program_id not in (
        select program_id from raw_traces where trace_id in (
            select trace_id from (
                select trace_id, task from narrations where narrator = '{NARRATOR}' and {COUNTS}
                union select trace_id, task from skipped_traces where narrator = '{NARRATOR}' and {COUNTS}
            ) where task in {OF_PROGRAMS}
        )
    ) group by program_id having count(*) >= {FEWEST} order by program_id
"""
PROGRAMS_BATCH = 10


@dg.multi_asset(
    name="narrations",
    specs=[
        spec("narrations", ["raw_traces", "trace_events"]),
        spec("skipped_traces", ["trace_events"]),
    ],
    partitions_def=CORPORA,
    backfill_policy=ONE_RUN,
)
def narrations(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Narrates what has not been narrated."""
    warehouse, run_id = platform.warehouse, context.run.run_id
    choices = platform.settings.narrations
    telling = Telling(choices.voices, choices.layouts, choices.tokens, choices.answer_tag, choices.questions)
    with platform.alone("narrations"):
        pending: dict[str, tuple[str, ...]] = {}
        programs: list[list[str]] = []
        for corpus in context.partition_keys:
            more_settings = ["programs"] if choices.programs else []
            platform.follow_settings("narrations", corpus, run_id, telling, *more_settings)
            platform.try_again("skipped_traces", f"reason = '{FAILED_TO_NARRATE}'", corpus)
            due = warehouse.records(PENDING, [corpus, choices.questions])
            pending |= {row["trace_id"]: tuple(row["done"]) for row in due}
            programs += [found for (found,) in warehouse.rows(PROGRAMS_PENDING, [corpus])] if choices.programs else []
        batches = (
            (executions, {name: pending[name] for name in batch})
            for batch, executions in programs_of(warehouse, pending)
        )
        changes = starmap(_changes, platform.workers.map(narrated_of, batches, telling))
        for done, some in enumerate(in_batches(changes, BATCHES_WRITTEN), 1):
            warehouse.publish(together(some), run_id)
            platform.report("narrations", done * BATCHES_WRITTEN * BATCH, len(pending))
        changes = starmap(_changes, platform.workers.map(programs_narrated, _executions(warehouse, programs), telling))
        for some in in_batches(changes, BATCHES_WRITTEN):
            warehouse.publish(together(some), run_id)
    follow_sources(warehouse, "narrations", CURRENT)
    written = ("narrations", "skipped_traces")
    begin_checks(platform, written, run_id)
    yield from reports(platform, written, context, {"narrations": of_the_narrations(warehouse)})


def _changes(told: pa.Table, skipped: pa.Table) -> list[Put]:
    """What is written to the two tables."""
    return [Put(tables.NARRATIONS, told), Put(tables.SKIPPED_TRACES, skipped)]


def _executions(warehouse: Warehouse, programs: Iterable[list[str]]) -> Iterator[Executions]:
    """Batches of programs, each with its executions of these ids."""
    for some in in_batches(programs, PROGRAMS_BATCH):
        yield read_executions(warehouse, [trace_id for found in some for trace_id in found])
