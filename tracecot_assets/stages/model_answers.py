"""The cost ledger: every answer of a language model that was paid for, as rows."""

from collections.abc import Sequence

import dagster as dg

from resources import tables
from resources.models.answers import journal_of, unkept
from resources.warehouse import Put, Warehouse
from tracecot_assets.catalogue import ONE_RUN, OWNERS, column_schema
from tracecot_assets.platform import Platform
from tracecot_assets.reports.reporting import PLOTS, Metadata, markdown, picture, sample

DESCRIPTION = """One row per answer of a language model that was paid for: what was asked and answered, tokens, dollars.

Rows stay for ever. The journal (`model_answers.jsonl` in the state folder) has each of them before anybody reads it;
`model_costs` has what was paid by model and asset, in all and for each accepted row.
"""
IDLE = "No model was asked yet: name one under [models] in tracecot.toml (docs/language-models.md)."
SPEC = dg.AssetSpec(
    "model_answers",
    deps=["model_narrations", "agreements", "pass_rates"],
    description=DESCRIPTION,
    group_name="operation",
    code_version="1",
    owners=OWNERS,
    kinds={"duckdb", "python"},
    metadata={"dagster/column_schema": column_schema(tables.MODEL_ANSWERS)},
)
BY_ASSET = """
    select model, asset, count(*), sum(prompt_tokens + completion_tokens), sum(cost), count(*) - count(cost)
    from model_answers group by model, asset order by model, asset
"""
FEW = "select asset, purpose, about, prompt, text, prompt_tokens, completion_tokens, cost from model_answers limit 5"
COLUMNS = ("model", "asset", "answers", "tokens", "dollars", "without a known price")


@dg.multi_asset(name="model_answers", specs=[SPEC], backfill_policy=ONE_RUN)
def model_answers(
    context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]
) -> dg.MaterializeResult[None]:
    """Takes in what the journal has and the table doesn't."""
    warehouse = platform.warehouse
    with platform.alone("model_answers"):
        new = unkept(warehouse, journal_of(warehouse))
        if new.num_rows:
            warehouse.publish([Put(tables.MODEL_ANSWERS, new)], context.run.run_id)
    rows = warehouse.rows(BY_ASSET)
    told: Metadata = _told(warehouse, rows) if rows else {"idle": IDLE}
    counts = {"dagster/row_count": warehouse.count("model_answers"), "new": new.num_rows}
    return dg.MaterializeResult(metadata={**counts, **told})


def _told(warehouse: Warehouse, rows: Sequence[Sequence[object]]) -> Metadata:
    """What was paid by model and table, as a table and a picture, and a few answers."""
    tokens = [(f"{model}, {asset}", int(str(count))) for model, asset, _, count, *_ in rows]
    title = "tokens by model and asset"
    return {
        "what they cost": dg.MetadataValue.md(markdown(COLUMNS, rows)),
        f"plot {title}": picture(f"model_answers {title}", tokens, warehouse.folder / PLOTS),
        "a few rows": sample(warehouse, FEW),
    }
