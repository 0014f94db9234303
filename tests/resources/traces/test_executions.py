"""The processes that turn batches into rows."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from resources.traces.executions import Workers
from tests.living import end_soon, lives
from tracecot.errors import BadInput

ROOT = Path(__file__).parents[3]
RUN = """
from tests.resources.traces.test_executions import busy
from resources.traces.executions import Workers

with Workers(2) as workers:
    for number in workers.map(busy, [0.0, 0.0, 0.5, 600.0, 600.0]):
        print(number, flush=True)
"""


def busy(seconds):
    time.sleep(seconds)
    return os.getpid()


def refuse():
    raise BadInput("not_json", "line 1 is no JSON")


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


def test_after_a_process_was_killed_others_do_what_is_asked_next() -> None:
    with Workers(1) as workers:
        waiting = workers.begin(busy, 600.0)
        killed = workers.begin(os.getpid)  # behind it
        for process in list(workers._pool._processes):
            os.kill(process, signal.SIGKILL)
        with pytest.raises(BrokenProcessPool):
            waiting.result()
        with pytest.raises(BrokenProcessPool):
            killed.result()

        assert list(workers.map(divmod, range(3), 2)) == [(0, 0), (0, 1), (1, 0)]


def test_an_error_that_has_two_parts_comes_back_from_a_process() -> None:
    with Workers(1) as workers, pytest.raises(BadInput, match="no JSON") as caught:
        workers.begin(refuse).result()

    assert caught.value.kind == "not_json"
