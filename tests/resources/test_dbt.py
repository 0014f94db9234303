"""dbt's files are SQL and YAML, and are read without reporting home."""

from resources import dbt


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
