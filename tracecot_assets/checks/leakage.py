"""Leakage as a check: every program of a side is compared with every program of the others, by exact counting."""

from itertools import combinations

import dagster as dg

from resources.warehouse import Warehouse
from tracecot.splits.likeness import Pair, across
from tracecot.splits.records import SIDES
from tracecot.splits.shape import LEAST_SHINGLES, shape, shingles
from tracecot_assets.platform import Platform

SHOWN = 5
PROGRAMS = """
    select program_id, code from programs where program_id in (
        select program_id from samples where retired_at is null and split = ?
    )
"""


@dg.asset_check(
    asset="samples", blocking=True,
    description="No program has so much of its shape in common with one of another side as `splits.kin` says.",
)  # fmt: skip
def no_near_duplicate_is_on_two_sides(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Compares all pairs: the selection proposes pairs by MinHash, and might miss one."""
    sides = {side: shapes(platform.warehouse, side) for side in SIDES}
    both = list(combinations(sides.values(), 2))
    pairs = [pair for one, other in both for pair in across(one, other, platform.settings.splits.kin)]
    return dg.AssetCheckResult(
        passed=not pairs,
        metadata={
            "pairs compared": sum(len(one) * len(other) for one, other in both), "alike": len(pairs),
            "for instance": ", ".join(map(_said, pairs[:SHOWN])) or "none",
        },
    )  # fmt: skip


def shapes(warehouse: Warehouse, side: str) -> dict[str, frozenset[str]]:
    """The shingles of each program of the side that is long enough to be told by its shape."""
    found = {str(name): shingles(shape(str(code))) for name, code in warehouse.rows(PROGRAMS, [side])}
    return {name: some for name, some in found.items() if len(some) >= LEAST_SHINGLES}


def _said(pair: Pair) -> str:
    return f"{pair.one} and {pair.other} ({pair.score:.0%})"
