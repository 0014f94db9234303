"""Closes runs whose process was killed, so that the daemon takes them up again and goes on with others."""

from pathlib import Path

import dagster as dg

from resources.state.living import nobody_lives

SECONDS_BETWEEN = 30


def close_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """Marks as failed what is `started` while no process works on a run; gives the ids.

    Dagster doesn't: it can't ask whether a process of its own lives, and starts no other run beside what is `started`.
    """
    with nobody_lives(Path(instance.root_directory)) as dead:
        started = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])
        left = instance.get_runs(filters=started) if dead else []
        for run in left:
            instance.report_run_failed(run, "The process that worked on this run was killed.")
    return [run.run_id for run in left]


def recover() -> None:
    """The same for the instance of this project."""
    with dg.DagsterInstance.get() as instance:
        close_dead_runs(instance)


@dg.sensor(
    minimum_interval_seconds=SECONDS_BETWEEN,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Closes runs whose process was killed, so that the daemon takes them up again and goes on with others.",
)
def dead_runs(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Closes them; asks for no run itself."""
    closed = close_dead_runs(context.instance)
    return dg.SkipReason(f"closed {', '.join(closed)}" if closed else "no process was killed")
