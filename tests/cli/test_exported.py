"""`tracecot audit` and `tracecot why` name the exports that hold a row, or what stands on it."""

import pytest
from typer.testing import CliRunner

from tests.cli.stocked import stock
from tracecot_cli.main import app


@pytest.fixture
def release(tmp_path, monkeypatch):
    """A warehouse that was exported once."""
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "300")
    (tmp_path / "state").mkdir()
    stock(tmp_path / "state")
    tell("export", "--out", str(tmp_path / "release"))
    return tmp_path / "release"


def tell(*arguments: str):
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("id", ["samp_a1", "narr_a1", "claim_narr_a1_0", "trace_a1", "call_a1", "prog_a1"])
def test_an_export_is_named_for_all_that_its_samples_stand_on(release, tmp_path, id) -> None:
    tell("audit", id, "--html", str(tmp_path / "page.html"))
    place = f"{release} (conversational, "

    assert place in tell("audit", id).split("Exports")[1]
    assert f"exported to {place}" in tell("why", id)
    assert place in (tmp_path / "page.html").read_text()


def test_the_samples_of_a_program_in_an_export_are_counted(release) -> None:
    assert "UTC): 2 samples" in tell("audit", "prog_a1")


@pytest.mark.parametrize("id", ["narr_bad", "trace_a2", "call_b1"])
def test_what_is_in_no_export_has_none(release, id) -> None:
    assert "Exports" not in tell("audit", id)
    assert "exported to" not in tell("why", id)
