"""`tracecot synthesize`: a language model makes tasks, solutions and tests from documents or a list of concepts."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracecot.sources.synthesis.records import LEVELS, Choices
from tracecot_cli.rows.lines import STANDARD, opened, write_row

EXAMPLES = """\b
Examples:
  tracecot synthesize notes/ chapter.html --model gpt-4o-mini --out tasks.jsonl
  tracecot synthesize --concepts concepts.txt --model gpt-4o-mini --out tasks.jsonl --rejects rejects.jsonl
  tracecot agree tasks.jsonl --out agreed.jsonl
"""
NOTHING = "there is nothing to make tasks from: name documents, or a list of concepts with --concepts"
IDLE = "no model is named: --model, or $TRACECOT_MODEL, or name under [models] in tracecot.toml"

USUAL = Choices()


class LevelName(StrEnum):
    """How hard an instruction is."""

    easy = "easy"
    medium = "medium"
    hard = "hard"


def command(
    documents: Annotated[list[Path] | None, typer.Argument(metavar="[DOCUMENT|FOLDER]...")] = None,
    concepts: Annotated[Path | None, typer.Option(help="A file with one concept a line: name, or name: text.")] = None,
    model: Annotated[str, typer.Option(help="The language model, as litellm names it.", envvar="TRACECOT_MODEL")] = "",
    level: Annotated[list[LevelName] | None, typer.Option(help="Levels of instructions; all of them else.")] = None,
    most: Annotated[
        int, typer.Option("--most-concepts", min=1, help="Concepts of the documents, at most.")
    ] = USUAL.concepts,
    instructions: Annotated[
        int, typer.Option(min=1, max=12, help="Instructions of each concept and level.")
    ] = USUAL.instructions,
    solutions: Annotated[int, typer.Option(min=1, max=100, help="Solutions of each instruction.")] = USUAL.solutions,
    suites: Annotated[int, typer.Option(min=1, max=20, help="Suites of tests of each instruction.")] = USUAL.suites,
    out: Annotated[str, typer.Option(help="Where the tasks go, one JSON object a line; - is standard output.")] = "-",
    rejects: Annotated[str, typer.Option(help="Where what did not go on goes, with its reason.")] = "",
) -> None:
    """Have a language model make tasks, solutions and tests.

    Documents are text, Markdown, HTML, JSON and, with docling or pypdf, PDF. What comes out is input for tracecot
    agree, which executes it and keeps what agrees: nothing here is believed yet. docs/synthesis.md tells more.
    """
    from resources.synthesis.documents import read_documents
    from tracecot.errors import BadInput
    from tracecot.sources.synthesis.chain import synthesize
    from tracecot_cli.rows.modelling import language_model

    if not documents and concepts is None:
        raise BadInput("missing_field", NOTHING)
    listed = _lines(concepts) if concepts else []
    asks = language_model(model, lambda said: typer.echo(said, err=True))
    if not asks.settings.name:
        raise BadInput("missing_field", IDLE)
    levels = tuple(one for one in LEVELS if one in (level or LEVELS))
    choices = Choices(concepts=most, levels=levels, instructions=instructions, solutions=solutions, suites=suites)
    made = synthesize(read_documents(documents or []), listed, asks, choices)
    with opened(out) as file:
        rows = list(made.task_rows())
        for row in rows:
            write_row(file, row)
    lost = list(made.rejected_rows())
    if rejects:
        with opened(rejects) as file:
            for row in lost:
                write_row(file, row)
    if out != STANDARD:
        spent = f"{asks.journal.tokens} tokens and {asks.journal.spent:.4f} dollars so far"
        typer.echo(f"{len(rows)} tasks in {out}, {len(lost)} rejects, {spent}", err=True)
    if not rows:
        raise typer.Exit(1)


def _lines(path: Path) -> list[str]:
    from tracecot.errors import BadInput

    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("bad_input", f"{path} can't be read: {error}") from error
