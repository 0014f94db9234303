"""`tracecot trace`: executes programs and writes what happened."""

from pathlib import Path
from typing import Annotated

import typer

from tracecot_cli.lines import STANDARD, opened, parsed, read_lines, refuse_same_file, write_row
from tracecot_cli.progress import watched

EXAMPLES = """\b
Examples:
  tracecot trace programs.jsonl --out traces.jsonl
  tracecot trace geometry.py:area --call "3, unit='cm'"
"""


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl|path.py:function")],
    call: Annotated[str | None, typer.Option(help="The arguments to call the function with, as Python source.")] = None,
    out: Annotated[str, typer.Option(help="Where the traces go, one JSON object a line; - is standard output.")] = "-",
) -> None:
    """Execute programs and write what each did.

    FILE.jsonl holds program records, one JSON object a line (docs/records.md); - is standard input. With
    path.py:function and --call one execution is shown instead, line by line.
    """
    path, colon, function = source.rpartition(":")
    if colon and path.endswith(".py"):
        _trace_function(Path(path), function, call)
    elif call is not None:
        raise typer.BadParameter(f"--call goes with path.py:function; {source} names no function")
    else:
        _trace_file(source, out)


def _trace_file(source: str, out: str) -> None:
    """One row a line; exit 1 when some row is an error."""
    from tracecot_cli.api import trace_lines

    lines = read_lines(source)
    refuse_same_file(source, out)
    errors = 0
    with opened(out) as file:
        for row in watched(trace_lines(parsed(lines)), len(lines), "tracing"):
            write_row(file, row)
            errors += "error" in row
    if out != STANDARD:
        typer.echo(f"{len(lines) - errors} traces and {errors} errors in {out}", err=True)
    if errors:
        raise typer.Exit(1)


def _trace_function(path: Path, function: str, call: str | None) -> None:
    """Shows one execution."""
    if call is None:
        raise typer.BadParameter(f"say what to call {function} with, as in --call \"3, unit='cm'\"")
    try:
        code = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} can't be read: {error}") from None
    from tracecot_cli.pretty import show

    show(code, function, call)
