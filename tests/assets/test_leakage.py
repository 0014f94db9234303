"""A near-duplicate that got to both sides is found by comparing all pairs."""

from pathlib import Path

import dagster as dg

from resources.settings import load_settings
from tracecot_assets.checks.leakage import no_near_duplicate_is_on_two_sides
from tracecot_assets.platform import Platform

LONG = (
    "def f(xs):\n    found = []\n    for x in xs:\n        if x > 1 and x % 2 == 0:\n            found.append(x * 2)\n"
    "        else:\n            found.append(x + 1)\n    return sorted(found, reverse=True)\n"
)
PLANT = "update programs set code = ? where program_id = (select min(program_id) from samples where split = ?)"


def judged(warehouse):
    platform = Platform(warehouse, load_settings(Path(__file__).parents[2] / "tracecot.toml"))
    return no_near_duplicate_is_on_two_sides(dg.build_asset_check_context(), platform)


def test_programs_alike_on_two_sides_are_found(spoilt) -> None:
    assert judged(spoilt).passed
    assert "before" in str(judged(spoilt).metadata["compared"])

    renamed = LONG.replace("found", "kept").replace("xs", "items").replace("> 1", "> 7")
    spoilt.execute([(PLANT, (LONG, "train")), (PLANT, (renamed, "eval"))])
    found = judged(spoilt)

    assert not found.passed
    assert not judged(spoilt).passed  # what was found is not forgotten
    assert "(100%)" in str(found.metadata["for instance"])
