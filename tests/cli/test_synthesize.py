"""`tracecot synthesize`: documents and concepts in, tasks that `tracecot agree` takes out."""

import json

import pytest
from typer.testing import CliRunner

from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.sources.synthesis.scripted import RECORDED
from tracecot.language_models import Asked
from tracecot_cli.main import app

pytestmark = LITELLM

OPENINGS = {
    "Below are": "concepts", "Write instructions": "instructions", "Write the signature": "signatures",
    "Write the function": "solutions", "Say what tests": "scenarios", "Write a test": "tests",
}  # fmt: skip
FEW = ("--level", "easy", "--instructions", "2", "--solutions", "3", "--suites", "1")


def recorded(messages, number) -> Reply:
    prompt = messages[-1]["content"]
    purpose = next(purpose for opening, purpose in OPENINGS.items() if prompt.startswith(opening))
    return Reply(json.dumps(RECORDED[purpose](Asked("", prompt, purpose))))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TRACECOT_MODEL", raising=False)
    monkeypatch.delenv("TRACECOT_MODEL_BASE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    return tmp_path


def invoked(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def rows(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_documents_and_concepts_become_tasks_that_agree(folder, monkeypatch) -> None:
    (folder / "notes").mkdir()
    (folder / "notes" / "heaps.md").write_text("A binary heap is a tree. A binary heap keeps the least item first.\n")
    (folder / "notes" / "bad.json").write_text("{")
    (folder / "concepts.txt").write_text("running totals: a value that grows\n\nbinary heaps\n")
    synthesize = ("synthesize", "notes", "--concepts", "concepts.txt", "--model", "openai/stand-in", *FEW)

    with stand_in(recorded) as server:
        monkeypatch.setenv("TRACECOT_MODEL_BASE", server.url)
        first = invoked(*synthesize, "--out", "tasks.jsonl", "--rejects", "rejects.jsonl")
        asked = len(server.requests)
        invoked(*synthesize, "--out", "again.jsonl")
        assert len(server.requests) == asked  # nothing is paid for twice
    agreed = invoked("agree", "tasks.jsonl", "--out", "agreed.jsonl")

    tasks = rows(folder / "tasks.jsonl")
    assert first.exit_code == agreed.exit_code == 0, first.output + agreed.output
    assert (folder / "tasks.jsonl").read_bytes() == (folder / "again.jsonl").read_bytes()
    assert {one["concept"]["name"] for one in tasks} >= {"running totals", "binary heaps"}
    assert {one["concept"].get("document") for one in tasks} == {None, "notes/heaps.md"}
    assert {one["reason"] for one in rows(folder / "rejects.jsonl")} == {"unreadable", "duplicate"}
    for row in rows(folder / "agreed.jsonl"):
        assert row["agreement"]["solutions"] == 2  # the third is one too much
        assert "result = 1" not in row["code"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "there is nothing to make tasks from"),
        (("--concepts", "concepts.txt"), "no model is named"),
        (("--concepts", "gone.txt"), "can't be read"),
        (("gone", "--model", "openai/stand-in"), "gone isn't there"),
    ],
)
def test_what_is_missing_is_said_in_one_line(folder, arguments, why) -> None:
    (folder / "concepts.txt").write_text("heaps\n")

    result = invoked("synthesize", *arguments)

    assert result.exit_code == 2
    assert why in result.output
    assert "Traceback" not in result.output
