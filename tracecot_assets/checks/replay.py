"""A replay of a random handful of samples as a check: what ships still follows from its source."""

import dagster as dg

from resources.lineage.spot_check import Differing, drawn, spot_check
from tracecot_assets.platform import Platform

SHOWN, WIDEST = 5, 300  # samples, and characters of what is said of one


@dg.asset_check(
    asset="samples",
    description="A random handful of samples (`checks.replayed`) is proved again from the source: ids, executions in "
    "the sandbox, verdicts. The job `replay` runs it, not the pipeline: it takes as long as those programs do.",
)  # fmt: skip
def samples_are_proved_again(
    context: dg.AssetCheckExecutionContext, platform: dg.ResourceParam[Platform]
) -> dg.AssetCheckResult:
    """Draws by the run's id, so that each run looks at others and any draw can be repeated."""
    names = drawn(platform.warehouse, platform.settings.checks.replayed, context.run.run_id)
    differing = list(spot_check(platform.warehouse, platform.settings, names))
    return dg.AssetCheckResult(
        passed=not differing,
        metadata={
            "replayed": len(names), "seed of the draw": context.run.run_id, "differing": len(differing),
            "for instance": dg.MetadataValue.md("\n".join(map(_said, differing[:SHOWN])) or "none"),
        },
    )  # fmt: skip


def _said(one: Differing) -> str:
    told = " ".join("; ".join(one.told).split()).replace("`", "'")
    return f"- `tracecot audit {one.sample_id} --replay`: `{told[:WIDEST]}`"
