"""Marks rows that lost their source, and wakes those whose source came back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from resources.tables import TABLES, Table
from resources.tables.stages import tables_of
from resources.warehouse.file import Warehouse

#: What a stage asks of a row before it counts something as done: what was made under other settings is made again.
COUNTS = "retired_because is distinct from 'settings'"

#: What lost its source or was made by another version may come back; what was asked to go does not.
_MAY_WAKE = "retired_at is not null and coalesce(retired_because, 'source') in ('source', 'version')"


def retired(table: Table, because: str, condition: str, parameters: Sequence[object]) -> tuple[str, list[object]]:
    """The statement that retires the rows that meet the condition; what had retired before keeps its time."""
    now = datetime.now(UTC).replace(tzinfo=None)
    set_to = "retired_at = coalesce(retired_at, ?), retired_because = ?"
    return f"update {table.name} set {set_to} where {condition}", [now, because, *parameters]


def follow_sources(warehouse: Warehouse, stage: str, current: Mapping[str, str]) -> None:
    """Brings `retired_at` up to date in the tables of a stage.

    A row lives while everything that it refers to lives and each of its version columns says what `current` says.
    What has no `retired_at` (claims) is taken out instead once its version is old.
    """
    with warehouse.at_once():
        if not any(warehouse.count(table.name, _amiss(table, current)) for table in tables_of(stage)):
            return
    now = datetime.now(UTC).replace(tzinfo=None)
    for table in tables_of(stage):
        lives = _lives(table, current)
        if table.retires:
            # Asked first, since an update that changes nothing still writes.
            if warehouse.count(table.name, f"retired_at is null and not ({lives})"):
                because = f"case when {_old(table, current) or 'false'} then 'version' else 'source' end"
                retire = f"update {table.name} set retired_at = ?, retired_because = {because}"
                warehouse.execute([(f"{retire} where retired_at is null and not ({lives})", [now])])
            if warehouse.count(table.name, f"{_MAY_WAKE} and {lives}"):
                wake = (
                    f"update {table.name} set retired_at = null, retired_because = null where {_MAY_WAKE} and {lives}"
                )
                warehouse.execute([(wake, [])])
        elif (old := _old(table, current)) and warehouse.count(table.name, old):
            warehouse.execute([(f"delete from {table.name} where {old}", [])])


def _amiss(table: Table, current: Mapping[str, str]) -> str:
    """The condition, in SQL, under which a row is not as it is to be."""
    if not table.retires:
        return _old(table, current) or "false"
    lives = _lives(table, current)
    return f"(retired_at is null and not ({lives})) or ({_MAY_WAKE} and {lives})"


def _lives(table: Table, current: Mapping[str, str]) -> str:
    """The condition, in SQL, under which a row lives."""
    conditions = [f"not ({old})"] if (old := _old(table, current)) else []
    for column in table.references:
        other, target = column.refers_to.split(".")
        conditions.append(f'"{column.name}" in (select {target} from {other} where {TABLES[other].living})')
    return " and ".join(conditions) or "true"


def _old(table: Table, current: Mapping[str, str]) -> str:
    """The condition, in SQL, under which a row was made by another version; empty where rows have none."""
    versions = [column.name for column in table.columns if column.name in current]
    return " or ".join(f"\"{name}\" <> '{current[name]}'" for name in versions)
