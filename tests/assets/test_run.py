"""The pipeline from end to end, in Dagster, on two small corpora."""

import pytest

from tests.assets.crashing import contents
from tracecot.errors import BadSettings


def test_a_run_makes_every_stage_and_every_check_holds(first_run, warehouse):
    summary, _ = first_run

    assert summary.failures == ()
    assert summary.checks > 60
    assert {name: warehouse.count(name) > 0 for name in ("programs", "calls", "raw_traces", "trace_events")} == {
        "programs": True, "calls": True, "raw_traces": True, "trace_events": True,
    }  # fmt: skip
    assert warehouse.count("narrations") > 0
    assert warehouse.count("samples") > 0


def test_progress_reaches_the_end_of_every_stage(first_run):
    _, shares = first_run

    last = dict(shares)

    assert {stage: last[stage] for stage in ("sources", "traces", "narrations", "verification", "splits", "marts")} == (
        dict.fromkeys(("sources", "traces", "narrations", "verification", "splits", "marts"), 1.0)
    )


def test_a_line_that_is_no_json_and_a_function_that_never_ends_are_rejected_and_the_rest_goes_on(warehouse):
    reasons = warehouse.rows("select corpus, reason from rejected_sources order by all")

    assert ("alpha", "not_json") in reasons
    assert len([one for one in reasons if one[0] == "beta"]) >= 2


def test_a_second_run_changes_nothing(first_run, warehouse):
    from tracecot_assets.run import run_pipeline

    before = contents(warehouse)
    made = warehouse.rows("select trace_id, run_id, made_at from raw_traces order by all")

    summary = run_pipeline()

    assert summary.failures == ()
    assert contents(warehouse) == before
    assert warehouse.rows("select trace_id, run_id, made_at from raw_traces order by all") == made


def test_a_corpus_that_does_not_exist_is_named(project):
    from tracecot_assets.run import run_pipeline

    with pytest.raises(BadSettings, match="gamma"):
        run_pipeline(["gamma"])


def test_a_selection_that_meets_nothing_is_named(first_run):
    from tracecot_assets.parts import NothingSelected
    from tracecot_assets.run import run_pipeline

    with pytest.raises(NothingSelected, match="nonsense"):
        run_pipeline(select="nonsense")


def test_a_run_beside_another_is_refused(first_run, project):
    import fcntl

    from tracecot_assets.run import RunGoesOn, run_pipeline

    with (project / "state" / "run.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        with pytest.raises(RunGoesOn):
            run_pipeline()
