"""One writer at a time, any number of readers, and nothing lost between them."""

import multiprocessing
import os

import duckdb
import pyarrow as pa
import pytest

from resources.tables import CALLS, PROGRAMS, REFRESHES, TABLES
from resources.warehouse import STAGED, Put, Renew, Replace, RowsLost, Warehouse
from resources.warehouse.file import _insert
from tests.prepared import prepared

ROW_GROUP = 122_880  # rows that DuckDB keeps together


@pytest.fixture
def warehouse(tmp_path):
    return prepared(tmp_path)


def refreshes(*stages, corpus="toolz"):
    return pa.table({"stage": list(stages), "corpus": [corpus] * len(stages), "fingerprint": ["f"] * len(stages)})


def calls(*ids, corpus="toolz", documented=""):
    columns = ("program_id", "input", "kind", "made_from")
    rows = {"call_id": list(ids), "corpus": [corpus] * len(ids), "documented": [documented] * len(ids)}
    return pa.table(rows | {name: ["x"] * len(ids) for name in columns})


def living(warehouse):
    return [name for (name,) in warehouse.rows("select call_id from calls where retired_at is null order by 1")]


def test_every_table_is_there_with_its_columns(tmp_path):
    warehouse = Warehouse(tmp_path)
    warehouse.prepare()

    for table in TABLES.values():
        described = warehouse.rows(f"select column_name, column_type from (describe {table.name})")

        assert described == [(column.name, column.type) for column in table.columns]


def test_what_another_run_is_about_to_write_stays(warehouse):
    staged = warehouse.folder / STAGED
    living_one, dead_one = staged / f"{os.getpid()}.abc", staged / "999999999.abc"
    for folder in (living_one, dead_one):
        folder.mkdir(parents=True)

    warehouse.prepare()

    assert living_one.is_dir()
    assert not dead_one.exists()


def test_a_column_that_a_newer_version_added_is_added(tmp_path):
    with duckdb.connect(str(tmp_path / "tracecot.duckdb")) as connection:
        connection.execute("create table programs (program_id varchar)")
        connection.execute("insert into programs values ('prog_1')")
    warehouse = Warehouse(tmp_path)

    warehouse.prepare()

    assert warehouse.rows("select program_id, licence from programs") == [("prog_1", None)]
    assert {column.name for column in PROGRAMS.columns} <= set(warehouse.read("from programs").column_names)


def test_a_row_with_the_same_key_takes_the_place_of_the_one_before(warehouse):
    warehouse.publish([Put(REFRESHES, refreshes("sources", "traces"))], "run_1")

    warehouse.publish([Put(REFRESHES, refreshes("sources"))], "run_2")

    assert warehouse.rows("select stage, run_id from refreshes order by 1") == [
        ("sources", "run_2"),
        ("traces", "run_1"),
    ]


def test_replacing_a_part_leaves_the_rest(warehouse):
    warehouse.publish([Put(CALLS, calls("a", "b")), Put(CALLS, calls("c", corpus="boltons"))], "run_1")

    warehouse.publish([Replace(CALLS, calls("d"), ("corpus", "toolz"))], "run_2")

    assert living(warehouse) == ["c", "d"]


def test_rows_leave_the_table_that_they_move_out_of(warehouse):
    warehouse.publish([Put(CALLS, calls("a")), Put(CALLS, calls("b", corpus="boltons"))], "run_1")

    moved = Put(REFRESHES, refreshes("sources", corpus="boltons"), by=("corpus",), out_of=(CALLS,))
    warehouse.publish([moved], "run_2")

    assert living(warehouse) == ["a"]


def test_what_is_no_longer_there_retires_and_wakes_when_it_comes_back(warehouse):
    part = ("corpus", "toolz")
    warehouse.publish([Put(CALLS, calls("z", corpus="boltons")), Renew(CALLS, calls("a", "b"), part)], "run_1")

    warehouse.publish([Renew(CALLS, calls("b", "c"), part)], "run_2")
    after_leaving = living(warehouse)
    warehouse.publish([Renew(CALLS, calls("a", "b"), part)], "run_3")

    assert after_leaving == ["b", "c", "z"]
    assert living(warehouse) == ["a", "b", "z"]
    assert warehouse.rows("select call_id, run_id from calls where corpus = 'toolz' order by 1") == [
        ("a", "run_1"), ("b", "run_1"), ("c", "run_2"),
    ]  # fmt: skip


def test_a_row_that_says_the_same_is_not_written_again(warehouse):
    warehouse.publish([Renew(CALLS, calls("a", "b", "c"))], "run_1")

    changed = pa.concat_tables([calls("a"), calls("b", documented="2"), calls("c")])
    warehouse.publish([Renew(CALLS, changed)], "run_2")

    in_the_order_of_writing = "select call_id, documented, run_id from calls"
    assert warehouse.rows(in_the_order_of_writing) == [("a", "", "run_1"), ("c", "", "run_1"), ("b", "2", "run_1")]


def test_a_change_that_fails_takes_the_others_back(warehouse):
    broken = pa.table({"stage": ["traces"], "corpus": ["toolz"], "no_such_column": [1]})

    with pytest.raises(duckdb.Error):
        warehouse.publish([Put(REFRESHES, refreshes("sources")), Put(REFRESHES, broken)], "run_1")

    assert warehouse.count("refreshes") == 0
    warehouse.publish([Put(REFRESHES, refreshes("sources"))], "run_2")
    assert warehouse.count("refreshes") == 1


def test_more_rows_than_a_row_group_holds_all_arrive(warehouse):
    names = [f"call_{number}" for number in range(ROW_GROUP + 1)]

    warehouse.publish([Put(CALLS, calls(*names))], "run_1")

    assert warehouse.count("calls") == len(names)


def test_rows_that_do_not_arrive_are_missed():
    class Forgetful:
        """A connection on which inserting does nothing."""

        def __init__(self):
            self.real = duckdb.connect()

        def execute(self, statement):
            return self.real.execute("select 1" if statement.startswith("insert") else statement)

    connection = Forgetful()
    for table in ("calls", "incoming"):
        connection.execute(f"create table {table} as select 1 as number")

    with pytest.raises(RowsLost, match="lost 1 of 1 rows of calls; nothing was changed"):
        _insert(connection, "calls")


def test_nothing_staged_is_left_behind(warehouse):
    warehouse.publish([Put(REFRESHES, refreshes("sources"))], "run_1")

    assert not list((warehouse.folder / "staged").iterdir())


def write_some(folder, corpus, times):
    for number in range(times):
        Warehouse(folder).publish([Put(REFRESHES, refreshes(f"{number}", corpus=corpus))], corpus)


def read_some(folder, times):
    for _ in range(times):
        Warehouse(folder).count("refreshes")


def test_writers_and_readers_in_many_processes_lose_nothing_and_meet_no_lock(warehouse):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_some, args=(warehouse.folder, name, 8)) for name in "abc"]
    readers = [context.Process(target=read_some, args=(warehouse.folder, 20))]

    for process in (*writers, *readers):
        process.start()
    for process in (*writers, *readers):
        process.join(60)

    assert [process.exitcode for process in (*writers, *readers)] == [0, 0, 0, 0]
    assert warehouse.count("refreshes") == 24


def test_a_foreign_reader_gets_a_snapshot(warehouse):
    warehouse.publish([Put(REFRESHES, refreshes("sources"))], "run_1")

    with duckdb.connect(str(warehouse.snapshot()), read_only=True) as foreign:
        warehouse.publish([Put(REFRESHES, refreshes("traces"))], "run_2")  # nobody is in the way
        rows = foreign.execute("select count(*) from refreshes").fetchall()

    assert rows == [(1,)]
