"""`tracecot verify`: judges anybody's rationales against what their programs really do."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from tracecot.verification.records import SUPPORT_NEEDED
from tracecot_cli.rows import fields as named
from tracecot_cli.rows.lines import STANDARD, opened, parsed, read_lines, refuse_same_file, write_row
from tracecot_cli.showing.progress import watched

EXAMPLES = """\b
Examples:
  tracecot verify rationales.jsonl --out verdicts.jsonl
  tracecot verify rationales.jsonl --out verdicts.jsonl --html verdicts.html
  tracecot narrate programs.jsonl --out - | tracecot verify - --out verdicts.jsonl
"""


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl")],
    support: Annotated[
        float, typer.Option(min=0, max=1, help="A text that tells less of what led to the answer is found thin.")
    ] = SUPPORT_NEEDED,
    fields: Annotated[str, typer.Option(metavar="OURS=THEIRS,...", help=named.HELP)] = "",
    html: Annotated[
        str,
        typer.Option(
            metavar="FILE", help="One page with each sentence coloured, and beside it what grounds or contradicts it."
        ),
    ] = "",
    out: Annotated[
        str, typer.Option(help="Where the verdicts go, one JSON object a line; - is standard output.")
    ] = "-",
) -> None:
    """Check every statement of anybody's rationales.

    FILE.jsonl holds rationale records, whoever wrote them, one JSON object a line (docs/records.md); - is standard
    input. Each program is executed anew, and so are other calls of it that a text names. A table of what was found
    goes to standard error, with the worst findings.
    """
    from tracecot_cli.api import judge_lines
    from tracecot_cli.showing.verdict_page import VerdictPage
    from tracecot_cli.showing.verdict_table import VerdictTable

    names = named.fields_of(fields, named.RATIONALE)
    lines = read_lines(source)
    refuse_same_file(source, out)
    _refuse_page_over(html, source, out)
    table, page = VerdictTable(), VerdictPage()
    with opened(out) as file, opened(html) if html else nullcontext() as paper:
        for one in watched(
            judge_lines(named.renamed(parsed(lines), names), support_needed=support), len(lines), "verifying"
        ):
            write_row(file, one.row)
            table.add(one.row, one.rationale.rationale if one.rationale else "")
            if paper is not None:
                page.add(one)
        if paper is not None:
            page.write(paper, table)
    table.show()
    for path, what in ((out, f"{len(lines)} verdicts"), (html, "the page")):
        if path not in (STANDARD, ""):
            typer.echo(f"{what} in {path}", err=True)
    if not table.all_verified:
        raise typer.Exit(1)


def _refuse_page_over(html: str, source: str, out: str) -> None:
    """A page written over the records or the verdicts would lose them.

    Raises:
        typer.BadParameter: it would be.
    """
    if not html:
        return
    if html == STANDARD:
        raise typer.BadParameter("--html takes a file; rows go to standard output")
    refuse_same_file(source, html)
    if out != STANDARD and Path(html).absolute() == Path(out).absolute():
        raise typer.BadParameter(f"--html {html} is the file of --out; give another one")
