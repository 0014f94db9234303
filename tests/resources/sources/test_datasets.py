"""Records of JSON lines and Parquet come under our names; what can't be read is kept with its line."""

import json
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from resources.settings.tables import RecordsCorpus
from resources.sources.datasets import dataset_records
from resources.sources.packages import sha256_of
from tracecot.errors import BadSettings
from tracecot.sources.intake import DataRecord
from tracecot.sources.records import RejectedSource

ROWS = [{"solution": "def f(x): return x", "args": "1"}, {"solution": "def g(x): return x", "args": "2"}]


def corpus(path: Path, kind: str) -> RecordsCorpus:
    return RecordsCorpus.model_validate(
        {"kind": kind, "name": "set", "path": path, "licence": "MIT", "fields": {"code": "solution", "input": "args"}}
    )


def test_fields_of_json_lines_get_our_names(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)))

    records = list(dataset_records(corpus(path, "jsonl")))

    fields = {"code": "def g(x): return x", "input": "2"}
    assert records[1] == DataRecord("set", "1", "MIT", "a.jsonl", 2, fields, sha256_of(path))


def test_parquet_gives_the_same_records(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)

    records = [one for one in dataset_records(corpus(path, "parquet")) if isinstance(one, DataRecord)]

    assert [dict(one.fields) for one in records] == [{"code": row["solution"], "input": row["args"]} for row in ROWS]


@pytest.mark.parametrize(
    ("line", "reason"), [("{oops", "not_json"), ("[1]", "not_json"), ('{"code": "x"}', "missing_field")]
)
def test_a_bad_line_is_kept_with_its_number_and_the_rest_goes_on(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(ROWS[0])}\n{line}\n{json.dumps(ROWS[1])}\n")

    first, bad, last = dataset_records(corpus(path, "jsonl"))

    assert isinstance(first, DataRecord)
    assert isinstance(bad, RejectedSource)
    assert (bad.line, bad.reason) == (2, reason)
    assert isinstance(last, DataRecord)


def test_a_line_that_is_no_utf_8_is_rejected_and_not_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"solution": "def f(x): return \'caf\xe9\'", "args": "1"}\n' + json.dumps(ROWS[1]).encode())

    bad, last = dataset_records(corpus(path, "jsonl"))

    assert isinstance(bad, RejectedSource)
    assert (bad.line, bad.reason, bad.detail) == (1, "not_json", "it is no UTF-8 from character 36 on")
    assert isinstance(last, DataRecord)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"there is no file .*a\.jsonl"):
        list(dataset_records(corpus(tmp_path / "a.jsonl", "jsonl")))
