"""A stranger who has the warehouse open is waited for, and named where it doesn't let go."""

import subprocess
import sys
import threading
import time

import duckdb
import pytest

from resources.warehouse import Warehouse, opening
from resources.warehouse.opening import FileHeld, opened
from tests.prepared import prepared

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


@pytest.fixture
def stranger(tmp_path):
    """Another program that has the file open until its input ends."""
    prepared(tmp_path)
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


def test_who_reads_the_same_file_shares_it_and_the_last_one_leaves_it_at_rest(tmp_path):
    prepared(tmp_path)
    first, second = (opened(Warehouse(tmp_path).path, writing=False) for _ in range(2))
    first.close()
    first.close()  # which says nothing new

    assert second.connection.execute("select count(*) from programs").fetchall() == [(0,)]
    with pytest.raises(FileHeld):
        _write_in_another_process(tmp_path)
    second.close()
    _write_in_another_process(tmp_path)


def _write_in_another_process(folder):
    _in_another_process("Warehouse(folder).execute([])", folder)


def _in_another_process(what, folder):
    code = f"import sys, pathlib; from resources.warehouse import Warehouse; folder = pathlib.Path(sys.argv[1]); {what}"
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise FileHeld(done.stderr)
    return done.stdout.strip()


def test_an_engine_that_answers_nothing_more_is_replaced(tmp_path):
    prepared(tmp_path)
    broken = opening._engine(tmp_path)
    broken._memory.close()

    assert Warehouse(tmp_path).count("programs") == 0
    assert opening._engine(tmp_path) is not broken


def test_a_file_that_cannot_be_brought_to_rest_is_told_and_loses_nothing(tmp_path, caplog):
    prepared(tmp_path)
    file = opened(Warehouse(tmp_path).path, writing=True)
    file.connection.execute("insert into refreshes (stage, corpus, fingerprint) values ('traces', 'toolz', '1')")
    engine = opening._engine(tmp_path)
    engine._memory = OnAFullDisk(engine._memory)
    file.close()

    assert "tracecot.duckdb was not left at rest: IO Error: No space left" in caplog.text
    assert _in_another_process("print(Warehouse(folder).count('refreshes'))", tmp_path) == "1"


class OnAFullDisk:
    """A connection that can't write when it detaches a file."""

    def __init__(self, real):
        self.real = real
        self.close = real.close

    def execute(self, statement):
        if statement.startswith("detach"):
            raise duckdb.IOException("IO Error: No space left on device")
        return self.real.execute(statement)


def test_a_folder_may_be_called_anything(tmp_path):
    odd = Warehouse(tmp_path / 'it\'s a "folder"')
    odd.prepare()

    assert odd.count("programs") == 0


def test_what_does_not_fit_into_memory_goes_beside_the_file(tmp_path):
    prepared(tmp_path)

    ((folder,),) = Warehouse(tmp_path).rows("select current_setting('temp_directory')")

    assert folder == str(tmp_path / "duckdb.tmp")
