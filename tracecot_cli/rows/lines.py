"""JSON lines in and out: files, standard input and standard output."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import typer

from tracecot.errors import BadInput

STANDARD = "-"

Row = dict[str, object]  # what is written as a line
NumberedLine = tuple[int, object]  # a line's number and its record, or the `BadInput` that reading it gave


def read_lines(path: str) -> list[tuple[int, bytes]]:
    """The lines that aren't blank, each with its number from 1.

    Raises:
        typer.BadParameter: the file can't be read.
    """
    try:
        content = sys.stdin.buffer.read() if path == STANDARD else Path(path).read_bytes()
    except FileNotFoundError:
        raise typer.BadParameter(f"there is no file {path}") from None
    except OSError as error:
        raise typer.BadParameter(f"{path} can't be read: {error.strerror}") from None
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def parsed(lines: Iterable[tuple[int, bytes]]) -> Iterator[NumberedLine]:
    """Each line's number and record; a line that isn't JSON gives a `BadInput` in its place."""
    for number, line in lines:
        yield number, _parsed(line)


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # ValueError: JSON, UTF-8 and numbers of too many digits alike
        return BadInput("not_json", f"the line isn't JSON: {error}")


@contextmanager
def opened(out: str) -> Iterator[TextIO]:
    """The file to write to, or standard output for `-`.

    Raises:
        typer.BadParameter: it can't be written.
    """
    if out == STANDARD:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # whatever the terminal's is: a row is JSON
        yield sys.stdout
        sys.stdout.flush()
        return
    with _file(Path(out)) as file:
        yield file


def _file(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"{path} can't be written: {error.strerror}") from None


def refuse_same_file(source: str, out: str) -> None:
    """Reading and writing one file would lose it.

    Raises:
        typer.BadParameter: they are one.
    """
    if STANDARD not in (source, out) and Path(out).exists() and Path(source).exists() and Path(out).samefile(source):
        raise typer.BadParameter(f"--out {out} is the file that is read; give another one")


def write_row(file: TextIO, row: object) -> None:
    """Writes one JSON line, in ASCII so that any text survives."""
    write_line(file, json.dumps(row, ensure_ascii=True))


def write_line(file: TextIO, line: str) -> None:
    """Writes one line."""
    file.write(line)
    file.write("\n")
