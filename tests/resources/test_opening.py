"""A stranger who has the warehouse open is waited for, and named where it doesn't let go."""

import subprocess
import sys
import threading
import time

import pytest

from resources.opening import FileHeld, opened
from resources.warehouse import Warehouse

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


@pytest.fixture
def stranger(tmp_path):
    """Another program that has the file open until its input ends."""
    Warehouse(tmp_path).prepare()
    command = [sys.executable, "-c", HOLD, str(Warehouse(tmp_path).path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.stdin.close()


@pytest.mark.parametrize("writing", [False, True])
def test_who_has_the_file_open_is_named(stranger, tmp_path, writing):
    with pytest.raises(FileHeld, match=rf"tracecot\.duckdb is open in .+ \(process {stranger.pid}\).+close it there"):
        opened(Warehouse(tmp_path).path, writing=writing)


def test_who_is_not_patient_is_told_at_once(stranger, tmp_path):
    with pytest.raises(FileHeld):
        Warehouse(tmp_path, patience=0).count("programs")


def test_a_stranger_is_waited_for_and_the_lock_given_back_meanwhile(stranger, tmp_path, caplog):
    warehouse, counted = Warehouse(tmp_path, patience=60), []
    waiting = threading.Thread(target=lambda: counted.append(warehouse.count("programs")))
    waiting.start()
    while not caplog.messages:
        time.sleep(0.01)

    with Warehouse(tmp_path).held():  # which waits for whoever has the lock
        assert counted == []
    stranger.stdin.close()
    stranger.wait()
    waiting.join(60)

    assert counted == [0]
    assert [f"process {stranger.pid}" in said for said in caplog.messages] == [True]


def test_another_error_of_duckdb_stays_what_it_is(tmp_path):
    (tmp_path / "broken.duckdb").write_bytes(b"no database" * 1000)

    with pytest.raises(Exception, match="not a valid DuckDB database") as found:
        opened(tmp_path / "broken.duckdb", writing=False)

    assert not isinstance(found.value, FileHeld)
