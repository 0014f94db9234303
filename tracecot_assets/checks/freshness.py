"""Freshness as a check: somebody looked for what is new not long ago."""

from datetime import UTC, datetime

import dagster as dg

from tracecot_assets.platform import Platform

SAMPLES = dg.AssetKey("samples")
SECONDS = 3_600


@dg.asset_check(
    asset="samples",
    description="The samples were looked at within `checks.stale_hours`, also where nothing was new. The job `replay` "
    "runs it, not the pipeline, which is what may have failed to run.",
)  # fmt: skip
def what_ships_is_fresh(
    context: dg.AssetCheckExecutionContext, platform: dg.ResourceParam[Platform]
) -> dg.AssetCheckResult:
    """Asks Dagster when the asset was last made."""
    record = context.instance.get_latest_materialization_event(SAMPLES)
    now = datetime.now(UTC).timestamp()
    hours = (now - record.timestamp) / SECONDS if record else None
    return dg.AssetCheckResult(
        passed=is_fresh(hours, platform.settings.checks.stale_hours),
        metadata={
            "hours since": hours if hours is not None else "never made", "at most": platform.settings.checks.stale_hours
        },
    )  # fmt: skip


def is_fresh(hours: float | None, most: float) -> bool:
    """Whether what was made so long ago counts as fresh; what was never made does not."""
    return hours is not None and hours <= most
