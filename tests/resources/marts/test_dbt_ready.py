"""A dbt that has imported what it needs does a command as dbt itself does, and waits for nobody who is gone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from resources.marts import dbt
from resources.marts.dbt_command import READY
from resources.warehouse import Warehouse
from tests.living import end_soon

ROOT = Path(__file__).parents[3]
SOON = 60.0  # seconds


@pytest.fixture
def ready(monkeypatch, tmp_path):
    """The process that waits for a command."""
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    monkeypatch.setenv(READY, "")
    monkeypatch.setattr(dbt, "_ready", None)
    dbt.get_ready()
    started = dbt._ready
    yield started
    started.kill()
    started.wait()


def asked(*command):
    """What the command prints, and its status."""
    done = subprocess.run([*dbt.COMMAND, *command], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def is_there(path):
    until = time.monotonic() + SOON
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.02)
    return path.exists()


def test_the_one_that_is_ready_does_what_is_asked_and_ends(ready, tmp_path):
    assert is_there(Path(os.environ[READY]))

    status, said = asked("parse", "--profiles-dir", str(tmp_path / "nowhere"))

    assert status == 2
    assert said.startswith("Usage: dbt parse")
    assert str(tmp_path / "nowhere") in said
    assert ready.wait(SOON) == 0
    assert not Path(os.environ[READY]).parent.exists()


def test_one_is_enough_until_it_is_asked(ready):
    dbt.get_ready()

    assert dbt._ready is ready


@pytest.mark.slow
def test_without_one_that_is_ready_dbt_itself_does_it(monkeypatch):
    monkeypatch.setenv(READY, "/nobody/listens/here")
    by_itself = subprocess.run([dbt.DBT, "--version"], capture_output=True, text=True, check=True)

    assert asked("--version") == (0, by_itself.stdout + by_itself.stderr)


@pytest.mark.slow
def test_it_says_what_dbt_says(ready):
    by_itself = subprocess.run([dbt.DBT, "--version"], capture_output=True, text=True, check=True)

    assert is_there(Path(os.environ[READY]))
    assert asked("--version") == (0, by_itself.stdout + by_itself.stderr)


def test_a_command_with_a_large_environment_arrives_whole(ready, monkeypatch, tmp_path):
    monkeypatch.setenv("LARGE", "x" * 100_000)
    assert is_there(Path(os.environ[READY]))

    assert asked("parse", "--profiles-dir", str(tmp_path / "nowhere"))[0] == 2
    assert ready.wait(SOON) == 0


@pytest.mark.slow
def test_a_build_leaves_the_warehouse_at_rest(ready, monkeypatch, tmp_path):
    Warehouse(tmp_path).prepare()
    for name, word in dbt.environment().items():
        monkeypatch.setenv(name, word)
    assert is_there(Path(os.environ[READY]))

    status, said = asked("build", "--project-dir", str(dbt.PROJECT))

    assert (status, said.count("ERROR=0")) == (0, 1)
    assert ready.poll() == 0
    assert not list(tmp_path.glob("*.wal"))


@pytest.mark.slow
def test_one_that_ends_before_it_is_asked_is_dbt_itself(ready):
    assert is_there(Path(os.environ[READY]))
    ready.kill()

    assert asked("--version")[0] == 0


def test_one_that_nobody_asked_ends_when_the_build_is_done(ready):
    dbt.leave()

    assert ready.returncode is not None
    assert READY not in os.environ


@pytest.mark.slow
def test_it_ends_when_whoever_asks_is_killed(ready, tmp_path):
    assert is_there(Path(os.environ[READY]))
    environment = {**os.environ, **dbt.environment()}
    command = [*dbt.COMMAND, "parse", "--project-dir", str(dbt.PROJECT)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as asking:
        assert asking.stdout.readline()
        asking.send_signal(signal.SIGKILL)

    assert ready.wait(SOON) == 1


@pytest.mark.slow
def test_it_ends_with_the_run_that_started_it(monkeypatch, tmp_path):
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    run = (
        "import os, sys; from resources.marts import dbt; from resources.marts.dbt_command import READY; "
        "dbt.get_ready(); print(dbt._ready.pid, os.environ[READY], flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", run], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        number, path = process.stdout.readline().split()
        assert is_there(Path(path))
        process.send_signal(signal.SIGKILL)

    assert end_soon([number])
    assert not Path(path).parent.exists()
