"""What Dagster is told about the assets."""

from pathlib import Path

import dagster as dg
import pytest

from resources.reports.addresses import PAGES, page_of
from resources.tables import TABLES
from tracecot.narrations.records import NARRATOR
from tracecot.verification.records import VERIFIER
from tracecot_assets.catalogue import column_lineage


@pytest.fixture(scope="module")
def graph(project):
    from tracecot_assets.definitions import defs

    dg.Definitions.validate_loadable(defs)
    return defs.resolve_asset_graph()


def test_every_table_is_an_asset_in_the_group_of_its_stage(graph):
    groups = {key.to_user_string(): graph.get(key).group_name for key in graph.executable_asset_keys}

    for table in TABLES.values():
        if table.stage != "operation":
            assert groups[table.name] == table.stage


def test_the_marts_are_assets(graph):
    names = {key.to_user_string() for key in graph.executable_asset_keys}

    assert {"funnel", "sample_lineage", "split_balance", "weak_points"} <= names


def test_every_asset_has_a_description_owners_kinds_and_a_version(graph):
    for key in graph.executable_asset_keys:
        node = graph.get(key)
        assert node.description, key
        assert node.owners, key
        assert node.kinds, key
        assert node.code_version, key


def test_every_asset_leads_to_its_code(graph):
    for key in graph.executable_asset_keys:
        found = graph.get(key).metadata["dagster/code_references"].code_references
        assert all(Path(one.file_path).is_file() for one in found)
        ends = {Path(one.file_path).suffix for one in found}
        assert ends == {".sql" if graph.get(key).group_name == "marts" else ".py"}, key


def test_the_catalogue_tells_what_a_column_is_made_of(graph):
    schema = graph.get(dg.AssetKey("samples")).metadata["dagster/column_schema"]

    (completion,) = (column for column in schema.columns if column.name == "completion")
    assert "(from narrations.rationale)" in completion.description


def test_columns_are_made_of_what_stands_upstream(graph):
    for table in TABLES.values():
        if table.stage == "operation":
            continue
        upstream = dg.AssetSelection.assets(table.name).upstream().resolve(graph)
        lineage = column_lineage(table).deps_by_column
        same_stage = {dg.AssetKey(other.name) for other in TABLES.values() if other.stage == table.stage}
        made_of = {origin.asset_key for origins in lineage.values() for origin in origins}
        assert made_of <= upstream | same_stage, table.name


def test_every_asset_is_done_in_one_run(graph):
    for key in graph.executable_asset_keys:
        assert graph.get(key).backfill_policy == dg.BackfillPolicy.single_run()


def test_samples_stand_behind_the_exam(graph):
    assert dg.AssetKey("verifier_strength") in graph.get(dg.AssetKey("samples")).parent_keys


def test_a_sample_descends_from_its_program(graph):
    ancestors = dg.AssetSelection.assets("samples").upstream().resolve(graph)

    assert {
        dg.AssetKey(name) for name in ("programs", "calls", "raw_traces", "narrations", "verified_cot")
    } <= ancestors


def test_the_schedule_asks_for_every_corpus(project, tmp_path):
    from tracecot_assets.operation.schedules import nightly

    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        request = nightly(dg.build_schedule_context(instance))

    assert request.tags["dagster/asset_partition_range_start"] == "alpha"
    assert request.tags["dagster/asset_partition_range_end"] == "beta"
    assert (request.tags["tracecot/asked_by"], request.tags["tracecot/corpora"]) == ("schedule", "alpha, beta")


def test_every_asset_of_a_table_links_the_page_that_shows_it(graph):
    for name in PAGES:
        node = graph.get(dg.AssetKey(name))

        assert node.metadata["view"] == dg.MetadataValue.url(page_of(name))
        assert f"({page_of(name)})" in node.description


def test_jobs_schedules_sensors_and_checks_say_what_they_do(project, graph) -> None:
    from tracecot_assets.definitions import defs

    repository = defs.get_repository_def()
    named = (*repository.get_all_jobs(), *repository.schedule_defs, *repository.sensor_defs)

    assert {"pipeline", "replay", "nightly", "replays", "landing", "run_failures"} <= {one.name for one in named}
    for one in named:
        assert one.description or one.name == "__ASSET_JOB", one.name
    for key in graph.asset_check_keys:
        of_dbt = graph.get(key.asset_key).group_name == "marts"  # whose names are all that dbt gives them
        assert graph.get(key).description or of_dbt, key


def test_a_run_from_the_command_line_says_who_asked_for_what_with_which_versions(first_run, project) -> None:
    summary, _ = first_run
    with dg.DagsterInstance.from_config(str(project / "state" / "dagster")) as instance:
        tags = instance.get_run_by_id(summary.run_ids[0]).tags

    assert (tags["tracecot/asked_by"], tags["tracecot/reason"]) == ("command line", "everything")
    assert tags["tracecot/corpora"] == "alpha, beta"
    assert tags["dagster/max_retries"] == "0"  # the next command goes on from a killed one, the daemon does not
    assert (tags["tracecot/narrator"], tags["tracecot/verifier"]) == (NARRATOR, VERIFIER)


def test_of_many_corpora_the_first_are_named() -> None:
    from tracecot_assets.operation.tags import asked

    tags = asked("sensor", "landed", [f"corpus-{number}" for number in range(50)])

    assert tags["tracecot/corpora"].startswith("corpus-0, corpus-1, ")
    assert tags["tracecot/corpora"].endswith(" and others, 50 in all")
