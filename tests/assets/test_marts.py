"""dbt is started once for all of the marts."""

import pytest

from resources import dbt


def test_no_process_is_started_but_the_command_itself(project, monkeypatch, tmp_path):
    from dagster_dbt.core import resource

    from tracecot_assets.marts import RESOURCES

    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    for name, word in dbt.environment().items():
        monkeypatch.setenv(name, word)
    monkeypatch.setattr(resource, "check_output", lambda command: pytest.fail(f"{command} was started"))

    done = RESOURCES["dbt_cli"].cli(["parse"], target_path=tmp_path / "dbt").wait()

    assert done.is_successful()
    assert done.adapter is None
