"""Decontamination as a check: what is planted is found, what is clean is left alone."""

from typing import get_args

import dagster as dg

from tracecot.splits.contamination import MatchKind
from tracecot_assets.platform import Platform

FLAGGED_AT_MOST = 0.01  # of clean programs


@dg.asset_check(
    asset="contamination", blocking=True, additional_deps=["decontamination"],
    description="All planted contamination of each kind is found; at most 1 % of clean programs are flagged.",
)  # fmt: skip
def planted_contamination_is_found(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Reads the exam that the search had to take when it last ran."""
    rows = platform.warehouse.read("from decontamination where tried <> 'set' order by tried, subject").to_pylist()
    found = {row["subject"]: row["flagged"] / row["examined"] for row in rows if row["tried"] == "planted"}
    clean = next((row for row in rows if row["tried"] == "clean"), {"examined": 0, "flagged": 0})
    flagged = clean["flagged"] / clean["examined"] if clean["examined"] else 1.0
    whole = set(found) == set(get_args(MatchKind)) and all(share == 1.0 for share in found.values())
    return dg.AssetCheckResult(
        passed=whole and flagged <= FLAGGED_AT_MOST,
        metadata={
            **{f"found of {kind}": share for kind, share in found.items()},
            "clean programs": clean["examined"], "of them flagged": flagged,
            "amiss": "; ".join(row["amiss"] for row in rows if row["amiss"]) or "nothing",
        },
    )  # fmt: skip
