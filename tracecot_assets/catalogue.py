"""What the catalogue shows of an asset: its description, schema, owners and kinds, all from the table's description."""

from collections.abc import Mapping, Sequence

import dagster as dg

from resources.reports.addresses import docs_of, page_of
from resources.tables import TABLES, Table
from resources.tables.lineage import origins
from tracecot.execution import TRACER
from tracecot.narrations.records import NARRATOR
from tracecot.splits.records import SPLITTER
from tracecot.verification.records import VERIFIER

OWNERS = ["team:tracecot"]

#: A change of one of these has Dagster show what is stale; the same figures are part of the rows' ids.
CODE_VERSIONS: Mapping[str, str] = {
    "sources": "2", "traces": TRACER, "narrations": NARRATOR, "verification": VERIFIER, "splits": SPLITTER,
}  # fmt: skip

#: The corpora that there are; `partitions.register` brings them up to date with `tracecot.toml` and what landed.
CORPORA = dg.DynamicPartitionsDefinition(name="corpora")

#: Tags of a run that say from which partition to which it goes.
RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"

#: All corpora asked for are done in one run: starting a run for each costs more than the work.
ONE_RUN = dg.BackfillPolicy.single_run()


def spec(name: str, deps: Sequence[str] = ()) -> dg.AssetSpec:
    """The asset that a table is.

    `deps` are the tables of the stage before whose red checks must stop it; what stands behind those is left out, so
    that the graph can be read.
    """
    table = TABLES[name]
    return dg.AssetSpec(
        name,
        deps=list(deps),
        description=_description(table),
        group_name=table.stage,
        code_version=CODE_VERSIONS[table.stage],
        owners=OWNERS,
        kinds={"duckdb", "python"},
        metadata={
            "dagster/column_schema": column_schema(table),
            "dagster/table_name": table.name,
            "view": dg.MetadataValue.url(page_of(table.name)),
            "Data Docs": dg.MetadataValue.url(docs_of(table.name)),
        },
    )


def _description(table: Table) -> str:
    key = ", ".join(f"`{column}`" for column in table.key)
    references = "".join(f"\n- `{column.name}` is in `{column.refers_to}`" for column in table.references)
    view = f"While `tracecot view` runs, [its pages]({page_of(table.name)}) show them, and [Data Docs]"
    view += f"({docs_of(table.name)}) what Great Expectations found."
    return f"One row per {_bare(table.row)}. {view}\n\nKey: {key}.{references}"


def _bare(row: str) -> str:
    """`a program` as it follows "one row per"."""
    first, _, rest = row.partition(" ")
    return rest if first in ("a", "an", "one") else row


def column_lineage(table: Table) -> dg.TableColumnLineage:
    """Which columns of other tables each column is made of, as Dagster wants it told of every materialization."""
    return dg.TableColumnLineage({
        column: [dg.TableColumnDep(*origin.split(".")) for origin in made_of] for column, made_of in origins(table)
    })  # fmt: skip


def column_schema(table: Table) -> dg.TableSchema:
    """Its columns with their types, what they mean, and what they are made of."""
    made_of = {column: f" (from {', '.join(names)})" for column, names in origins(table)}
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name, column.type, column.meaning + made_of.get(column.name, ""),
                constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=table.key == (column.name,)),
            )
            for column in table.columns
        ]
    )  # fmt: skip
