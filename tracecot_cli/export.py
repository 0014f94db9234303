"""`tracecot export`: the splits in a trainer's format, with a data set card."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tracecot export --format conversational --out release
  tracecot export --format parquet --out release
"""


class Format(StrEnum):
    """What trainers load."""

    CONVERSATIONAL = "conversational"
    PARQUET = "parquet"


def command(
    out: Annotated[Path, typer.Option(help="The folder that the files go to.", file_okay=False)],
    format: Annotated[
        Format, typer.Option(help="conversational: JSON lines of messages; parquet: the same as Parquet.")
    ] = Format.CONVERSATIONAL,
) -> None:
    """Write the splits for a trainer, with a card.

    Needs a run. The folder gets train and eval rows and README.md, the data set card.
    """
    from resources.release import release
    from tracecot_cli.warehouse import warehouse

    for path, rows in release(warehouse(), out, str(format)):
        typer.echo(f"{path}{f' ({rows} rows)' if rows else ''}")
