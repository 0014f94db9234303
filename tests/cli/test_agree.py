"""`tracecot agree`: tasks in, program records with believed tests out."""

import json

from typer.testing import CliRunner

from tracecot_cli.main import app

GOOD = "def double(x):\n    return x * 2\n"
TASK = {
    "id": "double",
    "entry_point": "double",
    "solutions": [GOOD, "def double(x):\n    return x + x\n", "def double(x):\n    return x ** 2\n"],
    "tests": ["assert double(2) == 4", "assert double(3) == 6", "assert double(3) == 9", "assert True"],
}


def agreed(tmp_path, records, *options):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(f"{record if isinstance(record, str) else json.dumps(record)}\n" for record in records))
    result = CliRunner().invoke(app, ["agree", str(source), "--out", str(out), *options])
    return result.exit_code, [json.loads(line) for line in out.read_text().splitlines()]


def test_what_agrees_is_a_program_record_with_its_tests(tmp_path) -> None:
    code, (row,) = agreed(tmp_path, [TASK], "--matrix")

    assert code == 0
    assert (row["id"], row["code"], row["tests"]) == ("double", GOOD, TASK["tests"][:2])
    assert row["agreement"]["solutions"] == 2
    assert {(one["what"], one["place"]): one["reason"] for one in row["rejects"]} == {
        ("test", 3): "unreadable_test", ("solution", 2): "outvoted", ("test", 2): "outvoted",
    }  # fmt: skip
    assert row["matrix"]["cells"][2] == ["passed", "failed", "passed"]


def test_bad_tasks_are_error_rows_and_the_rest_goes_on(tmp_path) -> None:
    code, rows = agreed(
        tmp_path, ["no JSON", {**TASK, "tests": []}, {**TASK, "solutions": TASK["solutions"][:1]}, TASK]
    )

    assert code == 1
    assert ["error" in row for row in rows] == [True, True, True, False]
    assert "'tests' must be a list" in rows[1]["error"]["message"]
    assert "no_consensus" in rows[2]["error"]["message"]
