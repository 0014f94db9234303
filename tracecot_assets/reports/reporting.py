"""What an asset tells after it was made: rows, reasons, a few rows to look at, a plot where it helps."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from resources.reports.plots import kept_bars
from resources.tables import LIFE, TABLES, Table
from resources.warehouse import Warehouse
from tracecot_assets.catalogue import column_lineage
from tracecot_assets.checks.suites import begin_checks
from tracecot_assets.platform import Platform

Metadata = dict[str, Any]  # names to whatever Dagster can show
Results = Iterator[dg.MaterializeResult[Any]]  # of a step: one for each of its tables

PLOTS = "plots"  # the folder of the last picture of each kind
SHOWN = 5  # rows of a table that the catalogue shows
WIDEST = 48  # characters of a cell in it


def reports(
    platform: Platform,
    names: Sequence[str],
    context: dg.AssetExecutionContext,
    more: Mapping[str, Metadata] | None = None,
) -> Results:
    """One result for each table, with `more` by its name; where a corpus is a partition, its own figures as well."""
    warehouse = platform.warehouse
    begin_checks(platform, names, context.run.run_id)
    for name in names:
        with warehouse.at_once():
            parts = {corpus: counted(warehouse, name, corpus) for corpus in _partitions(context)}
            metadata = looked_at(warehouse, name)
        for corpus, figures in parts.items():
            context.add_asset_metadata(figures, asset_key=name, partition_key=corpus)
        whole = {} if parts else {"dagster/row_count": metadata["rows in all"]}
        told: Metadata = {**whole, **metadata, **(more or {}).get(name, {})}
        told["dagster/column_lineage"] = column_lineage(TABLES[name])
        yield dg.MaterializeResult(asset_key=name, metadata=told)


def _partitions(context: dg.AssetExecutionContext) -> Sequence[str]:
    return context.partition_keys if context.assets_def.partitions_def else ()


def counted(warehouse: Warehouse, name: str, corpus: str) -> Metadata:
    """How many rows of the corpus there are."""
    if not any(column.name == "corpus" for column in TABLES[name].columns):
        of_corpus = "trace_id in (select trace_id from raw_traces where corpus = ?)"
    else:
        of_corpus = "corpus = ?"
    return {"dagster/row_count": warehouse.count(name, of_corpus, [corpus])}


def looked_at(warehouse: Warehouse, name: str) -> Metadata:
    """What a person looks at: all rows, those that live, reasons with a plot, and a few rows."""
    table = TABLES[name]
    alive = table.living
    metadata: Metadata = {"rows in all": warehouse.count(name)}
    if table.retires:
        metadata["rows that live"] = warehouse.count(name, alive)
    for title, query in _figures(table, alive):
        figures = [(str(name), int(str(number))) for name, number in warehouse.rows(query)]
        what, *_, by = title.split()  # "rows by corpus"
        metadata[title] = dg.MetadataValue.md(markdown((by, what), figures) if figures else f"no {what}")
        if figures:
            metadata[f"plot {title}"] = picture(f"{name} {title}", figures, warehouse.folder / PLOTS)
    columns = ", ".join(f'"{column.name}"' for column in table.columns if column not in LIFE)
    metadata["a few rows"] = sample(warehouse, f"select {columns} from {name} where {alive} limit {SHOWN}")
    return metadata


def _figures(table: Table, alive: str) -> Iterator[tuple[str, str]]:
    """What is counted, and the query that counts it: reasons where rows have one, kinds of corruption, or corpora."""
    columns = {column.name for column in table.columns}
    if "refused_share" in columns:
        yield (
            "survivors by kind",
            f"select kind, examined - refused from {table.name} where kind <> 'honest' and refused < examined "
            "order by 2 desc, 1",
        )
        return
    if "around" in columns:
        yield "findings by kind", f"select kind, count(*) from {table.name} group by kind order by 2 desc, 1"
        return
    by = "reason" if "reason" in columns else "corpus"
    if by in columns:
        named = f"coalesce({by}, 'none: it goes on')"
        counts = f"select {named}, count(*) from {table.name} where {alive} group by 1 order by 2 desc, 1"
        yield f"rows by {by}", counts


def sample(warehouse: Warehouse, query: str) -> dg.MarkdownMetadataValue:
    """A few rows as a table."""
    found = warehouse.read(query)
    return dg.MetadataValue.md(markdown(found.column_names, [tuple(row.values()) for row in found.to_pylist()]))


def picture(title: str, figures: Sequence[tuple[str, int]], folder: Path) -> dg.MarkdownMetadataValue:
    """A bar chart that opens in the catalogue."""
    return dg.MetadataValue.md(f"![{title}](data:image/png;base64,{kept_bars(title, figures, folder)})")


def markdown(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A small table."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    """One cell: on one line, not too wide, and without what Markdown would take for structure."""
    text = " ".join(f"{value:.3f}".split()) if isinstance(value, float) else " ".join(str(value).split())
    text = text if len(text) <= WIDEST else text[: WIDEST - 4] + " ..."
    for mark, entity in (("<", "&lt;"), ("[", "&#91;"), ("]", "&#93;")):  # a link or an image would be followed
        text = text.replace(mark, entity)
    return text.replace("|", "\\|")
