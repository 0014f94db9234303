"""dbt's files are SQL and YAML, and are read without reporting home."""

import time
from concurrent.futures import ThreadPoolExecutor

from resources.marts import dbt


def test_no_python_stands_in_the_way_of_the_dbt_package():
    assert not list(dbt.PROJECT.rglob("*.py"))


def test_dbt_runs_on_our_warehouse_and_reports_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))

    environment = dbt.environment()

    assert environment["TRACECOT_WAREHOUSE"] == str(tmp_path / "tracecot.duckdb")
    assert environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
    assert environment["DBT_TARGET_PATH"].startswith(str(tmp_path))


def test_the_manifest_is_read_once_and_names_the_marts(monkeypatch, tmp_path):
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    first = dbt.manifest()
    monkeypatch.setattr(dbt, "DBT", tmp_path / "there is no dbt here")

    second = dbt.manifest()

    assert first == second
    assert {"model.tracecot.funnel", "model.tracecot.sample_lineage"} <= set(first["nodes"])


def test_nobody_reads_a_manifest_that_is_being_written(monkeypatch, tmp_path):
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    asked = []

    def slowly(*command):
        asked.append(command)
        with (dbt.target() / "manifest.json").open("w") as file:
            for part in ('{"nodes":', "{}}"):
                file.write(part)
                file.flush()
                time.sleep(0.2)

    monkeypatch.setattr(dbt, "_dbt", slowly)
    with ThreadPoolExecutor(3) as threads:
        found = [one.result() for one in [threads.submit(dbt.manifest) for _ in range(3)]]

    assert found == [{"nodes": {}}] * 3
    assert asked == [("parse",)]
