"""What fails is written down and sent where somebody asked for it, within bounds and without secrets."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import dagster as dg
import pytest

from resources.settings.tables import Alerts
from resources.upkeep.alerting import FILE, WEBHOOK, Alert, alert

ONE = Alert("run_failed", "run-1", "pipeline", ("traces: the disk\nis full",))


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it is sent; answers as its server says."""

    def do_POST(self):
        self.server.over.wait(self.server.delay)
        self.server.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *said):
        pass


@pytest.fixture
def receiver(monkeypatch):
    """Somebody who listens here, whose address the environment names."""
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.received, server.answer, server.delay, server.over = [], 200, 0.0, threading.Event()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    monkeypatch.setenv(WEBHOOK, f"http://127.0.0.1:{server.server_port}/hooks/s3cr3t-path")
    yield server
    server.over.set()  # nobody waits for an answer any more
    server.shutdown()
    server.server_close()


def lines(folder):
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


def test_an_alert_is_a_line(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv(WEBHOOK, raising=False)

    assert alert(tmp_path, ONE, Alerts()) == []
    assert alert(tmp_path, ONE, Alerts()) == []

    first, second = lines(tmp_path)
    assert first["text"] == "tracecot: run failed in run run-1 of pipeline; traces: the disk is full"
    assert {**first, "at": ""} == {**second, "at": ""}


def test_a_webhook_and_a_command_get_the_line(tmp_path, receiver) -> None:
    kept = tmp_path / "kept.json"
    command = (sys.executable, "-c", f"import sys; open({str(kept)!r}, 'w').write(sys.stdin.read())")

    assert alert(tmp_path, ONE, Alerts(command=command)) == []

    (line,) = lines(tmp_path)
    assert receiver.received == [line]
    assert json.loads(kept.read_text()) == line


def test_a_webhook_that_refuses_is_told_without_its_address(tmp_path, receiver) -> None:
    receiver.answer = 500

    failures = alert(tmp_path, ONE, Alerts())

    assert failures == [f"the webhook of {WEBHOOK} failed: it answered 500"]
    assert [line["kind"] for line in lines(tmp_path)] == ["run_failed", "not_sent"]
    assert "s3cr3t" not in (tmp_path / FILE).read_text()


def test_nobody_waits_longer_than_was_said(tmp_path, receiver) -> None:
    receiver.delay = 3.0
    began = time.monotonic()

    failures = alert(tmp_path, ONE, Alerts(command=(sys.executable, "-c", "import time; time.sleep(9)"), seconds=0.3))

    assert time.monotonic() - began < 2.5
    assert failures == [
        "the alert command failed: no end within 0.3 s",
        f"the webhook of {WEBHOOK} failed: TimeoutError",
    ]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("no-such-command",), "no-such-command: No such file or directory"),
        ((sys.executable, "-c", "import sys; sys.exit('no mail today')"), "status 1 no mail today"),
    ],
)
def test_a_command_that_fails_is_told(tmp_path, monkeypatch, command, told) -> None:
    monkeypatch.delenv(WEBHOOK, raising=False)

    assert alert(tmp_path, ONE, Alerts(command=command)) == [f"the alert command failed: {told}"]


def test_a_command_that_repeats_the_address_is_told_without_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(WEBHOOK, "http://127.0.0.1:1/s3cr3t")
    command = (sys.executable, "-c", f"import os, sys; sys.exit(os.environ[{WEBHOOK!r}])")

    assert "the alert command failed: status 1 ***" in alert(tmp_path, ONE, Alerts(command=command))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "not an address", "http://127.0.0.1:1/s3cr3t"])
def test_an_address_that_is_none_is_told_without_it(tmp_path, monkeypatch, address) -> None:
    monkeypatch.setenv(WEBHOOK, address)

    (failure,) = alert(tmp_path, ONE, Alerts())

    assert address not in failure
    assert address not in (tmp_path / FILE).read_text()


def test_secrets_of_the_environment_are_taken_out(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv(WEBHOOK, raising=False)
    monkeypatch.setenv("SOME_API_KEY", "sk-1234567890")

    alert(tmp_path, Alert("run_failed", "run-1", "pipeline", ("refused sk-1234567890",)), Alerts())

    assert lines(tmp_path)[0]["what"] == ["refused ***"]


@pytest.fixture
def told(project, tmp_path, monkeypatch):
    """The state folder that the sensors write to."""
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    monkeypatch.delenv(WEBHOOK, raising=False)
    return tmp_path


def after_a_run(*assets):
    """What the sensors do after a run of these assets."""
    from tracecot_assets.operation.alerts import check_failures, run_failures

    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize(list(assets), instance=instance, raise_on_error=False)
        event = result.get_run_success_event() if result.success else result.get_run_failure_event()
        context = dg.build_run_status_sensor_context(
            "sensor", dagster_event=event, dagster_instance=instance, dagster_run=result.dagster_run
        )
        if result.success:
            check_failures(context)
        else:
            run_failures(context.for_run_failure())
    return result


def test_a_run_that_failed_is_told_with_its_step(told) -> None:
    @dg.asset
    def breaks():
        raise ValueError("the disk is full")

    result = after_a_run(breaks)

    (line,) = lines(told)
    assert (line["kind"], line["run_id"], line["what"]) == (
        "run_failed", result.run_id, ["breaks: ValueError: the disk is full"],
    )  # fmt: skip


@pytest.mark.parametrize(("holds", "kinds"), [(False, ["check_failed"]), (True, [])])
def test_a_check_that_does_not_hold_is_told_though_the_run_succeeded(told, holds, kinds) -> None:
    @dg.asset(check_specs=[dg.AssetCheckSpec("it_is_whole", asset="table")])
    def table():
        yield dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=holds, check_name="it_is_whole")])

    after_a_run(table)

    found = lines(told) if kinds else []
    assert [line["kind"] for line in found] == kinds
    assert (told / FILE).exists() == bool(kinds)
    assert all(line["what"] == ["check it_is_whole of table does not hold"] for line in found)


def test_the_sensors_run_from_the_start(project) -> None:
    from tracecot_assets.definitions import defs

    for name in ("run_failures", "check_failures"):
        assert defs.resolve_sensor_def(name).default_status == dg.DefaultSensorStatus.RUNNING
