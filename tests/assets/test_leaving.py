"""What leaves is retired and marked, what comes back lives again, and the figures tell it."""

import pytest

from tests.assets.conftest import ALPHA, BETA, SETTINGS, write_corpus


@pytest.fixture
def own(project, tmp_path, monkeypatch):
    """A project of the same two corpora that a test may change."""
    from resources.warehouse import Warehouse

    (tmp_path / "tracecot.toml").write_text(SETTINGS)
    write_corpus(tmp_path / "alpha.jsonl", ALPHA)
    write_corpus(tmp_path / "beta.jsonl", [*BETA[:2], ALPHA[0]])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))
    return Warehouse(tmp_path / "state")


STAGES = "group:sources or group:traces or group:narrations or group:verification or key:refresh_figures"


def refresh(corpora=None):
    from tracecot_assets.run import run_pipeline

    summary = run_pipeline(corpora, select=STAGES)
    assert summary.failures == ()


def living(warehouse, table):
    rows = f"select corpus, count(*) from {table} where retired_at is null group by all order by 1"
    return dict(warehouse.rows(rows))


@pytest.mark.slow  # runs the pipeline
def test_a_corpus_that_leaves_retires_and_comes_back(own, tmp_path):
    refresh()
    before = {table: own.rows(f"select corpus, count(*) from {table} group by all order by 1") for table in KEPT}
    lived = {table: living(own, table) for table in KEPT}

    (tmp_path / "tracecot.toml").write_text(SETTINGS.replace(ALPHA_CORPUS, ""))
    refresh()
    without = {table: living(own, table) for table in KEPT}
    because = own.rows("select distinct retired_because from narrations where corpus = 'alpha'")
    refused = own.rows("select distinct corpus from rejected_sources")
    retired = own.rows("select sum(row_count) from refresh_figures where figure = 'retired' and corpus = 'alpha'")
    (tmp_path / "tracecot.toml").write_text(SETTINGS)
    refresh()

    assert all("alpha" not in found for found in without.values())
    assert without["programs"]["beta"] == lived["programs"]["beta"] + 1  # what alpha had as well is beta's now
    assert because == [("source",)]
    assert refused == [("beta",)]
    assert retired[0][0] > 10
    assert {table: sum(living(own, table).values()) for table in KEPT} == {
        table: sum(found.values()) for table, found in lived.items()
    }
    assert {table: sum(rows for _, rows in found) for table, found in before.items()}["programs"] == 5


@pytest.mark.slow
def test_a_file_that_is_gone_retires_its_corpus(own, tmp_path):
    refresh()
    lived = living(own, "programs")

    (tmp_path / "beta.jsonl").rename(tmp_path / "elsewhere.jsonl")
    refresh()
    gone = living(own, "programs")
    refused = own.rows("select reason from rejected_sources where corpus = 'beta'")
    (tmp_path / "elsewhere.jsonl").rename(tmp_path / "beta.jsonl")
    refresh()

    assert "beta" not in gone
    assert refused == [("corpus_not_there",)]
    assert living(own, "programs") == lived
    assert own.count("rejected_sources", "reason = 'corpus_not_there'") == 0


@pytest.mark.slow
def test_other_settings_retire_what_was_made_under_the_old_ones(own, tmp_path):
    refresh(["alpha"])
    told = own.count("narrations")

    voices = '[narrations]\nvoices = ["terse"]\n\n[limits]'
    (tmp_path / "tracecot.toml").write_text(SETTINGS.replace("[limits]", voices))
    refresh(["alpha"])

    assert own.count("narrations", "retired_because = 'settings'") > 0
    assert own.rows("select distinct voice from narrations where retired_at is null") == [("terse",)]
    assert own.count("verified_cot", "retired_at is null") > 0
    assert own.count("narrations") > told / 2


@pytest.mark.slow  # runs the pipeline
def test_a_changed_function_is_told_from_a_new_one(own, tmp_path):
    refresh(["alpha"])
    changed = [(name, code.replace("total = a + b", "total = b + a"), tests) for name, code, tests in ALPHA]
    write_corpus(tmp_path / "alpha.jsonl", [*changed, BETA[1]])

    refresh(["alpha"])

    figures = own.rows(
        "select figure, reason, row_count from refresh_figures where rows_of = 'programs' "
        "and made_at = (select max(made_at) from refresh_figures) order by all"
    )
    assert figures == [("changed", "", 1), ("new", "", 1), ("retired", "source", 1), ("reused", "", 2)]


@pytest.mark.slow
def test_a_refresh_with_nothing_new_adds_no_figures(own):
    refresh(["alpha"])
    before = own.count("refresh_figures")

    refresh(["alpha"])

    assert own.count("refresh_figures") == before > 0


KEPT = ("programs", "calls", "raw_traces", "narrations", "verified_cot")
ALPHA_CORPUS = '[[corpora]]\nkind = "jsonl"\nname = "alpha"\npath = "alpha.jsonl"\nlicence = "MIT"\n'
