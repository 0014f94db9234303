"""The front door as a whole: its help is quick and documented, and nobody sees a traceback."""

import errno
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracecot.errors import BadSettings, SandboxUnavailable
from tracecot_cli.faults import told
from tracecot_cli.main import app

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"
COMMANDS = [
    "preview", "run", "status", "docs", "trace", "narrate", "verify", "synthesize", "agree", "audit", "why", "export",
    "withdraw", "gc", "backup", "restore", "view", "ui", "bench",
]  # fmt: skip
#: One `--help` in the docs.
BLOCK = re.compile(r"```console\n\$ (tracecot[^\n]*--help)\n(.*?)```", re.DOTALL)
#: A program in the docs and a session that traces it.
SHOWN = re.compile(
    r"(```python\n(.*?)```\n\n```console\n\$ tracecot trace [a-z]+\.py:[a-z]+ --call \"([^\n]*)\"\n).*?```", re.DOTALL
)


def shown(code: str, call: str, folder: Path) -> str:
    """What the session prints."""
    (folder / "shown.py").write_text(code)
    (name,) = re.findall(r"def (\w+)", code)
    command = ["trace", f"{folder / 'shown.py'}:{name}", "--call", call]
    result = CliRunner().invoke(app, command, env={"COLUMNS": "110"})
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.stdout.splitlines()) + "\n"


def help_of(arguments: list[str]) -> str:
    result = CliRunner().invoke(app, arguments, prog_name="tracecot", env={"COLUMNS": "110"})
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.stdout.splitlines()) + "\n"


def test_golden_help_and_session_stand_in_the_docs(tmp_path) -> None:
    text = DOCS.read_text(encoding="utf-8")

    fresh = BLOCK.sub(lambda found: f"```console\n$ {found[1]}\n{help_of(found[1].split()[1:])}```", text)
    fresh = SHOWN.sub(lambda found: f"{found[1]}{shown(found[2], found[3], tmp_path)}```", fresh)
    if os.environ.get("TRACECOT_WRITE_GOLDEN"):
        DOCS.write_text(fresh, encoding="utf-8")
        return

    assert text == fresh, "docs/cli.md is out of date: make golden"


def test_every_command_is_documented() -> None:
    documented = [found[1] for found in BLOCK.finditer(DOCS.read_text(encoding="utf-8"))]

    assert documented == ["tracecot --help", *(f"tracecot {name} --help" for name in COMMANDS)]
    assert [
        line.split()[0] for line in help_of(["--help"]).split("Commands:\n")[1].splitlines()[: len(COMMANDS)]
    ] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example_of_itself(name) -> None:
    examples = help_of([name, "--help"]).split("Example")[1]

    assert f"tracecot {name}" in examples


def test_help_answers_within_half_a_second_of_processor_time() -> None:
    started = os.times()

    subprocess.run([sys.executable, "-m", "tracecot_cli", "--help"], check=True, capture_output=True)

    ended = os.times()
    used = ended.children_user + ended.children_system - started.children_user - started.children_system
    assert used < 0.5


LOADED = """
import sys
{}
print([name for name in ("dagster", "dbt", "great_expectations", "pandas", "duckdb") if name in sys.modules])
"""


@pytest.mark.parametrize("work", ["import tracecot_cli.main", "from tracecot_cli.api import verify; list(verify([]))"])
def test_the_platform_stays_unloaded_where_nobody_needs_it(work) -> None:
    result = subprocess.run([sys.executable, "-c", LOADED.format(work)], check=True, capture_output=True, text=True)

    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("error", "status"), [(BadSettings("no such corpus"), 2), (SandboxUnavailable("no seccomp"), 1)]
)
def test_an_error_of_ours_is_one_line_and_a_status(error, status, monkeypatch, tmp_path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("tracecot_cli.api.trace_lines", fail)
    (tmp_path / "one.jsonl").write_text("{}")

    result = CliRunner().invoke(app, ["trace", str(tmp_path / "one.jsonl")])

    assert result.exit_code == status
    assert result.stderr == f"tracecot: {error}\n"


@pytest.mark.parametrize(
    "command",
    ["trace {} --out /dev/full", "narrate {} --out /dev/full", "trace {} > /dev/full", "--version > /dev/full"],
)
def test_a_full_disk_is_one_line_and_no_success(command, tmp_path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text('{"id": 1, "code": "def f(x):\\n    return x", "input": "1"}\n')

    line = f"{sys.executable} -m tracecot_cli {command.format(source)}"
    result = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert result.stderr == (
        "tracecot: the output (--out, or standard output): No space left on device; "
        "make room on the disk, or write somewhere else\n"
    )


@pytest.mark.parametrize("command", [["run"], ["ui", "--port", "45321"]])
def test_a_file_in_place_of_the_state_folder_is_named(command, tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRACECOT_HOME", str(tmp_path / "file"))

    result = CliRunner().invoke(app, command)

    assert result.exit_code == 1
    assert f"tracecot: {tmp_path / 'file'}/dagster: Not a directory; a folder is needed there" in result.stderr


def test_a_port_that_is_taken_is_found_before_anything_starts(bare) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = CliRunner().invoke(app, ["ui", "--port", str(taken.getsockname()[1])])

    assert result.exit_code == 1
    assert "can't be listened on" in result.stderr
    assert "the UI will be" not in result.stderr


def test_what_may_not_be_written_is_told_with_the_way_out() -> None:
    error = PermissionError(errno.EACCES, "Permission denied", "/srv/tracecot.duckdb.lock")

    assert told(error).startswith("/srv/tracecot.duckdb.lock: Permission denied; give yourself the right to it, or set")


def test_a_reader_that_stops_early_is_no_error(tmp_path) -> None:
    source = tmp_path / "many.jsonl"
    source.write_text('{"id": 1, "code": "def f(x):\\n    return [x] * 500", "input": "1"}\n' * 40)

    command = f"{sys.executable} -m tracecot_cli trace {source} --out - | head -1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)

    assert result.stdout.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_the_version_is_told() -> None:
    assert re.match(r"tracecot \d+\.\d+\.\d+, Python 3\.\d+", help_of(["--version"]))


def test_a_longer_benchmark_of_what_has_none_is_wrong_usage() -> None:
    result = CliRunner().invoke(app, ["bench", "stages", "--long"])

    assert (result.exit_code, "--long goes with traces" in result.stderr) == (2, True)


def test_findings_of_what_has_none_are_wrong_usage() -> None:
    result = CliRunner().invoke(app, ["bench", "stages", "--findings", "survivors.jsonl"])

    assert (result.exit_code, "--findings goes with exam" in result.stderr) == (2, True)
