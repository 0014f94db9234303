"""The verification stage: checks every narration that has no verdict, and examines the verifier itself."""

from itertools import starmap

import dagster as dg
import pyarrow as pa

from resources import tables
from resources.narrations.telling import verified
from resources.traces.alternatives import narrations_with_executions
from resources.traces.executions import BATCH, in_batches
from resources.verification.examining import DRAWN, examined, summed
from resources.warehouse import Change, Put, Replace, together
from resources.warehouse.retiring import COUNTS, follow_sources
from tracecot.ids import digest
from tracecot.verification.examination.exam import EXAM
from tracecot.verification.records import VERIFIER
from tracecot_assets.catalogue import CORPORA, ONE_RUN, spec
from tracecot_assets.platform import BATCHES_WRITTEN, CURRENT, Platform, refresh
from tracecot_assets.reports.exam import of_the_exam
from tracecot_assets.reports.reporting import Results, reports

PENDING = f"""
    select narration_id from narrations where corpus = ? and retired_at is null
    and narration_id not in (select narration_id from verified_cot where verifier = '{VERIFIER}' and {COUNTS})
    and narration_id not in (select narration_id from rejected_narrations where verifier = '{VERIFIER}' and {COUNTS})
    order by program_id, trace_id, narration_id  -- one program after the other: the verifier reads each code once
"""
EXAM_BATCH = 25  # rationales: a few seconds of work


@dg.multi_asset(
    name="verification",
    specs=[
        spec("claims", ["narrations", "model_narrations"]),
        spec("verified_cot", ["claims"]),
        spec("rejected_narrations", ["claims"]),
    ],
    partitions_def=CORPORA,
    backfill_policy=ONE_RUN,
)
def verification(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Verifies what has no verdict."""
    warehouse, run_id = platform.warehouse, context.run.run_id
    support = platform.settings.verification.support
    with platform.alone("verification"):
        pending: list[str] = []
        for corpus in context.partition_keys:
            platform.follow_settings("verification", corpus, run_id, support)
            platform.try_again("rejected_narrations", "verdict = 'error'", corpus)
            pending += [str(name) for (name,) in warehouse.rows(PENDING, [corpus])]
        batches = narrations_with_executions(warehouse, pending)
        changes = starmap(_changes, platform.workers.map(verified, batches, support))
        for done, some in enumerate(in_batches(changes, BATCHES_WRITTEN), 1):
            warehouse.publish(together(some), run_id)
            platform.report("verification", done * BATCHES_WRITTEN * BATCH, len(pending))
    follow_sources(warehouse, "verification", CURRENT)
    yield from reports(platform, ("claims", "verified_cot", "rejected_narrations"), context)


def _changes(claims: pa.Table, kept: pa.Table, rejected: pa.Table) -> list[Put]:
    """What is written to the three tables."""
    return [
        Put(tables.CLAIMS, claims, by=("narration_id",)),
        Put(tables.VERIFIED_COT, kept, out_of=(tables.REJECTED_NARRATIONS,)),
        Put(tables.REJECTED_NARRATIONS, rejected, out_of=(tables.VERIFIED_COT,)),
    ]


@dg.multi_asset(
    name="exam",
    specs=[spec("verifier_strength", ["narrations"]), spec("exam_findings", ["narrations"])],
    backfill_policy=ONE_RUN,
)
def exam(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Examines the verifier on honest rationales and on corruptions of them, unless nothing changed."""
    warehouse, chosen = platform.warehouse, platform.settings.verification
    with platform.alone("exam"):
        seed = str(chosen.exam_seed)
        drawn = warehouse.rows(DRAWN, [seed, seed, chosen.exam_rationales])
        fingerprint = digest(VERIFIER, EXAM, str(drawn), chosen.exam_kinds, chosen.support)
        if platform.worked_from("exam", "") != fingerprint:
            given = narrations_with_executions(warehouse, [str(name) for name, _ in drawn], EXAM_BATCH)
            done = platform.workers.map(examined, given, chosen.exam_kinds, chosen.support)
            strength, findings = summed(done, fingerprint)
            changes: list[Change] = [
                Replace(tables.VERIFIER_STRENGTH, strength), Replace(tables.EXAM_FINDINGS, findings),
                refresh("exam", "", fingerprint),
            ]  # fmt: skip
            warehouse.publish(changes, context.run.run_id)
    platform.progress("exam", 1.0)
    more = {"verifier_strength": of_the_exam(warehouse)}
    yield from reports(platform, ("verifier_strength", "exam_findings"), context, more)
