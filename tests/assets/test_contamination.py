"""The search for contamination takes an exam with each refresh, and nothing ships where it doesn't pass."""

from pathlib import Path

import pytest

from resources.settings import load_settings
from tracecot_assets.checks.contamination import planted_contamination_is_found
from tracecot_assets.platform import Platform


def judged(warehouse):
    return planted_contamination_is_found(
        Platform(warehouse, load_settings(Path(__file__).parents[2] / "tracecot.toml"))
    )


def test_a_run_leaves_both_rates(warehouse):
    found = judged(warehouse)

    assert found.passed
    assert found.metadata["found of same_behaviour"].value == 1.0
    assert (found.metadata["clean programs"].value, found.metadata["of them flagged"].value) == (30, 0.0)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("update decontamination set flagged = 4, amiss = 'x (verbatim)' where subject = 'verbatim'", "x (verbatim)"),
        ("update decontamination set flagged = 1, amiss = 'def f' where tried = 'clean'", "def f"),
        ("delete from decontamination where subject = 'near_duplicate'", ""),
        ("delete from decontamination where tried = 'clean'", ""),
        ("delete from decontamination", ""),
    ],
)  # fmt: skip
def test_what_was_missed_wrongly_flagged_or_not_tried_is_found(spoilt, spoil, told):
    spoilt.execute([(spoil, ())])

    found = judged(spoilt)

    assert not found.passed
    assert told in str(found.metadata["amiss"].value)
