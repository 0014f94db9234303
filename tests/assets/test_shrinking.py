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


def test_a_call_with_an_argument_changed_has_its_own_rows(warehouse):
    changed = warehouse.rows("""
        select asked.input, call.input, mine.value_repr <> theirs.value_repr, mine.events > 0
        from calls as call join calls as asked on asked.call_id = call.made_from
        join raw_traces as mine on mine.call_id = call.call_id
        join raw_traces as theirs on theirs.call_id = asked.call_id
        where call.kind = 'changed'
    """)

    assert changed
    assert {(differs, has_events) for *_, differs, has_events in changed} == {(True, True)}
    assert all(call.count(",") == asked.count(",") for asked, call, *_ in changed)


def test_a_text_says_what_it_shows_and_is_verified(warehouse):
    assert warehouse.rows("""
        select count(*) > 0, count(refused.narration_id)
        from narrations as told
        join calls on calls.program_id = told.program_id and calls.kind = 'changed'
            and told.rationale like '%(' || calls.input || ')` returns%'
        left join rejected_narrations as refused
            on refused.narration_id = told.narration_id and refused.verdict <> 'verified'  -- not only thin
        where told.task = 'input_prediction'
    """) == [(True, 0)]


@pytest.mark.slow  # runs the pipeline
def test_other_settings_change_predictions_of_inputs_and_nothing_else(spoilt_home, project, tmp_path, monkeypatch):
    from tracecot_assets.run import run_pipeline

    (tmp_path / "alpha.jsonl").write_text((project / "alpha.jsonl").read_text())
    (tmp_path / "beta.jsonl").write_text((project / "beta.jsonl").read_text())
    monkeypatch.chdir(tmp_path)
    others = "select narration_id, made_at from {} where task <> 'input_prediction' and retired_at is null order by all"
    kept = {table: spoilt_home.rows(others.format(table)) for table in ("narrations", "verified_cot")}
    executed = (
        "select trace_id, raw_traces.made_at from raw_traces join calls using (call_id) "
        "where kind not in ('proposed', 'changed')"
    )
    traces = spoilt_home.rows(f"{executed} order by all")
    before = contents(spoilt_home)

    settings = (project / "tracecot.toml").read_text()
    for number, other_calls in enumerate((0, 8)):
        (tmp_path / "tracecot.toml").write_text(f"{settings}\n[narrations]\nother_calls = {other_calls}\n")
        stages = "group:sources or group:traces or group:narrations or group:verification"
        assert run_pipeline(select=stages).failures == ()

        living = "kind in ('proposed', 'changed') and retired_at is null"
        assert (spoilt_home.count("calls", living) > 0) is bool(number)
        assert {table: spoilt_home.rows(others.format(table)) for table in kept} == kept
        assert spoilt_home.rows(f"{executed} order by all") == traces
        proposals = "task = 'input_prediction' and retired_at is null and trace_id <> answer_trace_id"
        found = (
            "answer_trace_id in (select trace_id from raw_traces join calls using (call_id) where kind = 'proposed')"
        )
        assert (spoilt_home.count("narrations", f"{proposals} and {found}") > 0) is bool(number)

    after = contents(spoilt_home)
    for table in ("calls", "raw_traces", "trace_events", "narrations", "claims", "verified_cot", "rejected_narrations"):
        assert after[table] == before[table], table


@pytest.mark.slow  # runs the pipeline
def test_a_corpus_that_is_gathered_anew_keeps_it(spoilt_home):
    """The corpus counts as changed, and gives the same: the simpler calls stay as they are."""
    from tracecot_assets.run import run_pipeline

    before = contents(spoilt_home)
    spoilt_home.execute([("update refreshes set fingerprint = 'another' where stage = 'sources'", ())])

    assert run_pipeline(select="group:sources or group:traces").failures == ()
    for table in ("calls", "raw_traces", "trace_events"):
        assert contents(spoilt_home)[table] == before[table], table
    untried = "shrinker is null and call_id not in (select call_id from calls where kind in ('proposed', 'changed'))"
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
