"""What the catalogue shows of an asset after a run is what the warehouse has."""

import dagster as dg
import pytest


@pytest.fixture(scope="module")
def shown(first_run):
    """The metadata of an asset's last materialization."""

    def of(name):
        with dg.DagsterInstance.get() as instance:
            return instance.get_latest_materialization_event(dg.AssetKey(name)).asset_materialization.metadata

    return of


@pytest.mark.parametrize("relation", ["marts.funnel", "marts.sample_lineage", "staging.stg_samples"])
def test_a_model_of_dbt_tells_its_rows_and_the_types_of_its_columns(shown, warehouse, relation):
    told = shown(relation.split(".")[1])

    assert told["dagster/row_count"].value == warehouse.count(relation) > 0
    types = {column.name: column.type for column in told["dagster/column_schema"].schema.columns}
    assert types == dict(warehouse.rows(f"select column_name, column_type from (describe {relation})"))
    assert told["a few rows"].value.count("\n") > 1


def test_a_column_keeps_what_the_files_of_dbt_say_of_it(shown):
    columns = {column.name: column.description for column in shown("funnel")["dagster/column_schema"].schema.columns}

    assert columns["row_count"] == "how many rows"


def test_a_model_of_dbt_tells_what_its_columns_are_made_of(shown):
    told = shown("sample_lineage")

    made_of = told["dagster/column_lineage"].column_lineage.deps_by_column
    columns = {column.name: column.description for column in told["dagster/column_schema"].schema.columns}
    assert [(one.asset_key.to_user_string(), one.column_name) for one in made_of["call_input"]] == [
        ("stg_calls", "call_input")
    ]
    assert columns["call_input"] == "the arguments (from stg_calls.call_input)"
    assert columns["split"] == "(from stg_samples.split)"


def test_a_table_tells_what_its_columns_are_made_of(shown):
    made_of = shown("samples")["dagster/column_lineage"].column_lineage.deps_by_column

    assert [(one.asset_key.to_user_string(), one.column_name) for one in made_of["completion"]] == [
        ("narrations", "rationale")
    ]


def test_what_did_not_happen_is_said(shown):
    assert shown("pass_rates")["rows by corpus"].value == "no rows"
