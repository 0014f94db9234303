"""A handful of what ships is proved again from its source, and what was altered is found."""

import dagster as dg
import pytest

from resources.lineage.spot_check import drawn, spot_check
from resources.settings import load_settings
from resources.warehouse import Warehouse
from tracecot_cli.platform.check_history import latest_checks

ALTERED = "(select trace_id from samples where sample_id = ?)"
PLANTS = {
    "a recorded value": f"update raw_traces set value_repr = '41' where trace_id = {ALTERED}",
    "a program": "update programs set code = code || '\n' where program_id = "
    "(select program_id from samples where sample_id = ?)",
    "a text that shipped": "update samples set completion = 'else' where sample_id = ?",
    "a licence that shipped": "update samples set licence = 'MIT-0' where sample_id = ?",
    "a licence, and its digest": "update programs set licence = 'MIT-0', origin_digest = null where program_id = "
    "(select program_id from samples where sample_id = ?)",
    "an execution that is gone": f"delete from raw_traces where trace_id = {ALTERED}",
}


def test_what_ships_is_proved_again(spoilt) -> None:
    names = drawn(spoilt, 100, "seed")

    assert len(names) == spoilt.count("samples", "retired_at is null") > 3
    assert list(spot_check(spoilt, load_settings(), names)) == []


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_alteration_is_found_and_told(spoilt, plant) -> None:
    names = drawn(spoilt, 4, "seed")
    spoilt.execute([(PLANTS[plant], [names[1]])])

    differing = list(spot_check(spoilt, load_settings(), names))

    assert names[1] in {one.sample_id for one in differing}
    assert all(one.told for one in differing)


def test_a_draw_is_of_its_seed_and_of_what_lives(spoilt) -> None:
    assert drawn(spoilt, 3, "one") == drawn(spoilt, 3, "one")
    assert len({tuple(drawn(spoilt, 3, seed)) for seed in ("one", "two", "three", "four")}) > 1

    spoilt.execute([("update samples set retired_at = made_at", [])])

    assert drawn(spoilt, 3, "one") == []


def run_of(job: str):
    from tracecot_assets.definitions import defs

    with dg.DagsterInstance.ephemeral() as instance:
        return defs.resolve_job_def(job).execute_in_process(instance=instance, raise_on_error=False)


@pytest.mark.slow  # runs two jobs
def test_the_job_replay_runs_the_check_alone_and_shows_what_differs(spoilt_home: Warehouse) -> None:
    held = run_of("replay").get_asset_check_evaluations()
    spoilt_home.execute([("update raw_traces set value_repr = '41'", [])])
    again = run_of("replay").get_asset_check_evaluations()
    (found,) = [one for one in again if one.check_name == "samples_are_proved_again"]

    assert ("samples_are_proved_again", True) in [(one.check_name, one.passed) for one in held]
    assert (found.passed, found.blocking) == (False, False)
    assert "tracecot audit samp_" in found.metadata["for instance"].value


def test_the_pipeline_does_not_replay(first_run, project) -> None:
    ran = {one.name for one in latest_checks(project / "state" / "dagster", ["samples"])}

    assert "every_sample_is_verified" in ran
    assert "samples_are_proved_again" not in ran
