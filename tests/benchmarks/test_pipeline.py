"""What `tracecot bench pipeline` measures is what happened: processor time, memory, steps, and calls that are new."""

import sqlite3
import subprocess
import sys
import time
from ast import literal_eval

import pytest

from benchmarks.many_calls import Supply, shared_out
from benchmarks.pipeline import Measured, Step, figures_of_steps, steps
from benchmarks.watching import Look, Watch
from resources.sandbox import Sandbox
from tracecot.sources.records import Origin, Program

USED = 0.5  # seconds of processor time, however fast the machine is; then there is time to look
WORK = f"import time; x = bytearray(90_000_000); all(iter(lambda: time.process_time() < {USED}, False)); time.sleep(1)"
BUSY = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{WORK}'])"


def test_a_child_counts_with_its_time_and_its_memory() -> None:
    process = subprocess.Popen([sys.executable, "-c", BUSY])
    watch = Watch(process.pid)
    watch.start()
    process.wait()
    watch.over()

    assert watch.looks[-1].processor > 0.9 * USED
    assert 90e6 < watch.peak < 200e6


def test_what_a_process_used_stays_counted_when_nobody_waited_for_it() -> None:
    watch = Watch(1)
    for second, used in enumerate((1.0, 5.0, 2.0, 3.0)):  # a process that had used 4 ended meanwhile
        watch.took(second, used, 0)

    assert [one.processor for one in watch.looks] == [1.0, 5.0, 5.0, 6.0]


def test_what_a_step_used_is_what_was_used_between_its_start_and_its_end() -> None:
    watch = Watch(1)
    watch.looks = [Look(float(second), 2.0 * second, 100 * second) for second in range(10)]

    assert watch.between(2, 5) == (6.0, 500)


def test_steps_are_read_from_the_event_log_of_the_run(tmp_path) -> None:
    with sqlite3.connect(tmp_path / "run.db") as log:
        log.execute("create table event_logs (step_key text, dagster_event_type text, timestamp text)")
        log.executemany(
            "insert into event_logs values (?, ?, ?)",
            [
                ("traces", "STEP_START", "2026-01-01 00:00:10"), ("traces", "STEP_SUCCESS", "2026-01-01 00:00:14.5"),
                ("old", "STEP_START", "2025-01-01 00:00:00"), ("old", "STEP_SUCCESS", "2025-01-01 00:00:01"),
                ("programs_checks", "STEP_START", "2026-01-01 00:00:20"),
                ("programs_checks", "STEP_FAILURE", "2026-01-01 00:00:22"),
            ],
        )  # fmt: skip
    started = 1_767_225_600  # 2026-01-01

    found = steps(tmp_path, started)

    assert [(one.name, round(one.end - one.start, 1)) for one in found] == [("traces", 4.5), ("programs_checks", 2.0)]


def test_checks_are_told_together_and_the_rest_is_what_no_step_took() -> None:
    watch = Watch(1)
    watch.looks = [Look(float(second), float(second), 1_000) for second in range(21)]
    run = Measured(20.0, watch, [Step("traces", 2, 8), Step("calls_checks", 8, 9), Step("claims_checks", 10, 13)])

    told = {one.what: one.number for one in figures_of_steps(run)}

    assert told == {"traces": 6.0, "checks": 4.0, "starting, and between the steps": 10.0}


@pytest.fixture
def supply():
    code = "def f(xs):\n    return sum(xs) if xs[0] > 0 else 1 / xs[0]\n"
    return Supply(Program("c", code, "f", Origin("d", "1", "p", "m", "f", 1, 2, "MIT")), ["[1, 2, 3]"], {"[1, 2, 3]"})


def test_calls_are_new_and_return_something(supply) -> None:
    with Sandbox(workers=1) as sandbox:
        shared_out([supply], 12, sandbox)

    assert len(supply.inputs) >= 12
    assert len(set(supply.inputs)) == len(supply.inputs)
    assert [given for given in supply.inputs if not literal_eval(given) or not literal_eval(given)[0]] == []


def test_a_program_that_has_no_more_calls_ends_the_asking() -> None:
    code = "def f(x):\n    return not x\n"
    supply = Supply(Program("c", code, "f", Origin("d", "1", "p", "m", "f", 1, 2, "MIT")), ["True"], {"True"})
    started = time.monotonic()

    with Sandbox(workers=1) as sandbox:
        shared_out([supply], 1_000, sandbox)

    assert sorted(supply.inputs) == ["False", "True"]
    assert time.monotonic() - started < 60
