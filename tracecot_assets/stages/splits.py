"""The splits stage: decides what ships and on which side, and lays the sides out."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import cast

import dagster as dg

from resources import tables
from resources.marts import dbt
from resources.narrations.rated import standings
from resources.splits.findings import findings, findings_in
from resources.splits.outlines import known_outlines, new_outlines
from resources.splits.rationale_sketches import known_sketches, new_sketches
from resources.tables import Table
from resources.tables.rows import NARRATION, call_of, made_of, narration_of, program_of, rejected_sample_row, rows_of
from resources.warehouse import Renew, Replace, Warehouse
from tracecot.ids import digest
from tracecot.splits.records import SIDES, SPLITTER, UNRATED, Candidate, Findings, Rules, Side
from tracecot.splits.render import sample_record
from tracecot.splits.selection import Selection, select
from tracecot_assets.catalogue import ONE_RUN, spec
from tracecot_assets.checks.suites import begin_checks
from tracecot_assets.platform import PYTHON, Platform, refresh
from tracecot_assets.reports.reporting import Results, reports
from tracecot_assets.reports.splits import pictures

SIDE_TABLES: Mapping[Side, Table] = {side: tables.TABLES[f"{side}_split"] for side in SIDES}

#: All but the program that decides an outline.
OUTLINED_WITH = digest(SPLITTER, PYTHON)

CANDIDATES = """
    from verified_cot as verified
    join narrations using (narration_id) join raw_traces as trace on trace.trace_id = narrations.trace_id
    where verified.retired_at is null
"""
_TEXT = ", ".join(
    [
        *(f"narrations.{name}" for name in NARRATION),
        "narration_id, trace.call_id, trace.label, trace.events, verified.support",
    ]
)


@dg.multi_asset(
    name="samples",
    specs=[
        spec("samples", ["claims", "verified_cot", "verifier_strength", "contamination"]),
        spec("rejected_samples", ["claims", "verified_cot", "verifier_strength", "contamination"]),
    ],
    backfill_policy=ONE_RUN,
)
def samples(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Selects and divides, unless nothing changed."""
    warehouse, rules = platform.warehouse, rules_of(platform)
    with platform.alone("splits"):
        fingerprint = digest(SPLITTER, str(rules), _verified(warehouse))
        if platform.worked_from("samples", "") != fingerprint:
            dbt.get_ready()  # the marts follow
            coming = platform.workers.begin(findings_in, warehouse.folder)  # takes as long as to read what follows
            outlines = known_outlines(warehouse, OUTLINED_WITH)
            sketches = known_sketches(warehouse)
            before, rows = shipped(warehouse), list(candidates(warehouse))
            selection = select(rows, rules, before, _found(coming, warehouse), outlines, sketches)
            kept = [new_outlines(outlines, OUTLINED_WITH), new_sketches(warehouse, sketches)]
            changes = [*_changes(selection), *kept, refresh("samples", "", fingerprint)]
            warehouse.publish(changes, context.run.run_id)
    platform.progress("splits", 1.0)
    written = ("samples", "rejected_samples")
    begin_checks(platform, written, context.run.run_id)
    yield from reports(platform, written, context, {"samples": pictures(warehouse)})


def _found(coming: Future[Findings], warehouse: Warehouse) -> Findings:
    """What a worker found, or what is found here where it was killed: there may be no memory for both."""
    try:
        return coming.result()
    except BrokenProcessPool:
        return findings(warehouse)


@dg.multi_asset(
    name="sides",
    specs=[spec(table.name, ["samples"]) for table in SIDE_TABLES.values()],
    backfill_policy=ONE_RUN,
)
def sides(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Lays the sides out as tables of their own."""
    warehouse = platform.warehouse
    warehouse.execute([statement for side, table in SIDE_TABLES.items() for statement in laid_out(table, side)])
    yield from reports(platform, tuple(table.name for table in SIDE_TABLES.values()), context)


def laid_out(table: Table, side: Side) -> list[tuple[str, list[object]]]:
    """The statements after which the table has the living samples of its side: only rows that differ are written."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    wanted = f"select {columns} from samples where retired_at is null and split = ?"
    there = f"select {columns} from {table.name}"
    return [
        (f"delete from {table.name} where sample_id in (select sample_id from ({there} except {wanted}))", [side]),
        (f"insert into {table.name} by name from ({wanted} except {there}) order by sample_id", [side]),
    ]


def rules_of(platform: Platform) -> Rules:
    """The rules in `tracecot.toml`."""
    chosen = platform.settings.splits
    return Rules(
        eval_share=chosen.eval_share,
        eval_corpora=chosen.eval_packages,
        hold_out={corpus.name: corpus.hold_out for corpus in platform.settings.corpora},
        **chosen.model_dump(exclude={"eval_share", "eval_packages"}),
    )


def shipped(warehouse: Warehouse) -> Mapping[str, Side]:
    """The side that each program was on in any earlier release; retired samples count, since somebody has them."""
    found = warehouse.rows("select distinct program_id, split from samples")
    return {str(program_id): cast(Side, side) for program_id, side in found}


def candidates(warehouse: Warehouse) -> Iterator[Candidate]:
    """What is verified, with what it was made from."""
    alive = f"select narrations.program_id {CANDIDATES}"
    programs = warehouse.read(f"from programs where program_id in ({alive})")
    by_id = {row["program_id"]: program_of(row) for row in programs.to_pylist()}
    calls = warehouse.read(f"from calls where call_id in (select call_id {CANDIDATES})")
    call_by_id = {row["call_id"]: call_of(row) for row in calls.to_pylist()}
    rated = standings(warehouse)
    for row in rows_of(warehouse.read(f"select {_TEXT} {CANDIDATES} order by narration_id")):
        yield Candidate(
            narration=narration_of(row),
            program=by_id[row["program_id"]],
            call=call_by_id[row["call_id"]],
            label=row["label"],
            events=row["events"],
            support=row["support"],
            standing=rated.get(row["narration_id"], UNRATED),
        )


def _verified(warehouse: Warehouse) -> object:
    """What tells whether anything differs that candidates are made of, repeat, or were rated."""
    with warehouse.at_once():
        texts = warehouse.summed(f"select {_TEXT} {CANDIDATES}")
        about = [_all_of(tables.PROGRAMS, "program_id"), _all_of(tables.CALLS, "call_id")]
        contaminated = warehouse.summed("select program_id, evaluation, item, kind from contamination")
        return texts, [warehouse.summed(query) for query in about], contaminated, str(standings(warehouse))


def _all_of(table: Table, key: str) -> str:
    """The rows that candidates are about, but for when they were made."""
    own = ", ".join(f'"{name}"' for name in table.own)
    return f"select {own} from {table.name} where {key} in (select trace.{key} {CANDIDATES})"


def _changes(selection: Selection) -> list[Renew | Replace]:
    """The selection as rows; what ships no longer retires."""
    return [
        Renew(tables.SAMPLES, made_of(tables.SAMPLES, map(sample_record, selection.samples)), because="selection"),
        Replace(
            tables.REJECTED_SAMPLES, made_of(tables.REJECTED_SAMPLES, map(rejected_sample_row, selection.rejected))
        ),
    ]
