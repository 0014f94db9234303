"""An old warehouse file is opened, migrated and kept; a newer one is refused."""

import duckdb
import pytest
from typer.testing import CliRunner

from resources.tables import TABLES
from resources.warehouse import FILE, Warehouse
from resources.warehouse.migrations import MIGRATIONS, SCHEMA, NewerWarehouse
from tests.cli.stocked import stock
from tracecot_cli.main import app

#: Columns that the tables of version 1 had not.
ADDED = {
    "narrations": ["target", "author"],
    "programs": ["source_sha256", "origin_digest"],
    "train_split": ["difficulty", "steps", "rating", "rating_rank"],
    "samples": ["retired_because", "rating", "rating_score", "rating_rank"],
    "model_answers": ["prompt_id", "answer_id"],
}


@pytest.fixture
def old(tmp_path, monkeypatch):
    """A warehouse of version 1, with rows."""
    stock(tmp_path)
    with duckdb.connect(str(tmp_path / FILE)) as connection:
        connection.execute("drop table schema_version")
        connection.execute("drop table refresh_figures")
        connection.execute("update samples set retired_at = now()::timestamp where split = 'eval'")
        for table, columns in ADDED.items():
            for column in columns:
                connection.execute(f"alter table {table} drop column {column}")
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    return Warehouse(tmp_path)


def test_an_old_file_has_every_column_and_keeps_every_row(old):
    before = {name: old.count(name) for name in TABLES if name != "refresh_figures"}

    old.prepare()

    assert {name: old.count(name) for name in before} == before
    for table in TABLES.values():
        assert {column.name for column in table.columns} == set(old.read(f"from {table.name} limit 0").column_names)
    assert old.rows("select version from schema_version") == [(SCHEMA,)]


def test_old_rows_that_had_retired_say_why(old):
    old.prepare()

    assert old.rows("select split, retired_because from samples order by 1") == [("eval", "source"), ("train", None)]


def test_executions_that_lost_their_events_are_executed_again(old):
    with duckdb.connect(str(old.path)) as connection:
        whole = connection.execute("select trace_id from raw_traces order by 1").fetchall()
        connection.execute("delete from trace_events where trace_id = ?", whole[0])

    old.prepare()

    assert old.rows("select trace_id from raw_traces order by 1") == whole[1:]


def test_corpora_are_read_again_for_the_digests_of_their_bytes(old):
    old.execute([("insert into refreshes (stage, corpus) values ('sources', 'pack'), ('samples', '')", [])])

    old.prepare()

    assert old.rows("select stage from refreshes") == [("samples",)]


def test_a_command_that_reads_migrates_first(old, tmp_path):
    result = CliRunner().invoke(app, ["export", "--out", str(tmp_path / "release")])

    assert result.exit_code == 0, result.output
    assert (tmp_path / "release" / "train.jsonl").is_file()
    assert old.count("schema_version") == 1


def test_migrating_twice_changes_nothing(old):
    old.prepare()
    before = old.contents(list(TABLES))

    old.prepare()

    assert old.contents(list(TABLES)) == before


def test_a_newer_file_is_refused_and_left_alone(old):
    old.prepare()
    old.execute([("update schema_version set version = ?", [SCHEMA + 1])])

    with pytest.raises(NewerWarehouse, match="install the newer one"):
        old.prepare()
    with pytest.raises(NewerWarehouse):
        old.follow_schema()

    assert old.rows("select version from schema_version") == [(SCHEMA + 1,)]


def test_each_version_after_the_first_has_its_migration():
    assert sorted(MIGRATIONS) == list(range(2, SCHEMA + 1))
