"""The whole platform on the default programs with generated calls: time and memory of each stage, disk, rows."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, timed
from benchmarks.many_calls import write_default_project
from benchmarks.watching import Watch
from resources.tables import TABLES
from resources.tables.stages import STAGES
from resources.warehouse import Warehouse

RATIONALES = 5_000
SECONDS, GIGABYTES = 600.0, 2.0  # what 54,000 rationales may take on two cores, and any one process


@dataclass(frozen=True, slots=True)
class Step:
    """One of Dagster's steps: what it made or checked, and from when to when."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A run, as it was watched."""

    seconds: float
    watch: Watch
    steps: list[Step]


def figures(rationales: int = RATIONALES) -> Iterator[Figure]:
    """Each figure as soon as it is measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds, calls = timed(lambda: write_default_project(folder, rationales))
        yield Figure("calls given, of the default programs", calls, f"made in {seconds:,.0f} s, which are not counted")
        run = measured(folder)
        yield from told(run, folder)


def told(run: Measured, folder: Path) -> Iterator[Figure]:
    """What a run took and made."""
    state = folder / "state"
    warehouse = Warehouse(state)
    yield from figures_of_steps(run)
    verified = warehouse.count("verified_cot", "retired_at is null")
    processor = run.watch.looks[-1].processor
    with warehouse.at_once():
        for table in TABLES.values():
            if table.stage in STAGES and (rows := warehouse.count(table.name)):
                yield Figure(f"rows of {table.name}", rows, "")
    for part in sorted(path for path in state.iterdir() if size_of(path) > 1e6):
        yield Figure(f"disk: {part.name}", size_of(part) / 1e6, "MB", 1)
    yield Figure("disk: all", size_of(state) / 1e6, "MB", 1)
    yield Figure("the largest process", run.watch.peak / 1e9, f"GB, of at most {GIGABYTES}", 2)
    yield Figure("the whole run", run.seconds, f"seconds, of at most {SECONDS:,.0f} for 54,000 on two free cores", 1)
    yield Figure("the whole run, processor time", processor, "seconds", 1)
    yield Figure("rationales that are verified", verified, "")
    yield Figure("rationales a second", verified / run.seconds, "", 1)
    yield Figure("processor time of 1,000 rationales", 1_000 * processor / max(1, verified), "seconds", 2)


def measured(folder: Path, *arguments: str) -> Measured:
    """`tracecot run` on this project, watched from its start to its end.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    environment = {**os.environ, "TRACECOT_HOME": str(folder / "state")}
    said = folder / "said.txt"
    with said.open("w") as output:
        command = [sys.executable, "-m", "tracecot_cli", "run", *arguments]
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=output, stderr=output)
        watch = Watch(process.pid)
        watch.start()
        seconds, status = timed(process.wait)
        watch.over()
    if status:
        raise RuntimeError(f"the run failed: {said.read_text()[-2000:]}")
    return Measured(seconds, watch, steps(folder / "state" / "dagster" / "history" / "runs", watch.looks[0].at))


def steps(history: Path, since: float) -> list[Step]:
    """Dagster's steps from that moment on, as its event logs have them."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for path in history.glob("*.db"):
        if path.stem == "index":
            continue
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            rows = connection.execute(_STEPS).fetchall()
        for step, kind, at in rows:
            found[path.stem, step][kind] = at
    whole = [Step(step, at["STEP_START"], max(at.values())) for (_, step), at in found.items() if "STEP_START" in at]
    return sorted((one for one in whole if one.start >= since), key=lambda one: one.start)


_STEPS = """
    select step_key, dagster_event_type, (julianday(timestamp) - 2440587.5) * 86400 from event_logs
    where dagster_event_type in ('STEP_START', 'STEP_SUCCESS', 'STEP_FAILURE')
"""


def figures_of_steps(run: Measured) -> Iterator[Figure]:
    """Seconds, processor seconds and the largest process of each step that takes a while, and of the rest."""
    rest, rest_used = run.seconds, run.watch.looks[-1].processor
    of_checks = [0.0, 0.0, 0.0]
    for one in run.steps:
        used, largest = run.watch.between(one.start, one.end)
        rest, rest_used = rest - (one.end - one.start), rest_used - used
        if one.name in _MAKES:
            yield from _of_a_step(one.name, one.end - one.start, used, largest)
        else:
            of_checks = [of_checks[0] + one.end - one.start, of_checks[1] + used, max(of_checks[2], largest)]
    yield from _of_a_step("checks", *of_checks)
    yield Figure("starting, and between the steps", rest, f"seconds, {rest_used:,.1f} of processor time", 1)


_MAKES = (
    "sources", "synthesis", "traces", "narrations", "model_narrations", "verification", "exam", "contamination",
    "samples", "sides", "exports", "refresh_figures", "marts",
)  # fmt: skip


def _of_a_step(name: str, seconds: float, used: float, largest: float) -> Iterator[Figure]:
    yield Figure(name, seconds, f"seconds, {used:,.1f} of processor time, {largest / 1e9:.2f} GB in a process", 1)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files under a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file())
