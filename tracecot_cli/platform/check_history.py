"""Reads how the checks of tables went when they last ran.

Dagster's own table is read as it is: to ask Dagster for it all definitions would have to be loaded, for seconds.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resources.state.dagster_files import opened_to_read

#: Where Dagster keeps it, under its home.
HISTORY = Path("history") / "runs" / "index.db"

_LATEST = """
    select asset_key, check_name, execution_status, run_id, evaluation_event from asset_check_executions
    where id in (select max(id) from asset_check_executions where execution_status in ('SUCCEEDED', 'FAILED')
                 group by asset_key, check_name)
    order by check_name
"""


_ALL_OF_ONE = """
    select evaluation_event, execution_status from asset_check_executions
    where check_name = ? and execution_status in ('SUCCEEDED', 'FAILED') order by id
"""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check of a table ended when it last ran."""

    table: str
    name: str
    holds: bool
    run_id: str
    stops: bool = True  # whether nothing behind it is made where it doesn't hold


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How one check ended once, with the figures that it told."""

    at: float  # seconds since the epoch
    run_id: str
    holds: bool
    figures: dict[str, float]


def evaluations(home: Path, check: str) -> list[Evaluation]:
    """Each time that the check ran, the first first."""
    path = home / HISTORY
    if not path.exists():
        return []
    with opened_to_read(path) as connection:
        rows = connection.execute(_ALL_OF_ONE, [check]).fetchall()
    return [_evaluation(json.loads(event), status == "SUCCEEDED") for event, status in rows if event]


def _evaluation(entry: dict[str, Any], holds: bool) -> Evaluation:
    """One entry of Dagster's event log."""
    told = entry["dagster_event"]["event_specific_data"]["metadata"]
    figures = {name: one["value"] for name, one in told.items() if isinstance(one.get("value"), int | float)}
    return Evaluation(float(entry["timestamp"]), str(entry["run_id"]), holds, figures)


def _warns(event: str | None) -> bool:
    """Whether the check is one that only warns, by its entry of Dagster's event log."""
    told = json.loads(event)["dagster_event"]["event_specific_data"] if event else {}
    return str(told.get("severity", {}).get("__enum__", "")).endswith(".WARN")


def latest_checks(home: Path, tables: Collection[str]) -> list[CheckResult]:
    """The latest result of each check of these tables, in the order of the tables; none before the first run."""
    path = home / HISTORY
    if not path.exists():
        return []
    with opened_to_read(path) as connection:
        rows = connection.execute(_LATEST).fetchall()
    results = [
        CheckResult(json.loads(key)[-1], name, status == "SUCCEEDED", run, not _warns(event))
        for key, name, status, run, event in rows
    ]
    order = {table: place for place, table in enumerate(tables)}
    return sorted((one for one in results if one.table in order), key=lambda one: order[one.table])
