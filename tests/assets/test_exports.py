"""The release that every run ends with: whole, checked, and written again only when it has to be."""

import json

import pyarrow.parquet as pq
import pytest

import resources.exports.shipped as shipping
from resources.checks import data_docs
from resources.exports.release import release
from resources.exports.rendering import rendered
from resources.traces.executions import in_batches
from tracecot.narrations.curriculum import GRADES
from tracecot.splits.arms import without_lines
from tracecot.splits.choices import Choice
from tracecot.splits.formats.catalogue import FORMATS


@pytest.fixture
def folder(first_run, project):
    return project / "state" / "exports"


def ids(warehouse, side):
    return sorted(str(name) for (name,) in warehouse.rows(f"select sample_id from {side}_split"))


def test_both_formats_hold_both_splits_and_a_card(folder, warehouse):
    for side in ("train", "eval"):
        wanted = ids(warehouse, side)
        if not wanted:
            continue  # a side without rows has no file
        lines = (folder / "conversational" / f"{side}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["sample_id"] for line in lines] == wanted
        assert pq.read_table(folder / "parquet" / f"{side}.parquet")["sample_id"].to_pylist() == wanted
    for name in ("conversational", "parquet"):
        assert "license" in (folder / name / "README.md").read_text(encoding="utf-8")


def test_a_file_that_was_lost_is_written_again_and_a_changed_one_is_found(spoilt_home):
    from tracecot_assets.run import run_pipeline

    folder = spoilt_home.folder / "exports"
    lost, changed = folder / "parquet" / "train.parquet", folder / "conversational" / "train.jsonl"
    whole = changed.read_text(encoding="utf-8")
    lost.unlink()
    changed.write_text(whole.split("\n", 1)[1], encoding="utf-8")

    summary = run_pipeline(select="key:exports")

    assert lost.is_file()
    assert any("the_files_hold_the_splits" in failure for failure in summary.failures)

    changed.unlink()
    assert run_pipeline(select="key:exports").succeeded
    assert changed.read_text(encoding="utf-8") == whole


def shipped_texts(home):
    lines = (home.folder / "exports" / "conversational" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["messages"][-1]["content"] for line in lines]


def test_what_ships_follows_a_text_and_an_origin_that_changed_under_the_same_ids(spoilt_home):
    from tracecot_assets.run import run_pipeline

    spoilt_home.execute([
        ("update narrations set rationale = 'Well. ' || rationale", ()), ("update programs set last_line = 99", ()),
    ])  # fmt: skip

    assert run_pipeline(select="key:samples or key:train_split or key:eval_split or key:exports").succeeded

    assert all(text.startswith("Well. ") for text in shipped_texts(spoilt_home))
    assert spoilt_home.rows("select distinct last_line from samples where retired_at is null") == [(99,)]


def test_a_format_that_was_left_out_for_a_while_is_written_anew(spoilt_home, project, tmp_path, monkeypatch):
    from tests.assets.conftest import SETTINGS
    from tracecot_assets.run import run_pipeline

    one, both = ('[exports]\nformats = ["conversational"]\n', '[exports]\nformats = ["conversational", "parquet"]\n')
    for name in ("alpha.jsonl", "beta.jsonl"):
        (tmp_path / name).write_bytes((project / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    place = spoilt_home.folder / "exports" / "parquet" / "train.parquet"
    (tmp_path / "tracecot.toml").write_text(SETTINGS + one)
    spoilt_home.execute([("update train_split set version = 'another'", ())])
    run_pipeline(select="key:exports")
    before = set(pq.read_table(place)["version"].to_pylist())

    (tmp_path / "tracecot.toml").write_text(SETTINGS + both)
    run_pipeline(select="key:exports")

    assert "another" not in before
    assert set(pq.read_table(place)["version"].to_pylist()) == {"another"}


def test_what_held_is_not_asked_again_until_a_cell_changes(spoilt_home):
    from tracecot_assets.run import run_pipeline

    def told_by(table):
        return data_docs.summaries(data_docs.folder_of(spoilt_home.folder))[table]["run_id"]

    run_pipeline(select="key:rejected_samples")
    before = told_by("rejected_samples")

    assert run_pipeline(select="key:rejected_samples").succeeded
    assert told_by("rejected_samples") == before

    spoilt_home.execute([("update claims set kind = 'hope'", ())])
    spoilt = run_pipeline(select="key:claims")
    assert not spoilt.succeeded
    assert told_by("claims") in spoilt.run_ids


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_from_a_finished_run_and_accounts_for_each_row(name, warehouse, tmp_path):
    files = release(warehouse, tmp_path / name, name)

    rows = sum(len(ids(warehouse, side)) for side in ("train", "eval"))
    card = (tmp_path / name / "README.md").read_text(encoding="utf-8")
    first = [file for file in files if "_data" not in file.path.name]
    assert any(file.records for file in first)
    for file in first:
        assert all(f"| {reason} | " in card for reason in file.left_out)
    if FORMATS[name].record == "a sample":
        assert sum(file.records + file.left_out.total() for file in first) == rows


def test_the_arms_have_the_same_rows_and_the_lines_come_off_again(warehouse, tmp_path):
    completions = {}
    for arm in ("answer-only", "cot", "grounded-cot"):
        file, *_ = release(warehouse, tmp_path / arm, "prompt-completion", Choice(arm=arm))
        records = [json.loads(line) for line in file.path.read_text(encoding="utf-8").splitlines()]
        completions[arm] = {one["sample_id"]: one["completion"][0]["content"] for one in records}

    answers, plain, grounded = (completions[arm] for arm in ("answer-only", "cot", "grounded-cot"))
    assert set(answers) == set(plain) == set(grounded)
    assert {name: without_lines(text) for name, text in grounded.items()} == plain
    assert all(" [L" in text for text in grounded.values())
    assert all(text.endswith(answers[name]) and answers[name].startswith("[ANSWER]") for name, text in plain.items())


def test_the_directions_and_the_thirds_part_the_rows(warehouse, tmp_path):
    def found(choice: Choice) -> list[str]:
        files = release(warehouse, tmp_path / str(choice), "text", choice)
        return [json.loads(line)["sample_id"] for file in files if file.records for line in file.path.open()]

    everything = sorted(found(Choice()))
    assert sorted(found(Choice(direction="forward")) + found(Choice(direction="backward"))) == everything
    assert sorted(name for grade in GRADES for name in found(Choice(difficulty=grade))) == everything


def test_pairs_are_the_same_whatever_the_number_of_processes(warehouse, monkeypatch):
    monkeypatch.setattr(shipping, "in_batches", lambda items, size=2: in_batches(items, 2))
    file = FORMATS["preference"].files[0]
    rows = list(shipping.shipped(warehouse, "train", Choice(), by_program=True))
    alone = list(rendered(warehouse, file, rows, processes=1))

    assert len(rows) > 4
    assert list(rendered(warehouse, file, rows, processes=2)) == alone
