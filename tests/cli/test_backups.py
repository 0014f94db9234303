"""A backup is whole, also beside a run, and comes back; work done since is not lost unawares."""

import fcntl
import json
import multiprocessing
import sqlite3
import time

import pytest
from typer.testing import CliRunner

from resources.tables import TABLES
from resources.warehouse import Put, Warehouse
from resources.warehouse.migrations import SCHEMA
from tests.cli.stocked import TRAIN, _table, stock
from tracecot_cli.main import app


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A stocked warehouse with a history that a test may change."""
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))
    history = tmp_path / "state" / "dagster" / "history"
    history.mkdir(parents=True)
    with sqlite3.connect(history / "runs.db") as runs:
        runs.execute("pragma journal_mode = wal")
        runs.execute("create table runs (run_id text)")
        runs.execute("insert into runs values ('one')")
    return stock(tmp_path / "state")


@pytest.fixture
def kept(own, tmp_path):
    """A backup of it."""
    assert tell("backup", str(tmp_path / "kept")).exit_code == 0
    return tmp_path / "kept"


def tell(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def everything(warehouse):
    return warehouse.contents(list(TABLES))


def work(warehouse):
    """A row that is made later."""
    later = {**TRAIN, "sample_id": "samp_later"}
    warehouse.publish([Put(TABLES["samples"], _table("samples", [later]))], "run-2")


def test_what_was_lost_comes_back_cell_by_cell(own, kept) -> None:
    before = everything(own)
    own.path.unlink()
    (own.folder / "dagster" / "history" / "runs.db").unlink()

    result = tell("restore", str(kept))

    assert result.exit_code == 0, result.output
    assert everything(own) == before
    with sqlite3.connect(own.folder / "dagster" / "history" / "runs.db") as runs:
        assert runs.execute("select run_id from runs").fetchall() == [("one",)]


def test_a_backup_has_no_lock_in_it(kept) -> None:
    files = {path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()}

    assert files == {"tracecot.duckdb", "dagster/history/runs.db", "backup.json"}


def test_a_backup_can_be_restored_elsewhere(own, kept, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "other"))

    assert tell("restore", str(kept)).exit_code == 0
    assert everything(Warehouse(tmp_path / "other")) == everything(own)
    assert tell("audit", "samp_a1").exit_code == 0


def test_over_newer_work_it_refuses_and_says_the_way_out(own, kept) -> None:
    work(own)
    after = everything(own)

    result = tell("restore", str(kept))

    assert result.exit_code == 2
    assert "`tracecot backup FOLDER` first, and then --over" in result.stderr
    assert everything(own) == after


def test_a_withdrawal_is_newer_work(own, kept) -> None:
    assert tell("withdraw", "pack").exit_code == 0

    assert tell("restore", str(kept)).exit_code == 2
    assert own.count("withdrawals") == 1


def test_told_to_it_replaces_newer_work_and_keeps_it_beside(own, kept) -> None:
    before = everything(own)
    work(own)

    result = tell("restore", str(kept), "--over")

    assert result.exit_code == 0
    assert everything(own) == before
    (own.folder / "aside").mkdir()
    assert tell("restore", str(kept)).exit_code == 0  # once more, which writes over nothing
    max(own.folder.glob("before-restore-*.duckdb")).rename(own.folder / "aside" / "tracecot.duckdb")
    assert Warehouse(own.folder / "aside").count("samples", "sample_id = 'samp_later'") == 1


def test_a_damaged_warehouse_is_replaced_and_kept_beside(own, kept) -> None:
    before = everything(own)
    own.path.write_bytes(b"no database " * 1_000)

    result = tell("restore", str(kept))

    assert result.exit_code == 0, result.output
    assert everything(own) == before
    (broken,) = own.folder.glob("before-restore-broken-*.duckdb")
    assert broken.read_bytes().startswith(b"no database")


@pytest.mark.parametrize("there", ["file/below", "/proc/backup"])
def test_a_place_where_nothing_can_be_is_named(own, tmp_path, there) -> None:
    (tmp_path / "file").write_text("")

    result = tell("backup", str(tmp_path / there))

    assert result.exit_code == 2
    assert "can't be made" in result.stderr


def test_restoring_twice_is_as_once(own, kept) -> None:
    before = everything(own)

    assert [tell("restore", str(kept)).exit_code for _ in range(2)] == [0, 0]
    assert everything(own) == before


def test_beside_a_run_nothing_is_restored(own, kept) -> None:
    own.execute([("delete from samples", [])])
    with (own.folder / "traces.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = tell("restore", str(kept))

    assert (result.exit_code, own.count("samples")) == (1, 0)


@pytest.mark.parametrize("harm", ["changed", "missing", "no manifest", "newer"])
def test_what_is_no_whole_backup_is_refused_before_anything_is_touched(own, kept, harm) -> None:
    before = everything(own)
    match harm:
        case "changed":
            with (kept / "tracecot.duckdb").open("ab") as file:
                file.write(b"x")
        case "missing":
            (kept / "dagster" / "history" / "runs.db").unlink()
        case "no manifest":
            (kept / "backup.json").unlink()
        case "newer":
            content = json.loads((kept / "backup.json").read_text())
            (kept / "backup.json").write_text(json.dumps({**content, "schema": SCHEMA + 1}))

    result = tell("restore", str(kept))

    assert result.exit_code in (1, 2)
    assert result.stderr.startswith("tracecot: ")
    assert everything(own) == before


def test_a_folder_that_is_there_is_not_written_over(own, kept) -> None:
    before = (kept / "backup.json").read_bytes()

    assert tell("backup", str(kept)).exit_code == 2
    assert (kept / "backup.json").read_bytes() == before


def test_without_a_warehouse_there_is_nothing_to_back_up(bare, tmp_path) -> None:
    assert "`tracecot run` makes it" in tell("backup", str(tmp_path / "kept")).stderr
    assert not (tmp_path / "kept").exists()


def write_on(folder, stop) -> None:
    while not stop.is_set():
        work(Warehouse(folder))


def test_a_backup_beside_a_writer_is_whole(own, tmp_path, monkeypatch) -> None:
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    writer = context.Process(target=write_on, args=(own.folder, stop))
    writer.start()
    try:
        deadline = time.monotonic() + 60
        while not own.count("samples", "sample_id = 'samp_later'") and time.monotonic() < deadline:
            time.sleep(0.1)
        results = [tell("backup", str(tmp_path / f"kept{number}")) for number in range(3)]
    finally:
        stop.set()
        writer.join()

    assert [result.exit_code for result in results] == [0, 0, 0]
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "other"))
    assert tell("restore", str(tmp_path / "kept2")).exit_code == 0
    assert Warehouse(tmp_path / "other").count("samples") == 3


def test_of_the_backups_beside_it_the_newest_stay_and_nothing_else_goes(own, tmp_path) -> None:
    backups = tmp_path / "backups"
    for number, name in enumerate(("zeroth", "first", "second", "mixed")):
        assert tell("backup", str(backups / name)).exit_code == 0
        manifest = backups / name / "backup.json"
        content = json.loads(manifest.read_text())
        manifest.write_text(json.dumps({**content, "made_at": f"2026-01-0{number + 1}T00:00:00+00:00"}))
    (backups / "mixed" / "notes.txt").write_text("mine")
    (backups / "other").mkdir()
    (backups / "other" / "backup.json").write_text("[]")
    (backups / "linked").symlink_to(backups / "zeroth")

    result = tell("backup", str(backups / "newest"), "--keep", "2")

    assert result.exit_code == 0, result.output
    assert {path.name for path in backups.iterdir()} == {"newest", "second", "mixed", "other", "linked"}
    assert "first is removed" in result.output


def test_without_a_number_all_backups_stay(own, kept, tmp_path) -> None:
    assert tell("backup", str(tmp_path / "again")).exit_code == 0
    assert kept.is_dir()
    assert tell("backup", str(tmp_path / "third"), "--keep", "0").exit_code == 2
