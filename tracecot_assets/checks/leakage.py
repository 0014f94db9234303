"""Leakage as a check: every program of a side is compared with every program of the others, by exact counting."""

from itertools import combinations

import dagster as dg

from resources.splits.outlines import known_outlines
from resources.tables.rows import program_of
from resources.warehouse import Warehouse
from tracecot.ids import digest
from tracecot.splits.likeness import Pair, across
from tracecot.splits.records import SIDES, SPLITTER
from tracecot.splits.shape import LEAST_SHINGLES, shingles
from tracecot_assets.checks.suites import CHECKED
from tracecot_assets.platform import Platform
from tracecot_assets.stages.splits import OUTLINED_WITH

NAME = "no_near_duplicate_is_on_two_sides"
SHOWN = 5
PROGRAMS = """
    from programs where program_id in (
        select program_id from samples where retired_at is null and split = ?
    )
"""
#: What tells whether a program of a side is another one than when nothing was found.
COMPARED = """
    select split, md5(string_agg(program_id || md5(code), '' order by program_id)) from programs
    join (select distinct program_id, split from samples where retired_at is null) using (program_id)
    group by split order by split
"""


@dg.asset_check(
    asset="samples", blocking=True,
    description="No program has so much of its shape in common with one of another side as `splits.kin` says.",
)  # fmt: skip
def no_near_duplicate_is_on_two_sides(
    context: dg.AssetCheckExecutionContext, platform: dg.ResourceParam[Platform]
) -> dg.AssetCheckResult:
    """Compares all pairs: the selection proposes pairs by MinHash, and might miss one. What held of the same holds."""
    fingerprint = digest(SPLITTER, platform.settings.splits.kin, str(platform.warehouse.rows(COMPARED)))
    if platform.worked_from(CHECKED, NAME) == fingerprint:
        return dg.AssetCheckResult(passed=True, metadata={"compared": "before, and they are the same programs"})
    sides = {side: shapes(platform.warehouse, side) for side in SIDES}
    both = list(combinations(sides.values(), 2))
    pairs = [pair for one, other in both for pair in across(one, other, platform.settings.splits.kin)]
    if not pairs:
        platform.works_from(CHECKED, NAME, fingerprint, context.run.run_id)
    return dg.AssetCheckResult(
        passed=not pairs,
        metadata={
            "pairs compared": sum(len(one) * len(other) for one, other in both), "alike": len(pairs),
            "for instance": ", ".join(map(_said, pairs[:SHOWN])) or "none",
        },
    )  # fmt: skip


def shapes(warehouse: Warehouse, side: str) -> dict[str, frozenset[str]]:
    """The shingles of each program of the side that is long enough to be told by its shape."""
    outlines = known_outlines(warehouse, OUTLINED_WITH)
    programs = map(program_of, warehouse.records(PROGRAMS, [side]))
    found = {one.id: shingles(outlines.of(one).shape(literals=False)) for one in programs}
    return {name: some for name, some in found.items() if len(some) >= LEAST_SHINGLES}


def _said(pair: Pair[str]) -> str:
    return f"{pair.one} and {pair.other} ({pair.score:.0%})"
