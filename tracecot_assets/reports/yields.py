"""What the catalogue shows of the models that wrote: of how much that each was asked for, how much is verified."""

import dagster as dg

from resources.warehouse import Warehouse
from tracecot_assets.reports.reporting import PLOTS, Metadata, markdown, picture

#: What a spent budget left unasked says nothing of a model.
ASKED = """
    select model, task, count(*), count(narration_id), avg(attempts), sum(cost) from model_narrations
    where coalesce(reason, '') <> 'over_budget' and retired_at is null group by model, task order by model, task
"""
COLUMNS = ("model", "task", "asked for", "verified", "answers for each", "dollars")


def of_the_models(warehouse: Warehouse) -> Metadata:
    """A table by model and task, and a chart of how many of a hundred are verified; nothing where none was asked."""
    rows = warehouse.rows(ASKED)
    if not rows:
        return {}
    shares = [
        (f"{model}, {task}", round(100 * int(str(verified)) / int(str(asked))))
        for model, task, asked, verified, *_ in rows
    ]
    title = "verified of 100 by model and task"
    return {
        title: dg.MetadataValue.md(markdown(COLUMNS, rows)),
        f"plot {title}": picture(f"model_narrations {title}", shares, warehouse.folder / PLOTS),
    }
