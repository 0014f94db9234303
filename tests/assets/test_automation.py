"""With the sensor `conditions` on, what changed is made anew and nothing else."""

from datetime import datetime

import dagster as dg
import pytest

NOON = datetime.fromisoformat("2026-01-05T12:00:00+00:00")
BY_CORPUS = ["programs", "calls", "rejected_sources", "raw_traces", "trace_events", "rejected_traces", "narrations",
             "skipped_traces", "claims", "verified_cot", "rejected_narrations"]  # fmt: skip
STAGES = dg.AssetSelection.groups("sources", "traces", "narrations", "verification", "splits")


@pytest.fixture(scope="module")
def defs(project):
    from tracecot_assets.definitions import defs

    return defs


@pytest.fixture(scope="module")
def instance(defs):
    """An instance in which everything was made for both corpora, and every check holds.

    One for all tests, since to look at all conditions takes seconds: each looks at what happened since the one before.
    """
    graph = defs.resolve_asset_graph()
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions("corpora", ["alpha", "beta"])
        for key in graph.toposorted_asset_keys:
            for partition in ("alpha", "beta") if graph.get(key).partitions_def else (None,):
                made(instance, key.to_user_string(), partition)
        for key in graph.asset_check_keys:
            judged(instance, key, True)
        yield instance


@pytest.fixture(scope="module")
def asked_for(defs, instance):
    """What is asked for after things happened, by table."""
    cursors = [dg.evaluate_automation_conditions(defs, instance, STAGES, evaluation_time=NOON).cursor]

    def asked(*happens, at=NOON):
        for happen in happens:
            happen()
        result = dg.evaluate_automation_conditions(defs, instance, STAGES, evaluation_time=at, cursor=cursors.pop())
        cursors.append(result.cursor)
        found = {}
        for one in result.results:
            if one.true_subset.size:
                parts = one.true_subset.expensively_compute_partition_keys() if one.true_subset.is_partitioned else ()
                found[one.key.to_user_string()] = sorted(parts)
        return found

    return asked


def made(instance, name, partition=None):
    instance.report_runless_asset_event(dg.AssetMaterialization(dg.AssetKey(name), partition=partition))


def judged(instance, key, holds):
    instance.report_runless_asset_event(
        dg.AssetCheckEvaluation(
            asset_key=key.asset_key, check_name=key.name, passed=holds, metadata={}, blocking=True,
        )
    )  # fmt: skip


def test_nothing_new_asks_for_nothing(asked_for) -> None:
    assert asked_for() == {}


def test_a_corpus_that_changed_is_made_anew_and_the_other_is_not(instance, asked_for) -> None:
    found = asked_for(lambda: [made(instance, name, "beta") for name in BY_CORPUS[:3]])

    assert {name: found.get(name) for name in BY_CORPUS[3:]} == {name: ["beta"] for name in BY_CORPUS[3:]}
    assert "samples" not in found  # its turn comes when `verified_cot` was made


def test_what_joins_the_corpora_follows_though_one_was_never_made(instance, asked_for) -> None:
    def happens():
        instance.add_dynamic_partitions("corpora", ["gamma"])
        for name in ("claims", "verified_cot", "rejected_narrations"):
            made(instance, name, "beta")

    found = asked_for(happens)
    instance.delete_dynamic_partition("corpora", "gamma")

    assert {"samples", "rejected_samples", "contamination"} <= set(found)
    assert found["programs"] == ["gamma"]


def test_behind_a_blocking_check_that_does_not_hold_nothing_is_made(instance, asked_for) -> None:
    def happens():
        for name in BY_CORPUS[:3]:
            made(instance, name, "beta")
        judged(instance, check, False)

    check = dg.AssetCheckKey(dg.AssetKey("programs"), "key_is_unique")
    found = asked_for(happens)
    judged(instance, check, True)

    assert "raw_traces" not in found


def test_no_model_is_asked_by_a_condition(instance, asked_for) -> None:
    found = asked_for(lambda: [made(instance, name, "alpha") for name in ("narrations",)])

    assert {"claims", "verified_cot"} <= set(found)
    assert not {"model_narrations", "concepts", "solutions"} & set(found)


def test_at_night_the_sources_are_looked_at(asked_for) -> None:
    found = asked_for(at=datetime.fromisoformat("2026-01-06T04:00:00+00:00"))

    assert found["programs"] == found["calls"] == ["alpha", "beta"]


def test_the_conditions_wait_until_somebody_switches_them_on(defs) -> None:
    sensors = {one.name: one for one in defs.get_repository_def().sensor_defs}

    assert sensors["conditions"].default_status == dg.DefaultSensorStatus.STOPPED
    assert "default_automation_condition_sensor" not in sensors
