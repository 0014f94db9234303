"""Keeps the sketches of executed calls between refreshes: a corpus that changed is executed where it changed."""

from collections.abc import Iterable

import pyarrow as pa

from resources import tables
from resources.tables.rows import Row, made_of, outcome_cells, outcome_of
from resources.warehouse import Warehouse
from tracecot.execution import RejectedTrace
from tracecot.sources.sketches import Memory, Sketch, Sketched

REFUSED = "refused"


def remembered(warehouse: Warehouse, corpus: str, made_with: str) -> Memory:
    """What is known of a corpus's calls, of executions in the same way.

    Args:
        warehouse: the tables.
        corpus: its name.
        made_with: a digest of all but program and call that decides an execution.
    """
    rows = warehouse.records("from sketches where corpus = ? and made_with = ?", [corpus, made_with])
    return Memory({row["call_id"]: _sketch_of(row) for row in rows})


def sketch_rows(sketches: Iterable[Sketched], corpus: str, made_with: str) -> pa.Table:
    """Rows of `sketches`: what was of use this time."""
    more = {"corpus": corpus, "made_with": made_with}
    return made_of(tables.SKETCHES, ({**_cells(one), **more} for one in sketches))


def _cells(one: Sketched) -> Row:
    own = {"call_id": one.call_id, "program_id": one.program_id}
    match one:
        case RejectedTrace(reason=reason, detail=detail):
            nothing = dict.fromkeys(("value_type", "value_repr", "value_length", "value_digest", "raised_line"))
            return own | nothing | {"outcome": REFUSED, "path": reason, "detail": detail, "events": 0}
        case Sketch(outcome=outcome, path=path, events=events):
            return own | dict(outcome_cells(outcome)) | {"path": path, "detail": "", "events": events}


def _sketch_of(row: Row) -> Sketched:
    if row["outcome"] == REFUSED:
        return RejectedTrace(row["program_id"], row["call_id"], row["path"], row["detail"])
    return Sketch(row["program_id"], row["call_id"], outcome_of(row), row["path"], row["events"])
