"""What the catalogue shows of the rationales together: how much they differ in wording, and how long they are."""

from collections import Counter

import dagster as dg

from resources.warehouse import Warehouse
from tracecot.narrations.wording.variety import Told, Variety, variety
from tracecot_assets.reports.reporting import PLOTS, Metadata, markdown, picture

MOST = 5_000  # rationales that are read: shares of different n-grams are compared between sets of one size
DRAWN = f"""
    select task, rationale, tokens, events
    from narrations join raw_traces using (trace_id)
    where narrations.retired_at is null
    order by narration_id limit {MOST}
"""


def of_the_narrations(warehouse: Warehouse) -> Metadata:
    """Figures that Dagster plots over time, the most frequent frames, and the lengths with a chart for each task."""
    told = (
        Told(str(task), str(text), int(str(tokens)), int(str(events)))
        for task, text, tokens, events in warehouse.rows(DRAWN)
    )
    found = variety(told)
    figures = {
        "distinct pairs of words": found.distinct_2,
        "distinct triples of words": found.distinct_3,
        "share of the most frequent frame": found.top_share,
        "tokens per event": found.tokens_per_event,
    }
    return {
        **{name: dg.MetadataValue.float(round(figure, 5)) for name, figure in figures.items()},
        "most frequent frames": dg.MetadataValue.md(markdown(("frame", "sentences"), found.frames)),
        "tokens by task": dg.MetadataValue.md(markdown(("task", "tokens", "rationales"), found.lengths)),
        **_plots(found, warehouse),
    }


def _plots(found: Variety, warehouse: Warehouse) -> Metadata:
    """A chart of the most frequent frames, and one of the lengths for each task."""
    folder = warehouse.folder / PLOTS
    plots = {"plot sentences by frame": picture("narrations sentences by frame", found.frames, folder)}
    for task in Counter(task for task, _, _ in found.lengths):
        lengths = [(tokens, count) for of, tokens, count in found.lengths if of == task]
        plots[f"plot {task} by tokens"] = picture(f"narrations {task} by tokens", lengths, folder)
    return plots if found.narrations else {}
