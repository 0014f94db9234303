"""All that Dagster loads: the stages in their order, their checks, the jobs and their schedules."""

import dagster as dg

from resources.tables.stages import STAGES
from tracecot_assets.checks.catalogue import CHECKS
from tracecot_assets.code import led_to_code
from tracecot_assets.operation import alerts
from tracecot_assets.operation.automation import CONDITIONS, automated
from tracecot_assets.operation.dead_runs import dead_runs
from tracecot_assets.operation.landing import landing
from tracecot_assets.operation.schedules import JOBS, SCHEDULES
from tracecot_assets.platform import Platform
from tracecot_assets.stages import (
    calibration,
    contamination,
    exports,
    marts,
    model_answers,
    model_narrations,
    narrations,
    pass_rates,
    refreshing,
    sources,
    splits,
    synthesis,
    traces,
    verification,
)

__all__ = ["STAGES", "defs"]


def definitions(platform: Platform | None = None) -> dg.Definitions:
    """Everything, on this platform; where none is given, each run looks up its own when it starts."""
    return dg.Definitions(
        assets=led_to_code(automated([
            sources.sources, synthesis.synthesis, calibration.calibration,
            traces.traces, narrations.narrations, model_narrations.model_narrations,
            verification.verification, verification.exam,
            contamination.contamination, splits.samples, pass_rates.pass_rates, splits.sides, exports.exports,
            refreshing.refresh_figures, model_answers.model_answers, marts.marts,
        ])),
        asset_checks=CHECKS,
        jobs=[*JOBS],
        schedules=[*SCHEDULES],
        sensors=[landing, dead_runs, CONDITIONS, *alerts.SENSORS],
        executor=dg.in_process_executor,  # for what is materialized by hand as well
        resources={
            "platform": platform or dg.ResourceDefinition(lambda _: Platform.standard()),
            **marts.RESOURCES,
        },
    )  # fmt: skip


defs = definitions()
