"""A file that lands becomes a corpus of its own, and a changed one a new version of it."""

import json
import os
from pathlib import Path

import dagster as dg
import pytest

from resources.datasets import content_digest, dataset_records
from resources.settings import load_settings
from tests.assets.conftest import ALPHA, BETA, SETTINGS, write_corpus
from tracecot.sources.intake import DataRecord

LANDING = SETTINGS + '\n[landing]\nfolder = "landed"\nlicence = "MIT"\n'


@pytest.fixture
def landed(project, tmp_path, monkeypatch):
    """A project with a landing folder."""
    (tmp_path / "tracecot.toml").write_text(LANDING)
    (tmp_path / "landed").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "landed"


def settle(path: Path, at: int = 1_000) -> None:
    os.utime(path, (at, at))


def tick(instance, cursor=None):
    from tracecot_assets.definitions import defs

    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    return defs.resolve_sensor_def("landing").evaluate_tick(context)


def test_a_new_file_asks_for_one_run_and_is_a_partition(landed):
    write_corpus(landed / "more.jsonl", ALPHA)
    settle(landed / "more.jsonl")

    with dg.DagsterInstance.ephemeral() as instance:
        first = tick(instance)
        second = tick(instance, first.cursor)
        partitions = instance.get_dynamic_partitions("corpora")

    (request,) = first.run_requests
    assert request.run_key.startswith("more.jsonl:")
    assert request.tags["dagster/asset_partition_range_start"] == "more.jsonl"
    assert request.tags["tracecot/asked_by"] == "sensor"
    assert second.run_requests == []
    assert list(partitions) == ["alpha", "beta", "more.jsonl"]


def test_a_changed_file_asks_again_and_one_that_was_only_touched_has_the_same_key(landed):
    write_corpus(landed / "more.jsonl", ALPHA)
    settle(landed / "more.jsonl")
    with dg.DagsterInstance.ephemeral() as instance:
        first = tick(instance)
        settle(landed / "more.jsonl", 2_000)
        touched = tick(instance, first.cursor)
        write_corpus(landed / "more.jsonl", BETA)
        settle(landed / "more.jsonl", 3_000)
        changed = tick(instance, touched.cursor)

    keys = [one.run_key for tick in (first, touched, changed) for one in tick.run_requests]
    assert keys[-1] != keys[0]
    assert set(keys[:-1]) == {keys[0]}


def test_a_file_under_way_waits(landed):
    write_corpus(landed / "more.jsonl", ALPHA)
    (landed / ".hidden.jsonl").write_text("{}")
    (landed / "half.jsonl.partial").write_text("{}")

    with dg.DagsterInstance.ephemeral() as instance:
        assert tick(instance).run_requests == []


def test_a_corpus_that_left_the_folder_leaves_the_partitions(landed):
    write_corpus(landed / "more.jsonl", ALPHA)
    settle(landed / "more.jsonl")
    with dg.DagsterInstance.ephemeral() as instance:
        tick(instance)
        (landed / "more.jsonl").unlink()
        tick(instance)

        assert list(instance.get_dynamic_partitions("corpora")) == ["alpha", "beta"]


def test_a_landed_corpus_has_its_content_as_version(landed):
    write_corpus(landed / "more.jsonl", ALPHA)
    corpus = load_settings().corpus("more.jsonl")

    versions = {record.version for record in dataset_records(corpus) if isinstance(record, DataRecord)}

    assert versions == {content_digest(corpus)[:12]}
    assert corpus.licence == "MIT"


@pytest.mark.slow  # runs the pipeline
def test_a_run_takes_a_landed_file_in(landed, tmp_path, monkeypatch):
    from resources.warehouse import Warehouse
    from tracecot_assets.run import run_pipeline

    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))
    write_corpus(landed / "more.jsonl", BETA[:1])

    summary = run_pipeline(["more.jsonl"], select="sources")

    assert summary.failures == ()
    assert Warehouse(tmp_path / "state").rows("select corpus, count(*) from programs group by all") == [
        ("more.jsonl", 1)
    ]
    assert json.loads((landed / "more.jsonl").read_text().splitlines()[0])["id"] == "clamp"
