"""`tracecot trace` on real input, bad input of every kind, and to standard output."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracecot_cli.main import app

GOOD = {"id": "one", "code": "def f(x):\n    return x + 1", "input": "3", "output": "4"}
LINES = [
    json.dumps(GOOD),
    "not json",
    "",
    json.dumps({"id": 7, "code": "def f(x):\n    raise ValueError(x)", "input": "'no'"}),
    json.dumps({**GOOD, "id": "differs", "output": "5"}),
    json.dumps({"id": "endless", "code": "def f():\n    while True: pass", "input": ""}),
    json.dumps({"id": "set", "code": "def f():\n    return list({'a', 'b', 'c', 'd', 'e'})", "input": ""}),
    json.dumps({"id": "two", "code": "def f(x): return x\ndef g(x): return x", "input": "1"}),
    json.dumps({"id": "open", "code": "def f(x", "input": "1"}),
    json.dumps({"id": "comma", "code": "def f(x): return x", "input": "1,,"}),
    json.dumps({"id": "unknown", "code": "def f(x): return x", "input": "nowhere"}),
    json.dumps({"id": "bare", "code": "def f(x): return x"}),
    json.dumps({"id": "arity", "code": "def f(x): return x", "input": "1, 2"}),
    json.dumps(GOOD),
]
KINDS = [
    None, "not_json", None, "output_differs", "cut_short", "nondeterministic", "no_entry_point", "not_python",
    "bad_input", "bad_input", "missing_field", "bad_input", None,
]  # fmt: skip


@pytest.fixture(scope="module")
def batch(tmp_path_factory) -> tuple[Path, Path, int]:
    """The lines above, traced once."""
    folder = tmp_path_factory.mktemp("trace")
    source, out = folder / "programs.jsonl", folder / "traces.jsonl"
    source.write_text("\n".join(LINES) + "\n")
    result = CliRunner().invoke(app, ["trace", str(source), "--out", str(out)])
    return source, out, result.exit_code


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_there_is_one_row_for_each_line_in_their_order(batch) -> None:
    _, out, _ = batch

    assert [row.get("error", {}).get("kind") for row in rows(out)] == KINDS


def test_error_rows_name_their_line_and_record(batch) -> None:
    _, out, _ = batch

    errors = [row for row in rows(out) if "error" in row]
    assert [row["line_number"] for row in errors] == [2, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    assert [row["id"] for row in errors][:4] == [None, "differs", "endless", "set"]
    assert all(set(row) == {"id", "line_number", "error"} for row in errors)


def test_some_error_gives_exit_status_1(batch) -> None:
    assert batch[2] == 1


def test_a_trace_row_tells_what_happened(batch) -> None:
    first, raised = rows(batch[1])[0], rows(batch[1])[2]

    assert first["outcome"] == {"kind": "returned", "value": {"type": "int", "repr": "4"}}
    assert [event["kind"] for event in first["events"]] == ["call", "value", "return"]
    assert (raised["id"], raised["outcome"]["type"]) == (7, "ValueError")


def test_the_same_input_gives_the_same_bytes(batch) -> None:
    source, out, _ = batch
    again = out.with_name("again.jsonl")

    CliRunner().invoke(app, ["trace", str(source), "--out", str(again)])

    same = [line for line in out.read_text().splitlines() if "nondeterministic" not in line]
    assert same == [line for line in again.read_text().splitlines() if "nondeterministic" not in line]


def test_everything_served_gives_exit_status_0_on_standard_output(tmp_path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text(json.dumps(GOOD))

    result = CliRunner().invoke(app, ["trace", str(source), "--out", "-"])

    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "one"
    assert result.stderr == ""


def test_standard_input_is_read(tmp_path) -> None:
    result = CliRunner().invoke(app, ["trace", "-"], input=json.dumps(GOOD))

    assert json.loads(result.stdout)["id"] == "one"


def test_an_empty_file_gives_no_rows(tmp_path) -> None:
    (tmp_path / "empty.jsonl").write_text("")

    result = CliRunner().invoke(app, ["trace", str(tmp_path / "empty.jsonl")])

    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.jsonl"], "there is no file nowhere.jsonl"),
        (["."], "can't be read"),
        (["{file}", "--out", "{file}"], "is the file that is read"),
        (["{file}", "--out", "/nowhere/at/all"], "can't be written"),
        (["{file}", "--call", "1"], "names no function"),
        (["{python}:f"], "say what to call f with"),
        (["{python}:g", "--call", "1"], "no function 'g'; it has f"),
        (["{python}:f.g", "--call", "1"], "no function 'f.g'; it has f"),
        (["{python}:f", "--call", "1", "--then", "bit_length"], "'bit_length' is no call of a method"),
        (["{python}:f", "--call", "1", "--annotate"], "--annotate goes with a file of records"),
        (["{python}:f", "--call", "1", "--fields", "code=a"], "--fields goes with a file of records"),
        (["{python}:f", "--call", "1", "--out", "x"], "--out goes with a file of records"),
        (["{file}", "--then", "f(1)"], "--then goes with path.py:function"),
        (["nowhere.py:f", "--call", "1"], "can't be read"),
        (["{file}", "--no-such-option"], "No such option"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_gives_exit_status_2_and_a_message(arguments, words, tmp_path) -> None:
    file, python = tmp_path / "programs.jsonl", tmp_path / "program.py"
    file.write_text(json.dumps(GOOD))
    python.write_text(GOOD["code"])

    result = CliRunner().invoke(app, ["trace", *(part.format(file=file, python=python) for part in arguments)])

    assert result.exit_code == 2, result.output
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
    assert file.read_text() == json.dumps(GOOD)


def test_one_call_is_shown_line_by_line(tmp_path) -> None:
    path = tmp_path / "double.py"
    path.write_text(
        "def helper(y):\n    return y * 2\n\n\ndef f(x):\n    if x > 1:\n        x = helper(x)\n    return x\n"
    )

    result = CliRunner().invoke(app, ["trace", f"{path}:f", "--call", "3"], env={"COLUMNS": "120"})

    shown = result.stdout
    assert result.exit_code == 0, result.output
    for repeated in ("y * 2 → 6", "helper(x) → 6", "x > 1 → True"):
        assert repeated not in shown, shown
    for words in ("x > 1 is true", "│     return y * 2", "returns 6", "x = 6", "returned 6"):
        assert words in shown, shown


def test_a_raised_exception_is_shown_as_what_happened(tmp_path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("def f(x):\n    return 1 // x\n")

    result = CliRunner().invoke(app, ["trace", f"{path}:f", "--call", "0"])

    assert result.exit_code == 0
    assert "raised ZeroDivisionError: " in result.stdout
    assert "(line 2)" in result.stdout


COUNTER = """class Counter:
    def __init__(self, start):
        self.count = start

    def add(self, by):
        self.count += by
        return self.count
"""


def test_calls_on_an_object_are_shown_through_an_entry_of_ours(tmp_path) -> None:
    path = tmp_path / "counter.py"
    path.write_text(COUNTER)
    calls = ["--call", "1", "--then", "add(2)", "--then", "add(by=3)"]

    result = CliRunner().invoke(app, ["trace", f"{path}:Counter", *calls], env={"COLUMNS": "120"})

    assert result.exit_code == 0, result.output
    for words in ("def run_counter(start, by, by2)", "counter = Counter(start)", "self.count += by", "returned 6"):
        assert words in result.stdout, result.stdout


def test_a_row_about_an_entry_of_ours_has_its_program(tmp_path) -> None:
    record = {"id": "c", "code": COUNTER, "entry_point": "Counter", "input": "1", "then": ["add(2)"], "output": "3"}

    traced = CliRunner().invoke(app, ["trace", "-"], input=json.dumps(record))
    row = json.loads(traced.stdout)

    assert (row["entry_point"], row["input"], row["outcome"]["value"]["repr"]) == ("run_counter", "1, 2", "3")
    assert {event["function"] for event in row["events"]} == {"run_counter", "Counter.__init__", "Counter.add"}
    program = {name: row[name] for name in ("id", "code", "entry_point", "input")}
    again = CliRunner().invoke(app, ["trace", "-"], input=json.dumps(program))
    assert json.loads(again.stdout)["trace_id"] == row["trace_id"]


def test_calls_on_an_object_are_narrated_and_verified() -> None:
    record = {"id": "c", "code": COUNTER, "entry_point": "Counter", "input": "1", "then": ["add(2)", "add(3)"]}

    told = CliRunner().invoke(app, ["narrate", "-", "--task", "output"], input=json.dumps(record))
    judged = CliRunner().invoke(app, ["verify", "-"], input=told.stdout)

    assert (told.exit_code, judged.exit_code) == (0, 0), told.stdout + judged.output
    assert json.loads(judged.stdout)["verdict"] == "verified"


def test_an_object_that_changes_is_told_once_a_line(tmp_path) -> None:
    path = tmp_path / "counter.py"
    path.write_text("def f(d):\n    d.setdefault('a', []).append(1)\n    return d\n")

    result = CliRunner().invoke(app, ["trace", f"{path}:f", "--call", "{}"], env={"COLUMNS": "120"})

    assert result.stdout.count("d is now") == 1, result.stdout
    assert "d is now {'a': [1]}" in result.stdout


def test_what_would_move_the_cursor_is_spelled_out(tmp_path) -> None:
    path = tmp_path / "odd.py"
    path.write_text("def f(x):\n    y = x  # \x1b[2J\n    raise ValueError('\\x1b]0;pwn\\x07')\n")

    result = CliRunner().invoke(app, ["trace", f"{path}:f", "--call", "3"])

    assert "\x1b" not in result.output
    assert "raised ValueError: \\x1b]0;pwn\\x07" in result.output


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{}['a']", "KeyError: 'a'"),
        ("n.nope", "AttributeError: 'int' object has no attribute 'nope'"),
        ("next(iter([]))", "StopIteration"),
        ('int("\\"")', "ValueError: invalid literal for int() with base 10: '\"'"),
    ],
)
def test_the_message_of_an_exception_keeps_its_own_quotes(body, said, tmp_path) -> None:
    (tmp_path / "raising.py").write_text(f"def f(n):\n    return {body}\n")

    command = ["trace", f"{tmp_path / 'raising.py'}:f", "--call", "1"]
    result = CliRunner().invoke(app, command, env={"COLUMNS": "300"})

    assert any(line.rstrip().endswith(f"raises {said}") for line in result.stdout.splitlines())
    assert f"raised {said} (line 2)" in result.stdout


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("while True:\n        n += 1", "f(1) was cut short, events: 20000 events (the limit `events`)"),
        ("return f(n + 1)", "f(1) was cut short, recursion; "),
        ("raise SystemExit(n)", "f(1) was cut short, exit; "),
    ],
)
def test_a_shown_call_that_is_cut_short_is_named_with_its_limit(body, words, tmp_path) -> None:
    (tmp_path / "loop.py").write_text(f"def f(n):\n    {body}\n")

    result = CliRunner().invoke(app, ["trace", f"{tmp_path / 'loop.py'}:f", "--call", "1"])

    assert (result.exit_code, words in result.stderr) == (1, True), result.stderr
