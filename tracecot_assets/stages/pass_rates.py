"""Measured difficulty: how often a chosen model answers the questions of samples; idle where none is chosen."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa

from resources import tables
from resources.models.answers import journal_of
from resources.models.client import LanguageModel
from resources.models.settings import KEY, ModelSettings
from resources.sandbox import Sandbox
from resources.splits.measured import measured, unmeasured
from resources.warehouse import Put, Warehouse
from tracecot_assets.catalogue import ONE_RUN, spec
from tracecot_assets.platform import Platform
from tracecot_assets.reports.reporting import PLOTS, Metadata, Results, markdown, picture, reports

BATCH = 16  # questions that are asked together; their rates are written before the next
IDLE = (
    "Nothing is asked: say how many `questions` under [models.difficulty] in tracecot.toml, name a model there or "
    f"under [models], and put its key into ${KEY}."
)
BY_TASK = """
    select model, task, count(*), count(*) filter (where "right" = 0), avg(pass_rate) from pass_rates
    where narration_id in (select narration_id from samples where retired_at is null) group by model, task order by 1, 2
"""
COLUMNS = ("model", "task", "questions", "never right", "pass rate")


@dg.multi_asset(name="pass_rates", specs=[spec("pass_rates", ["samples"])], backfill_policy=ONE_RUN)
def pass_rates(context: dg.AssetExecutionContext, platform: dg.ResourceParam[Platform]) -> Results:
    """Asks what was not asked, within the budget."""
    warehouse, chosen = platform.warehouse, platform.settings.models
    told: Metadata = {"idle": IDLE}
    if chosen.examined.name and chosen.difficulty.questions:
        model = LanguageModel(chosen.examined, journal_of(warehouse), dg.get_dagster_logger().info)
        with platform.alone("pass_rates"):
            for done in _measured(platform, model, chosen):
                warehouse.publish([Put(tables.PASS_RATES, done)], context.run.run_id)
        told = {"dollars in all": model.journal.spent, "budget": model.budget.left, **_by_task(warehouse)}
    yield from reports(platform, ("pass_rates",), context, {"pass_rates": told})


def _measured(platform: Platform, model: LanguageModel, chosen: ModelSettings) -> Iterator[pa.Table]:
    """Rows, batch by batch; none after the budget is spent, or where the provider can't be reached."""
    settings, wanted = platform.settings, chosen.difficulty
    rows = unmeasured(platform.warehouse, model.settings.name, wanted.answers, wanted.questions)
    with Sandbox(limits=settings.limits, profile=settings.profile) as sandbox:
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            done, unasked = measured(some, model.settings.name, wanted.answers, model, sandbox)
            yield done
            if unasked:
                dg.get_dagster_logger().warning(f"Not all was asked: {unasked[0].reason}: {unasked[0].detail}")
                return


def _by_task(warehouse: Warehouse) -> Metadata:
    """A table by model and task, and a chart of the mean rates."""
    rows = warehouse.rows(BY_TASK)
    if not rows:
        return {}
    shares = [(f"{model}, {task}", round(100 * float(str(rate)))) for model, task, *_, rate in rows]
    title = "right of 100 by model and task"
    return {
        title: dg.MetadataValue.md(markdown(COLUMNS, rows)),
        f"plot {title}": picture(f"pass_rates {title}", shares, warehouse.folder / PLOTS),
    }
