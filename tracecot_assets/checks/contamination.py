"""Decontamination as a check: what is planted is found, what is clean is left alone."""

import dagster as dg

from resources.sandbox import Sandbox
from tracecot.splits.planting import examine
from tracecot_assets.platform import Platform

FLAGGED_AT_MOST = 0.01  # of clean programs


@dg.asset_check(
    asset="contamination", blocking=True,
    description="All planted contamination of each kind is found; at most 1 % of clean programs are flagged.",
)  # fmt: skip
def planted_contamination_is_found(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Plants items in other words among clean programs and looks for them."""
    with Sandbox(limits=platform.settings.limits, profile=platform.settings.profile) as sandbox:
        seen = examine(sandbox)
    flagged = len(seen.flagged) / seen.clean
    return dg.AssetCheckResult(
        passed=not seen.missed and flagged <= FLAGGED_AT_MOST,
        metadata={
            **{f"found of {kind}": found / planted for kind, (found, planted) in seen.found.items()},
            "missed": ", ".join(seen.missed) or "none",
            "clean programs": seen.clean, "of them flagged": flagged, "flagged": ", ".join(seen.flagged) or "none",
        },
    )  # fmt: skip
