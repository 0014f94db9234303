"""The release that every run ends with: whole, checked, and written again only when it has to be."""

import json

import pyarrow.parquet as pq
import pytest


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


def test_what_held_is_not_asked_again_until_a_cell_changes(spoilt_home, monkeypatch):
    from tracecot_assets.checks import suites
    from tracecot_assets.run import run_pipeline

    asked = []
    validate = suites.validate
    monkeypatch.setattr(suites, "validate", lambda *given: asked.append(given[1].name) or validate(*given))
    run_pipeline(select="key:rejected_samples")
    asked.clear()

    assert run_pipeline(select="key:rejected_samples").succeeded
    assert asked == []

    spoilt_home.execute([("update claims set kind = 'hope'", ())])
    assert not run_pipeline(select="key:claims").succeeded
    assert "claims" in asked
