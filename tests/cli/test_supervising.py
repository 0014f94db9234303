"""A server of several processes ends as a whole, and says how it ended."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHILD = (
    "import subprocess, sys; "
    "subprocess.run([sys.executable, '-c', 'import time; print(1, flush=True); time.sleep(60)'])"
)
STUBBORN = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); {CHILD}"


def supervising(child: str, patience: float = 45.0) -> subprocess.Popen[bytes]:
    """A process that supervises another, which has one of its own; its grandchild says when it is there."""
    program = (
        "import os, signal, sys; from pathlib import Path; from tracecot_cli.platform import supervising; "
        "signal.signal(signal.SIGINT, signal.SIG_IGN); "  # as a shell has it for what it puts into the background
        f"supervising.PATIENCE = {patience}; "
        f"sys.exit(supervising.supervised([sys.executable, '-c', {child!r}], os.environ, Path.cwd()))"
    )
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def below(pid: int) -> list[int]:
    """The processes that it started, and those that they did."""
    by_thread = Path(f"/proc/{pid}/task").glob("*/children")  # each lists what it started itself
    children = [int(word) for found in by_thread for word in found.read_text().split()]
    return children + [one for child in children for one in below(child)]


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("child", "patience"), [(CHILD, 45.0), (STUBBORN, 0.3)])
def test_told_to_stop_it_ends_all_and_that_is_no_failure(told, child, patience) -> None:
    server = supervising(child, patience)
    assert server.stdout is not None
    server.stdout.readline()
    started = below(server.pid)

    server.send_signal(told)

    assert server.wait(timeout=20) == 0
    until = time.monotonic() + 5
    while any(is_running(pid) for pid in started) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(started) == 2
    assert not any(is_running(pid) for pid in started)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_server_that_fails_gives_its_status() -> None:
    server = supervising("import sys; sys.exit(3)")

    assert server.wait(timeout=20) == 3
