"""What is told of a chain is the same at the console and on a page; each only cuts it to its own length."""

import pytest
from typer.testing import CliRunner

from resources.settings import state_folder
from resources.warehouse import Warehouse
from tracecot_cli.main import app

MESSAGE = "no " * 400


@pytest.fixture
def raising(stocked):
    """The warehouse, with an execution that raised with a long message, which ships no more."""
    warehouse = Warehouse(state_folder())
    raised = f"outcome = 'raised', value_type = 'ValueError', value_repr = '{MESSAGE}', raised_line = 2"
    retired = "retired_at = timestamp '2026-03-04', retired_because = 'withdrawn'"
    warehouse.execute(
        [(f"update {table} set {to}", []) for table, to in (("raw_traces", raised), ("samples", retired))]
    )
    return warehouse


def told(tmp_path, id):
    """What the console and the page say."""
    page = tmp_path / "page.html"
    console, written = (CliRunner().invoke(app, ["audit", id, *more]) for more in ([], ["--html", str(page)]))
    assert (console.exit_code, written.exit_code) == (0, 0), console.output + written.output
    return " ".join(console.stdout.split()), page.read_text()


def test_a_long_message_is_cut_and_the_line_that_raised_stays(raising, tmp_path) -> None:
    for said in told(tmp_path, "samp_a1"):
        assert "raised ValueError: no no" in said
        assert "… (line 2)" in said
        assert MESSAGE.strip() not in said


def test_what_both_say_is_the_same(raising, tmp_path) -> None:
    console, page = told(tmp_path, "samp_a1")

    for words in (
        "pack/m.py, lines 10 to 11", "cross-checked, 3 events, Python 3.13", "train, with the group module:pack:pack.m",
        "retired", "2026-03-04 because its source was withdrawn", "2 of 2", "coverage 1.00",
    ):  # fmt: skip
        assert words in console, words
        assert words in page, words
