"""A red check stops what stands behind it."""

import pytest

LONG = pytest.mark.slow  # as its neighbours, which are enough for a short run


def steps(run_id):
    import dagster as dg

    with dg.DagsterInstance.get() as instance:
        return {one.step_key for one in instance.get_run_step_stats(run_id) if one.start_time}


def test_nothing_is_executed_for_programs_that_break_a_check(spoilt_home):
    from tracecot_assets.run import run_pipeline

    spoilt_home.execute([("update programs set first_line = 0", ())])

    summary = run_pipeline(select="group:sources or group:traces")

    assert any("every_program_has_its_source_lines" in failure for failure in summary.failures), summary
    assert "sources" in steps(summary.run_ids[0])
    assert "traces" not in steps(summary.run_ids[0])


@pytest.mark.parametrize(
    "defect",
    [
        "update verifier_strength set refused = 0 where kind <> 'honest'",
        "update verifier_strength set refused = examined where kind = 'honest'",
        pytest.param("update verifier_strength set excused = examined where kind = 'value_flipped'", marks=LONG),
        pytest.param("delete from verifier_strength", marks=LONG),
    ],
    ids=["it lets corruptions pass", "it refuses what is honest", "it excuses too much", "it was not examined"],
)
def test_nothing_ships_when_the_verifier_fails_its_exam(spoilt_home, defect):
    from tracecot_assets.run import run_pipeline

    spoilt_home.execute([(defect, ())])

    summary = run_pipeline(select="key:verifier_strength or key:samples")

    assert any("the_verifier_passes_its_exam" in failure for failure in summary.failures)
    assert "samples" not in steps(summary.run_ids[0])
