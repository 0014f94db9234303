"""Suites are inspected in a process of their own, some before they are asked for; what is found is what there is."""

import os
import signal

import pytest

from resources.checks import data_docs, inspecting
from resources.checks.expectations import columns_as_described, holds, key_is_unique
from resources.checks.inspecting import Inspector, Suite
from resources.tables import CALLS
from tests.resources.calls import with_calls

KNOWN = holds("kinds_are_known", "Kinds are known.", "it.kind = 'given'", CALLS)
SUITE = Suite("calls", (key_is_unique(CALLS), KNOWN), whole=True, known="")


@pytest.fixture
def warehouse(tmp_path):
    return with_calls(tmp_path, call_1="given", call_2="given")


def told_by(warehouse):
    """The run of which the page of the table tells."""
    return page_of(warehouse)["run_id"]


def page_of(warehouse):
    return data_docs.summaries(data_docs.folder_of(warehouse.folder))["calls"]


def test_what_is_found_has_its_page_and_a_fingerprint(warehouse):
    inspection = Inspector().inspection(warehouse, SUITE, "run_1")

    assert inspection.holds
    assert [(one.expectation.name, one.rows) for one in inspection.found] == [
        ("key_is_unique", 2), ("kinds_are_known", 2),
    ]  # fmt: skip
    assert told_by(warehouse) == "run_1"


def test_the_page_has_the_rows_of_the_table_and_not_those_of_what_was_asked_first(warehouse):
    suite = Suite("calls", (columns_as_described(CALLS), key_is_unique(CALLS)), whole=True, known="")

    assert Inspector().inspection(warehouse, suite, "run_1").holds
    assert page_of(warehouse)["rows"] == 2


def test_what_held_of_the_same_cells_is_not_asked_again(warehouse):
    first = Inspector().inspection(warehouse, SUITE, "run_1")

    known = Suite("calls", SUITE.expectations, whole=True, known=first.fingerprint)
    again = Inspector().inspection(warehouse, known, "run_2")
    assert (again.holds, again.fingerprint, again.found) == (True, first.fingerprint, first.found)
    assert told_by(warehouse) == "run_1"

    warehouse.execute([("update calls set kind = 'guessed' where call_id = 'call_2'", ())])
    after = Inspector().inspection(warehouse, known, "run_3")
    assert not after.holds
    assert after.fingerprint != first.fingerprint
    assert told_by(warehouse) == "run_3"


def test_a_table_that_changed_since_an_inspection_began_is_inspected_as_it_is(warehouse):
    inspector = Inspector()
    inspector.begin(warehouse, SUITE, "run_1")

    with_calls(warehouse.folder, call_3="guessed")

    (_, kinds) = inspector.inspection(warehouse, SUITE, "run_1").found
    assert (kinds.holds, kinds.rows, kinds.examples) == (False, 3, ("call_3",))


def test_what_was_begun_is_what_is_given(warehouse):
    inspector = Inspector()
    inspector.begin(warehouse, SUITE, "run_1")
    inspecting._process().begin(os.getpid).result()  # it is done
    warehouse.execute([("update calls set kind = 'guessed'", ())])  # what nobody does within a run

    assert inspector.inspection(warehouse, SUITE, "run_1").holds
    assert not inspector.inspection(warehouse, SUITE, "run_1").holds


@pytest.mark.slow  # Great Expectations is imported anew
def test_a_killed_process_costs_no_inspection(warehouse):
    inspector = Inspector()
    inspector.begin(warehouse, SUITE, "run_1")
    for process in list(inspecting._process()._pool._processes):
        os.kill(process, signal.SIGKILL)

    assert inspector.inspection(warehouse, SUITE, "run_1").holds


def test_the_file_is_at_rest_after_an_inspection(warehouse):
    Inspector().inspection(warehouse, SUITE, "run_1")

    warehouse.execute([("delete from calls", ())])  # fails at once where somebody else has the file open
    assert not warehouse.count("calls")
