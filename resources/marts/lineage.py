"""Which columns each column of a dbt model is made of, read from its compiled SQL."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope
from sqlglot.schema import MappingSchema, Schema

from resources.state.replacing import replaced_by
from resources.warehouse import Warehouse
from resources.warehouse.migrations import DESCRIBED

_LOG = logging.getLogger(__name__)
DIALECT = "duckdb"
_COLUMNS = """
    select database_name, schema_name, table_name, column_name, data_type from duckdb_columns()
    where database_name = current_database() and not internal
"""

Origins = Mapping[str, list[str]]  # by column: those that it is made of, as `table.column`


def origins_of_models(
    warehouse: Warehouse, models: Mapping[str, Mapping[str, Any]], target: Path
) -> dict[str, Origins]:
    """The origins of each model's columns, by its id in dbt; kept until dbt's files or our tables change.

    Args:
        warehouse: the tables, and the models as they were built.
        models: what dbt knows of each.
        target: where dbt keeps what it compiled of its files as they are now.
    """
    kept = target / f"origins-{DESCRIBED[:16]}.json"
    if kept.exists():
        found: dict[str, Origins] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    schema = MappingSchema(_schema(warehouse), dialect=DIALECT)  # reading it takes longer than reading a query
    made: dict[str, Origins] = {}
    for key, model in models.items():
        compiled = target / "compiled" / model["package_name"] / model["original_file_path"]
        if not compiled.exists():  # of a build of some models
            return made
        try:
            made[key] = origins(compiled.read_text(encoding="utf-8"), schema)
        except SqlglotError:  # DuckDB understood it: only the catalogue lacks something
            _LOG.warning("What the columns of %s are made of can't be read from its SQL.", model["name"])
            made[key] = {}
    replaced_by(kept, json.dumps(made))
    return made


def origins(sql: str, schema: dict[str, object] | Schema) -> Origins:
    """The origins of the columns of one query.

    Args:
        sql: a select statement, as DuckDB reads it.
        schema: by database, schema, table and column: its type.

    >>> origins("select a.x + b.y as sum, 1 as one from a join b using (key)", {"a": {"x": "int", "key": "int"}})
    {'sum': ['a.x', 'b.y'], 'one': []}
    """
    query = qualify(parse_one(sql, dialect=DIALECT), dialect=DIALECT, schema=schema, validate_qualify_columns=False)
    scope = build_scope(query)
    return {
        column.alias_or_name: sorted(
            _leaves(lineage(column.alias_or_name, query, schema, dialect=DIALECT, scope=scope))
        )
        for column in query.selects
    }


def _leaves(node: Node) -> set[str]:
    """The columns of tables that a column comes from in the end."""
    if node.downstream:
        return set().union(*map(_leaves, node.downstream))
    if isinstance(node.expression, exp.Table):
        return {f"{node.expression.name}.{exp.to_column(node.name).name}"}
    return set()


def _schema(warehouse: Warehouse) -> dict[str, object]:
    schema: dict[str, Any] = {}
    for database, name, table, column, kind in warehouse.rows(_COLUMNS):
        schema.setdefault(database, {}).setdefault(name, {}).setdefault(table, {})[column] = kind
    return schema
