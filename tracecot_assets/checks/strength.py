"""The verifier's exam as a check: below its marks nothing ships."""

import dagster as dg

from resources.settings.tables import Checks
from tracecot.verification.examination.marks import is_beyond_chance, misses
from tracecot_assets.platform import Platform

HONEST = "honest"
COUNTS = f"""
    select kind = '{HONEST}', sum(examined), sum(refused) from verifier_strength group by all
"""
EXCUSED = f"""
    select kind, excused, examined + excused from verifier_strength where kind <> '{HONEST}' order by kind
"""


@dg.asset_check(
    asset="verifier_strength", blocking=True,
    description="The verifier refuses nearly all corrupted rationales and few honest ones (tracecot.toml, checks).",
)  # fmt: skip
def the_verifier_passes_its_exam(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Compares the exam with the marks to be reached; what chance may explain in a kind of few rows only warns."""
    marks = platform.settings.checks
    counts = {
        bool(honest): (int(str(examined)), int(str(refused)))
        for honest, examined, refused in platform.warehouse.rows(COUNTS)
    }
    corrupted, honest = counts.get(False, (0, 0)), counts.get(True, (0, 0))
    excused = {
        str(kind): (int(str(made)), int(str(excused))) for kind, excused, made in platform.warehouse.rows(EXCUSED)
    }
    over, certain = over_the_mark(excused, marks), beyond_chance(excused, marks)
    passed = passes(corrupted, honest, marks) and not certain
    return dg.AssetCheckResult(
        passed=passed and not over,
        severity=dg.AssetCheckSeverity.WARN if passed else dg.AssetCheckSeverity.ERROR,
        metadata={
            "corrupted rationales": corrupted[0], "of them refused": corrupted[1] / max(1, corrupted[0]),
            "to be refused at least": marks.exam_killed,
            "honest rationales": honest[0], "of them refused (honest)": honest[1] / max(1, honest[0]),
            "to be refused at most": marks.exam_honest_rejected,
            "kinds with too many excuses": ", ".join(certain) or "none",
            "kinds that may have too many": ", ".join(kind for kind in over if kind not in certain) or "none",
        },
    )  # fmt: skip


def passes(corrupted: tuple[int, int], honest: tuple[int, int], marks: Checks) -> bool:
    """Whether enough of the corrupted rationales and few enough of the honest ones are refused: (examined, refused).

    An exam without questions is not passed.
    """
    return (
        min(corrupted[0], honest[0]) > 0
        and not misses(corrupted[0] - corrupted[1], corrupted[0], 1 - marks.exam_killed)
        and not misses(honest[1], honest[0], marks.exam_honest_rejected)
    )


def over_the_mark(excused: dict[str, tuple[int, int]], marks: Checks) -> list[str]:
    """The kinds of which more than the share allowed is excused: (made, excused)."""
    return [kind for kind, (made, excuses) in excused.items() if excuses > marks.exam_excused * made]


def beyond_chance(excused: dict[str, tuple[int, int]], marks: Checks) -> list[str]:
    """Those of them where chance doesn't explain it, with so many kinds looked at."""
    among = max(1, len(excused))
    return [
        kind for kind, (made, excuses) in excused.items()
        if is_beyond_chance(excuses, made, marks.exam_excused, among)
    ]  # fmt: skip
