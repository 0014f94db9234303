"""Drift as a check: what is made is distributed as it was at the last refresh, or somebody is told."""

import dagster as dg

from resources.reports.distributions import at_the_last_refresh, measured, moved
from tracecot_assets.platform import Platform
from tracecot_assets.reports.reporting import markdown


@dg.asset_check(
    asset="samples",
    description="Shares rejected at each stage, the median of tokens, and the mix of difficulty and tasks are about as "
    "at the last refresh (`checks.drift`). A warning: what moved may be what somebody wanted.",
)  # fmt: skip
def distributions_are_as_at_the_last_refresh(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Compares each figure that both refreshes have enough rows for."""
    with platform.warehouse.at_once():
        before, now = at_the_last_refresh(platform.warehouse), measured(platform.warehouse)
    found = moved(before, now, platform.settings.checks.drift)
    rows = [(one.before.measure, one.before.name, one.before.value, one.now.value) for one in found]
    return dg.AssetCheckResult(
        passed=not found, severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "compared": len(before), "moved": len(found),
            "what moved": dg.MetadataValue.md(markdown(("figure", "of", "before", "now"), rows) if rows else "none"),
        },
    )  # fmt: skip
