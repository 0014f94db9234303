"""Counts what became of the rows since the last refresh: new, changed, reused, retired, and dropped by reason."""

from datetime import datetime

import pyarrow as pa

from resources.tables.stages import DROPPED, KEPT
from resources.warehouse import Warehouse

BEGINNING = datetime(1970, 1, 1)

#: Programs of functions that had another program before, which lost its source: the function was changed.
_CHANGED = """
    select program_id from programs as it where exists (
        from programs as old where old.corpus = it.corpus and old.path = it.path and old.qualname = it.qualname
        and old.program_id <> it.program_id and old.retired_at > $since
    )
"""


def figures(warehouse: Warehouse) -> pa.Table:
    """The figures by corpus, table, figure and reason; none where nothing is new, retired or dropped."""
    counted = " union all ".join([*map(_kept, KEPT), *map(_dropped, DROPPED)])
    query = f"from ({counted}) order by all".replace("$since", "?")
    return warehouse.read(query, [since(warehouse)] * query.count("?"))


def since(warehouse: Warehouse) -> datetime:
    """When the last refresh ended that had figures."""
    ((last,),) = warehouse.rows("select max(made_at) from refresh_figures")
    return last if isinstance(last, datetime) else BEGINNING


def tells_something(counted: pa.Table) -> bool:
    """Whether there is anything but what was there before."""
    return any(figure != "reused" for figure in counted.column("figure").to_pylist())


def _kept(table: str) -> str:
    """What lives, and what has retired since then."""
    return f"""
        select corpus, '{table}' as rows_of, case when made_at <= $since then 'reused'
            when program_id in ({_CHANGED}) then 'changed' else 'new' end as figure, '' as reason,
            count(*)::integer as row_count
        from {table} where retired_at is null group by all
        union all
        select corpus, '{table}', 'retired', coalesce(retired_because, 'source'), count(*)::integer
        from {table} where retired_at > $since group by all
    """


def _dropped(table: str) -> str:
    return f"""
        select corpus, '{table}' as rows_of, 'dropped' as figure, reason, count(*)::integer as row_count
        from {table} where made_at > $since group by all
    """
