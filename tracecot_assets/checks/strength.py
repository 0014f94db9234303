"""The verifier's exam as a check: below its marks nothing ships."""

import dagster as dg

from tracecot_assets.platform import Platform

HONEST = "honest"


@dg.asset_check(
    asset="verifier_strength", blocking=True,
    description="The verifier refuses nearly all corrupted rationales and few honest ones (tracecot.toml, checks).",
)  # fmt: skip
def the_verifier_passes_its_exam(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Compares the exam with the marks to be reached; an exam without questions is not passed."""
    marks = platform.settings.checks
    rows = platform.warehouse.rows(
        f"select kind = '{HONEST}', sum(examined), sum(refused) from verifier_strength group by all"
    )
    counts = {bool(honest): (int(str(examined)), int(str(refused))) for honest, examined, refused in rows}
    corrupted, killed = counts.get(False, (0, 0))
    honest, rejected = counts.get(True, (0, 0))
    passed = (
        corrupted > 0
        and honest > 0
        and killed >= marks.exam_killed * corrupted
        and rejected <= marks.exam_honest_rejected * honest
    )
    return dg.AssetCheckResult(
        passed=passed,
        metadata={
            "corrupted rationales": corrupted, "of them refused": killed / max(1, corrupted),
            "to be refused at least": marks.exam_killed,
            "honest rationales": honest, "of them refused (honest)": rejected / max(1, honest),
            "to be refused at most": marks.exam_honest_rejected,
        },
    )  # fmt: skip
