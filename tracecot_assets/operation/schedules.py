"""What runs as one, and when: the pipeline, and the replay of some of what ships."""

import dagster as dg

from resources.settings import load_settings
from tracecot_assets.checks.freshness import what_ships_is_fresh
from tracecot_assets.checks.replay import samples_are_proved_again
from tracecot_assets.operation.partitions import range_tags, register
from tracecot_assets.operation.tags import VERSIONS, asked

REPLAYED = dg.AssetSelection.checks(samples_are_proved_again, what_ships_is_fresh)

#: Everything, in the one job that the schedule and the command line run.
PIPELINE = dg.define_asset_job(
    "pipeline",
    selection=dg.AssetSelection.all() - REPLAYED,
    description="Makes what is missing or stale, from sources to splits and marts, for the corpora asked for.",
    executor_def=dg.in_process_executor,  # a process for each step costs more than most steps
    run_tags=VERSIONS,
)
REPLAY = dg.define_asset_job(
    "replay",
    selection=REPLAYED,
    description="Proves a random handful of samples again, and asks how fresh they are; makes nothing.",
    executor_def=dg.in_process_executor,
    run_tags=VERSIONS,
)


@dg.schedule(job=PIPELINE, cron_schedule="0 3 * * *", description="Every night: takes in what is new or changed.")
def nightly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One run over all corpora."""
    settings = load_settings()
    corpora = register(context.instance, settings)
    if not corpora:
        return dg.SkipReason(settings.landing_gone or "there is no corpus yet")
    return dg.RunRequest(tags={**range_tags(corpora[0], corpora[-1]), **asked("schedule", "nightly", corpora)})


@dg.schedule(job=REPLAY, cron_schedule="0 5 * * *", description="Every morning: proves some samples again.")
def replays() -> dg.RunRequest:
    """One run over the samples that its id draws."""
    return dg.RunRequest(tags=asked("schedule", "replays"))


JOBS = (PIPELINE, REPLAY)
SCHEDULES = (nightly, replays)
