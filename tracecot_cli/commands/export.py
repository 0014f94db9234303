"""`tracecot export`: the splits in a trainer's format, with a data set card."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from tracecot.splits.choices import Arm, Choice, Difficulty, Direction
from tracecot.splits.formats.names import FormatName

if TYPE_CHECKING:
    from resources.exports.files import Written

EXAMPLES = """\b
Examples:
  tracecot export --format conversational --out release
  tracecot export --format prompt-completion --direction backward --difficulty hard --out hard
  tracecot export --format prompt-completion --arm answer-only --out ablation
  tracecot export --format prompt-only --failed-by gpt-4o-mini --at-most 0.25 --out failed
  tracecot export --format prompt-completion --top-rated 3 --out best
  tracecot export --format datasets --out release --push me/rationales
"""


def words(name: str, literal: object) -> type[StrEnum]:
    """The words of a `Literal` as the choices of an option."""
    return StrEnum(name, {word: word for word in get_args(literal)})


Formats, Directions = words("Formats", FormatName), words("Directions", Direction)
Difficulties, Arms = words("Difficulties", Difficulty), words("Arms", Arm)
EVERYTHING = Choice()


def command(
    out: Annotated[Path, typer.Option(help="The folder that the files go to.", file_okay=False)],
    format: Annotated[
        Formats, typer.Option(help="What the files are for; docs/splits.md has a table.")
    ] = Formats.conversational,
    direction: Annotated[
        Directions, typer.Option(help="backward: rows that predict inputs; forward: all the others.")
    ] = Directions.both,
    difficulty: Annotated[
        Difficulties,
        typer.Option(help="By how much happens in the execution, with the same bounds for every release."),
    ] = Difficulties.all,
    arm: Annotated[
        Arms,
        typer.Option(
            help="The same rows with the tagged answer alone, with the rationale, or with the rationale and the lines "
            "that ground each sentence."
        ),
    ] = Arms.cot,
    failed_by: Annotated[
        str, typer.Option(metavar="MODEL", help="Only questions that this model was asked, and seldom answers rightly.")
    ] = "",
    at_most: Annotated[
        float, typer.Option(min=0, max=1, help="With --failed-by: the share of its answers that may be right.")
    ] = EVERYTHING.at_most,
    top_rated: Annotated[
        int, typer.Option(min=0, help="Only so many executions of each program, the best by a model's marks; 0: all.")
    ] = EVERYTHING.top_rated,
    push: Annotated[
        str,
        typer.Option(metavar="REPO", help="Tell what would go to this data set repository of the Hugging Face Hub."),
    ] = "",
    really: Annotated[bool, typer.Option("--really", help="With --push: send it.")] = False,
) -> None:
    """Write the splits for a trainer, with a card.

    Needs a run. The folder gets train and eval rows and README.md, the data set card.
    """
    from resources.exports.release import release
    from tracecot_cli.platform.warehouse import warehouse

    if really and not push:
        raise typer.BadParameter("--really sends what --push names; there is no --push")
    choice = Choice(direction.value, difficulty.value, arm.value, failed_by, at_most, top_rated)
    files = release(warehouse(), out, format.value, choice)
    for written in files:
        tell(written)
    if push:
        pushed(push, out, [written.path for written in files], really)


def pushed(repository: str, folder: Path, paths: list[Path], really: bool) -> None:
    """Sends the files, or tells what would be sent."""
    from resources.exports.hub import parcels, send

    goods = parcels(folder, paths)
    for one in goods:
        typer.echo(f"{'sending' if really else 'would send'} {one.name} ({one.size} bytes) to {repository}", err=True)
    if really:
        typer.echo(f"sent to {send(repository, goods, 'The splits, by tracecot export')}", err=True)
    else:
        typer.echo("nothing was sent; --really does it", err=True)


def tell(written: "Written") -> None:
    """Names the file with its records; what was left out of it goes to standard error."""
    typer.echo(f"{written.path}{f' ({written.records} rows)' if written.records else ''}")
    for reason, rows in sorted(written.left_out.items()):
        typer.echo(f"{rows} rows have no record in {written.path.name}: {reason}", err=True)
