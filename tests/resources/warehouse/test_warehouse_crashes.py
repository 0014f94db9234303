"""A writer that is killed at any moment, or finds the disk full, leaves whole batches and nothing else."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from resources.warehouse import Warehouse

#: Publishes batch after batch to two tables at once, until it is stopped; a file may grow to so many bytes.
WRITER = """
import resource, sys
from pathlib import Path
import pyarrow as pa
from resources.tables import CALLS, REFRESHES
from resources.warehouse import Put, Warehouse

warehouse = Warehouse(Path(sys.argv[1]))
warehouse.prepare()
if len(sys.argv) > 2:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
print("ready", flush=True)
number = warehouse.count("refreshes")
while True:
    told = {"stage": [f"batch {number}"], "corpus": ["made"], "fingerprint": ["x"]}
    calls = {"call_id": [f"{number} {row}" for row in range(500)], "corpus": ["made"] * 500}
    calls |= {name: [f"{number} {row} {name}" * 9 for row in range(500)] for name in (
        "program_id", "input", "kind", "made_from", "documented")}
    warehouse.publish([Put(CALLS, pa.table(calls)), Put(REFRESHES, pa.table(told))], "run")
    print("published", flush=True)
    number += 1
"""


def writer(folder, *more):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    return process


def kill_after(process, batches, seconds):
    for _ in range(batches):
        assert process.stdout.readline() == "published\n", process.stderr.read()
    time.sleep(seconds)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def has_whole_batches(warehouse):
    """How many batches there are, each whole and in both tables."""
    batches = warehouse.count("refreshes")
    assert warehouse.count("calls") == 500 * batches
    assert warehouse.rows("select count(distinct call_id) from calls") == [(500 * batches,)]
    return batches


@pytest.mark.parametrize("seed", range(2))
def test_a_writer_killed_at_any_moment_leaves_whole_batches(tmp_path, seed):
    warehouse = Warehouse(tmp_path)
    chance = random.Random(seed)
    kill_after(writer(tmp_path), chance.randint(1, 4), chance.random() / 10)

    before = has_whole_batches(warehouse)
    warehouse.prepare()

    assert before >= 1
    assert has_whole_batches(warehouse) == before
    assert list((tmp_path / "staged").iterdir()) == []


def test_a_full_disk_is_named_with_the_way_out_and_leaves_whole_batches(tmp_path):
    process = writer(tmp_path, "3000000")
    _, said = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"NoRoom: nothing more can be written to {tmp_path}" in said
    assert "make room there" in said
    before = has_whole_batches(Warehouse(tmp_path))
    assert before > 0
    kill_after(writer(tmp_path), 2, 0)  # with room again
    assert has_whole_batches(Warehouse(tmp_path)) >= before + 2
