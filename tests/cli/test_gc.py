"""`tracecot gc` shows what may go, removes that and nothing else, and never beside a run."""

import fcntl
import os
import subprocess
import sys
import time

import dagster as dg
import pytest
from typer.testing import CliRunner

from resources.tables import TABLES
from resources.warehouse import Put
from tests.cli.stocked import ROWS, _table, stock
from tracecot_cli.main import app

LONG_AGO = "timestamp '2020-01-01'"
RETIRING = [table.name for table in TABLES.values() if table.retires]


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A stocked warehouse that a test may change."""
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))
    (tmp_path / "state").mkdir()
    return stock(tmp_path / "state")


def tell(*arguments: str):
    return CliRunner().invoke(app, ["gc", *arguments])


def retire(warehouse):
    """Everything retires, and the selection that follows chooses nothing."""
    marked = f"set retired_at = {LONG_AGO}, retired_because = 'source'"
    warehouse.execute([(f"update {name} {marked}", []) for name in RETIRING])
    warehouse.execute([(f"delete from {name}", []) for name in ("train_split", "eval_split", "rejected_samples")])


def counts(warehouse):
    return {name: warehouse.count(name) for name in ("programs", "calls", "trace_events", "claims", *RETIRING)}


def leave(path, text="x" * 1000, *, age=3600):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    for one in (path, path.parent):
        os.utime(one, (time.time() - age, time.time() - age))
    return path


def test_what_killed_processes_left_is_shown_then_removed_then_gone(own) -> None:
    gone = [
        leave(own.folder / "staged" / "tmp1" / "0.parquet"),
        leave(own.folder / "snapshot.999999999.partial"),
        leave(own.folder / "view" / "1-2-3" / "tracecot.duckdb"),
        leave(own.folder / "view" / "999999999.partial" / "tracecot.duckdb"),
        leave(own.folder / "dbt" / "0123456789abcdef" / "manifest.json"),
        leave(own.folder / "dbt" / "logs" / "dbt.log", age=40 * 86_400),
    ]
    shown = tell()
    assert all(path.exists() for path in gone)

    removed, again = tell("--yes"), tell("--yes")

    assert shown.stdout.splitlines()[-1] == "5.9 KB of files and 0 rows would go"
    assert removed.stdout.splitlines()[-1] == "5.9 KB of files and 0 rows went"
    assert not any(path.exists() for path in gone)
    assert again.stdout == "0.0 bytes of files and 0 rows went\n"


def test_what_somebody_works_with_stays(own) -> None:
    from resources.marts.dbt import target

    kept = [
        leave(own.folder / "view" / f"{os.getppid()}.partial" / "tracecot.duckdb"),
        leave(own.folder / "view" / "4-5-6" / "tracecot.duckdb", age=1),
        leave(own.folder / f"snapshot.{os.getppid()}.partial"),
        leave(own.folder / "snapshot.duckdb"),
        leave(target() / "manifest.json"),
        leave(own.folder / "dbt" / "logs" / "dbt.log"),
        leave(own.folder / "exports" / "parquet" / "train.parquet"),
    ]

    assert tell("--yes").exit_code == 0
    assert all(path.exists() for path in kept)


@pytest.mark.parametrize("lock", ["run.lock", "traces.lock", "dagster/living.lock"])
def test_beside_a_run_nothing_is_removed(own, lock) -> None:
    left = leave(own.folder / "staged" / "tmp1" / "0.parquet")
    (own.folder / lock).parent.mkdir(exist_ok=True)
    with (own.folder / lock).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        result = tell("--yes")

    assert (result.exit_code, "a run is working" in result.stderr, left.exists()) == (1, True, True)
    assert tell("--yes").exit_code == 0
    assert not left.exists()


def test_live_rows_are_never_touched(own) -> None:
    before = counts(own)

    assert tell("--retired", "--older-than", "0", "--yes").exit_code == 0
    assert counts(own) == before


def test_rows_that_retired_long_ago_are_shown_then_go_with_their_parts(own) -> None:
    retire(own)
    before = counts(own)
    shown = tell("--retired")
    assert counts(own) == before

    removed = tell("--retired", "--yes")

    assert "1 rows of programs" in shown.stdout
    assert shown.stdout.splitlines()[:-1] == removed.stdout.splitlines()[:-1]
    assert {name: number for name, number in counts(own).items() if number} == {}


def test_rows_that_retired_of_late_stay(own) -> None:
    retire(own)
    own.execute([(f"update {name} set retired_at = current_timestamp::timestamp", []) for name in RETIRING])
    before = counts(own)

    tell("--retired", "--yes")

    assert counts(own) == before


def test_what_an_export_holds_stays_with_all_that_stands_behind_it(own, tmp_path) -> None:
    from resources.lineage.chain import chain_of

    assert CliRunner().invoke(app, ["export", "--out", str(tmp_path / "release")]).exit_code == 0
    chain = chain_of("samp_a1", own.records)
    retire(own)

    tell("--retired", "--yes")

    after = chain_of("samp_a1", own.records)
    assert (after.claims, after.asked) == (chain.claims, chain.asked)
    assert after.verdict is not None
    assert own.count("narrations", "narration_id = 'narr_bad'") == 0
    assert (
        "1 of eval) are those of the warehouse" in CliRunner().invoke(app, ["audit", str(tmp_path / "release")]).stdout
    )


def test_what_stays_refers_to_nothing_that_went(own) -> None:
    alive = {**ROWS["narrations"][0], "narration_id": "narr_live", "trace_id": "trace_a2"}
    own.publish([Put(TABLES["narrations"], _table("narrations", [alive]))], "run-2")
    retire(own)
    own.execute([("update narrations set retired_at = null where narration_id = 'narr_live'", [])])

    tell("--retired", "--yes")

    assert own.rows("select narration_id from narrations") == [("narr_live",)]
    for table in TABLES.values():
        for column in table.references:
            other, key = column.refers_to.split(".")
            assert own.count(table.name, f'"{column.name}" not in (select {key} from {other})') == 0


#: Makes an asset of each name, one run after the other, and tells the runs.
MAKER = """
import sys
import dagster as dg
from tracecot_assets.operation.home import prepare_home

prepare_home()
with dg.DagsterInstance.get() as instance:
    for name in sys.argv[1:]:
        print(dg.materialize([dg.asset(name=name)(lambda: None)], instance=instance).run_id)
"""


@pytest.fixture
def instance(own):
    from tracecot_assets.operation.home import prepare_home

    prepare_home()
    with dg.DagsterInstance.get() as instance:
        yield instance


def made(*names: str) -> list[str]:
    """The runs that another process made these assets in: one that has made any counts as at work until it ends."""
    command = [sys.executable, "-c", MAKER, *names]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout.split()


def test_runs_go_except_the_last_to_make_an_asset(own, instance) -> None:
    first, second, third = made("once", "often", "often")
    assert "1 x a run of Dagster's" in tell("--older-than", "0").stdout
    assert len(instance.get_runs()) == 3

    assert "1 x a run of Dagster's" in tell("--older-than", "0", "--yes").stdout
    assert {run.run_id for run in instance.get_runs()} == {first, third}
    assert instance.get_latest_materialization_event(dg.AssetKey("once")).run_id == first
    assert not list((own.folder / "dagster").rglob(f"*{second}*"))
    assert "a run of Dagster's" not in tell("--older-than", "0", "--yes").stdout


def test_a_run_of_late_stays(instance) -> None:
    made("often", "often")

    tell("--yes")

    assert len(instance.get_runs()) == 2


def test_the_room_of_rows_that_went_is_given_back(own):
    detail = "md5(range::varchar) || md5((range + 7)::varchar)"
    many = f"insert into rejected_sources by name select 'a' || range source_id, {detail} detail from range(100_000)"
    own.execute([(many, [])])
    own.snapshot()  # which writes everything to the file
    own.execute([(many.replace("rejected_sources", "rejected_traces").replace("source_id", "call_id"), [])])
    own.snapshot()  # these stand behind the others
    own.execute([("delete from rejected_sources where detail is not null", [])])
    own.snapshot()
    full, before = own.path.stat().st_size, {name: own.contents([name]) for name in TABLES}
    described = own.rows("select table_name, column_name, comment from duckdb_columns() order by all")

    result = tell("--compact", "--yes")

    assert result.exit_code == 0, result.output
    assert own.path.stat().st_size < full - 3_000_000
    assert {name: own.contents([name]) for name in TABLES} == before
    assert own.rows("select table_name, column_name, comment from duckdb_columns() order by all") == described
    assert not list(own.folder.glob("*.partial"))


@pytest.mark.parametrize("days", ["-1", "nan", "inf", "1e9"])
def test_a_number_of_days_that_is_none_is_named(own, days):
    result = tell("--older-than", days)

    assert result.exit_code == 2
    assert "number of days" in result.stderr
