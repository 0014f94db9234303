"""The metadata for machines says what the files are, and the library of Croissant agrees."""

import json

import pytest

from resources.exports.files import SCHEMAS, write_records
from tests.splits.formats.given import COUNT_UP, told
from tracecot.splits.croissant import croissant
from tracecot.splits.formats.catalogue import FORMATS


def release(name: str, folder) -> tuple[dict, list[int]]:
    rows = [one.row for one in told(COUNT_UP, ("5", "3"))]
    (file, *_) = FORMATS[name].files
    written = [
        write_records(folder / file.path.format(side=side), file.render(rows), SCHEMAS.get(name))
        for side in ("train", "eval")
    ]
    metadata = croissant("A set: of rows", "0.1.0", ["MIT"], [one.described(folder) for one in written])
    (folder / "croissant.json").write_text(json.dumps(metadata))
    return metadata, [one.records for one in written]


def test_each_file_has_its_digest_and_its_columns(tmp_path) -> None:
    metadata, _ = release("prompt-only", tmp_path)

    assert metadata["name"] == "A-set-of-rows"
    assert [one["contentUrl"] for one in metadata["distribution"]] == ["train.jsonl", "eval.jsonl"]
    assert [field["name"] for field in metadata["recordSet"][0]["field"]] == ["answer", "task_type", "info"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["conversational", "parquet", "datasets", "prompt-only", "verl", "cruxeval", "text"])
def test_the_library_of_croissant_reads_the_records(name, tmp_path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    metadata, counts = release(name, tmp_path)

    dataset = mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json"))

    assert not dataset.metadata.issues.errors
    for records, count in zip(metadata["recordSet"], counts, strict=True):
        found = list(dataset.records(records["@id"]))
        assert len(found) == count > 0
        assert {f"{records['@id']}/{field['name']}" for field in records["field"]} == set(found[0])
