"""`tracecot trace`: executes programs and writes what happened."""

from pathlib import Path
from typing import Annotated

import typer

from tracecot_cli.rows import annotating
from tracecot_cli.rows import fields as named
from tracecot_cli.rows.lines import STANDARD, opened, parsed, read_lines, refuse_same_file, write_line, write_row
from tracecot_cli.showing.progress import watched

EXAMPLES = """\b
Examples:
  tracecot trace programs.jsonl --out traces.jsonl
  tracecot trace problems.jsonl --annotate --fields code=solution --out annotated.jsonl
  tracecot trace geometry.py:area --call "3, unit='cm'"
  tracecot trace stack.py:Stack --call "capacity=2" --then "push(1)" --then "pop()"
"""


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl|path.py:function")],
    call: Annotated[str | None, typer.Option(help="The arguments to call the function with, as Python source.")] = None,
    then: Annotated[
        list[str] | None, typer.Option(help="A further call on the object, such as push(1); may be repeated.")
    ] = None,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Keep every field of a record, and add outcome and trace (or error).")
    ] = False,
    fields: Annotated[str, typer.Option(metavar="OURS=THEIRS,...", help=named.HELP)] = "",
    out: Annotated[str, typer.Option(help="Where the traces go, one JSON object a line; - is standard output.")] = "-",
) -> None:
    """Execute programs and write what each did.

    FILE.jsonl holds program records, one JSON object a line (docs/records.md); - is standard input. With
    path.py:function and --call one execution is shown instead, line by line; the function may also be a Class or a
    Class.method.
    """
    path, colon, function = source.rpartition(":")
    if colon and path.endswith(".py"):
        _refuse_together(source, {"--annotate": annotate, "--fields": fields, "--out": out != STANDARD})
        _trace_function(Path(path), function, call, then or [])
    elif call is not None or then:
        given = "--call" if call is not None else "--then"
        raise typer.BadParameter(f"{given} goes with path.py:function; {source} names no function")
    else:
        names = named.fields_of(fields, (*named.PROGRAM, *(annotating.ADDED if annotate else ())))
        _trace_file(source, out, names, annotate)


def _trace_file(source: str, out: str, names: dict[str, str], annotate: bool) -> None:
    """One row a line; exit 1 when some row is an error."""
    from tracecot_cli.api import trace_lines

    lines = read_lines(source)
    refuse_same_file(source, out)
    if annotate:
        annotating.refuse_alike(names)
        for number, record in parsed(lines):
            annotating.refuse_taken(number, record, names)
    errors = 0
    with opened(out) as file:
        rows = watched(trace_lines(named.renamed(parsed(lines), names)), len(lines), "tracing")
        for (_, line), row in zip(lines, rows, strict=True):
            if annotate:
                write_line(file, annotating.annotated_line(line, row, names))
            else:
                write_row(file, row)
            errors += "error" in row
    if out != STANDARD:
        typer.echo(f"{len(lines) - errors} traces and {errors} errors in {out}", err=True)
    if errors:
        raise typer.Exit(1)


def _refuse_together(source: str, given: dict[str, object]) -> None:
    for option, is_given in given.items():
        if is_given:
            raise typer.BadParameter(f"{option} goes with a file of records; {source} is one function")


def _trace_function(path: Path, function: str, call: str | None, then: list[str]) -> None:
    """Shows one execution."""
    if call is None:
        raise typer.BadParameter(f"say what to call {function} with, as in --call \"3, unit='cm'\"")
    try:
        code = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} can't be read: {error}") from None
    from tracecot_cli.showing.pretty import show

    show(code, function, call, then)
