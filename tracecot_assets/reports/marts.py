"""What the catalogue shows of dbt's models after they were built: rows, columns with types and origins, a few rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg

from resources.marts import dbt
from resources.marts.lineage import Origins, origins_of_models
from resources.warehouse import Warehouse
from tracecot_assets.reports.reporting import SHOWN, Metadata, sample


def with_rows(events: Iterable[Any], warehouse: Warehouse) -> list[Any]:
    """The events of dbt as they are, those of a model with what its table or view holds now."""
    models = dbt.models()

    def shown(event: Any) -> Any:
        key = str(event.metadata["unique_id"].value) if isinstance(event, dg.Output) else ""
        if model := models.get(key):
            return event.with_metadata({**event.metadata, **_shown(warehouse, model, made_of.get(key, {}))})
        return event

    with warehouse.at_once():
        made_of = origins_of_models(warehouse, models, dbt.target())
        return [shown(event) for event in events]


def _shown(warehouse: Warehouse, model: Mapping[str, Any], made_of: Origins) -> Metadata:
    relation = f'{model["schema"]}."{model["name"]}"'
    columns = {column: [dg.TableColumnDep(*one.split(".")) for one in origins] for column, origins in made_of.items()}
    return {
        "dagster/column_lineage": dg.TableColumnLineage(columns),
        "dagster/row_count": warehouse.count(relation),
        "dagster/column_schema": _schema(warehouse, relation, model["columns"], made_of),
        "a few rows": sample(warehouse, f"from {relation} limit {SHOWN}"),
    }


def _schema(
    warehouse: Warehouse, relation: str, told: Mapping[str, Mapping[str, Any]], made_of: Origins
) -> dg.TableSchema:
    """Its columns as DuckDB has them, with what dbt's files say of them, and what they are made of."""
    found = warehouse.rows(f"select column_name, column_type from (describe {relation})")
    meanings = {name: str(column["description"]) for name, column in told.items()}
    return dg.TableSchema([
        dg.TableColumn(str(name), str(kind), _described(meanings.get(str(name), ""), made_of.get(str(name), [])))
        for name, kind in found
    ])  # fmt: skip


def _described(meaning: str, origins: Sequence[str]) -> str | None:
    """`the arguments (from stg_calls.call_input)`."""
    origin = f"(from {', '.join(origins)})" if origins else ""
    return f"{meaning} {origin}".strip() or None
