"""`tracecot narrate` and `tracecot verify` on real input, bad input, and on one another's rows."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.executing import started
from tracecot.execution import Answer, Care, Job
from tracecot_cli.api import narrate, verify
from tracecot_cli.main import app

SUM = "def total(numbers):\n    result = 0\n    for number in numbers:\n        result += number\n    return result\n"
UPPER = "def f(word, times):\n    if times > 1:\n        word = word * times\n    return word.upper()\n"
PROGRAMS = [
    {"id": "sum", "code": SUM, "input": "[3, 4]", "output": "7"},
    {"id": 2, "code": UPPER, "input": "'ab', times=2"},
    {"id": "arity", "code": "def g(x):\n    return x", "input": "1, 2"},
    {"id": "broken", "code": "def f(", "input": "1"},
]


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> tuple[Path, Path, object]:
    """The programs above with their rationales."""
    folder = tmp_path_factory.mktemp("narrate")
    source, out = folder / "programs.jsonl", folder / "rationales.jsonl"
    source.write_text("".join(json.dumps(program) + "\n" for program in PROGRAMS))
    command = ["narrate", str(source), "--task", "output", "--task", "input", "--out", str(out)]
    return source, out, CliRunner().invoke(app, command)


def test_there_is_a_row_for_each_line_and_task_in_their_order(told) -> None:
    _, out, result = told

    found = [(row["id"], row.get("task"), "error" in row) for row in rows(out)]
    assert found == [
        ("sum", "output_prediction", False),
        ("sum", "input_prediction", False),
        (2, "output_prediction", False),
        (2, "input_prediction", False),
        ("arity", None, True),
        ("broken", None, True),
    ]
    assert result.exit_code == 1


def test_a_rationale_row_is_a_program_record_with_its_rationale(told) -> None:
    first, second = rows(told[1])[:2]

    assert {name: first[name] for name in ("id", "code", "input", "output")} == PROGRAMS[0]
    assert (first["entry_point"], first["answer"], first["target"]) == ("total", "7", None)
    assert "[ANSWER]7[/ANSWER]" in first["rationale"]
    assert second["answer"].startswith("total(")


def test_all_tasks_hold_every_other_that_is_named(tmp_path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps(PROGRAMS[0]) + "\n")

    result = CliRunner().invoke(app, ["narrate", str(tmp_path / "one.jsonl"), "--task", "all", "--task", "output"])

    tasks = [json.loads(line).get("task") for line in result.stdout.splitlines()]
    assert tasks.count("output_prediction") == 1
    assert "state" in tasks


def test_narrating_twice_gives_the_same_bytes(told) -> None:
    source, out, _ = told
    again = out.with_name("again.jsonl")

    CliRunner().invoke(app, ["narrate", str(source), "--task", "output", "--task", "input", "--out", str(again)])

    assert again.read_bytes() == out.read_bytes()


def test_our_own_rationales_verify(told, tmp_path) -> None:
    honest = tmp_path / "honest.jsonl"
    honest.write_text("".join(json.dumps(row) + "\n" for row in rows(told[1]) if "error" not in row))

    result = CliRunner().invoke(app, ["verify", str(honest), "--out", "-"])

    verdicts = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["verdict"] for row in verdicts] == ["verified"] * 4, result.output
    assert result.exit_code == 0
    assert "verified" in result.stderr


def test_lies_are_told_with_their_place(told, tmp_path) -> None:
    honest = rows(told[1])[0]
    lie = {**honest, "rationale": honest["rationale"].replace("7", "9"), "answer": "9"}

    (verdict,) = verify([lie])

    assert verdict["verdict"] == "refuted"
    assert verdict["answer_correct"] is False
    for finding in verdict["findings"]:
        assert lie["rationale"][finding["start"] : finding["end"]] == finding["text"]


def test_other_calls_are_executed_unless_nobody_wants_them() -> None:
    record = {"id": 1, "code": "def f(xs, n=2):\n    return xs[:n]\n", "input": "[3, 4, 5, 6], 2"}

    (wide,), (alone,) = (narrate([record], tasks=["input"], other_calls=wanted) for wanted in (True, False))

    assert wide["answer"] == "f([3, 4], 2)"
    assert alone["answer"] == "f([3, 4, 5, 6], 2)"
    assert "With `" not in alone["rationale"]


def test_an_input_answer_is_judged_by_executing_it() -> None:
    (honest,) = narrate([PROGRAMS[0]], tasks=["input"])

    (other,) = verify([{**honest, "answer": "total([1, 5])"}])

    assert other["answer_correct"] is False
    assert other["verdict"] != "verified"


def test_what_can_not_be_judged_is_an_error_in_its_place(told, tmp_path) -> None:
    good = rows(told[1])[0]
    lines = [json.dumps(good), "{", json.dumps({**good, "task": "poetry"}), json.dumps({**good, "output": "8"})]
    source = tmp_path / "mixed.jsonl"
    source.write_text("\n".join(lines))

    result = CliRunner().invoke(app, ["verify", str(source), "--out", str(tmp_path / "out.jsonl")])

    verdicts = rows(tmp_path / "out.jsonl")
    assert [row["verdict"] for row in verdicts] == ["verified", "error", "error", "error"]
    assert [row["error"]["kind"] for row in verdicts[1:]] == ["not_json", "unsupported", "output_differs"]
    assert result.exit_code == 1
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--task", "poetry"], "there is no task 'poetry'; there are output_prediction"),
        (["--voice", "sung"], "there is no voice 'sung'; there are walkthrough, terse, teacher, table"),
        (["--budget", "0"], "0 is not in the range"),
    ],
)
def test_a_choice_that_is_not_there_is_wrong_usage(told, option, words) -> None:
    result = CliRunner().invoke(app, ["narrate", str(told[0]), *option])

    assert result.exit_code == 2
    assert words in result.stderr


def test_wrong_usage_leaves_what_was_written_before(told, tmp_path) -> None:
    out = tmp_path / "kept.jsonl"
    out.write_text("of before")

    result = CliRunner().invoke(app, ["narrate", str(told[0]), "--task", "poetry", "--out", str(out)])

    assert (result.exit_code, out.read_text()) == (2, "of before")


def test_a_program_that_can_not_be_executed_has_one_row_whatever_is_asked() -> None:
    (row,) = narrate([{"id": 1, "code": "def f():\n    while True: pass", "input": ""}], tasks=["output", "input"])

    assert (row["id"], row["line_number"], row["error"]["kind"]) == (1, 1, "cut_short")


def test_a_rationale_over_the_budget_is_an_error_of_its_own() -> None:
    (row,) = narrate([PROGRAMS[0]], tasks=["output"], budget=5)

    assert row["error"]["kind"] == "unsupported"
    assert "over_budget" in row["error"]["message"]


def test_a_recursion_of_any_recorded_depth_is_told() -> None:
    code = "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\n"

    (row,) = narrate([{"id": "deep", "code": code, "input": "980"}], tasks=["output"])

    assert row["answer"] == "980"
    assert row["task"] == "output_prediction"


def test_a_mistake_of_ours_with_one_record_is_an_error_row_and_the_others_go_on() -> None:
    def execute(jobs: Iterable[Job], care: Care = "cross-checked") -> Iterator[tuple[Answer, ...]]:
        for number, answers in enumerate(started()(jobs, care)):
            yield answers if number else (answers[0], *[Odd() for _ in answers[1:]])

    first, second = narrate([PROGRAMS[1] | {"id": n} for n in (1, 2)], tasks=["input"], execute=execute)

    assert first["error"]["message"].startswith("the narrator failed on input_prediction, which is a fault of ours: ")
    assert first["error"]["message"].endswith("LookupError('a mistake of ours')")
    assert "rationale" in second


class Odd:
    """An answer that fails when it is looked at."""

    def __getattribute__(self, name: str) -> object:
        raise LookupError("a mistake of ours")
