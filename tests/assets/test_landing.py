"""A file that lands becomes a corpus of its own, and a changed one a new version of it."""

import json
import os

import dagster as dg
import pytest

from resources.settings import load_settings
from resources.sources.datasets import content_digest, dataset_records
from tests.assets.conftest import ALPHA, BETA, SETTINGS, write_corpus
from tracecot.errors import LandingGone
from tracecot.sources.intake import DataRecord

LANDING = SETTINGS + '\n[landing]\nfolder = "landed"\nlicence = "MIT"\n'
ALONE = '[landing]\nfolder = "landed"\nlicence = "MIT"\n'


@pytest.fixture
def landed(project, tmp_path, monkeypatch):
    """A project with a landing folder."""
    (tmp_path / "tracecot.toml").write_text(LANDING)
    (tmp_path / "landed").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "landed"


def tick(instance, cursor=None):
    from tracecot_assets.definitions import defs

    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    return defs.resolve_sensor_def("landing").evaluate_tick(context)


class Looks:
    """The sensor at work: it looks again and again, and remembers."""

    def __init__(self, instance):
        self.instance, self.cursor, self.told = instance, None, ""

    def once(self):
        """What one look asks for."""
        found = tick(self.instance, self.cursor)
        self.cursor, self.told = found.cursor, found.skip_message
        return found.run_requests or []

    def twice(self):
        """What two looks ask for."""
        return [*self.once(), *self.once()]


@pytest.fixture
def looks():
    with dg.DagsterInstance.ephemeral() as instance:
        yield Looks(instance)


def test_a_new_file_asks_for_one_run_once_it_is_still_and_is_a_partition(landed, looks):
    write_corpus(landed / "more.jsonl", ALPHA)

    at_first, (request,), later = looks.once(), looks.once(), looks.twice()

    assert (at_first, later) == ([], [])
    assert request.run_key.startswith("more.jsonl:")
    assert request.tags["dagster/asset_partition_range_start"] == "more.jsonl"
    assert request.tags["tracecot/asked_by"] == "sensor"
    assert list(looks.instance.get_dynamic_partitions("corpora")) == ["alpha", "beta", "more.jsonl"]


def test_every_change_asks_anew_also_one_back_to_what_was_there(landed, looks):
    keys = []
    for moment, records in enumerate((ALPHA, BETA, ALPHA)):
        write_corpus(landed / "more.jsonl", records)
        os.utime(landed / "more.jsonl", (moment, moment))
        keys += [request.run_key for request in looks.twice()]

    assert len(set(keys)) == 3


def test_a_file_under_way_waits(landed, looks):
    write_corpus(landed / ".hidden.jsonl", ALPHA)
    write_corpus(landed / "half.jsonl.partial", ALPHA)
    asked = []
    for size in (1, 2, 3):
        write_corpus(landed / "more.jsonl", ALPHA[:size])
        asked += looks.once()

    assert asked == []
    assert looks.told == "nothing has landed, changed or left"


def test_a_time_in_the_future_keeps_no_file_waiting(landed, looks):
    write_corpus(landed / "more.jsonl", ALPHA)
    os.utime(landed / "more.jsonl", (4_000_000_000, 4_000_000_000))

    assert len(looks.twice()) == 1


def test_a_file_that_cannot_be_read_is_told_of_and_stops_no_other(landed, looks):
    (landed / "bad.jsonl").symlink_to("/proc/self/mem")  # nobody can read its beginning, root neither
    write_corpus(landed / "more.jsonl", ALPHA)

    (request,) = looks.twice()
    looks.once()

    assert request.run_key.startswith("more.jsonl:")
    assert looks.told.startswith(f"{landed / 'bad.jsonl'} can't be read: ")


@pytest.mark.parametrize(
    "name", ["my data.jsonl", "größe.jsonl", "_under.jsonl", "UP.JSONL", "x.json", "y.ndjson", "z.jsonl.gz"]
)
def test_a_name_that_is_not_taken_is_told(name, landed, looks):
    write_corpus(landed / name, ALPHA)

    assert looks.twice() == []
    assert looks.told.startswith(f"{name} ")
    assert looks.told.endswith("rename it")


def test_a_file_that_left_asks_for_one_run_and_leaves_the_partitions(landed, looks):
    write_corpus(landed / "more.jsonl", ALPHA)
    looks.twice()
    (landed / "more.jsonl").unlink()

    (request,) = looks.once()

    assert request.tags["tracecot/reason"] == "left"
    assert request.tags["tracecot/corpora"] == "more.jsonl"
    assert request.tags["dagster/asset_partition_range_start"] == "alpha"
    assert list(looks.instance.get_dynamic_partitions("corpora")) == ["alpha", "beta"]
    assert looks.twice() == []


def test_what_left_and_lands_again_is_asked_for_again(landed, looks):
    write_corpus(landed / "more.jsonl", ALPHA)
    (first,) = looks.twice()
    (landed / "more.jsonl").rename(landed / "away.partial")
    looks.twice()
    (landed / "away.partial").rename(landed / "more.jsonl")

    (again,) = looks.twice()

    assert again.run_key != first.run_key
    assert again.tags["tracecot/reason"] == "landed"


def test_what_an_older_version_remembered_is_not_asked_for_again(landed, looks):
    write_corpus(landed / "more.jsonl", ALPHA)
    status = (landed / "more.jsonl").stat()
    old = {"changed": status.st_mtime_ns, "size": status.st_size, "digest": "0"}
    looks.cursor = json.dumps({"more.jsonl": old})

    assert looks.twice() == []


def test_a_folder_that_is_away_is_told_of_and_nothing_leaves(landed, looks):
    write_corpus(landed / "more.jsonl", ALPHA)
    looks.twice()
    landed.rename(landed.parent / "away")

    asked, told = looks.twice(), looks.told
    (landed.parent / "away").rename(landed)

    assert asked == looks.twice() == []
    assert told.startswith(f"the landing folder {landed} can't be looked into (No such file or directory)")
    assert list(looks.instance.get_dynamic_partitions("corpora")) == ["alpha", "beta", "more.jsonl"]


def test_the_last_corpus_that_leaves_has_a_run_that_retires_it(landed):
    from tracecot_assets.operation.schedules import nightly

    (landed.parent / "tracecot.toml").write_text(ALONE)
    write_corpus(landed / "more.jsonl", ALPHA)
    with dg.instance_for_test() as instance:
        looks = Looks(instance)
        looks.twice()
        (landed / "more.jsonl").unlink()
        (request,) = looks.once()
        every_night = nightly(dg.build_schedule_context(instance=instance))

    for one in (request, every_night):
        assert one.tags["dagster/asset_partition_range_start"] == "more.jsonl"


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


@pytest.mark.slow  # runs the pipeline
def test_a_folder_that_is_away_stops_a_run_and_its_last_file_retires_when_it_leaves(landed, tmp_path, monkeypatch):
    from resources.warehouse import Warehouse
    from tracecot_assets.run import run_pipeline

    def living():
        return Warehouse(tmp_path / "state").count("programs", "retired_at is null")

    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))
    (tmp_path / "tracecot.toml").write_text(ALONE)
    write_corpus(landed / "more.jsonl", BETA[:1])
    write_corpus(landed / "UP.JSONL", BETA[:1])
    run_pipeline(select="sources")
    passed_over = Warehouse(tmp_path / "state").rows(
        "select corpus, path from rejected_sources where reason = 'not_taken'"
    )
    landed.rename(tmp_path / "away")

    with pytest.raises(LandingGone, match="mount it"):
        run_pipeline(select="sources")
    still = living()
    (tmp_path / "away").rename(landed)
    (landed / "more.jsonl").unlink()
    (landed / "UP.JSONL").unlink()
    summary = run_pipeline(select='group:"sources" or group:"traces"')

    assert passed_over == [("[landing]", "UP.JSONL")]
    assert (still, living()) == (1, 0)
    assert summary.failures == ()
    assert Warehouse(tmp_path / "state").count("rejected_sources", "reason = 'not_taken'") == 0


def test_a_step_of_the_daemon_retires_nothing_while_the_folder_is_away(landed, tmp_path):
    from tracecot_assets.platform import Platform
    from tracecot_assets.stages.leaving import retire_gone

    landed.rmdir()

    with pytest.raises(LandingGone, match="can't be looked into"):
        retire_gone(Platform(None, load_settings()), "run")
