"""`tracecot audit --openlineage` says the chain in the terms of OpenLineage 2-0-2."""

import json
import os
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import jsonschema
import pytest
from typer.testing import CliRunner

from resources.lineage.ledger import one
from resources.tables import LIFE
from resources.warehouse import Warehouse
from tests.cli.view.recorded import recorded
from tracecot.ids import digest
from tracecot_cli.main import app

GOLDEN = Path(__file__).parents[1] / "golden" / "lineage" / "sample.json"
WRITE = bool(os.environ.get("TRACECOT_WRITE_GOLDEN"))

#: What the specification requires of a run event, its run, its job, its data sets and every facet.
TEXT = {"type": "string", "minLength": 1}
FACETS = {
    "type": "object",
    "additionalProperties": {
        "type": "object", "required": ["_producer", "_schemaURL"], "properties": {"_producer": TEXT, "_schemaURL": TEXT}
    },
}  # fmt: skip
NAMED = {"namespace": TEXT, "name": TEXT, "facets": FACETS}
DATASETS = {
    "type": "array", "minItems": 1,
    "items": {
        "type": "object", "required": ["namespace", "name"], "additionalProperties": False,
        "properties": {**NAMED, "inputFacets": FACETS, "outputFacets": FACETS},
    },
}  # fmt: skip
RUN_EVENT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["eventTime", "producer", "schemaURL", "run", "job"],
    "properties": {
        "eventType": {"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        "eventTime": TEXT, "producer": TEXT, "schemaURL": TEXT,
        "run": {"type": "object", "required": ["runId"], "properties": {"runId": TEXT, "facets": FACETS}},
        "job": {"type": "object", "required": ["namespace", "name"], "properties": NAMED},
        "inputs": DATASETS, "outputs": DATASETS,
    },
}  # fmt: skip
#: And what it requires of the facets that are its own.
REQUIRED = {
    "parent": {"run", "job"}, "processing_engine": {"version"}, "documentation": {"description"},
    "jobType": {"processingType", "integration"}, "version": {"datasetVersion"},
    "dataQualityAssertions": {"assertions"},
}  # fmt: skip


def events_of(id: str):
    result = CliRunner().invoke(app, ["audit", id, "--openlineage"])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def facets_of(event):
    found = [event["run"]["facets"], event["job"]["facets"]]
    for dataset in (*event["inputs"], *event["outputs"]):
        found += [dataset["facets"], dataset.get("inputFacets", {})]
    return [(name, facet) for facets in found for name, facet in facets.items()]


@pytest.mark.parametrize("id", ["samp_a1", "narr_back", "narr_bad", "narr_dup", "call_b1", "prog_a1"])
def test_each_event_has_what_the_specification_requires(stocked, id) -> None:
    for event in events_of(id):
        jsonschema.validate(event, RUN_EVENT)
        assert datetime.fromisoformat(event["eventTime"]).tzinfo is not None
        assert UUID(event["run"]["runId"])
        assert UUID(event["run"]["facets"]["parent"]["run"]["runId"])
        for name, facet in facets_of(event):
            assert set(facet) >= REQUIRED.get(name, set())
            assert urlsplit(facet["_schemaURL"]).scheme in ("https", "urn")


def test_what_a_stage_takes_was_given_by_one_before(stocked) -> None:
    given: set[str] = set()
    for event in events_of("samp_a1"):
        taken = {one["name"] for one in event["inputs"]}
        assert taken <= given or event["job"]["name"] == "sources"
        given |= {one["name"] for one in event["outputs"]}

    assert "samples/samp_a1" in given


def test_the_digest_of_a_row_is_that_of_what_it_says(stocked) -> None:
    row = one(Warehouse(stocked).records, "samples", "sample_id", "samp_a1")
    content = {name: row[name] for name in row if name not in {column.name for column in LIFE}}

    (sample,) = events_of("samp_a1")[-1]["outputs"]

    assert sample["facets"]["tracecot_row"]["sha256"] == digest(content)


def test_events_of_an_execution_are_under_its_digest(tmp_path, monkeypatch) -> None:
    warehouse, id = recorded(tmp_path)
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    before = events_of(id)[1]["outputs"][0]["facets"]["tracecot_row"]["events_digest"]

    warehouse.execute([("update trace_events set value_repr = '9' where seq = 1", [])])

    assert events_of(id)[1]["outputs"][0]["facets"]["tracecot_row"]["events_digest"] != before


def test_a_source_has_the_digest_of_the_bytes_that_were_gathered(tmp_path, monkeypatch) -> None:
    warehouse, id = recorded(tmp_path)
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    warehouse.execute([("update programs set source_sha256 = 'abc'", [])])

    (source,) = events_of(id)[0]["inputs"]

    assert source["facets"]["tracecot_source"]["sha256"] == "abc"


def test_golden_shape_of_a_samples_lineage(stocked) -> None:
    found = json.dumps([outline(event) for event in events_of("samp_a1")], indent=1) + "\n"
    if WRITE:
        GOLDEN.write_text(found, encoding="utf-8")
        return

    assert found == GOLDEN.read_text(encoding="utf-8")


def outline(value, key=""):
    """The same without what a time, a version or a digest says."""
    if isinstance(value, dict):
        return {name: outline(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [outline(one) for one in value]
    changing = key.endswith(("Version", "digest", "sha256", "Time", "_producer", "runId", "version", "producer"))
    return f"<{key}>" if changing or key == "python" else value
