"""What must be true of the files of a release: they hold the splits, all of them and nothing else."""

from pathlib import Path

import dagster as dg

from resources.warehouse import Warehouse
from tracecot.splits.formats.catalogue import FORMATS
from tracecot.splits.formats.names import FormatName
from tracecot.splits.records import SIDES
from tracecot_assets.platform import Platform
from tracecot_assets.stages.exports import FOLDER

#: Formats with a record for each sample, under its id.
_WHOLE: set[FormatName] = {"conversational", "parquet", "prompt-completion", "text", "datasets"}


@dg.asset_check(asset="exports", description="The files hold exactly the samples of the split tables.")
def the_files_hold_the_splits(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Reads back each file that has a record for each sample, and compares their ids."""
    warehouse = platform.warehouse
    differing: dict[str, int] = {}
    for side in SIDES:
        wanted = {str(name) for (name,) in warehouse.rows(f"select sample_id from {side}_split")}
        for name in set(platform.settings.exports.formats) & _WHOLE:
            path = warehouse.folder / FOLDER / name / FORMATS[name].files[0].path.format(side=side)
            ids = _ids(warehouse, path) if path.is_file() else []
            differing[f"{name}/{path.name}"] = len(wanted ^ set(ids)) + len(ids) - len(set(ids))
    return dg.AssetCheckResult(
        passed=not any(differing.values()), metadata={f"samples amiss in {name}": n for name, n in differing.items()}
    )


def _ids(warehouse: Warehouse, path: Path) -> list[str]:
    kind = "read_parquet(?)" if path.suffix == ".parquet" else "read_ndjson(?, columns = {sample_id: 'varchar'})"
    return [str(name) for (name,) in warehouse.rows(f"select coalesce(sample_id, '') from {kind}", [str(path)])]
