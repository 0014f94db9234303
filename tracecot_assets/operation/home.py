"""Where Dagster keeps its runs: a folder of ours, with settings of ours, told to nobody."""

import os
from pathlib import Path

import dagster as dg

from resources.settings import state_folder
from resources.state.living import DAGSTER
from resources.state.replacing import replaced_by

#: One run at a time (they would only wait for each other), nothing reported, no pop-ups, and of sensors that look every
#: 30 seconds only what is worth a look. A run whose process died is taken up again; one whose step failed is not, since
#: it would fail again (docs/decisions/0014).
CONFIGURATION = """\
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
run_monitoring:
  enabled: true
  poll_interval_seconds: 30
run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false
storage:
  custom:
    module: tracecot_assets.operation.event_log
    class: Storage
    config:
      base_dir:
        env: DAGSTER_HOME
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 2
      failure: 30
      success: 90
"""

#: On every run that a command line works on itself; what is left `started` after it was killed is known by this.
IN_PROCESS = {"tracecot/in_process": "true"}
#: And where such a run was killed, the next command goes on from there; the daemon starts none of its own.
NOT_AGAIN = {"dagster/max_retries": "0"}
UNFINISHED = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.NOT_STARTED]


def prepare_home() -> Path:
    """The folder, with its `dagster.yaml`; from now on this process and its children use it."""
    home = state_folder() / DAGSTER
    home.mkdir(parents=True, exist_ok=True)
    replaced_by(home / "dagster.yaml", CONFIGURATION)
    os.environ.update({"DAGSTER_HOME": str(home), "DAGSTER_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"})
    return home


def close_killed_runs(instance: dg.DagsterInstance) -> None:
    """Marks as failed what a killed command left behind; only for whoever holds the lock of all runs."""
    left = instance.get_runs(filters=dg.RunsFilter(statuses=UNFINISHED, tags=IN_PROCESS))
    for run in left:
        instance.report_run_failed(run, "The process that worked on this run was killed; the next run goes on from it.")
