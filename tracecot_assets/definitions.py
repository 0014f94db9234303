"""All that Dagster loads: the stages in their order, their checks, the job and its schedule."""

import dagster as dg

from resources.settings import load_settings
from tracecot_assets import (
    checks,
    contamination,
    exports,
    marts,
    model_narrations,
    narrations,
    refreshing,
    sources,
    splits,
    synthesis,
    traces,
    verification,
)
from tracecot_assets.catalogue import STAGES
from tracecot_assets.landing import landing
from tracecot_assets.partitions import range_tags, register
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
def nightly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One run over all corpora."""
    corpora = register(context.instance, load_settings())
    if not corpora:
        return dg.SkipReason("there is no corpus yet")
    return dg.RunRequest(tags=range_tags(corpora[0], corpora[-1]))


def definitions(platform: Platform | None = None) -> dg.Definitions:
    """Everything, on this platform; where none is given, each run looks up its own when it starts."""
    return dg.Definitions(
        assets=[
            sources.sources, synthesis.synthesis,
            traces.traces, narrations.narrations, model_narrations.model_narrations,
            verification.verification, verification.exam,
            contamination.contamination, splits.samples, splits.sides, exports.exports,
            refreshing.refresh_figures, marts.marts,
        ],
        asset_checks=checks.CHECKS,
        jobs=[PIPELINE],
        schedules=[nightly],
        sensors=[landing],
        executor=dg.in_process_executor,  # for what is materialized by hand as well
        resources={
            "platform": platform or dg.ResourceDefinition(lambda _: Platform.standard()),
            **marts.RESOURCES,
        },
    )  # fmt: skip


defs = definitions()
