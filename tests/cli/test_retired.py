"""`tracecot why` and `tracecot audit` tell what became of rows that retired, and why they did."""

import pytest
from typer.testing import CliRunner

from tests.cli.stocked import stock
from tracecot_cli.main import app

DAY = "timestamp '2026-03-04'"
CAPPED = (
    "insert into rejected_samples (narration_id, program_id, corpus, reason, partner, detail, made_at) "
    f"values ('narr_a1', 'prog_a1', 'pack', 'program_cap', '', 'the program has 2 samples', {DAY})"
)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A warehouse that a test may change."""
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")
    return stock(tmp_path)


def tell(*arguments: str):
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("command", ["why", "audit"])
@pytest.mark.parametrize(
    ("because", "words"),
    [
        ("source", "what it stands on is gone"), ("version", "another version made it"),
        ("settings", "other settings made it"), ("selection", "it was selected no more"),
        ("withdrawn", "its source was withdrawn"),
    ],
)  # fmt: skip
def test_a_row_says_why_it_retired(own, tmp_path, command, because, words) -> None:
    own.execute([(f"update samples set retired_at = {DAY}, retired_because = ?", [because])])
    tell("audit", "samp_a1", "--html", str(tmp_path / "page.html"))

    assert f"retired 2026-03-04 because {words}" in tell(command, "samp_a1")
    assert f"Retired on 2026-03-04 because {words}." in (tmp_path / "page.html").read_text()


@pytest.mark.parametrize("id", ["narr_dup", "narr_back"])
def test_what_was_withdrawn_is_not_told_as_waiting(own, id) -> None:
    CliRunner().invoke(app, ["withdraw", "pack"])

    told = tell("why", id)

    assert "because its source was withdrawn: it ships no more" in told
    assert "tracecot run" not in told


def test_a_rejection_is_told_before_what_had_shipped(own, tmp_path) -> None:
    own.execute([(f"update samples set retired_at = {DAY}, retired_because = 'selection'", []), (CAPPED, [])])

    why, audit = tell("why", "narr_a1"), tell("audit", "narr_a1")
    tell("audit", "narr_a1", "--html", str(tmp_path / "page.html"))

    assert "dropped at splits because program_cap" in why.split("shipped as")[0]
    assert "shipped as samp_a1 in train" in why
    assert "doesn't ship: program_cap" in audit
    assert "program cap: the program has 2 samples" in (tmp_path / "page.html").read_text()


def test_a_sample_that_lives_is_told_before_one_that_retired(own) -> None:
    old = f"select * replace ('samp_0' as sample_id, 'eval' as split, {DAY} as retired_at) from samples limit 1"
    own.execute(
        [
            (f"create table kept as from samples; insert into kept {old}", []),
            ("delete from samples; insert into samples from kept order by sample_id", []),
        ]
    )

    lines = [line for line in tell("why", "narr_a1").splitlines() if "shipped as" in line]

    assert ["samp_a1 in train" in lines[0], "samp_0 in eval" in lines[1]] == [True, True]
    assert "samp_a1 in train" in tell("audit", "narr_a1")
    assert "samp_0 in eval" in tell("audit", "samp_0")
