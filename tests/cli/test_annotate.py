"""`tracecot trace --annotate` adds to somebody's rows and touches nothing of them; `--fields` reads other names."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracecot.errors import BadInput
from tracecot_cli.api import annotate
from tracecot_cli.main import app
from tracecot_cli.rows.annotating import with_more

#: Numbers, a text and keys that reading and writing them again would change.
GOOD = (
    '{"été": "\\u00e9é\U0001f40d", "price": 1.50, "huge": 1e999, "twice": 1, "twice": 2, "nested": {"b": [], "a": {}}, '
    '"solution": "def f(x):\\n    return x + 1", "args": "3", "id": "one"}'
)
CLASS = "class S:\n    def up(self, by):\n        return by + 1"
LINES = [
    GOOD,
    "not json",
    "",
    '  { "id": 7, "solution": "def f(x: return", "args": "1", "level": "hard" }\t',
    "[1, 2]",
    '{"level": "no program"}',
    "{}",
    json.dumps({"solution": CLASS, "entry_point": "S", "args": "", "then": ["up(2)"]}),
    '{"solution": "def f(x): return x", "args": "1", "code": 7}',
]
NAMES = "code=solution,input=args"


def traced(source: Path, *options: str):
    out = source.with_name("out.jsonl")
    result = CliRunner().invoke(app, ["trace", str(source), "--annotate", "--out", str(out), *options])
    return result, out.read_text(encoding="utf-8").splitlines() if out.exists() else []


@pytest.fixture(scope="module")
def annotated(tmp_path_factory) -> tuple[int, list[str]]:
    """The lines above, annotated once."""
    source = tmp_path_factory.mktemp("annotate") / "foreign.jsonl"
    source.write_text("\n".join(LINES) + "\r\n", encoding="utf-8")
    result, lines = traced(source, "--fields", NAMES)
    return result.exit_code, lines


def test_every_row_begins_with_its_line_to_the_letter(annotated) -> None:
    _, lines = annotated
    given = [line for line in LINES if line]

    assert len(lines) == len(given)
    for line, row in zip(given, lines, strict=True):
        if line.strip().startswith("{"):
            assert row.startswith(line.strip().removesuffix("}").strip()), row


def test_a_row_gets_the_outcome_and_the_trace(annotated) -> None:
    row = json.loads(annotated[1][0])

    assert row["outcome"] == {"kind": "returned", "value": {"type": "int", "repr": "4"}}
    assert list(row)[-2:] == ["outcome", "trace"]
    assert [event["kind"] for event in row["trace"]["events"]] == ["call", "value", "return"]
    assert (row["trace"]["id"], row["trace"]["outcome"]) == ("one", row["outcome"])


def test_a_row_that_can_not_be_served_keeps_its_fields_and_gets_an_error(annotated) -> None:
    code, lines = annotated
    rows = list(map(json.loads, lines))

    assert code == 1
    assert [row.get("error", {}).get("kind") for row in rows] == [
        None, "not_json", "not_python", "not_json", "missing_field", "missing_field", None, None,
    ]  # fmt: skip
    assert rows[2] == {**json.loads(LINES[3]), "error": rows[2]["error"]}
    assert rows[1] == {"id": None, "line_number": 2, "error": rows[1]["error"]}
    assert rows[3]["line_number"] == 5


def test_a_record_may_hold_another_thing_under_our_name(annotated) -> None:
    row = json.loads(annotated[1][-1])

    assert (row["code"], row["outcome"]["value"]["repr"]) == (7, "1")


@pytest.mark.parametrize("taken", ["outcome", "trace", "error"])
def test_a_field_that_would_be_overwritten_is_refused_before_anything_is_written(taken, tmp_path) -> None:
    source = tmp_path / "taken.jsonl"
    source.write_text('{"code": "def f(): return 1", "input": ""}\n\n' + json.dumps({taken: None}))

    result, lines = traced(source)

    assert (result.exit_code, lines) == (2, [])
    assert f"line 3 has a field '{taken}' already; --fields {taken}=NAME" in result.stderr


def test_our_fields_may_go_by_other_names(tmp_path) -> None:
    source = tmp_path / "taken.jsonl"
    source.write_text('{"code": "def f(): return 1", "input": "", "outcome": "mine"}\n{"error": 1}\n')

    result, lines = traced(source, "--fields", "outcome=ended,trace=steps,error=problem")
    rows = list(map(json.loads, lines))

    assert (result.exit_code, rows[0]["outcome"], rows[0]["ended"]["kind"]) == (1, "mine", "returned")
    assert (rows[1]["error"], rows[1]["problem"]["kind"], "steps" in rows[0]) == (1, "missing_field", True)


def test_a_line_that_is_no_utf_8_is_an_error_row(tmp_path) -> None:
    source = tmp_path / "latin.jsonl"
    source.write_bytes('{"code": "def f(): return \'é\'", "input": ""}\n'.encode("latin-1"))

    result, lines = traced(source)

    assert (result.exit_code, json.loads(lines[0])["error"]["kind"]) == (1, "not_json")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--fields", "solution"], "pairs such as code=solution; found 'solution'"),
        (["--fields", "code="], "found 'code='"),
        (["--fields", "program=solution"], "there is no field 'program'; there are id, code"),
        (["--fields", "code=a,code=b"], "names 'code' twice"),
        (["--fields", "trace=it,outcome=it"], "need names of their own"),
    ],
)
def test_wrong_names_give_exit_status_2(options, words, tmp_path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text(GOOD)

    result, lines = traced(source, *options)

    assert (result.exit_code, lines) == (2, []), result.output
    assert words in " ".join(result.stderr.split())


@pytest.mark.parametrize("command", ["narrate", "verify", "trace"])
def test_every_front_door_reads_other_names(command, tmp_path) -> None:
    source = tmp_path / "named.jsonl"
    record = {"solution": "def f(x):\n    return x + 1", "args": "3", "text": "It returns 4.", "answer": "4"}
    source.write_text(json.dumps({**record, "task": "output"}))
    names = NAMES + (",rationale=text" if command == "verify" else "")

    result = CliRunner().invoke(app, [command, str(source), "--fields", names])

    assert result.exit_code in (0, 1), result.output
    assert "error" not in json.loads(result.stdout.splitlines()[0]), result.stdout


def test_an_empty_object_gets_fields_without_a_comma() -> None:
    assert json.loads(with_more(b" { } ", {"error": 1})) == {"error": 1}


def test_in_python_records_come_back_with_what_was_added() -> None:
    records = [{"code": "def f(x):\n    return x", "input": "1", "mine": [1]}, {"mine": 2}, 3]

    rows = list(annotate(records))  # type: ignore[arg-type]

    assert (rows[0]["mine"], rows[0]["outcome"], rows[1]["mine"]) == ([1], rows[0]["trace"]["outcome"], 2)
    assert [row.get("error", {}).get("kind") for row in rows] == [None, "missing_field", "not_json"]


def test_in_python_a_field_of_our_name_is_refused() -> None:
    with pytest.raises(BadInput, match="'trace' already"):
        list(annotate([{"code": "def f(): return 1", "input": "", "trace": 1}]))
