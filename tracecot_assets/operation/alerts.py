"""Sensors that tell of runs that failed and of checks that don't hold."""

from collections.abc import Iterator

import dagster as dg

from resources.settings import load_settings, state_folder
from resources.upkeep.alerting import Alert, alert


@dg.run_failure_sensor(
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells of each run that failed: a line in `alerts.jsonl`, and where `[alerts]` says.",
)
def run_failures(context: dg.RunFailureSensorContext) -> None:
    """One alert for the run, with the checks that stopped it."""
    found = [*_failed_steps(context), *_failed_checks(context)]
    _tell(context, "run_failed", found or [str(context.failure_event.message)])


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells of checks that don't hold in runs that succeeded: those that only warn, and replays.",
)
def check_failures(context: dg.RunStatusSensorContext) -> None:
    """One alert for the run, if some check of it doesn't hold."""
    if found := list(_failed_checks(context)):
        _tell(context, "check_failed", found)


def _failed_steps(context: dg.RunFailureSensorContext) -> Iterator[str]:
    for event in context.get_step_failure_events():
        error = event.step_failure_data.error
        message = (error.cause or error).message if error else event.message
        yield f"{event.step_key}: {message}"


def _failed_checks(context: dg.RunStatusSensorContext) -> Iterator[str]:
    run_id = context.dagster_run.run_id
    for entry in context.instance.all_logs(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION):
        if entry.dagster_event and not (found := entry.dagster_event.asset_check_evaluation_data).passed:
            yield f"check {found.check_name} of {found.asset_key.to_user_string()} does not hold"


def _tell(context: dg.RunStatusSensorContext, kind: str, what: list[str]) -> None:
    run = context.dagster_run
    told = Alert(kind, run.run_id, run.job_name, tuple(what))
    for failure in alert(state_folder(), told, load_settings().alerts):
        context.log.warning(failure)


SENSORS = (run_failures, check_failures)
