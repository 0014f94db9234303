"""The units and the container file say what is there, keep no secrets, and stop as they are told to."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = ("tracecot.service", "tracecot-backup.service", "tracecot-gc.service")
UNITS = (*SERVICES, "tracecot-backup.timer", "tracecot-gc.timer")
TRACECOT = Path(sys.executable).with_name("tracecot")


def settings(unit: str) -> dict[str, str]:
    lines = (DEPLOY / unit).read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_units(tmp_path) -> None:
    project = tmp_path / "tracecot"
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "tracecot").symlink_to(TRACECOT)
    for unit in UNITS:
        (tmp_path / unit).write_text((DEPLOY / unit).read_text().replace("%h/tracecot", str(project)))

    found = subprocess.run(
        ["systemd-analyze", "verify", "--user", *(str(tmp_path / unit) for unit in UNITS)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES)
def test_commands_look_where_the_units_do_once_set_up_as_the_docs_say(unit) -> None:
    (exported,) = re.findall(r"export (TRACECOT_HOME=\S+)'", (ROOT / "docs" / "operations.md").read_text())

    assert f"Environment={exported.replace('$HOME', '%h')}" in (DEPLOY / unit).read_text().splitlines()


@pytest.mark.parametrize("unit", SERVICES)
def test_the_command_of_a_unit_is_one_of_ours(unit) -> None:
    words = re.findall(r"\.venv/bin/tracecot (\w+)", settings(unit)["ExecStart"])

    assert len(words) == 1
    assert subprocess.run([TRACECOT, words[0], "--help"], capture_output=True, check=False).returncode == 0


def test_the_container_file_copies_what_is_there_and_runs_without_rights() -> None:
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    copied = [source for line in lines if line.startswith("COPY") for source in line.split()[2:-1]]

    assert all((ROOT / source).exists() for source in copied)
    for needed in ("dbt", "tracecot", "resources", "tracecot_assets", "tracecot_cli", "tracecot.toml"):
        assert needed in copied
    assert [line for line in lines if line.startswith("FROM")] == ["FROM python:3.13-slim"]
    assert [line for line in lines if line.startswith("USER")] == ["USER tracecot"]


def test_nothing_to_deploy_holds_a_secret_or_somebodys_address() -> None:
    for path in DEPLOY.iterdir():
        text = path.read_text()
        addresses = set(re.findall(r"https?://([^/:'\"\s]+)", text))
        assert addresses <= {"127.0.0.1"}, path
        assert not re.search(r"(?i)(key|token|secret|password)\s*=\s*\S", text), path


@pytest.mark.slow  # starts the UI
def test_the_unit_serves_and_its_signal_ends_all_of_it(tmp_path) -> None:
    unit, port = settings("tracecot.service"), free_port()
    shutil.copy(ROOT / "tracecot.toml", tmp_path)
    words = unit["ExecStart"].split()
    assert words[1:3] == ["ui", "--port"]
    server = subprocess.Popen(
        [TRACECOT, "ui", "--port", str(port)], cwd=tmp_path, start_new_session=True,
        env={**os.environ, "TRACECOT_HOME": str(tmp_path / "state")},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert answers(f"http://127.0.0.1:{port}/server_info", within=120)
        server.send_signal(getattr(signal, unit["KillSignal"]))
        server.wait(timeout=float(unit["TimeoutStopSec"]))
    finally:
        left = living(str(tmp_path))
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        server.wait()

    assert (server.returncode, left) == (0, [])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(address: str, within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except OSError:
            time.sleep(0.5)
    return False


def living(folder: str) -> list[int]:
    """The processes that have the folder in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if folder.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:  # it ended meanwhile, or is somebody else's
            continue
    return [pid for pid in found if pid != os.getpid()]
