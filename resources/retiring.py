"""Marks rows that lost their source, and wakes those whose source came back."""

from collections.abc import Mapping
from datetime import UTC, datetime

from resources.tables import TABLES, Table
from resources.warehouse import Warehouse


def follow_sources(warehouse: Warehouse, stage: str, current: Mapping[str, str]) -> None:
    """Brings `retired_at` up to date in the tables of a stage.

    A row lives while everything that it refers to lives and each of its version columns says what `current` says.
    What has no `retired_at` (claims) is taken out instead once its version is old.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    for table in TABLES.values():
        if table.stage != stage:
            continue
        lives = _lives(table, current)
        if table.retires:
            # Asked first, since an update that changes nothing still writes.
            if warehouse.count(table.name, f"retired_at is null and not ({lives})"):
                retire = f"update {table.name} set retired_at = ? where retired_at is null and not ({lives})"
                warehouse.execute([(retire, [now])])
            if warehouse.count(table.name, f"retired_at is not null and {lives}"):
                wake = f"update {table.name} set retired_at = null where retired_at is not null and {lives}"
                warehouse.execute([(wake, [])])
        elif (old := _old(table, current)) and warehouse.count(table.name, old):
            warehouse.execute([(f"delete from {table.name} where {old}", [])])


def _lives(table: Table, current: Mapping[str, str]) -> str:
    """The condition, in SQL, under which a row lives."""
    conditions = [f"not ({old})"] if (old := _old(table, current)) else []
    for column in table.references:
        other, target = column.refers_to.split(".")
        alive = "where retired_at is null" if TABLES[other].retires else ""
        conditions.append(f'"{column.name}" in (select {target} from {other} {alive})')
    return " and ".join(conditions) or "true"


def _old(table: Table, current: Mapping[str, str]) -> str:
    """The condition, in SQL, under which a row was made by another version; empty where rows have none."""
    versions = [column.name for column in table.columns if column.name in current]
    return " or ".join(f"\"{name}\" <> '{current[name]}'" for name in versions)
