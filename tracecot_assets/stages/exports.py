"""The release: the splits as files that trainers load, with the data set card, written anew whenever they changed."""

import json
from concurrent.futures import wait
from pathlib import Path

import dagster as dg

from resources.exports.release import CARD, METADATA, released
from resources.reports.funnel import contaminated, decontaminated, kept, losses, strength
from resources.tables import MADE
from resources.warehouse import Warehouse
from tracecot.ids import digest
from tracecot.splits.formats.catalogue import RENDERER
from tracecot.splits.formats.names import FormatName
from tracecot.splits.records import SIDES, SPLITTER
from tracecot_assets.catalogue import ONE_RUN, OWNERS
from tracecot_assets.platform import Platform

_MADE = ", ".join(column.name for column in MADE)
FOLDER = "exports"  # in the state folder; one folder for each format

DESCRIPTION = """The splits in the formats that `tracecot.toml` names (`exports.formats`), each with a data set card.

One folder for each format: `exports/conversational`, `exports/parquet`, ..., with `train`, `eval` and `README.md`,
and with `validation` where `splits.validation_share` asks for it.
`tracecot export` writes any format to any folder.
"""


SPEC = dg.AssetSpec(
    "exports",
    deps=["train_split", "validation_split", "eval_split"],
    description=DESCRIPTION,
    group_name="splits",
    code_version=f"{SPLITTER}.{RENDERER}",
    owners=OWNERS,
    kinds={"json", "parquet"},
)


@dg.multi_asset(name="exports", specs=[SPEC], backfill_policy=ONE_RUN)
def exports(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> dg.MaterializeResult[None]:
    """Writes each format, unless its files are there and the splits are as they were."""
    warehouse = platform.warehouse
    folders = {name: warehouse.folder / FOLDER / name for name in platform.settings.exports.formats}
    counts = {side: warehouse.count(f"{side}_split") for side in SIDES}
    with platform.alone("exports"):
        fingerprint = digest(SPLITTER, RENDERER, _shipped(warehouse))
        due = {name: folder for name, folder in folders.items() if _is_due(name, folder, fingerprint, platform)}
        if sum(counts.values()) and due:
            writing = [platform.workers.begin(released, one, warehouse.folder) for one in due.items()]
            wait(writing)  # all of them: the folders are this run's alone
            for one in writing:
                one.result()
        for name in due:
            platform.works_from("exports", name, fingerprint, context.run.run_id)
    files = [path for folder in folders.values() for path in sorted(folder.rglob("*.*"))]
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(counts.values()),
            **{f"rows of {side}": count for side, count in counts.items()},
            **{name: dg.MetadataValue.path(folder) for name, folder in folders.items()},
            "bytes": sum(path.stat().st_size for path in files),
            "card": dg.MetadataValue.md(_card(next(iter(folders.values())))),
        }
    )


def _is_due(name: FormatName, folder: Path, fingerprint: str, platform: Platform) -> bool:
    """Whether the format was written from something else, or a file of it was lost."""
    return platform.worked_from("exports", name) != fingerprint or not _is_whole(folder)


def _is_whole(folder: Path) -> bool:
    """Whether every file of a release is there: the card, and what the metadata for machines lists."""
    try:
        metadata = json.loads((folder / METADATA).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return all((folder / path).is_file() for path in [CARD, *(one["contentUrl"] for one in metadata["distribution"])])


def _card(folder: Path) -> str:
    path = folder / CARD
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[-1] if path.is_file() else "There are no samples yet."


def _shipped(warehouse: Warehouse) -> object:
    """What tells whether any cell of the splits, or a figure on their card, differs."""
    ask = warehouse.records
    with warehouse.at_once():
        rows = [warehouse.summed(f"select * exclude ({_MADE}) from {side}_split") for side in SIDES]
        return [rows, str([told(ask) for told in (kept, losses, strength, contaminated, decontaminated)])]
