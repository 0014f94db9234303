"""Writes a release to a folder: the rows of each side in a trainer's format, and the data set card."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tracecot.splits.render import METADATA, conversational

Row = Mapping[str, object]

CARD = "README.md"
BATCH = 2_000  # rows held at once

_WHOLE = {"first_line", "last_line", "events", "code_lines", "answer_characters", "tokens"}
_SHARES = {"support"}
_SCHEMA = pa.schema(
    [
        ("messages", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))),
        *(
            (name, pa.int64() if name in _WHOLE else pa.float64() if name in _SHARES else pa.string())
            for name in METADATA
        ),
    ]
)


def write_conversational(path: Path, rows: Iterable[Row]) -> None:
    """Conversations as JSON lines."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(conversational(row)) + "\n")


def write_parquet(path: Path, rows: Iterable[Row]) -> None:
    """The same conversations as Parquet."""
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as writer:
        for batch in _batches(map(conversational, rows)):
            writer.write_table(pa.Table.from_pylist(batch, schema=_SCHEMA))


#: Format -> the ending of its files, and what writes one.
FORMATS: dict[str, tuple[str, Callable[[Path, Iterable[Row]], None]]] = {
    "conversational": ("jsonl", write_conversational),
    "parquet": ("parquet", write_parquet),
}


def write_release(folder: Path, file_format: str, sides: Mapping[str, Iterable[Row]], card: str) -> list[Path]:
    """Writes `train.*`, `eval.*` and the card, each whole or not at all; gives the paths.

    A side without rows gets no file: trainers refuse an empty one.
    """
    ending, write = FORMATS[file_format]
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for side, rows in sides.items():
        path = folder / f"{side}.{ending}"
        first, rest = _peeked(rows)
        if first:
            _replaced(path, partial(_write_all, write, chain(first, rest)))
            written.append(path)
        else:
            path.unlink(missing_ok=True)  # of an earlier release
    _replaced(folder / CARD, lambda draft: draft.write_text(card, encoding="utf-8"))
    return [*written, folder / CARD]


def _replaced(path: Path, write: Callable[[Path], object]) -> None:
    """Writes beside the path and moves it there when it is whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _peeked(rows: Iterable[Row]) -> tuple[list[Row], Iterator[Row]]:
    iterator = iter(rows)
    return list(islice(iterator, 1)), iterator


def _write_all(write: Callable[[Path, Iterable[Row]], None], rows: Iterable[Row], path: Path) -> None:
    write(path, rows)


def _batches(rows: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch
