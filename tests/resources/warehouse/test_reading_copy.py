"""A reader's copy of the warehouse: whole, brought up to date, and never in a writer's way."""

import time

import pytest

from resources.warehouse.reading_copy import NoWarehouse, ReadingCopy, Writing, reading
from tests.cli.stocked import stock
from tests.prepared import prepared

COUNT = "select count(*) from programs"


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("resources.warehouse.reading_copy.SELDOM", 0.0)
    monkeypatch.setattr("resources.warehouse.reading_copy.PATIENCE", 0.3)


def newer(copies: ReadingCopy, before: object) -> object:
    """The next copy, once it is there."""
    until = time.monotonic() + 20
    while (copy := copies.current()) is before:
        assert time.monotonic() < until
        time.sleep(0.05)
    return copy


def test_a_copy_has_the_rows_and_what_was_prepared(tmp_path) -> None:
    stock(tmp_path)

    with reading(tmp_path, ["create table more as select 7 as seven"]) as copies:
        copy = copies.current()

        assert copy.rows(COUNT) == [(1,)]
        assert copy.records("from more") == [{"seven": 7}]


def test_an_open_copy_does_not_keep_a_run_from_writing(tmp_path) -> None:
    warehouse = stock(tmp_path)

    with reading(tmp_path) as copies:
        copy = copies.current()
        warehouse.execute([("delete from programs", [])])

        assert (copy.rows(COUNT), warehouse.count("programs")) == ([(1,)], 0)


def test_what_was_written_is_seen_soon_after(tmp_path, quick) -> None:
    warehouse = stock(tmp_path)

    with reading(tmp_path) as copies:
        before = copies.current()
        warehouse.execute([("delete from programs", [])])

        assert newer(copies, before).rows(COUNT) == [(0,)]


def test_while_somebody_writes_the_copy_from_before_is_read(tmp_path, quick) -> None:
    warehouse = stock(tmp_path)

    with reading(tmp_path) as copies:
        before = copies.current()
        warehouse.execute([("delete from programs", [])])
        with warehouse.held():
            for _ in range(5):
                assert copies.current() is before
                time.sleep(0.05)


def test_only_the_newest_copy_stays_on_disk_and_is_taken_up_again(tmp_path, quick) -> None:
    warehouse = stock(tmp_path)
    with reading(tmp_path) as copies:
        before = copies.current()
        warehouse.execute([("delete from programs", [])])
        newer(copies, before)
    (kept,) = (tmp_path / "view").iterdir()
    made = kept.stat().st_mtime_ns

    with reading(tmp_path) as copies:
        assert copies.current().rows(COUNT) == [(0,)]
    assert [(one, one.stat().st_mtime_ns) for one in (tmp_path / "view").iterdir()] == [(kept, made)]


def test_what_a_killed_reader_left_is_removed_and_what_another_makes_is_not(tmp_path) -> None:
    stock(tmp_path)
    left, made = (tmp_path / "view" / f"{pid}.partial" for pid in (2**22 + 1, 1))  # no process has the first number
    left.mkdir(parents=True)
    made.mkdir()

    with reading(tmp_path) as copies:
        copies.current()

    assert (left.exists(), made.exists()) == (False, True)


def test_a_warehouse_of_an_earlier_version_gets_what_it_lacks(tmp_path) -> None:
    warehouse = stock(tmp_path)
    warehouse.execute([("alter table narrations drop column difficulty", []), ("drop table exam_findings", [])])

    with reading(tmp_path) as copies:
        copy = copies.current()

        assert copy.rows("select distinct difficulty from narrations") == [(None,)]
        assert copy.rows("select count(*) from exam_findings") == [(0,)]


def test_where_nothing_can_be_read_the_reason_is_told(tmp_path, quick) -> None:
    with reading(tmp_path) as copies:
        with pytest.raises(NoWarehouse, match="`tracecot run` makes it"):
            copies.current()
        warehouse = prepared(tmp_path)
        with warehouse.held(), pytest.raises(Writing, match="try again"):
            copies.current()
