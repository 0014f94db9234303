"""A warehouse with a few calls, for tests of what is asked of a table."""

from pathlib import Path

import pyarrow as pa

from resources.tables import CALLS
from resources.warehouse import Put, Warehouse
from tests.prepared import prepared

_OTHERS = ("program_id", "corpus", "input", "documented", "made_from")


def with_calls(folder: Path, **kinds: str) -> Warehouse:
    """The warehouse of the folder, with a call of each id and kind more."""
    warehouse = prepared(folder)
    rows = {"call_id": list(kinds), "kind": list(kinds.values())} | {name: ["x"] * len(kinds) for name in _OTHERS}
    warehouse.publish([Put(CALLS, pa.table(rows))], "run_1")
    return warehouse
