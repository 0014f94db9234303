"""A run whose step really failed is taken up again from there: what had been made is not made again."""

import shutil

import dagster as dg
import pytest

pytestmark = pytest.mark.slow  # two runs of the last stage


def pipeline():
    """The job, as another process of Dagster's finds it."""
    from tracecot_assets.definitions import defs

    return defs.resolve_job_def("pipeline")


@pytest.fixture
def failed(spoilt_home):
    """A run that could not write the release, since a file stood where its folder is to be."""
    from tracecot_assets.run import run_pipeline

    folder = spoilt_home.folder / "exports"
    shutil.rmtree(folder)
    folder.write_text("in the way")
    summary = run_pipeline(select="group:splits")
    assert any(line.startswith("exports: ") for line in summary.failures), summary
    return summary.run_ids[-1], folder


def test_reexecution_from_failure_does_what_failed_and_nothing_else(failed):
    from tracecot_assets.run import QUIET

    run_id, folder = failed
    folder.unlink()
    with dg.DagsterInstance.get() as instance:
        options = dg.ReexecutionOptions.from_failure(run_id, instance)

        with dg.execute_job(
            dg.reconstructable(pipeline), instance, run_config=QUIET, reexecution_options=options
        ) as again:
            done = {event.step_key for event in again.all_events if event.is_step_start}

        assert again.success
        assert done == {"exports", "exports_the_files_hold_the_splits"}
        assert instance.get_run_by_id(again.run_id).parent_run_id == run_id
    assert list(folder.glob("*/train*"))
