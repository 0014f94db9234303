"""Whatever moment a run is killed at, and wherever it finds the disk full, the next one completes the same tables."""

import random

import pytest

from tests.assets.crashing import STAGES, Home, contents

SECONDS = 1.5  # what each stage of the small project takes, about

pytestmark = pytest.mark.slow  # each runs the pipeline twice in processes of its own


@pytest.mark.parametrize("stage", STAGES)
def test_a_run_killed_at_any_moment_of_a_stage_is_completed_row_for_row(project, warehouse, tmp_path, stage):
    home = Home(project, tmp_path / "killed")
    home.run_killed_in(stage, random.Random(stage).random() * SECONDS)

    home.run()

    assert contents(home.warehouse) == contents(warehouse)
    assert not list((home.folder / "staged").glob("*"))


def test_a_run_that_is_killed_again_and_again_is_completed_row_for_row(project, warehouse, tmp_path):
    home = Home(project, tmp_path / "killed")
    chance = random.Random(0)
    for stage in STAGES:
        home.run_killed_in(stage, chance.random() * SECONDS)

    home.run()

    assert contents(home.warehouse) == contents(warehouse)
