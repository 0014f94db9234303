"""The figures of each refresh: what it made new, changed, reused, retired and dropped."""

import dagster as dg

from resources import tables
from resources.reports.distributions import as_rows, measured
from resources.reports.refreshing import figures, tells_something
from resources.tables.stages import DROPPED, KEPT
from resources.warehouse import Change, Put
from tracecot_assets.catalogue import ONE_RUN, OWNERS, column_schema
from tracecot_assets.platform import Platform
from tracecot_assets.reports.reporting import markdown

DESCRIPTION = """What each refresh did, in rows of each table and corpus; `refresh_history` has it over time.

*new* rows, *changed* ones (new, of a function that was there before), those *reused*, those *retired* because their
source went, their version or settings are of yesterday, the selection left them out or they were withdrawn, and those
*dropped*, by reason. A refresh that finds nothing to do adds no row.
`distributions` has what the next one is compared with: shares rejected, tokens, difficulty, tasks.
"""
SPEC = dg.AssetSpec(
    "refresh_figures",
    deps=[*KEPT, *DROPPED],
    description=DESCRIPTION,
    group_name="operation",
    code_version="1",
    owners=OWNERS,
    kinds={"duckdb", "python"},
    metadata={"dagster/column_schema": column_schema(tables.REFRESH_FIGURES)},
)


@dg.multi_asset(name="refresh_figures", specs=[SPEC], backfill_policy=ONE_RUN)
def refresh_figures(
    context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]
) -> dg.MaterializeResult[None]:
    """Counts what happened since the last refresh, and how what there is now is distributed."""
    with platform.alone("refresh_figures"):
        counted = figures(platform.warehouse)
        if tells_something(counted):
            spread = as_rows(measured(platform.warehouse))
            changes: list[Change] = [
                Put(tables.REFRESH_FIGURES, counted, by=("run_id",)), Put(tables.DISTRIBUTIONS, spread, by=("run_id",))
            ]  # fmt: skip
            platform.warehouse.publish(changes, context.run.run_id)
    told = [(*row[:4], int(row[4])) for row in zip(*(column.to_pylist() for column in counted.columns), strict=True)]
    sums = {name: sum(row[4] for row in told if row[2] == name) for name in ("new", "changed", "retired", "dropped")}
    table = markdown(("corpus", "rows of", "figure", "reason", "rows"), [row for row in told if row[2] != "reused"])
    reused = sum(row[4] for row in told if row[2] == "reused")
    rows = {"dagster/row_count": platform.warehouse.count("refresh_figures")}
    return dg.MaterializeResult(metadata={**rows, **sums, "reused": reused, "by corpus": dg.MetadataValue.md(table)})
