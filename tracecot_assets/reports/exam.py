"""What the catalogue shows of the verifier's exam: a table of all kinds, and shares that Dagster plots over time."""

import dagster as dg

from resources.warehouse import Warehouse
from tracecot_assets.reports.reporting import Metadata, markdown

SHARES = """
    select
        coalesce(sum(refused) filter (kind <> 'honest') / sum(examined) filter (kind <> 'honest'), 0),
        coalesce(sum(refuted) filter (kind <> 'honest') / sum(examined) filter (kind <> 'honest'), 0),
        coalesce(sum(refused) filter (kind = 'honest') / sum(examined) filter (kind = 'honest'), 0),
        coalesce(sum(excused) filter (kind <> 'honest') / sum(examined + excused) filter (kind <> 'honest'), 0)
    from verifier_strength
"""
NAMES = ("corrupted refused", "corrupted refuted", "honest refused", "corrupted excused")
KINDS = """
    select
        kind, examined, format('{:.1f} %', 100 * refused_share),
        format('{:.1f} to {:.1f} %', 100 * low, 100 * high),
        refuted, unreadable, error, examined - refused, thin, at_the_span, right_actual, excused
    from verifier_strength order by kind <> 'honest', refused_share, kind
"""
COLUMNS = (
    "kind", "examined", "refused", "95 %", "refuted", "unreadable", "error", "survived", "thin", "at the span",
    "right correction", "excused",
)  # fmt: skip


def of_the_exam(warehouse: Warehouse) -> Metadata:
    """The shares as figures, and the kinds as a table: the weakest first."""
    ((*shares,),) = warehouse.rows(SHARES)
    figures = {name: dg.MetadataValue.float(float(str(share))) for name, share in zip(NAMES, shares, strict=True)}
    return {**figures, "kinds": dg.MetadataValue.md(markdown(COLUMNS, warehouse.rows(KINDS)))}
