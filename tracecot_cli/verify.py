"""`tracecot verify`: judges anybody's rationales against what their programs really do."""

from typing import Annotated

import typer

from tracecot_cli import fields as named
from tracecot_cli.lines import STANDARD, opened, parsed, read_lines, refuse_same_file, write_row
from tracecot_cli.progress import watched

EXAMPLES = """\b
Examples:
  tracecot verify rationales.jsonl --out verdicts.jsonl
  tracecot narrate programs.jsonl --out - | tracecot verify - --out verdicts.jsonl
"""


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl")],
    support: Annotated[
        float, typer.Option(min=0, max=1, help="A text that tells less of what led to the answer is found thin.")
    ] = 0.5,
    fields: Annotated[str, typer.Option(metavar="OURS=THEIRS,...", help=named.HELP)] = "",
    out: Annotated[
        str, typer.Option(help="Where the verdicts go, one JSON object a line; - is standard output.")
    ] = "-",
) -> None:
    """Check every statement of anybody's rationales.

    FILE.jsonl holds rationale records, whoever wrote them, one JSON object a line (docs/records.md); - is standard
    input. Each program is executed anew. A table of what was found goes to standard error.
    """
    from tracecot_cli.api import verify_lines
    from tracecot_cli.verdict_table import VerdictTable

    names = named.fields_of(fields, named.RATIONALE)
    lines = read_lines(source)
    refuse_same_file(source, out)
    table = VerdictTable()
    with opened(out) as file:
        for row in watched(
            verify_lines(named.renamed(parsed(lines), names), support_needed=support), len(lines), "verifying"
        ):
            write_row(file, row)
            table.add(row)
    table.show()
    if out != STANDARD:
        typer.echo(f"{len(lines)} verdicts in {out}", err=True)
    if not table.all_verified:
        raise typer.Exit(1)
