"""All that Dagster loads: the stages in their order, their checks, the job and its schedule."""

import dagster as dg

from tracecot_assets import (
    checks,
    contamination,
    exports,
    marts,
    model_narrations,
    narrations,
    sources,
    splits,
    traces,
    verification,
)
from tracecot_assets.catalogue import CORPORA, RANGE_END, RANGE_START, STAGES
from tracecot_assets.platform import Platform

__all__ = ["STAGES", "defs"]

#: Everything, in the one job that the schedule and the command line run.
PIPELINE = dg.define_asset_job(
    "pipeline",
    selection=dg.AssetSelection.all(),
    description="Makes what is missing or stale, from sources to splits and marts, for the corpora asked for.",
    executor_def=dg.in_process_executor,  # a process for each step costs more than most steps
)


@dg.schedule(job=PIPELINE, cron_schedule="0 3 * * *", description="Every night: takes in what is new or changed.")
def nightly() -> dg.RunRequest:
    """One run over all corpora."""
    corpora = CORPORA.get_partition_keys()
    return dg.RunRequest(tags={RANGE_START: corpora[0], RANGE_END: corpora[-1]})


def definitions(platform: Platform | None = None) -> dg.Definitions:
    """Everything, on this platform; where none is given, each run looks up its own when it starts."""
    return dg.Definitions(
        assets=[
            sources.sources, traces.traces, narrations.narrations, model_narrations.model_narrations,
            verification.verification, verification.exam,
            contamination.contamination, splits.samples, splits.sides, exports.exports, marts.marts,
        ],
        asset_checks=checks.CHECKS,
        jobs=[PIPELINE],
        schedules=[nightly],
        executor=dg.in_process_executor,  # for what is materialized by hand as well
        resources={
            "platform": platform or dg.ResourceDefinition(lambda _: Platform.standard()),
            **marts.RESOURCES,
        },
    )  # fmt: skip


defs = definitions()
