"""A replay finds what was recorded to be so, or says what isn't."""

import re

import pytest
from typer.testing import CliRunner

from resources.lineage.chain import chain_of
from resources.lineage.replaying import replayed
from resources.warehouse import Warehouse
from tests.cli.view.conftest import visiting
from tests.cli.view.recorded import CALL, PROGRAM, recorded
from tracecot.errors import BadInput
from tracecot_cli.main import app

LONG = pytest.mark.slow  # as its neighbour, another field of the same digest


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """A state folder with one rationale, and its id."""
    warehouse, id = recorded(tmp_path_factory.mktemp("executed"))
    return warehouse.folder, id


@pytest.fixture
def warehouse(executed, tmp_path):
    """A copy of it that a test may falsify."""
    folder, _ = executed
    (tmp_path / "tracecot.duckdb").write_bytes((folder / "tracecot.duckdb").read_bytes())
    return Warehouse(tmp_path)


def proofs_of(warehouse, id):
    return list(replayed(chain_of(id, warehouse.records), warehouse))


def test_what_was_recorded_happens_again(warehouse, executed) -> None:
    proofs = proofs_of(warehouse, executed[1])

    assert [proof.what.split()[0] for proof in proofs] == [
        "source", "program", "call", "trace", "execution", "narration", "claims", "verdict",
    ]  # fmt: skip
    assert [proof.told for proof in proofs if not proof.holds] == []


@pytest.mark.parametrize(
    ("falsified", "what", "told"),
    [
        ("update programs set code = replace(code, '> 1', '> 2')", "program", "its content hashes to"),
        ("update calls set input = '[1, 2, 4]'", "call", "its content hashes to"),
        ("update raw_traces set value_repr = '6'", "execution", "Plain(type='int', repr='5')), not with"),
        ("update trace_events set value_repr = '9' where kind = 'bind' and name = 'kept' and value_repr = '2'",
         "execution", "differs"),
        ("update narrations set rationale = replace(rationale, '`5`', '`7`')", "verdict", "it was verified with"),
        ("update verified_cot set grounded = grounded - 1", "verdict", "it was verified with"),
        ("update raw_traces set python = '3.2'", "trace", "its content hashes to"),
        ("update narrations set voice = 'loud'", "narration", "its content hashes to"),
        ("update claims set position = position + 1", "claims", "its content hashes to"),
        ("update programs set licence = 'GPL-3.0-only'", "source", "where it comes from hashes to"),
        *(
            pytest.param(f"update programs set {field}", "source", "where it comes from hashes to", marks=LONG)
            for field in ("path = 'evil/elsewhere.py'", "first_line = 999", "version = '9.9'", "source_sha256 = 'abc'")
        ),
    ],
)  # fmt: skip
def test_what_was_falsified_is_found(warehouse, executed, falsified, what, told) -> None:
    warehouse.execute([(falsified, [])])

    failed = [proof for proof in proofs_of(warehouse, executed[1]) if not proof.holds]

    assert [proof for proof in failed if proof.what.startswith(what) and told in proof.told], failed


@pytest.mark.parametrize("id", [PROGRAM.id, CALL.id])
def test_the_executions_beneath_a_program_or_a_call_are_replayed(warehouse, id) -> None:
    held = proofs_of(warehouse, id)
    warehouse.execute([("update raw_traces set value_repr = '6', retired_at = made_at", [])])
    failed = proofs_of(warehouse, id)

    assert [(proof.what.split()[0], proof.holds) for proof in held] == [
        (what, True) for what in ("source", "program", "call", "trace", "execution")
    ]
    assert [proof.what for proof in failed if not proof.holds] == ["execution of total([1, 2, 3])"]


def test_what_has_no_execution_is_told(warehouse) -> None:
    warehouse.execute([("delete from raw_traces", [])])

    with pytest.raises(BadInput, match="has no recorded execution, so there is nothing to replay"):
        proofs_of(warehouse, CALL.id)


def test_rows_of_an_earlier_version_have_no_digest_to_hold(warehouse, executed) -> None:
    warehouse.execute([("update programs set source_sha256 = null, origin_digest = null", [])])

    source = proofs_of(warehouse, executed[1])[0]

    assert (source.holds, source.told) == (True, "pack 1 is not at hand; no digest of its bytes is known")


def test_the_button_of_a_page_replays_its_row(executed) -> None:
    folder, id = executed
    with visiting(folder) as client:
        page = client.get(f"/row/{id}").text
        (token,) = re.findall(r'name="token" value="([^"]+)"', page)
        answer = client.post(f"/replay/{id}", data={"token": token})
        program = client.post(f"/replay/{PROGRAM.id}", data={"token": token})

    assert answer.status_code == 200
    assert "Everything holds." in answer.text
    assert (program.status_code, "Everything holds." in program.text) == (200, True)


def test_audit_replays_and_its_status_says_how_it_went(executed, warehouse, monkeypatch) -> None:
    folder, id = executed
    monkeypatch.setenv("TRACECOT_HOME", str(folder))
    held = CliRunner().invoke(app, ["audit", id, "--replay"])
    warehouse.execute([("update raw_traces set value_repr = '6'", [])])
    monkeypatch.setenv("TRACECOT_HOME", str(warehouse.folder))
    failed = CliRunner().invoke(app, ["audit", id, "--replay"])

    assert (held.exit_code, failed.exit_code) == (0, 1)
    assert "✓ verdict: verified" in held.stdout
    assert "✗ execution of total([1, 2, 3])" in failed.stdout


def test_a_page_of_audit_needs_no_server_and_sends_nothing(executed, tmp_path, monkeypatch) -> None:
    folder, id = executed
    monkeypatch.setenv("TRACECOT_HOME", str(folder))
    result = CliRunner().invoke(app, ["audit", id, "--html", str(tmp_path / "why.html")])
    page = (tmp_path / "why.html").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert "connect" not in page.split("<body>")[0]
    assert "script-src 'sha256-" in page
    assert re.findall(r'(?:src|href)="(?!#|data:,)[^"]*"', page) == []
    assert "<form" not in page
    assert "for number in numbers:" in page


def test_a_page_that_cannot_be_written_is_a_wrong_usage(executed, tmp_path, monkeypatch) -> None:
    folder, id = executed
    monkeypatch.setenv("TRACECOT_HOME", str(folder))
    result = CliRunner().invoke(app, ["audit", id, "--html", str(tmp_path / "none" / "why.html")])

    assert (result.exit_code, "can't be written" in result.stderr) == (2, True)
