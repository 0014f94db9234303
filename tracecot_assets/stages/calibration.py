"""How far agreement can be trusted: consensus against known truth, measured when its tasks change."""

import base64
from itertools import islice

import dagster as dg

from resources.sandbox import Sandbox
from resources.synthesis.calibrating import SCORES, calibration_rows, heat_map, known_tasks
from resources.tables import AGREEMENT_CALIBRATION
from resources.warehouse import Replace, Warehouse
from tracecot.ids import digest
from tracecot.sources.agreement.calibration import WANTED, draws, labelled
from tracecot_assets.catalogue import CODE_VERSIONS, ONE_RUN, spec
from tracecot_assets.platform import Platform, refresh
from tracecot_assets.reports.reporting import PLOTS, Metadata, Results, markdown, reports

IDLE = (
    "Nothing is measured: declare an [[evaluation]] of the shape humaneval, and say of how many of its tasks with "
    "`calibrate` under [synthesis] in tracecot.toml. No model is needed."
)
PICTURE = "agreement_calibration.png"
WORTH = """
    select decides, least_score, draws, believed, "right", right_share from agreement_calibration
    where solutions = 0 order by decides, least_score
"""
COLUMNS = ("decides", "least score", "draws", "believed", "right", "share right")


@dg.multi_asset(name="calibration", specs=[spec("agreement_calibration")], backfill_policy=ONE_RUN)
def calibration(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Draws solutions and tests of which half are wrong, and counts how often what agrees is right."""
    settings, warehouse = platform.settings, platform.warehouse
    known = list(islice(known_tasks(settings.evaluation), settings.synthesis.calibrate))
    told: Metadata = {"idle": IDLE}
    if known:
        picture = warehouse.folder / PLOTS / PICTURE
        with platform.alone("calibration"):
            fingerprint = digest(CODE_VERSIONS["sources"], str(known), str(settings.limits))
            if platform.worked_from("calibration", "") != fingerprint or not picture.is_file():
                with Sandbox(limits=settings.limits, profile=settings.profile) as sandbox:
                    drawn = list(draws(list(labelled(known, sandbox))))
                picture.parent.mkdir(parents=True, exist_ok=True)
                picture.write_bytes(heat_map(drawn))
                done = [
                    Replace(AGREEMENT_CALIBRATION, calibration_rows(drawn)),
                    refresh("calibration", "", fingerprint),
                ]
                warehouse.publish(done, context.run.run_id)
        told = {"tasks": len(known), **_worth(warehouse), "heat map": _shown(picture.read_bytes())}
    yield from reports(platform, ("agreement_calibration",), context, {"agreement_calibration": told})


def _worth(warehouse: Warehouse) -> Metadata:
    """What least scores are worth, and the lowest of each score under which enough of what is believed is right."""
    rows = warehouse.rows(WORTH)
    enough = {
        f"least {name} for {WANTED:.0%} right": next(
            (float(str(bound)) for decides, bound, _, believed, _, right in rows
             if decides == name and believed and float(str(right)) >= WANTED),
            "none is enough",
        )
        for name in SCORES.values()
    }  # fmt: skip
    return {**enough, "worth of a least score": dg.MetadataValue.md(markdown(COLUMNS, rows))}


def _shown(png: bytes) -> dg.MarkdownMetadataValue:
    return dg.MetadataValue.md(f"![heat map](data:image/png;base64,{base64.b64encode(png).decode('ascii')})")
