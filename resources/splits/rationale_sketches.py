"""Keeps the sketches of rationales between refreshes: a selection compares all of them, and few are new."""

from importlib.metadata import version

from resources import tables
from resources.tables.rows import made_of
from resources.warehouse import Put, Warehouse
from tracecot.ids import digest
from tracecot.splits.kinship import SKETCHED, OfProgram
from tracecot.splits.likeness import Sketches

_MADE_WITH = digest(version("rensa"), *SKETCHED)


def known_sketches(warehouse: Warehouse) -> Sketches[OfProgram]:
    """Those that are kept of texts that live and still say the same."""
    found = warehouse.records(
        "select program_id, narration_id, sketch from rationale_sketches join narrations using (narration_id) "
        "where made_with = ? and narrations.retired_at is null and text_sha256 = sha256(rationale)",
        [_MADE_WITH],
    )
    return Sketches({(row["program_id"], row["narration_id"]): row["sketch"] for row in found})


def new_sketches(warehouse: Warehouse, sketches: Sketches[OfProgram]) -> Put:
    """The change that keeps those that were worked out."""
    made = {name: sketch for (_, name), sketch in sketches.new.items()}
    query = "select narration_id, sha256(rationale) from narrations where narration_id in (select unnest(?::varchar[]))"
    texts = warehouse.rows(query, [list(made)]) if made else []
    rows = (
        {"narration_id": name, "text_sha256": text, "sketch": made[str(name)], "made_with": _MADE_WITH}
        for name, text in texts
    )
    return Put(tables.RATIONALE_SKETCHES, made_of(tables.RATIONALE_SKETCHES, rows))
