import os

import dagster as dg
import pytest
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage

from tracecot_assets.operation.event_log import MOST_OPEN
from tracecot_assets.operation.home import CONFIGURATION


@dg.asset
def numbers() -> None: ...


def stored(home) -> list[str]:
    """What an instance in this folder knows of."""
    with dg.DagsterInstance.from_config(str(home)) as instance:
        records = instance.fetch_materializations(numbers.key, limit=10).records
        return sorted(record.run_id for record in records)


def made(home) -> str:
    with dg.DagsterInstance.from_config(str(home)) as instance:
        return dg.materialize([numbers], instance=instance).run_id


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    (tmp_path / "dagster.yaml").write_text(CONFIGURATION)
    return tmp_path


def test_a_run_that_died_is_taken_up_again_and_one_that_failed_is_not(home) -> None:
    with dg.DagsterInstance.from_config(str(home)) as instance:
        assert instance.run_monitoring_enabled
        assert instance.run_retries_enabled
        assert instance.run_retries_max_retries == 2
        assert not instance.run_retries_retry_on_asset_or_op_failure


def test_the_event_log_is_ours_and_keeps_one_engine_for_each_file(home) -> None:
    with dg.DagsterInstance.from_config(str(home)) as instance:
        log = instance.event_log_storage
        assert f"{type(log).__module__}.{type(log).__name__}" == "tracecot_assets.operation.event_log.EventLog"
        first, second = (dg.materialize([numbers], instance=instance).run_id for _ in range(2))

        assert set(log._engines) == {"index", first, second}


def test_whether_a_table_is_there_is_asked_once_where_it_is(home, monkeypatch) -> None:
    asked = []
    theirs = SqliteEventLogStorage.has_table
    monkeypatch.setattr(SqliteEventLogStorage, "has_table", lambda log, name: asked.append(name) or theirs(log, name))
    with dg.DagsterInstance.from_config(str(home)) as instance:
        found = [instance.event_log_storage.has_table(name) for name in 2 * ["asset_keys", "no_such_table"]]

    assert found == [True, False, True, False]
    assert [asked.count(name) for name in ("asset_keys", "no_such_table")] == [1, 2]


def test_what_dagster_stored_is_read_and_the_other_way_round(home) -> None:
    ours = made(home)
    (home / "dagster.yaml").write_text(CONFIGURATION.partition("storage:")[0])
    theirs = made(home)

    assert stored(home) == sorted([ours, theirs])
    (home / "dagster.yaml").write_text(CONFIGURATION)
    assert stored(home) == sorted([ours, theirs])


def test_few_files_are_open_at_once_and_none_at_the_end(home) -> None:
    with dg.DagsterInstance.from_config(str(home)) as instance:
        log = instance.event_log_storage
        runs = [dg.materialize([numbers], instance=instance).run_id for _ in range(MOST_OPEN)]

        assert list(log._engines)[-1] == "index"
        assert set(log._engines) == {"index", *runs[1:]}

    assert log._engines == {}


def test_a_forked_process_opens_its_own_connections(home) -> None:
    with dg.DagsterInstance.from_config(str(home)) as instance:
        run = dg.materialize([numbers], instance=instance).run_id
        before = dict(instance.event_log_storage._engines)

        child = os.fork()
        if child == 0:
            known = len(instance.fetch_materializations(numbers.key, limit=10).records)
            shared = set(before.values()) & set(instance.event_log_storage._engines.values())
            os._exit(0 if known == 1 and not shared else 1)

        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert instance.event_log_storage._engines == before
        assert stored(home) == [run]
