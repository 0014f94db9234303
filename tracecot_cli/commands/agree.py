"""`tracecot agree`: of many solutions and tests of a task, those that agree with one another."""

from typing import Annotated

import typer

from tracecot.sources.agreement.records import Rules
from tracecot_cli.rows.lines import STANDARD, opened, parsed, read_lines, refuse_same_file, write_row
from tracecot_cli.showing.progress import watched

EXAMPLES = """\b
Examples:
  tracecot agree answers.jsonl --out agreed.jsonl
  tracecot agree answers.jsonl --least-solutions 3 --matrix --out agreed.jsonl
"""

USUAL = Rules()


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl")],
    least_solutions: Annotated[
        int, typer.Option(min=1, help="Solutions that must pass the same tests.")
    ] = USUAL.least_solutions,
    least_tests: Annotated[
        int, typer.Option(min=1, help="Tests that they must pass, and that tell something.")
    ] = USUAL.least_tests,
    by_root: Annotated[
        bool, typer.Option("--by-root", help="Score clusters by sqrt(solutions) x tests instead of solutions x tests.")
    ] = USUAL.by_root,
    least_score: Annotated[
        float, typer.Option(min=0, help="The score that the best cluster must have.")
    ] = USUAL.least_score,
    matrix: Annotated[bool, typer.Option("--matrix", help="Write what each solution did on each test, too.")] = False,
    out: Annotated[str, typer.Option(help="Where the rows go, one JSON object a line; - is standard output.")] = "-",
) -> None:
    """Keep the solutions and tests that agree.

    FILE.jsonl holds one task a line: {"id", "entry_point", "solutions": [code], "tests": ["assert f(3) == 4"]}.
    Each solution is executed on the call of each test, in the sandbox. What comes out are program records with the
    tests that are believed: a corpus of kind jsonl, or input for tracecot trace. docs/agreement.md tells more.
    """
    from tracecot_cli.rows.agreeing import agree_lines

    lines = read_lines(source)
    refuse_same_file(source, out)
    rules = Rules(least_solutions, least_tests, by_root, least_score)
    total, errors = 0, 0
    with opened(out) as file:
        for row in watched(agree_lines(parsed(lines), rules, with_matrix=matrix), len(lines), "agreeing"):
            write_row(file, row)
            total += 1
            errors += "error" in row
    if out != STANDARD:
        typer.echo(f"{total - errors} tasks agree and {errors} don't, in {out}", err=True)
    if errors:
        raise typer.Exit(1)
