"""The answers that models were paid for, as rows: what each cost, and for which table it was asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

import pyarrow as pa

from resources import tables
from resources.models.journal import Entry, Journal
from resources.rows import made_of
from resources.warehouse import Warehouse
from tracecot.ids import content_id

#: The table whose rows an answer is for, by the purpose of the request.
ASSETS: Mapping[str, str] = {
    "narration": "model_narrations", "repair": "model_narrations", "rating": "ratings", "difficulty": "pass_rates",
    "concepts": "concepts", "instructions": "instructions", "signatures": "instructions", "solutions": "solutions",
    "scenarios": "tests", "tests": "tests",
}  # fmt: skip
_NOT_OURS = frozenset({"purpose", "at"})


def unkept(warehouse: Warehouse, journal: Journal) -> pa.Table:
    """Rows of `model_answers` for the answers in the journal that the table doesn't have."""
    kept = {str(name) for (name,) in warehouse.rows("select answer_key from model_answers")}
    seen: Counter[str] = Counter()
    rows = []
    for entry in journal.entries():
        own = content_id("paid", *map(str, asdict(entry).values()))
        seen[own] += 1
        key = own if seen[own] == 1 else f"{own}_{seen[own]}"  # the same words twice in one second are paid twice
        if key not in kept:
            rows.append(_row(entry, key))
    return made_of(tables.MODEL_ANSWERS, rows)


def _row(entry: Entry, key: str) -> dict[str, object]:
    said = {name: value for name, value in asdict(entry).items() if name not in _NOT_OURS}
    purpose = entry.purpose
    return {**said, "answer_key": key, "purpose": purpose, "asset": ASSETS.get(purpose, purpose), "answered": entry.at}
