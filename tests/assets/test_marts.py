"""dbt is started once for all of the marts."""

import dagster as dg
import pytest

from resources.marts import dbt


def test_no_process_is_started_but_the_command_itself(project, monkeypatch, tmp_path):
    from dagster_dbt.core import resource

    from tracecot_assets.stages.marts import RESOURCES

    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    for name, word in dbt.environment().items():
        monkeypatch.setenv(name, word)
    monkeypatch.setattr(resource, "check_output", lambda command: pytest.fail(f"{command} was started"))

    done = RESOURCES["dbt_cli"].cli(["--version"], target_path=tmp_path / "dbt").wait()

    assert done.is_successful()
    assert done.adapter is None


def test_a_test_of_dbt_that_fails_is_told_as_a_check_and_another_model_is_made(spoilt_home):
    from tracecot_assets.run import run_pipeline

    spoilt_home.execute([("insert into samples by name (from samples limit 1)", ())])

    summary = run_pipeline(select="key:sample_lineage or key:funnel")

    assert any("check unique_sample_lineage_sample_id of sample_lineage" in failure for failure in summary.failures)
    assert summary.checks > 10
    with dg.DagsterInstance.get() as instance:
        made = instance.get_latest_materialization_event(dg.AssetKey("funnel"))
    assert made is not None
    assert made.run_id == summary.run_ids[0]
