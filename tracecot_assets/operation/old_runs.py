"""Forgets runs of Dagster's that ended long ago, as far as nothing of today was made by them."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from resources.upkeep.leftovers import size_of
from tracecot_assets.operation.home import prepare_home

ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]


def old_runs(instance: dg.DagsterInstance, days: float) -> list[str]:
    """The ids of the runs that may go: ended, older than so many days, and not the last to make some asset."""
    before = datetime.now(UTC) - timedelta(days=days)
    found = instance.get_run_records(dg.RunsFilter(statuses=ENDED, created_before=before), ascending=True)
    if not found:
        return []
    needed = set(_last_to_make(instance))
    return [one.dagster_run.run_id for one in found if one.dagster_run.run_id not in needed]


def size_of_run(run_id: str) -> int:
    """Bytes of its logs."""
    return sum(size_of(path) for path in _files(run_id))


def forget(instance: dg.DagsterInstance, run_id: str) -> None:
    """Takes the run and its events out, by Dagster itself, and removes the files that it leaves behind."""
    instance.delete_run(run_id)
    for path in _files(run_id):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _files(run_id: str) -> list[Path]:
    home = prepare_home()
    return [*(home / "history" / "runs").glob(f"{run_id}.db*"), *(home / "storage").glob(run_id)]


def _last_to_make(instance: dg.DagsterInstance) -> Iterator[str]:
    """The runs that the catalogue shows: the last of each asset, and of each partition of it."""
    for key in instance.get_asset_keys():
        partitions = instance.get_materialized_partitions(key)
        for chosen in (None, *([one] for one in partitions)):
            filters = dg.AssetRecordsFilter(asset_key=key, asset_partitions=chosen)
            yield from (one.run_id for one in instance.fetch_materializations(filters, limit=1).records)
