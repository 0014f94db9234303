"""The mart `lineage` has every row by its id, living or retired, with all above and below it in one query."""

import pytest

from resources.warehouse import Warehouse

IDS = {
    "program": ("programs", "program_id"), "call": ("calls", "call_id"), "trace": ("raw_traces", "trace_id"),
    "narration": ("narrations", "narration_id"), "claim": ("claims", "claim_id"), "sample": ("samples", "sample_id"),
}  # fmt: skip
#: As docs/platform.md has it.
QUERY = """
    with asked as (from marts.lineage where id = ?)
    select lineage.* from marts.lineage, asked
    where lineage.id = asked.id
       or list_contains(lineage.stands_on, asked.id) or list_contains(asked.stands_on, lineage.id)
"""


def around(warehouse: Warehouse, id: str):
    found: dict[str, set[str]] = {kind: set() for kind in IDS}
    for row in warehouse.records(QUERY, [id]):
        found[row["kind"]].add(row["id"])
    return found


def ids(warehouse: Warehouse, kind: str, condition: str, *parameters: object):
    table, column = IDS[kind]
    return {str(name) for (name,) in warehouse.rows(f"select {column} from {table} where {condition}", parameters)}


@pytest.mark.parametrize("kind", IDS)
def test_every_row_is_there_once(warehouse, kind) -> None:
    table, column = IDS[kind]

    assert warehouse.count(table) == warehouse.count("marts.lineage", "kind = ?", [kind]) > 0
    assert ids(warehouse, kind, f"{column} not in (select id from marts.lineage)") == set()


def test_what_is_above_a_claim_and_below_a_program(warehouse) -> None:
    ((claim, narration, program),) = warehouse.rows(
        "select claim_id, narration_id, program_id from claims join narrations using (narration_id) order by 1 limit 1"
    )

    above, below = around(warehouse, claim), around(warehouse, program)

    assert {kind: len(found) for kind, found in above.items() if kind in ("program", "narration", "claim")} == {
        "program": 1, "narration": 1, "claim": 1,
    }  # fmt: skip
    assert (above["program"], above["narration"]) == ({program}, {narration})
    for kind in ("call", "trace", "narration", "sample"):
        assert below[kind] == ids(warehouse, kind, "program_id = ?", program)


def test_the_question_s_execution_and_the_one_checked_against_are_both_above(warehouse) -> None:
    ((narration, asked, checked),) = warehouse.rows(
        "select narration_id, trace_id, answer_trace_id from narrations where trace_id <> answer_trace_id limit 1"
    )

    assert around(warehouse, narration)["trace"] == {asked, checked}


def test_what_retired_stays_with_why_and_the_exports_that_hold_it(spoilt) -> None:
    ((sample, folder),) = spoilt.rows("select samples[1], folder from releases limit 1")
    withdrawn = "update samples set retired_at = made_at, retired_because = 'withdrawn' where sample_id = ?"
    spoilt.execute([(withdrawn, [sample])])

    ((because, exports),) = spoilt.rows("select retired_because, exports from marts.lineage where id = ?", [sample])

    assert because == "withdrawn"
    assert folder in exports
