"""Reads how the checks of tables went when they last ran.

Dagster's own table is read as it is: to ask Dagster for it all definitions would have to be loaded, for seconds.
"""

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

#: Where Dagster keeps it, under its home.
HISTORY = Path("history") / "runs" / "index.db"

_LATEST = """
    select asset_key, check_name, execution_status, run_id from asset_check_executions
    where id in (select max(id) from asset_check_executions where execution_status in ('SUCCEEDED', 'FAILED')
                 group by asset_key, check_name)
    order by check_name
"""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check of a table ended when it last ran."""

    table: str
    name: str
    holds: bool
    run_id: str


def latest_checks(home: Path, tables: Collection[str]) -> list[CheckResult]:
    """The latest result of each check of these tables, in the order of the tables; none before the first run."""
    path = home / HISTORY
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute(_LATEST).fetchall()
    results = [CheckResult(json.loads(key)[-1], name, status == "SUCCEEDED", run) for key, name, status, run in rows]
    order = {table: place for place, table in enumerate(tables)}
    return sorted((one for one in results if one.table in order), key=lambda one: order[one.table])
