"""Data Docs can be read without a network, show what broke, and run nothing that a row brings along."""

import re

import pyarrow as pa
import pytest

from resources.checks import data_docs
from resources.checks.expectations import holds, key_is_unique, validated
from resources.tables import CALLS, TABLES
from resources.warehouse import Put, Warehouse
from tests.prepared import prepared

HOSTILE = "call_<script>alert(1)</script>"


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A state folder in which the checks of `calls` ran, and one of them does not hold."""
    folder = tmp_path_factory.mktemp("state")
    warehouse = prepared(folder)
    rows = {name: ["x", "x"] for name in ("program_id", "corpus", "input", "documented", "made_from")}
    calls = pa.table(rows | {"call_id": ["call_1", HOSTILE], "kind": ["given", "guessed"]})
    warehouse.publish([Put(CALLS, calls)], "run_1")
    known = holds("kinds_are_known", "Kinds are known.", "it.kind = 'given'", CALLS)
    found, results = validated(warehouse, CALLS, [key_is_unique(CALLS), known])
    data_docs.write(folder, "calls", results, "run_1", found[0].rows)
    return folder


@pytest.fixture
def page(state):
    return (data_docs.folder_of(state) / "calls.html").read_text(encoding="utf-8")


@pytest.fixture
def over_all(state):
    return (data_docs.folder_of(state) / data_docs.INDEX).read_text(encoding="utf-8")


def test_a_page_says_what_must_be_true_and_which_rows_break_it(page):
    for words in ("No two rows have the same call_id.", "Kinds are known.", "1 unexpected values found", "run_1"):
        assert words in page


def test_a_condition_is_told_by_the_rows_that_it_holds_for(page):
    assert "% null" not in page
    assert page.count("holds for 100% of the rows") == 1
    assert page.count("holds for 50% of the rows") == 1


def test_no_page_asks_the_network_for_anything(page, over_all):
    for text in (page, over_all):
        asked = re.findall(r'(?:src|href)="([^"#]*)', text)

        assert [one for one in asked if "//" in one] == []


def test_every_page_that_is_linked_is_there(state, page, over_all):
    folder = data_docs.folder_of(state)
    for text in (page, over_all):
        linked = {one for one in re.findall(r'(?:src|href)="([^"#]+)', text) if not one.startswith("data:")}

        assert linked
        assert [one for one in linked if not (folder / one).is_file()] == []


def test_what_a_row_brings_along_is_text(page):
    assert "&lt;script&gt;" in page
    assert re.findall(r"<script[^>]*>", page) == ['<script src="data_docs.js" defer>']


def test_the_page_over_all_names_every_table_with_what_was_found(over_all):
    assert "1 expectation does not hold" in over_all
    assert [name for name, table in TABLES.items() if table.stage != "operation" and name not in over_all] == []
    assert over_all.count("not checked yet") == sum(table.stage != "operation" for table in TABLES.values()) - 1


def test_what_is_whole_again_is_shown_so(state, over_all):
    warehouse = Warehouse(state)
    found, results = validated(warehouse, CALLS, [key_is_unique(CALLS)])

    data_docs.write(state, "calls", results, "run_2", found[0].rows)

    after = (data_docs.folder_of(state) / data_docs.INDEX).read_text(encoding="utf-8")
    assert "All hold." in after
    assert "does not hold" not in after
