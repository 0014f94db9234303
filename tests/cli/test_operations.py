"""`status`, `withdraw` and the audit of an export, on a stocked warehouse."""

import fcntl
import json
import sqlite3
import time
from contextlib import closing

import pytest
from typer.testing import CliRunner

from resources.exports.manifests import MANIFEST
from resources.state.living import LOCK
from resources.tables import TABLES
from resources.upkeep.at_rest import RUN_LOCK
from resources.warehouse import Warehouse
from tests.cli.stocked import stock
from tracecot_cli.main import app
from tracecot_cli.platform.check_history import HISTORY, CheckResult, latest_checks
from tracecot_cli.platform.health import Health, Run, advices
from tracecot_cli.platform.starting import _ending


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A stocked warehouse that a test may change."""
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))
    (tmp_path / "state").mkdir()
    return stock(tmp_path / "state")


@pytest.fixture
def release(own, tmp_path):
    assert tell("export", "--out", str(tmp_path / "release")).exit_code == 0
    return tmp_path / "release"


def tell(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_an_export_is_proven_by_its_folder_or_a_file_in_it(own, release):
    for place in (release, release / "train.jsonl"):
        result = tell("audit", str(place))

        assert result.exit_code == 0, result.output
        assert "(1 of train, 1 of eval) are those of the warehouse" in result.stdout


def test_a_file_that_was_changed_or_is_missing_is_named(own, release):
    (release / "train.jsonl").write_text((release / "train.jsonl").read_text().replace("4", "5"))
    (release / "eval.jsonl").unlink()

    result = tell("audit", str(release))

    assert result.exit_code == 1
    assert "train.jsonl was changed" in result.stdout
    assert "eval.jsonl is missing" in result.stdout


def test_a_manifest_that_was_written_to_fit_a_changed_file_is_not_known(own, release):
    from resources.exports.manifests import _digest, _sha256

    (release / "train.jsonl").write_text((release / "train.jsonl").read_text().replace("4", "5"))
    content = json.loads((release / MANIFEST).read_text())
    del content["digest"]
    content["files"]["train.jsonl"] = _sha256(release / "train.jsonl")
    (release / MANIFEST).write_text(json.dumps({**content, "digest": _digest(content)}))

    result = tell("audit", str(release))

    assert result.exit_code == 1
    assert "the warehouse knows of no export" in result.stdout


def test_a_file_that_the_manifest_does_not_name_is_not_of_the_export(own, release):
    (release / "data").mkdir()
    for place in (release / "more.jsonl", release / "data" / "train.jsonl"):
        place.write_text("{}")
        result = tell("audit", str(place))

        assert result.exit_code == 1
        assert f"names no {place.relative_to(release)}: not of the export" in result.stdout
        place.unlink()


def test_a_sample_that_is_on_another_side_in_the_warehouse_is_told(own, release):
    own.execute([("update samples set split = 'eval' where split = 'train'", [])])

    result = tell("audit", str(release))

    assert result.exit_code == 1
    assert "1 samples of train are on another side in the warehouse" in result.stdout


def test_what_retired_for_another_reason_than_a_withdrawal_leaves_the_status(own, release):
    own.execute([("update samples set retired_at = now()::timestamp, retired_because = 'selection'", [])])

    result = tell("audit", str(release))

    assert result.exit_code == 0
    assert "2 of its samples have retired since: selection" in result.stdout


@pytest.mark.parametrize(
    "manifest",
    [
        "", "{", "[]", "null", "3", "{}", "[" * 100_000, "\udcff",
        *(
            json.dumps({"digest": "d", "files": {}, "samples": {}, "rows": {}, **spoilt})
            for spoilt in (
                {"samples": "x"}, {"samples": ["x"]}, {"samples": {"train": "x"}}, {"samples": {"train": [1]}},
                {"samples": {"train": ["\ud800"]}}, {"files": {"a": None}}, {"files": []}, {"digest": {}},
                {"rows": {"train": 3}}, {"suites_that_held": "x"},
            )
        ),
    ],
)  # fmt: skip
def test_a_manifest_of_another_shape_is_told(own, tmp_path, manifest):
    (tmp_path / MANIFEST).write_bytes(manifest.encode(errors="surrogateescape"))

    result = tell("audit", str(tmp_path))

    assert (result.exit_code, result.exception.__class__) == (2, SystemExit), result.output
    assert f"{tmp_path / MANIFEST} can't be read as the manifest of an export (" in result.stderr


@pytest.mark.parametrize("name", ["a\0b", "a" * 300, ".", "/dev/zero", "none/at/all"])
def test_a_manifest_may_name_any_file(own, tmp_path, name):
    content = {"digest": "d", "files": {name: "0"}, "samples": {"train": ["samp_a1", "samp_a1"]}, "rows": {}}
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MANIFEST).write_text(json.dumps(content))

    result = tell("audit", str(tmp_path / "out"))

    assert result.exit_code == 1, result.output
    assert "manifest.json was changed" in result.stdout


def test_what_is_no_export_is_told_as_that(own, tmp_path):
    folder, nowhere = tell("audit", str(tmp_path)), tell("audit", str(tmp_path / "relaese"))

    assert folder.exit_code == nowhere.exit_code == 2
    assert f"{tmp_path} is no export: it has no manifest.json" in folder.stderr
    assert f"there is no {tmp_path / 'relaese'}" in nowhere.stderr


@pytest.mark.parametrize("options", [["--replay"], ["--html", "page.html"], ["--openlineage"]])
def test_what_goes_with_a_row_is_refused_for_an_export(own, release, options):
    result = tell("audit", str(release), *options)

    assert result.exit_code == 2
    assert f"{options[0]} goes with the id of a row" in result.stderr


def test_a_page_and_events_are_not_asked_for_at_once(own, tmp_path):
    result = tell("audit", "samp_a1", "--openlineage", "--html", str(tmp_path / "page.html"))

    assert result.exit_code == 2
    assert "can't be combined" in result.stderr
    assert not (tmp_path / "page.html").exists()


def test_rows_that_differ_from_the_warehouse_are_told(own, release):
    own.execute([("update samples set completion = 'else' where split = 'train'", [])])

    assert "the rows of train are not those of the warehouse" in tell("audit", str(release)).stdout


@pytest.mark.parametrize("origin", ["pack", "pack:pack/m.py", "pack:pack/m.py:f"])
def test_what_is_withdrawn_is_kept_marked_and_in_no_split(own, release, origin):
    result = tell("withdraw", origin)

    assert result.exit_code == 0, result.output
    assert "1 programs, 2 samples that ship until now" in result.stdout
    assert f"an export holds some of it: {release}" in result.stdout
    assert own.count("train_split") == own.count("eval_split") == 0
    for table in ("programs", "calls", "raw_traces", "narrations", "skipped_traces", "verified_cot", "samples"):
        assert own.rows(f"select distinct retired_because from {table}") == [("withdrawn",)]
    audited = tell("audit", str(release))
    assert "2 of its samples have retired since: withdrawn" in audited.stdout
    assert audited.exit_code == 1


def test_what_would_be_withdrawn_is_shown_and_what_was_is_not_counted_again(own, release):
    shown = tell("withdraw", "pack", "--dry-run")
    lives, noted = own.count("samples", "retired_at is null"), own.count("withdrawals")
    tell("withdraw", "pack")
    again = tell("withdraw", "pack")

    assert "would withdraw pack: 1 programs, 2 samples" in shown.stdout
    assert (lives, noted) == (2, 0)
    assert "withdrew pack: 0 programs, 0 samples" in again.stdout
    assert f"an export holds some of it: {release}" in again.stdout


@pytest.mark.parametrize("stage", ["run", "sources"])
def test_beside_a_run_nothing_is_withdrawn(own, stage):
    with (own.folder / f"{stage}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        result = tell("withdraw", "pack")

    assert result.exit_code == 1
    assert "wait for it to end" in result.stderr
    assert own.count("withdrawals") == 0


def test_what_was_withdrawn_does_not_wake(own):
    from resources.warehouse.retiring import follow_sources

    tell("withdraw", "pack")
    for stage in ("traces", "narrations", "verification"):
        follow_sources(own, stage, {})

    for name, table in TABLES.items():
        if table.retires:
            assert own.count(name, "retired_at is null") == 0


@pytest.mark.parametrize("origin", ["nobody", "pack:pack/other.py", "pack:pack/m.py:g"])
def test_an_origin_that_nothing_came_from_is_named(own, origin):
    result = tell("withdraw", origin)

    assert result.exit_code == 2
    assert "such as pack" in result.stderr
    assert own.count("withdrawals") == 0
    assert own.count("programs", "retired_at is null") == 1


def test_a_program_with_a_helper_of_the_withdrawn_file_goes_too(own):
    own.execute([("update programs set helpers = ['pack.low.halve']", [])])

    assert tell("withdraw", "pack:pack/lower.py").exit_code == 2
    assert tell("withdraw", "pack:pack/low.py:other").exit_code == 2
    assert tell("withdraw", "pack:pack/low.py:halve").exit_code == 0


def test_status_sums_up(own):
    result = tell("status")

    assert result.exit_code == 0, result.output
    for words in ("last run    none yet", "samples", "2 rows", "disk", "do          "):
        assert words in result.stdout


def test_status_tells_a_failed_run_and_a_broken_check(own, tmp_path):
    home = tmp_path / "state" / "dagster" / "history"
    (home / "runs").mkdir(parents=True)
    with sqlite3.connect(home / "runs.db") as runs:
        runs.execute("create table runs (id integer, run_id text, status text, end_time float)")
        runs.execute("insert into runs values (1, 'one', 'SUCCESS', 1), (2, 'two', 'FAILURE', 1000000000)")
    with sqlite3.connect(home / "runs" / "index.db") as index:
        index.execute(
            "create table asset_check_executions "
            "(id integer, asset_key text, check_name text, execution_status text, run_id text, evaluation_event text)"
        )
        index.execute(
            """insert into asset_check_executions values (1, '["samples"]', 'key_is_unique', 'FAILED', 'two', null)"""
        )

    result = tell("status")

    assert result.exit_code == 1
    assert "last run    two, failure, ended 2001-09-09 01:46 UTC" in result.stdout
    assert "check key_is_unique of samples" in result.stdout


def test_a_check_that_only_warned_is_no_failure():
    warned = Health(
        None, {"programs": 1}, (CheckResult("samples", "shares", False, "r", stops=False),), None, 0, 10**12
    )

    assert warned.is_well
    assert advices(warned) == ["`tracecot ui` shows what the warning is about; it stops nothing"]


def test_a_check_that_only_warned_is_known_by_its_entry(tmp_path):
    (tmp_path / "history" / "runs").mkdir(parents=True)
    told = {"dagster_event": {"event_specific_data": {"severity": {"__enum__": "AssetCheckSeverity.WARN"}}}}
    with sqlite3.connect(tmp_path / HISTORY) as index:
        index.execute(
            "create table asset_check_executions "
            "(id integer, asset_key text, check_name text, execution_status text, run_id text, evaluation_event text)"
        )
        row = (1, '["samples"]', "shares", "FAILED", "one", json.dumps(told))
        index.execute("insert into asset_check_executions values (?, ?, ?, ?, ?, ?)", row)

    assert latest_checks(tmp_path, ["samples"]) == [CheckResult("samples", "shares", False, "one", stops=False)]


def test_the_summary_says_where_the_splits_are_only_where_they_are(own, tmp_path):
    (tmp_path / "exports").mkdir()

    assert "The splits are in" in _ending(own.records, tmp_path / "exports")
    assert "The splits are in" not in (without := _ending(own.records, tmp_path / "none"))
    assert "audit samp_a1" in without


def test_the_summary_says_why_nothing_is_for_training(own, tmp_path):
    assert "No row is for training" not in _ending(own.records, tmp_path)

    own.execute([("delete from train_split", ())])

    assert "No row is for training: what there is shares its source" in _ending(own.records, tmp_path)


def test_a_thin_text_is_told_by_what_it_leaves_out(own):
    thin = "update rejected_narrations set reason = 'thin', verdict = 'verified', support = 0.4, detail = ''"
    own.execute([(thin, ())])

    told = tell("why", "narr_bad").stdout
    assert "nothing in it is wrong, and it is thin: it tells 40.0% of what led to the answer" in told


def test_what_to_do_next_is_said_as_it_can_be_typed(own, tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "tracecot").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "\n  bin/tracecot audit samp_a1 " in f"\n{_ending(own.records, tmp_path / 'none')}"


def test_samples_on_no_side_are_told_as_chosen_and_not_as_shipped(own, tmp_path):
    own.execute([(f"delete from {side}_split", ()) for side in ("train", "eval")])

    assert "2 samples are chosen, and none ships" in _ending(own.records, tmp_path)
    assert "chosen as samp_a1 for train" in tell("why", "samp_a1").stdout
    assert "shipped as" not in tell("why", "samp_a1").stdout
    assert "2 samples are chosen, and none is on a side yet" in tell("export", "--out", str(tmp_path / "out")).stderr


def test_status_tells_a_run_whose_process_was_killed_and_not_one_that_lives(own, tmp_path):
    home = tmp_path / "state" / "dagster"
    (home / "history").mkdir(parents=True)
    with sqlite3.connect(home / "history" / "runs.db") as runs:
        runs.execute("create table runs (id integer, run_id text, status text, end_time float)")
        runs.execute("insert into runs values (1, 'one', 'STARTED', null), (2, 'two', 'QUEUED', null)")

    killed = tell("status")
    with (home / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        lives = tell("status")

    assert killed.exit_code == 1
    assert "do          run one was killed: `tracecot run` goes on where it was" in killed.stdout
    assert lives.exit_code == 0
    assert "do          nothing yet: a run is at work" in lives.stdout
    assert "all is well" not in lives.stdout


def test_status_tells_a_run_from_a_command_line_that_is_at_work(own, tmp_path):
    with (tmp_path / "state" / RUN_LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        during = tell("status")

    assert "a run is at work" in during.stdout
    assert "a run is at work" not in tell("status").stdout


def test_status_says_what_to_do_first():
    failed = Health(Run("r", "FAILURE", None), {"programs": 1}, (), None, 0, 10**6)

    assert [advice.split(":")[0] for advice in advices(failed)] == ["the last run failed", "the disk is nearly full"]


def test_a_run_that_found_nothing_new_is_a_sign_of_life(own):
    own.execute([("insert into refreshes by name select 'sources' stage, timestamp '2020-01-01' made_at", [])])
    stale = tell("status").stdout
    home = own.folder / "dagster" / "history"
    home.mkdir(parents=True)
    with closing(sqlite3.connect(home / "runs.db")) as runs, runs:
        runs.execute("create table runs (id integer, run_id text, status text, end_time float)")
        runs.execute("insert into runs values (1, 'one', 'SUCCESS', ?)", [time.time()])

    assert "nothing ran in the last 48 hours" in stale
    assert "nothing ran in the last" not in tell("status").stdout


@pytest.mark.parametrize(
    ("content", "stale"),
    [
        ("checks.stale_hours = 100", False),
        ("checks.stale_hours = 20", True),
        ("checks.stale_hours = 'long'", True),  # what a run refuses stops no look at the platform
        (None, True),
    ],
)
def test_status_calls_stale_what_the_settings_call_stale(own, tmp_path, monkeypatch, content, stale):
    own.execute(
        [("insert into refreshes by name select 'sources' stage, now()::timestamp - interval 60 hour made_at", [])]
    )
    monkeypatch.chdir(tmp_path)
    if content:
        corpus = "[[corpora]]\nkind = 'package'\nname = 'toolz'\ndistribution = 'toolz'\n"
        (tmp_path / "tracecot.toml").write_text(f"{content}\n{corpus}")

    assert ("nothing ran in the last" in tell("status").stdout) is stale


@pytest.mark.parametrize("command", [["status"], ["why", "prog_1"], ["audit", "prog_1"], ["withdraw", "pack"]])
@pytest.mark.parametrize("content", [b"", b"no database " * 1_000])
def test_a_damaged_warehouse_is_named_with_the_way_out(own, command, content):
    own.path.write_bytes(content)

    result = tell(*command)

    assert result.exit_code in (1, 2)
    assert not content or f"{own.path} can't be read as a database" in result.stderr
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)


def test_a_warehouse_is_needed(bare):
    assert tell("status").exit_code == tell("withdraw", "pack").exit_code == 2
    assert not Warehouse(bare / "none").path.exists()
