"""A run whose process dies under the daemon is taken up again by itself, and nothing is lost or doubled."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from resources.warehouse import Warehouse
from tests.assets.crashing import contents
from tests.cli.test_supervising import below

pytestmark = pytest.mark.slow  # a server, a daemon, and three runs

PATIENCE = 300.0  # seconds for each thing that is waited for, beside other tests
LAUNCH = """
mutation($params: ExecutionParams!) {
  launchRun(executionParams: $params) { __typename ... on LaunchRunSuccess { run { runId } } }
}"""
REPOSITORY = "{ repositoriesOrError { ... on RepositoryConnection { nodes { name location { name } } } } }"
RUNS = "{ runsOrError(limit: 9) { ... on Runs { results { runId status parentRunId } } } }"
EVENTS = """
query($run: ID!) { logsForRun(runId: $run) { ... on EventConnection { events { ... on MessageEvent { message } } } } }
"""


class Served:
    """`tracecot ui` in a process of its own, asked by its interface."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self._server = process
        self._address = f"http://127.0.0.1:{port}/graphql"

    def ask(self, query: str, **variables: object) -> Any:
        """What it answers."""
        asked = json.dumps({"query": query, "variables": variables}).encode()
        with urlopen(Request(self._address, asked, {"Content-Type": "application/json"}), timeout=60) as answer:
            told = json.load(answer)
        assert "errors" not in told, told["errors"]
        return told["data"]

    def launch(self, *corpora: str) -> str:
        """Starts the pipeline; gives the run's id."""
        (node,) = self.ask(REPOSITORY)["repositoriesOrError"]["nodes"]
        ends = zip(("start", "end"), (corpora[0], corpora[-1]), strict=True)
        params = {
            "selector": {
                "repositoryName": node["name"], "repositoryLocationName": node["location"]["name"],
                "jobName": "pipeline",
            },
            "mode": "default", "runConfigData": {},
            "executionMetadata": {
                "tags": [{"key": f"dagster/asset_partition_range_{end}", "value": name} for end, name in ends],
            },
        }  # fmt: skip
        return str(self.ask(LAUNCH, params=params)["launchRun"]["run"]["runId"])

    def process_of(self, run: str) -> int:
        """The process of a run; 0 where none was started yet."""
        told = " ".join(event.get("message", "") for event in self.ask(EVENTS, run=run)["logsForRun"]["events"])
        found = re.search(r"Started process for run \(pid: (\d+)\)", told)
        return int(found[1]) if found else 0

    def taken_up(self, run: str) -> dict[str, str]:
        """The state of what took the run up, and of itself."""
        runs = self.ask(RUNS)["runsOrError"]["results"]
        names = {run: "killed"} | {one["runId"]: "next" for one in runs if one["parentRunId"] == run}
        return {names[one["runId"]]: one["status"] for one in runs if one["runId"] in names}

    def states(self) -> list[str]:
        """How all runs stand."""
        return [one["status"] for one in self.ask(RUNS)["runsOrError"]["results"]]

    def kill(self) -> None:
        """Kills it with all that it started: UI, daemon, code server and run, as a power cut does."""
        for pid in (self._server.pid, *below(self._server.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()


@contextmanager
def served(project: Path, home: Path) -> Iterator[Served]:
    """The UI with its daemon, while inside."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tracecot_cli", "ui", "--port", str(port)],
        cwd=project, env={**os.environ, "TRACECOT_HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        one = Served(port, process)
        until(lambda: _answers(one))
        yield one
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def _answers(one: Served) -> bool:
    with suppress(URLError, ConnectionError, ValueError):  # of a server that starts
        return bool(one.ask(REPOSITORY)["repositoriesOrError"]["nodes"])
    return False


def until(holds: Any) -> Any:
    """What it gives, once that is something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < deadline, "it does not come"
        time.sleep(0.1)
    return found


def ran_alone(project: Path, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tracecot_cli", "run"], cwd=project, env={**os.environ, "TRACECOT_HOME": str(home)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.fixture(scope="module")
def alone(project, tmp_path_factory):
    """The state folder of a run that nothing happened to."""
    home = tmp_path_factory.mktemp("alone")
    ran_alone(project, home)
    return home


@pytest.mark.parametrize("stage", ["traces", "verification"])
def test_a_run_whose_process_is_killed_is_completed_by_the_daemon_row_for_row(stage, project, alone, tmp_path):
    home = tmp_path / "killed"
    shutil.copytree(alone / "dbt", home / "dbt")  # spares dbt's parsing

    with served(project, home) as server:
        run = server.launch("alpha", "beta")
        process = until(lambda: server.process_of(run))
        until((home / f"{stage}.lock").exists)
        os.kill(process, signal.SIGKILL)
        until(lambda: server.taken_up(run).get("next") in ("SUCCESS", "FAILURE"))
        states = server.taken_up(run)

    assert states == {"killed": "FAILURE", "next": "SUCCESS"}
    assert contents(Warehouse(home)) == contents(Warehouse(alone))


def test_after_a_power_cut_the_run_is_taken_up_and_the_next_one_runs_too(project, alone, tmp_path):
    home = tmp_path / "killed"
    shutil.copytree(alone / "dbt", home / "dbt")
    with served(project, home) as server:
        first = server.launch("alpha", "beta")
        until((home / "traces.lock").exists)
        server.kill()

    with served(project, home) as server:
        server.launch("alpha", "beta")
        until(lambda: sorted(server.states()) == ["FAILURE", "SUCCESS", "SUCCESS"])
        states = server.taken_up(first)

    assert states == {"killed": "FAILURE", "next": "SUCCESS"}
    assert contents(Warehouse(home)) == contents(Warehouse(alone))


def test_a_command_that_is_killed_beside_the_daemon_does_not_block_it(project, alone, tmp_path):
    home = tmp_path / "killed"
    shutil.copytree(alone / "dbt", home / "dbt")
    with served(project, home) as server:
        command = subprocess.Popen(
            [sys.executable, "-m", "tracecot_cli", "run"], cwd=project, env={**os.environ, "TRACECOT_HOME": str(home)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        until((home / "traces.lock").exists)
        os.killpg(command.pid, signal.SIGKILL)
        command.communicate()
        server.launch("alpha", "beta")
        until(lambda: sorted(server.states()) == ["FAILURE", "SUCCESS"])

    assert contents(Warehouse(home)) == contents(Warehouse(alone))
