"""Great Expectations says what breaks an expectation, and which rows do."""

import pyarrow as pa
import pytest

from resources.checks.expectations import columns_as_described, holds, key_is_unique, references_are_whole, validate
from resources.tables import CALLS, SKIPPED_TRACES
from resources.warehouse import Put
from tests.resources.calls import with_calls


@pytest.fixture
def warehouse(tmp_path):
    return with_calls(tmp_path, call_1="given", call_2="guessed")


def test_what_holds_is_found_to_hold(warehouse):
    found = validate(warehouse, CALLS, [key_is_unique(CALLS), columns_as_described(CALLS)])

    assert [one.holds for one in found] == [True, True]
    assert found[0].rows == 2


def test_the_rows_that_break_a_condition_are_named_by_their_key(warehouse):
    known = holds("kinds_are_known", "Kinds are known.", "it.kind = 'given'", CALLS)

    (found,) = validate(warehouse, CALLS, [known])

    assert (found.holds, found.unexpected, found.examples) == (False, 1, ("call_2",))


def test_a_reference_to_nothing_is_found(warehouse):
    (found,) = validate(warehouse, CALLS, references_are_whole(CALLS))

    assert not found.holds
    assert set(found.examples) == {"call_1", "call_2"}


def test_a_key_of_two_columns_is_unique_as_a_pair(warehouse):
    rows = {name: ["x", "x"] for name in ("trace_id", "corpus", "reason", "detail", "narrator")}
    warehouse.publish([Put(SKIPPED_TRACES, pa.table(rows | {"task": ["one", "two"]}))], "run_1")
    (before,) = validate(warehouse, SKIPPED_TRACES, [key_is_unique(SKIPPED_TRACES)])

    warehouse.execute([("insert into skipped_traces from skipped_traces limit 1", ())])
    (after,) = validate(warehouse, SKIPPED_TRACES, [key_is_unique(SKIPPED_TRACES)])

    assert (before.holds, after.holds) == (True, False)


def test_a_stray_column_is_found(warehouse):
    warehouse.execute([("alter table calls add column stray integer", ())])

    (found,) = validate(warehouse, CALLS, [columns_as_described(CALLS)])

    assert not found.holds


def test_an_expectation_that_can_not_be_evaluated_does_not_hold(warehouse):
    with pytest.raises(Exception, match="no_such_column"):
        validate(warehouse, CALLS, [holds("odd", "Odd.", "it.no_such_column = 1", CALLS)])
