"""`tracecot narrate`: executes programs and tells what happened."""

from typing import Annotated

import typer

from tracecot.narrations.manner import USUAL
from tracecot.targets import TASKS
from tracecot_cli.rows import fields as named
from tracecot_cli.rows.lines import STANDARD, opened, parsed, read_lines, refuse_same_file, write_row
from tracecot_cli.showing.progress import watched

EXAMPLES = """\b
Examples:
  tracecot narrate programs.jsonl --task output --task input --out rationales.jsonl
  tracecot narrate programs.jsonl --task all --questions 3 --out rationales.jsonl
  tracecot narrate programs.jsonl --task output --voice terse --out - | head -1
  tracecot narrate programs.jsonl --layout four_phase --answer-tag "<answer>" --out rationales.jsonl
"""


def command(
    source: Annotated[str, typer.Argument(metavar="FILE.jsonl")],
    task: Annotated[
        list[str] | None,
        typer.Option(
            help="output (what does it return?), input (what gives this?), state, next_line, line_coverage, "
            "loop_count, branch_outcome, value_type, exception, or all; may be repeated, output and input by default."
        ),
    ] = None,
    voice: Annotated[str | None, typer.Option(help="How it is told: walkthrough, terse, teacher or table.")] = None,
    layout: Annotated[
        str, typer.Option(help="plain, or four_phase: understand, plan, execute, reflect.")
    ] = USUAL.layout,
    questions: Annotated[int, typer.Option(min=1, help="How many of each family that asks about moments.")] = 1,
    other_calls: Annotated[
        bool,
        typer.Option(
            "--other-calls/--no-other-calls",
            help="With input: execute up to 12 other calls, simpler ones to propose and ones with an argument changed.",
        ),
    ] = True,
    budget: Annotated[int, typer.Option(min=1, help="The longest rationale, in tokens.")] = USUAL.budget,
    answer_tag: Annotated[
        str, typer.Option(help="What opens the answer: [WORD] or <word>; [/WORD] or </word> closes it.")
    ] = USUAL.tag,
    model: Annotated[
        str | None,
        typer.Option(help="The language model that writes, as litellm names it; docs/language-models.md tells more."),
    ] = None,
    fields: Annotated[str, typer.Option(metavar="OURS=THEIRS,...", help=named.HELP)] = "",
    out: Annotated[
        str, typer.Option(help="Where the rationales go, one JSON object a line; - is standard output.")
    ] = "-",
) -> None:
    """Write step-by-step rationales about what programs do.

    FILE.jsonl holds program records, one JSON object a line (docs/records.md); - is standard input.

    With --model a language model writes what the verifier then checks; what it can't verify goes back, and is an error
    in the end. Its key comes from the environment.

    A record has one call. Explanations and code generation rest on all of a program's calls, and are written by
    tracecot run with programs = true under [narrations].
    """
    from tracecot_cli.api import narrate_lines

    names = named.fields_of(fields, named.PROGRAM)
    lines = read_lines(source)
    refuse_same_file(source, out)
    tasks = list(TASKS) if "all" in (task or []) else task or ["output", "input"]
    records = named.renamed(parsed(lines), names)
    rows = narrate_lines(
        records,
        tasks,
        voice=voice,
        layout=layout,
        budget=budget,
        answer_tag=answer_tag,
        questions=questions,
        other_calls=other_calls,
        model=model,
        tell=lambda said: typer.echo(said, err=True),
    )
    total, errors = 0, 0
    with opened(out) as file:
        for row in watched(rows, len(lines) * len(tasks), "narrating"):
            write_row(file, row)
            total += 1
            errors += "error" in row
    if out != STANDARD:
        typer.echo(f"{total - errors} rationales and {errors} errors in {out}", err=True)
    if errors:
        raise typer.Exit(1)
