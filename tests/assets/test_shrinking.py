"""Simpler calls that were executed are rows like any other, and nothing is executed again for them."""

import pytest

from tests.assets.crashing import contents


def test_a_simpler_call_has_its_own_rows(warehouse):
    proposed = warehouse.rows("""
        select call.input, asked.input, mine.value_repr = theirs.value_repr, mine.events > 0, mine.label
        from calls as call join calls as asked on asked.call_id = call.made_from
        join raw_traces as mine on mine.call_id = call.call_id
        join raw_traces as theirs on theirs.call_id = asked.call_id
        where call.kind = 'proposed'
    """)

    assert "'ada lovelace'" in {asked for _, asked, *_ in proposed}
    assert all(len(simpler) < len(asked) for simpler, asked, *_ in proposed)
    assert {(same, has_events) for _, _, same, has_events, _ in proposed} == {(True, True)}
    assert {label for *_, label in proposed} <= {"re-derived", "cross-checked"}


def test_it_is_what_a_prediction_of_inputs_proposes(warehouse):
    assert warehouse.rows("""
        select count(*) > 0, count(refused.narration_id)
        from narrations join raw_traces on raw_traces.trace_id = answer_trace_id join calls using (call_id)
        left join rejected_narrations as refused
            on refused.narration_id = narrations.narration_id and refused.verdict <> 'verified'  -- not only thin
        where calls.kind = 'proposed' and narrations.task = 'input_prediction'
    """) == [(True, 0)]


def test_nothing_is_asked_about_it(warehouse):
    assert warehouse.rows("""
        select count(*) from narrations join raw_traces using (trace_id) join calls using (call_id)
        where calls.kind = 'proposed'
    """) == [(0,)]


@pytest.mark.slow  # runs the pipeline
def test_a_corpus_that_is_gathered_anew_keeps_it(spoilt_home):
    """The corpus counts as changed, and gives the same: the simpler calls stay as they are."""
    from tracecot_assets.run import run_pipeline

    before = contents(spoilt_home)
    spoilt_home.execute([("update refreshes set fingerprint = 'another' where stage = 'sources'", ())])

    assert run_pipeline(select="group:sources or group:traces").failures == ()
    for table in ("calls", "raw_traces", "trace_events"):
        assert contents(spoilt_home)[table] == before[table], table
    untried = "shrinker is null and call_id not in (select call_id from calls where kind = 'proposed')"
    assert spoilt_home.count("raw_traces", untried) == 0


@pytest.mark.slow  # runs the pipeline
def test_a_search_that_was_killed_before_its_mark_finds_the_same_again(spoilt_home):
    from tracecot_assets.run import run_pipeline

    before = contents(spoilt_home)
    spoilt_home.execute([("update raw_traces set shrinker = null", ())])

    assert run_pipeline(select="group:traces").failures == ()
    for table in ("calls", "raw_traces", "trace_events"):
        assert contents(spoilt_home)[table] == before[table], table


@pytest.mark.slow  # runs the pipeline
def test_it_retires_with_its_program(spoilt_home):
    from tracecot_assets.run import run_pipeline

    spoilt_home.execute([("update programs set retired_at = now() where corpus = 'alpha'", ())])
    spoilt_home.execute([("update calls set retired_at = now() where corpus = 'alpha'", ())])

    run_pipeline(select="group:traces")

    assert spoilt_home.rows("""
        select count(*) from raw_traces join calls using (call_id)
        where kind = 'proposed' and calls.corpus = 'alpha' and raw_traces.retired_at is null
    """) == [(0,)]
