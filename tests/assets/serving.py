"""The web server of Dagster's UI in a process of its own, and somebody who looks at it now and then."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

PATIENCE = 240  # seconds until it answers, beside other tests
BETWEEN = 0.5  # seconds between two looks
ASKED = """{
  runsOrError(limit: 50) { __typename ... on Runs { results { runId status } } }
  assetNodes { assetKey { path } assetMaterializations(limit: 1) { runId } }
}"""


class WebServer(threading.Thread):
    """Serves the UI of a project, and asks it for its runs and assets until it is stopped."""

    def __init__(self, project, home):
        super().__init__(daemon=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [Path(sys.executable).with_name("dagster-webserver"), "-m", "tracecot_assets.definitions"]
        self._process = subprocess.Popen(
            [*map(str, command), "-h", "127.0.0.1", "-p", str(self.port)],
            cwd=project, env={**os.environ, "TRACECOT_HOME": str(home), "DAGSTER_HOME": str(home / "dagster")},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self._over = threading.Event()
        self.answers, self.failures = [], []

    def __enter__(self):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self.asked()
                break
            except (URLError, ConnectionError):
                assert self._process.poll() is None, "the web server ended"
                assert time.monotonic() < deadline, "the web server does not answer"
                time.sleep(0.2)
        self.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self.join()
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(timeout=60)

    def run(self):
        while not self._over.wait(BETWEEN):
            try:
                self.answers.append(self.asked())
            except Exception as error:  # whatever it is, it is what the test is about
                self.failures.append(error)

    def asked(self):
        """What it answers, which must be no error."""
        address = f"http://127.0.0.1:{self.port}/graphql"
        asked = Request(address, json.dumps({"query": ASKED}).encode(), {"Content-Type": "application/json"})
        with urlopen(asked, timeout=60) as answer:
            told = json.load(answer)
        assert "errors" not in told, told["errors"]
        assert told["data"]["runsOrError"]["__typename"] == "Runs"
        return told["data"]

    def states(self):
        """How the runs stand, as it tells it now."""
        return [run["status"] for run in self.asked()["runsOrError"]["results"]]
