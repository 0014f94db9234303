"""A run whose process was killed is closed, whoever asked for it; one that lives never is."""

import subprocess
import sys

import dagster as dg
import pytest

from tracecot_assets.operation.dead_runs import close_dead_runs, dead_runs
from tracecot_assets.operation.home import CONFIGURATION, IN_PROCESS

#: A process that starts a run, says so and works on it until it is killed or told to end.
WORKER = """
import sys
import dagster as dg

@dg.op
def work():
    print("begun", flush=True)
    sys.stdin.read()

@dg.job
def pipeline():
    work()

with dg.DagsterInstance.get() as instance:
    pipeline.execute_in_process(instance=instance, tags={tags})
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    (tmp_path / "dagster.yaml").write_text(CONFIGURATION)
    return tmp_path


@pytest.fixture
def instance(home):
    with dg.DagsterInstance.from_config(str(home)) as instance:
        yield instance


def worker(tags):
    """The process, once its run is under way."""
    command = [sys.executable, "-c", WORKER.replace("{tags}", repr(tags))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def states(instance):
    return [run.status.value for run in instance.get_runs()]


@pytest.mark.parametrize("tags", [{}, IN_PROCESS], ids=["of the daemon", "of a command"])
def test_a_run_is_closed_once_its_process_was_killed_and_not_before(tags, instance):
    process = worker(tags)
    while_it_lives = close_dead_runs(instance), states(instance)
    process.kill()
    process.communicate()

    closed = close_dead_runs(instance)

    assert while_it_lives == ([], ["STARTED"])
    assert len(closed) == 1
    assert states(instance) == ["FAILURE"]


def test_a_run_that_is_not_killed_ends_well_beside_who_looks(instance):
    process = worker({})
    close_dead_runs(instance)

    process.communicate()

    assert close_dead_runs(instance) == []
    assert states(instance) == ["SUCCESS"]


def test_the_daemon_looks_for_them_from_the_start(instance):
    process = worker({})
    process.kill()
    process.communicate()

    told = dead_runs(dg.build_sensor_context(instance=instance))

    assert told.skip_message.startswith("closed ")
    assert dead_runs.default_status is dg.DefaultSensorStatus.RUNNING
    assert states(instance) == ["FAILURE"]
