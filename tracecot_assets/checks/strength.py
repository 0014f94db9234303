"""The verifier's exam as a check: below its marks nothing ships."""

import dagster as dg

from resources.settings import Checks
from tracecot_assets.platform import Platform

HONEST = "honest"
COUNTS = f"""
    select kind = '{HONEST}', sum(examined), sum(refused) from verifier_strength group by all
"""
EXCUSED = f"""
    select kind from verifier_strength
    where kind <> '{HONEST}' and excused > ? * (examined + excused) order by kind
"""


@dg.asset_check(
    asset="verifier_strength", blocking=True,
    description="The verifier refuses nearly all corrupted rationales and few honest ones (tracecot.toml, checks).",
)  # fmt: skip
def the_verifier_passes_its_exam(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Compares the exam with the marks to be reached; an exam without questions is not passed."""
    marks = platform.settings.checks
    counts = {
        bool(honest): (int(str(examined)), int(str(refused)))
        for honest, examined, refused in platform.warehouse.rows(COUNTS)
    }
    corrupted, honest = counts.get(False, (0, 0)), counts.get(True, (0, 0))
    excused = [str(kind) for (kind,) in platform.warehouse.rows(EXCUSED, [marks.exam_excused])]
    return dg.AssetCheckResult(
        passed=passes(corrupted, honest, marks) and not excused,
        metadata={
            "corrupted rationales": corrupted[0], "of them refused": corrupted[1] / max(1, corrupted[0]),
            "to be refused at least": marks.exam_killed,
            "honest rationales": honest[0], "of them refused (honest)": honest[1] / max(1, honest[0]),
            "to be refused at most": marks.exam_honest_rejected,
            "kinds with too many excuses": ", ".join(excused) or "none",
        },
    )  # fmt: skip


def passes(corrupted: tuple[int, int], honest: tuple[int, int], marks: Checks) -> bool:
    """Whether enough of the corrupted rationales and few enough of the honest ones are refused: (examined, refused)."""
    return (
        min(corrupted[0], honest[0]) > 0
        and corrupted[1] >= marks.exam_killed * corrupted[0]
        and honest[1] <= marks.exam_honest_rejected * honest[0]
    )
