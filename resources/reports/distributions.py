"""How what is made is distributed: the share rejected at each stage, tokens, difficulty, tasks; and what has moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from resources.tables.stages import STAGES, tables_of
from resources.warehouse import Warehouse

REJECTED, TOKENS, DIFFICULTY, OF_TASK = "share rejected", "median of tokens", "share of difficulty", "share of task"
FEW = 200  # rows: of fewer, what moved says little

_SAMPLES = "from samples where retired_at is null"


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: what is measured, of what, from how many rows."""

    measure: str
    name: str
    value: float
    counted: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is not as it was."""

    before: Measured
    now: Measured


def measured(warehouse: Warehouse) -> list[Measured]:
    """The distributions as they are."""
    queries = [*map(_rejected, STAGES), _TOKENS, _shares(DIFFICULTY, "difficulty"), _shares(OF_TASK, "task")]
    return list(_figures(warehouse, f"from ({' union all '.join(queries)}) where value is not null order by all"))


def at_the_last_refresh(warehouse: Warehouse) -> list[Measured]:
    """Those that the last refresh left behind; none before the first."""
    last = "(select run_id from distributions order by made_at desc limit 1)"
    query = f"select measure, name, value, counted from distributions where run_id = {last} order by all"
    return list(_figures(warehouse, query))


def moved(before: Sequence[Measured], now: Sequence[Measured], most: float) -> list[Moved]:
    """The figures that moved by more: shares by so much of 1, the median of tokens by that part of itself.

    What has no rows any more counts as a share of 0; what is new, and what has few rows, is not compared.

    >>> [one.now.value for one in moved([Measured(TOKENS, "", 100, 500)], [Measured(TOKENS, "", 130, 500)], 0.1)]
    [130]
    """
    today = {(one.measure, one.name): one for one in now}
    found = []
    for one in before:
        other = today.get((one.measure, one.name), Measured(one.measure, one.name, 0.0, one.counted))
        room = most * one.value if one.measure == TOKENS else most
        if min(one.counted, other.counted) >= FEW and abs(one.value - other.value) > room:
            found.append(Moved(one, other))
    return found


def as_rows(figures: Sequence[Measured]) -> pa.Table:
    """The figures as rows of `distributions`."""
    return pa.table({
        "measure": pa.array([one.measure for one in figures], pa.string()),
        "name": pa.array([one.name for one in figures], pa.string()),
        "value": pa.array([one.value for one in figures], pa.float64()),
        "counted": pa.array([one.counted for one in figures], pa.int32()),
    })  # fmt: skip


def _figures(warehouse: Warehouse, query: str) -> Iterator[Measured]:
    for measure, name, value, counted in warehouse.rows(query):
        yield Measured(str(measure), str(name), float(str(value)), int(str(counted)))


def _rejected(stage: str) -> str:
    """What the stage drops, as a share of that and of the first that it keeps (of programs, not of calls)."""
    first = (tables_of(stage, "dropped")[0], tables_of(stage, "kept")[0])
    dropped, kept = (f"(select count(*) from {table.name} where {table.living})" for table in first)
    share = f"{dropped} / nullif({dropped} + {kept}, 0)"
    return f"select '{REJECTED}' as measure, '{stage}' as name, {share} as value, {dropped} + {kept} as counted"


_TOKENS = f"select '{TOKENS}', '', median(tokens), count(*) {_SAMPLES}"


def _shares(measure: str, column: str) -> str:
    """The share of each value of a column."""
    all_of_them = "sum(count(*)) over ()"
    return (
        f"select '{measure}', {column}, count(*) / {all_of_them}, {all_of_them} {_SAMPLES} "
        f"and {column} is not null group by {column}"
    )
