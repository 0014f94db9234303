"""What must be true of the files of a release: they hold the splits, all of them and nothing else."""

import json

import dagster as dg
import pyarrow.parquet as pq

from tracecot_assets.exports import FOLDER
from tracecot_assets.platform import Platform


@dg.asset_check(asset="exports", description="The files hold exactly the samples of the two split tables.")
def the_files_hold_the_splits(platform: dg.ResourceParam[Platform]) -> dg.AssetCheckResult:
    """Reads every file back and compares the samples' ids."""
    warehouse = platform.warehouse
    differing: dict[str, int] = {}
    for side in ("train", "eval"):
        wanted = {str(name) for (name,) in warehouse.rows(f"select sample_id from {side}_split")}
        folder = warehouse.folder / FOLDER
        lines = folder / "conversational" / f"{side}.jsonl"
        table = folder / "parquet" / f"{side}.parquet"
        found = {
            lines.name: _ids_in_lines(lines.read_text(encoding="utf-8")) if lines.is_file() else [],
            table.name: pq.read_table(table, columns=["sample_id"])[0].to_pylist() if table.is_file() else [],
        }
        for name, ids in found.items():
            differing[name] = len(wanted ^ set(ids)) + len(ids) - len(set(ids))
    return dg.AssetCheckResult(
        passed=not any(differing.values()), metadata={f"samples amiss in {name}": n for name, n in differing.items()}
    )


def _ids_in_lines(text: str) -> list[str]:
    return [json.loads(line)["sample_id"] for line in text.splitlines()]
