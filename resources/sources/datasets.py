"""Reads the records of a data set's file: what can't be read becomes a rejection with its line number."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pyarrow import ArrowException, parquet

from resources.settings.tables import OURS, RecordsCorpus
from resources.sources.packages import sha256_of
from tracecot.errors import BadSettings, CorpusGone
from tracecot.sources.intake import DataRecord, under_our_names
from tracecot.sources.records import RejectedSource

DIGITS = 12  # of a content's digest that is a version

LONGEST_LINE = 10_000_000  # characters


def dataset_records(corpus: RecordsCorpus) -> Iterator[DataRecord | RejectedSource]:
    """The records in the order of the file.

    Raises:
        BadSettings: the file isn't there, or is no Parquet file where one was announced.
    """
    content = content_digest(corpus)
    if not corpus.version:
        corpus = corpus.model_copy(update={"version": content[:DIGITS]})
    for record in _jsonl(corpus) if corpus.kind == "jsonl" else _parquet(corpus):
        yield replace(record, sha256=content) if isinstance(record, DataRecord) else record


def _there(corpus: RecordsCorpus) -> Path:
    """The file.

    Raises:
        CorpusGone: there is none.
    """
    if not corpus.path.is_file():
        raise CorpusGone(f"corpus {corpus.name}: there is no file {corpus.path}; mend `path` in tracecot.toml")
    return corpus.path


def content_digest(corpus: RecordsCorpus) -> str:
    """The SHA-256 of the file.

    Raises:
        BadSettings: it can't be read.
    """
    try:
        return sha256_of(_there(corpus))
    except OSError as error:
        raise BadSettings(f"corpus {corpus.name}: {corpus.path} can't be read: {error.strerror}") from error


def _jsonl(corpus: RecordsCorpus) -> Iterator[DataRecord | RejectedSource]:
    with corpus.path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _read_line(corpus, number, line)


def _read_line(corpus: RecordsCorpus, number: int, line: str) -> DataRecord | RejectedSource:
    """One line as a record."""
    if len(line) > LONGEST_LINE:
        return _rejected(corpus, number, "too_long", f"the line has {len(line)} characters")
    try:
        line.encode("utf-8")
        content = json.loads(line)
    except UnicodeEncodeError as error:
        return _rejected(corpus, number, "not_json", f"it is no UTF-8 from character {error.start + 1} on")
    except (ValueError, RecursionError) as error:
        return _rejected(corpus, number, "not_json", f"{error}; the line begins {line[:60]!r}")
    if not isinstance(content, dict):
        return _rejected(corpus, number, "not_json", f"the line is no object but {type(content).__name__}")
    return _record(corpus, number, content)


def _parquet(corpus: RecordsCorpus) -> Iterator[DataRecord | RejectedSource]:
    number = 0
    try:
        with parquet.ParquetFile(corpus.path) as file:
            for batch in file.iter_batches(batch_size=1_000):
                for row in batch.to_pylist():
                    number += 1
                    yield _record(corpus, number, row)
    except ArrowException as error:
        raise BadSettings(f"corpus {corpus.name}: {corpus.path} is no readable Parquet file: {error}") from error


def _record(corpus: RecordsCorpus, number: int, content: Mapping[str, object]) -> DataRecord | RejectedSource:
    """The record under our names; what the file calls otherwise is looked up in the corpus's `fields`."""
    named = under_our_names(content, corpus.fields)
    if not isinstance(named.get("code"), str):
        there = ", ".join(sorted(map(str, content))[:12]) or "nothing"
        return _rejected(
            corpus, number, "missing_field",
            f"there is no text under {corpus.fields.get('code', 'code')!r}; the record has {there}; "
            "name the field with `fields`",
        )  # fmt: skip
    fields = {field: named[field] for field in OURS if named.get(field) is not None}
    return DataRecord(corpus.name, corpus.version, corpus.licence, corpus.path.name, number, fields)


def _rejected(corpus: RecordsCorpus, number: int, reason: str, detail: str) -> RejectedSource:
    return RejectedSource(corpus.name, corpus.name, corpus.path.name, f"line {number}", number, reason, detail[:300])
