"""What is made is compared with what the last refresh left behind, and who ran when is asked."""

import dagster as dg
import pytest

from resources.reports.distributions import FEW, REJECTED, TOKENS, Measured, at_the_last_refresh, measured, moved
from resources.settings import load_settings

MANY = (
    "insert into samples by name select s.* replace (s.sample_id || range as sample_id, {what}) "
    "from (from samples where retired_at is null limit 1) as s, range({count})"
)


def evaluated(warehouse):
    """The check on this warehouse."""
    from tracecot_assets.checks.drift import distributions_are_as_at_the_last_refresh as check
    from tracecot_assets.platform import Platform

    return check(Platform(warehouse, load_settings()))


def left_behind(warehouse):
    """Has the warehouse remember what there is now as of a refresh."""
    from resources import tables
    from resources.reports.distributions import as_rows
    from resources.warehouse import Put

    warehouse.publish([Put(tables.DISTRIBUTIONS, as_rows(measured(warehouse)), by=("run_id",))], "later")


def test_a_refresh_leaves_behind_how_all_is_distributed(warehouse):
    found = at_the_last_refresh(warehouse)

    assert found == measured(warehouse)
    assert {one.name for one in found if one.measure == REJECTED} == {
        "sources", "traces", "narrations", "verification", "splits"
    }  # fmt: skip
    for measure in ("share of difficulty", "share of task"):
        assert sum(one.value for one in found if one.measure == measure) == pytest.approx(1)


PLANTS = {
    "share rejected": "insert into rejected_samples by name select 'narr_' || range as narration_id from range(600)",
    "median of tokens": MANY.format(what="9_000 as tokens", count=900),
    "share of difficulty": MANY.format(what="'hard' as difficulty", count=600),
    "share of task": MANY.format(what="'poetry' as task", count=600),
}


@pytest.mark.parametrize("measure", PLANTS)
def test_what_moved_is_told(spoilt, measure):
    spoilt.execute([(MANY.format(what="'easy' as difficulty", count=2 * FEW), ())])
    left_behind(spoilt)
    before = evaluated(spoilt)
    spoilt.execute([(PLANTS[measure], ())])

    after = evaluated(spoilt)

    assert (before.passed, after.passed) == (True, False)
    assert after.severity == dg.AssetCheckSeverity.WARN
    assert measure in after.metadata["what moved"].value


def test_a_first_refresh_and_few_rows_are_not_compared():
    before, now = Measured(TOKENS, "", 100.0, FEW - 1), Measured(TOKENS, "", 900.0, 10 * FEW)

    assert moved([], [now], 0.1) == []
    assert moved([before], [now], 0.1) == []


def test_what_is_gone_has_moved():
    before = Measured("share of task", "state", 0.3, FEW)

    (found,) = moved([before], [], 0.1)

    assert found.now.value == 0


@pytest.mark.parametrize(("hours", "fresh"), [(47.9, True), (48.1, False), (None, False)])
def test_what_was_never_made_or_long_ago_is_not_fresh(project, hours, fresh):
    from tracecot_assets.checks.freshness import is_fresh

    assert is_fresh(hours, 48) is fresh


def test_the_check_asks_dagster_when_the_samples_were_made(first_run, project):
    from resources.warehouse import Warehouse
    from tracecot_assets.checks.freshness import what_ships_is_fresh
    from tracecot_assets.platform import Platform

    settings = load_settings()
    with dg.DagsterInstance.get() as instance:
        context = dg.build_asset_check_context(instance=instance)
        late = settings.checks.model_copy(update={"stale_hours": 1e-9})
        results = [
            what_ships_is_fresh(context, Platform(Warehouse(project / "state"), one))
            for one in (settings, _with(settings, late))
        ]
    with dg.DagsterInstance.ephemeral() as nothing:
        never = what_ships_is_fresh(
            dg.build_asset_check_context(instance=nothing), Platform(Warehouse(project / "state"), settings)
        )

    assert [one.passed for one in (*results, never)] == [True, False, False]


def _with(settings, checks):
    from dataclasses import replace

    return replace(settings, checks=checks)
