"""The pipeline from end to end, in Dagster, on two small corpora."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from resources.tables import TABLES
from resources.warehouse import Warehouse
from tracecot.errors import BadSettings

STAGES = " or ".join(f"group:{name}" for name in ("sources", "traces", "narrations", "verification", "splits"))
RUN = f"""
import sys
from tracecot_assets.run import run_pipeline
sys.exit("; ".join(run_pipeline(select={STAGES!r}).failures) or None)
"""


def contents(warehouse):
    """Every row of every table but for when and by which run it was made."""
    found = {}
    for name, table in TABLES.items():
        if table.stage != "operation":
            columns = ", ".join(f'"{one.name}"' for one in table.columns if one.name not in ("run_id", "made_at"))
            found[name] = warehouse.rows(f"select {columns} from {name} order by all")
    return found


def test_a_run_makes_every_stage_and_every_check_holds(first_run, warehouse):
    summary, _ = first_run

    assert summary.failures == ()
    assert summary.checks > 60
    assert {name: warehouse.count(name) > 0 for name in ("programs", "calls", "raw_traces", "trace_events")} == {
        "programs": True, "calls": True, "raw_traces": True, "trace_events": True,
    }  # fmt: skip
    assert warehouse.count("narrations") > 0
    assert warehouse.count("samples") > 0


def test_progress_reaches_the_end_of_every_stage(first_run):
    _, shares = first_run

    last = dict(shares)

    assert {stage: last[stage] for stage in ("sources", "traces", "narrations", "verification", "splits", "marts")} == (
        dict.fromkeys(("sources", "traces", "narrations", "verification", "splits", "marts"), 1.0)
    )


def test_a_line_that_is_no_json_and_a_function_that_never_ends_are_rejected_and_the_rest_goes_on(warehouse):
    reasons = warehouse.rows("select corpus, reason from rejected_sources order by all")

    assert ("alpha", "not_json") in reasons
    assert len([one for one in reasons if one[0] == "beta"]) >= 2


def test_a_second_run_changes_nothing(first_run, warehouse):
    from tracecot_assets.run import run_pipeline

    before = contents(warehouse)
    made = warehouse.rows("select trace_id, run_id, made_at from raw_traces order by all")

    summary = run_pipeline()

    assert summary.failures == ()
    assert contents(warehouse) == before
    assert warehouse.rows("select trace_id, run_id, made_at from raw_traces order by all") == made


def test_a_corpus_that_does_not_exist_is_named(project):
    from tracecot_assets.run import run_pipeline

    with pytest.raises(BadSettings, match="gamma"):
        run_pipeline(["gamma"])


def test_a_selection_that_meets_nothing_is_named(first_run):
    from tracecot_assets.run import NothingSelected, run_pipeline

    with pytest.raises(NothingSelected, match="nonsense"):
        run_pipeline(select="nonsense")


def test_a_run_beside_another_is_refused(first_run, project):
    import fcntl

    from tracecot_assets.run import RunGoesOn, run_pipeline

    with (project / "state" / "run.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        with pytest.raises(RunGoesOn):
            run_pipeline()


@pytest.mark.slow  # runs the pipeline some times
def test_what_was_killed_is_completed_with_nothing_doubled_and_nothing_lost(project, warehouse, tmp_path):
    home = tmp_path / "killed"
    environment = {**os.environ, "TRACECOT_HOME": str(home)}
    shutil.copytree(project / "state" / "dbt", home / "dbt")  # spares dbt's parsing
    process = subprocess.Popen(
        [sys.executable, "-c", RUN], env=environment, cwd=project, stderr=subprocess.PIPE, start_new_session=True
    )
    wait_until(lambda: (home / "narrations.lock").exists(), process)  # traces are there, narrations are under way
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()

    again = subprocess.run([sys.executable, "-c", RUN], env=environment, cwd=project, capture_output=True, text=True)

    assert again.returncode == 0, again.stderr[-2000:]
    killed = Warehouse(home)
    assert contents(killed) == contents(warehouse)
    assert not list((home / "staged").glob("*"))


def wait_until(holds, process):
    deadline = time.monotonic() + 120
    while not holds():
        assert process.poll() is None, process.stderr.read().decode()[-2000:]
        assert time.monotonic() < deadline
        time.sleep(0.02)
