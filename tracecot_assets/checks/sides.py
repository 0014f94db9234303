"""What must be true of the tables of the sides: all that ships is laid out, and validation where it is asked for."""

import dagster as dg

from tracecot.splits.records import SIDES
from tracecot_assets.checks.splits import FEW
from tracecot_assets.platform import Platform

LIVING = "select sample_id from samples where retired_at is null and split = ? order by 1"


@dg.asset_check(
    asset="eval_split", blocking=True, additional_deps=["samples", "train_split", "validation_split"],
    description="The table of each side has exactly its living samples, each once.",
)  # fmt: skip
def every_living_sample_is_laid_out(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Compares the ids: a table that is empty has no row that could tell."""
    amiss = {}
    with platform.warehouse.at_once():
        for side in SIDES:
            wanted = platform.warehouse.rows(LIVING, [side])
            found = platform.warehouse.rows(f"select sample_id from {side}_split order by 1")
            amiss[side] = len(set(wanted) ^ set(found)) + len(found) - len(set(found))
    return dg.AssetCheckResult(
        passed=not any(amiss.values()), metadata={f"samples amiss in {side}": count for side, count in amiss.items()}
    )


@dg.asset_check(
    asset="validation_split", additional_deps=["samples"],
    description=f"Where `splits.validation_share` asks for validation, there is some among {FEW} samples or more.",
)  # fmt: skip
def validation_is_there_where_it_is_asked_for(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Warns: what shipped before stays where it is, and a group may be too large for so small a side."""
    asked = platform.settings.splits.validation_share
    samples = platform.warehouse.count("samples", "retired_at is null")
    found = platform.warehouse.count("validation_split")
    missing = bool(asked) and samples >= FEW and not found
    way_out = (
        "no group that is new is small enough: those to come may be, a larger splits.validation_share takes larger "
        "ones, and in a state folder of its own every group is new"
    )
    return dg.AssetCheckResult(
        passed=not missing, severity=dg.AssetCheckSeverity.WARN,
        metadata={"asked for": asked, "rows": found, "so": way_out if missing else "-"},
    )  # fmt: skip
