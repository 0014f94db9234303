"""Writes files of records: each whole or not at all, none for a side without records."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from resources.state.replacing import replaced
from tracecot.splits.croissant import Described
from tracecot.splits.formats.records import ORIGIN, LeftOut, Made, Record
from tracecot.splits.formats.reinforcement import SCORED_WITH
from tracecot.splits.render import METADATA

BATCH = 2_000  # records held at once

_WHOLE = {"first_line", "last_line", "events", "code_lines", "answer_characters", "tokens", "steps", "lines",
          "loop_depth", "branches_both_ways", "calls", "recursion_depth", "value_kinds", "rating_rank"}  # fmt: skip
_SHARES = {"support", "string_share", "rating", "rating_score"}
_MESSAGES = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))


def _columns(names: Iterable[str]) -> list[tuple[str, pa.DataType]]:
    """The columns with their types."""
    return [
        (name, pa.int64() if name in _WHOLE else pa.float64() if name in _SHARES else pa.string()) for name in names
    ]


#: The columns of what is written as Parquet, by format.
SCHEMAS: dict[str, pa.Schema] = {
    "parquet": pa.schema([("messages", _MESSAGES), *_columns(METADATA)]),
    "verl": pa.schema(
        [
            ("data_source", pa.string()), ("prompt", _MESSAGES), ("ability", pa.string()),
            ("reward_model", pa.struct([("style", pa.string()), ("ground_truth", pa.string())])),
            ("extra_info", pa.struct([
                ("split", pa.string()), ("index", pa.int64()), *_columns(SCORED_WITH), *_columns(ORIGIN),
            ])),
        ]
    ),
    "datasets": pa.schema(_columns((
        "prompt", "completion", "question", "code", "entry_point", "input", "output", "difficulty", *METADATA,
    ))),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A file, how many records it has, and which rows have none."""

    path: Path
    records: int
    left_out: Counter[str] = field(default_factory=Counter)  # reason -> rows
    first: Record = field(default_factory=dict)

    def described(self, folder: Path) -> Described:
        """What its metadata says."""
        with self.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        return Described(self.path.relative_to(folder).as_posix(), self.path.stat().st_size, found, self.first)


def write_records(path: Path, made: Iterable[Made], schema: pa.Schema | None = None) -> Written:
    """Writes the records: as Parquet with these columns, else as JSON lines. A file of an earlier release goes."""
    left_out: Counter[str] = Counter()
    first, rest = _peeked(_records(made, left_out))
    if not first:
        path.unlink(missing_ok=True)  # trainers refuse an empty file
        return Written(path, 0, left_out)
    path.parent.mkdir(parents=True, exist_ok=True)
    records, count = chain(first, rest), 0

    def write(draft: Path) -> None:
        nonlocal count
        count = write_lines(draft, records) if schema is None else write_parquet(draft, records, schema)

    replaced(path, write)
    return Written(path, count, left_out, first[0])


def write_lines(path: Path, records: Iterable[Record]) -> int:
    """JSON lines; gives how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record) + "\n")
            count += 1
    return count


def write_parquet(path: Path, records: Iterable[Record], schema: pa.Schema) -> int:
    """Parquet; gives how many rows."""
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(records):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _records(made: Iterable[Made], left_out: Counter[str]) -> Iterator[Record]:
    """The records; what is left out is counted."""
    for one in made:
        if isinstance(one, LeftOut):
            left_out[one.reason] += 1
        else:
            yield one


def _peeked(records: Iterator[Record]) -> tuple[list[Record], Iterator[Record]]:
    return list(islice(records, 1)), records


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    iterator = iter(records)
    while batch := list(islice(iterator, BATCH)):
        yield batch
