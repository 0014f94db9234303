"""How long a refresh takes beside the first run: with nothing new, and with one program in a hundred new."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.generated import RATIONALES_EACH, add_programs, write_project
from resources.warehouse import Warehouse

RATIONALES = 2_000
NEW = 0.01  # of the programs
IDLE, SHARE = 30.0, 0.05  # a refresh takes at most so many seconds, and so much of the full run where 1 % is new


def figures(rationales: int = RATIONALES) -> Iterator[Figure]:
    """Each figure as soon as it is measured, on programs made up by chance."""
    programs = ceil(rationales / RATIONALES_EACH)
    new = ceil(programs * NEW)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_project(folder, programs)
        full = run_seconds(folder)
        yield Figure("programs", programs, "")
        yield Figure("rationales that are verified", _verified(folder), "")
        yield Figure("the full run", full, "seconds", 1)
        yield from _beside(run_seconds(folder), full, "a refresh with nothing new", IDLE)
        before = _verified(folder)
        add_programs(folder, 0, programs, new)
        yield from _beside(run_seconds(folder), full, "a refresh with 1 % new", IDLE + SHARE * full)
        yield Figure("rationales that it verified", _verified(folder) - before, "")


def _beside(seconds: float, full: float, what: str, target: float) -> Iterator[Figure]:
    """A refresh, what it may take, and its share of the full run."""
    yield Figure(what, seconds, f"seconds, of at most {target:.1f}", 1)
    yield Figure(f"{what}, of the full run", 100 * seconds / full, "%", 1)


def run_seconds(folder: Path) -> float:
    """How long `tracecot run` takes on this project, from its start to its end.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    environment = {**os.environ, "TRACECOT_HOME": str(folder / "state")}
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tracecot_cli", "run"], env=environment, cwd=folder, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the run failed: {done.stderr[-2000:]}")
    return time.perf_counter() - started


def _verified(folder: Path) -> int:
    return Warehouse(folder / "state").count("verified_cot", "retired_at is null")
