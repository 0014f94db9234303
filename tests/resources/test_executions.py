"""The processes that turn batches into rows."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from resources.executions import Workers

ROOT = Path(__file__).parent.parent.parent
RUN = """
from tests.resources.test_executions import busy
from resources.executions import Workers

with Workers(2) as workers:
    for number in workers.map(busy, [0.0, 0.0, 0.5, 600.0, 600.0]):
        print(number, flush=True)
"""


def busy(seconds):
    time.sleep(seconds)
    return os.getpid()


def lives(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0]
    except FileNotFoundError:
        return False
    return state != "Z"


def end_soon(processes):
    """Whether none of them lives any more, before long."""
    until = time.monotonic() + 30
    while any(map(lives, processes)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(lives, processes))


def test_what_is_given_comes_back_in_order() -> None:
    with Workers(2) as workers:
        assert list(workers.map(divmod, range(40), 7)) == [divmod(one, 7) for one in range(40)]


def test_workers_end_with_a_run_that_is_killed() -> None:
    run = subprocess.Popen([sys.executable, "-c", RUN], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    workers = {int(run.stdout.readline()) for _ in range(3)}
    assert all(map(lives, workers))

    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()

    assert end_soon(workers)
