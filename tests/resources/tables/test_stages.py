"""What belongs to a stage is said by its tables, and these are the stages that follow from it."""

import pytest

from resources.tables import TABLES
from resources.tables.stages import DROPPED, KEPT, STAGES, tables_of


def test_the_stages_stand_in_their_order():
    assert STAGES == ("sources", "traces", "narrations", "verification", "splits")


def test_what_is_handed_on_and_dropped_stands_in_the_order_of_the_stages():
    assert KEPT == ("programs", "calls", "raw_traces", "narrations", "verified_cot", "samples")
    assert DROPPED == (
        "rejected_sources", "rejected_traces", "skipped_traces", "rejected_narrations", "rejected_samples"
    )  # fmt: skip


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_hands_on_rows_of_corpora_and_drops_others_for_a_reason(stage):
    (dropped,) = tables_of(stage, "dropped")
    columns = {table.name: {column.name for column in table.columns} for table in tables_of(stage, "kept", "dropped")}

    assert "reason" in columns[dropped.name]
    assert all("corpus" in own for own in columns.values())
    assert tables_of(stage, "kept")


def test_every_table_is_of_one_stage_or_of_none():
    of_stages = [table.name for stage in STAGES for table in tables_of(stage)]

    assert of_stages == [name for name, table in TABLES.items() if table.stage != "operation"]
