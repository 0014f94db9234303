"""Executing in worker processes, each with its own sandbox."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from resources.sandbox import Sandbox
from resources.tables.rows import traces_of
from resources.traces.executing import Batch, Jail, sandbox_of, traced
from resources.traces.executions import Workers
from tests.resources.traces.test_executions import end_soon, lives
from tracecot.execution import TRACER, Job, Limits, Trace

ROOT = Path(__file__).parents[3]
JAIL = Jail(Limits(seconds=5), "pure", together=1)
DOUBLING = Job("prog_1", "def f(x):\n    return [x] * 2", "f", (("call_1", "3"), ("call_2", "'a'")))
FAILING = Job("prog_2", "def g(s):\n    return hash(s)", "g", (("call_3", "'a'"),))
RUN = """
from tests.resources.traces.test_executing import sandboxes
from resources.traces.executions import Workers

with Workers(2) as workers:
    for pids in workers.map(sandboxes, [0.0, 0.0, 600.0, 600.0]):
        print(*pids, flush=True)
"""


def sandboxes(seconds):
    """The processes of this worker's sandbox, after it has executed something."""
    list(sandbox_of(JAIL)([DOUBLING]))
    time.sleep(0.5 + seconds)
    started = [task / "children" for task in Path("/proc/self/task").iterdir()]
    return [int(pid) for path in started for pid in path.read_text().split()]


def test_what_a_worker_executes_is_proven_and_what_is_refused_is_kept() -> None:
    with Workers(1) as workers:
        (made,) = workers.map(traced, [Batch("corpus", JAIL, [DOUBLING, FAILING])], "3.11", TRACER)
    with Sandbox(1, JAIL.limits) as execute:
        ((first, second), _) = execute([DOUBLING, FAILING])

    assert isinstance(first, Trace)
    assert isinstance(second, Trace)
    kept = traces_of(made.traces, made.events)
    assert [one.events for one in kept] == [first.events, second.events]
    assert {one.label for one in kept} == {"re-derived"}
    assert made.rejected.column("call_id").to_pylist() == ["call_3"]


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_the_sandboxes_of_workers_end_with_a_run_that_is_killed() -> None:
    run = subprocess.Popen([sys.executable, "-c", RUN], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    processes = {int(pid) for _ in range(2) for pid in run.stdout.readline().split()}
    assert len(processes) >= 2
    assert all(map(lives, processes))

    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()

    assert end_soon(processes)


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
def test_the_sandboxes_of_workers_end_with_them() -> None:
    with Workers(1) as workers:
        (processes,) = workers.map(sandboxes, [0.0])
        assert all(map(lives, processes))

    assert end_soon(processes)
