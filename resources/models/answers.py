"""The answers that models were paid for, as rows; and the journal, which is made whole again from them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

import pyarrow as pa

from resources import tables
from resources.models.journal import Entry, Journal
from resources.tables.rows import Row, made_of
from resources.warehouse import Warehouse
from tracecot.ids import content_id
from tracecot.language_models import answer_id, prompt_id

#: The table whose rows an answer is for, by the purpose of the request.
ASSETS: Mapping[str, str] = {
    "narration": "model_narrations", "repair": "model_narrations", "rating": "ratings", "difficulty": "pass_rates",
    "concepts": "concepts", "instructions": "instructions", "signatures": "instructions", "solutions": "solutions",
    "scenarios": "tests", "tests": "tests",
}  # fmt: skip
#: Purposes of the steps of synthesis.
OF_SYNTHESIS = ("concepts", "instructions", "signatures", "solutions", "scenarios", "tests")
_NOT_OURS = frozenset({"purpose", "at"})
_KEPT = "from model_answers order by answered, rowid"


def journal_of(warehouse: Warehouse) -> Journal:
    """The journal beside the warehouse, with what only the table has: a lost or cut file makes nobody pay again."""
    journal = Journal(warehouse.folder)
    if warehouse.path.is_file():
        warehouse.follow_schema()
        if lost := list(_lost(warehouse, journal)):
            journal.add(*lost)
    return journal


def _lost(warehouse: Warehouse, journal: Journal) -> Iterator[Entry]:
    """The answers in the table that the journal doesn't have."""
    kept = {str(name) for (name,) in warehouse.rows("select answer_key from model_answers")}
    missing = kept - {key for key, _ in _keyed(journal.entries())} if kept else ()
    if missing:
        yield from (_entry(row) for row in warehouse.records(_KEPT, []) if row["answer_key"] in missing)


def unkept(warehouse: Warehouse, journal: Journal) -> pa.Table:
    """Rows of `model_answers` for the answers in the journal that the table doesn't have, or not with all columns."""
    whole = "select answer_key from model_answers where prompt_id is not null"
    kept = {str(name) for (name,) in warehouse.rows(whole)}
    return made_of(
        tables.MODEL_ANSWERS, [_row(entry, key) for key, entry in _keyed(journal.entries()) if key not in kept]
    )


def _keyed(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """The answers by their content; the same words twice in one second are paid twice."""
    seen: Counter[str] = Counter()
    for entry in entries:
        own = content_id("paid", *map(str, asdict(entry).values()))
        seen[own] += 1
        yield own if seen[own] == 1 else f"{own}_{seen[own]}", entry


def _row(entry: Entry, key: str) -> Row:
    said = {name: value for name, value in asdict(entry).items() if name not in _NOT_OURS}
    purpose = entry.purpose
    return {
        **said, "answer_key": key, "purpose": purpose, "asset": ASSETS.get(purpose, purpose), "answered": entry.at,
        "prompt_id": prompt_id(entry.system, entry.prompt), "answer_id": answer_id(entry.text),
    }  # fmt: skip


def _entry(row: Row) -> Entry:
    """The answer as the journal had it."""
    return Entry(**{name: row["answered" if name == "at" else name] for name in Entry.__dataclass_fields__})
