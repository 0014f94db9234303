"""`tracecot backup`: the warehouse and what goes with it, as a folder."""

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tracecot backup backups/2026-11-23
  tracecot backup backups/2026-11-30 --keep 8
"""


def command(
    to: Annotated[Path, typer.Argument(metavar="TO", help="A folder that is not there yet.")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="Then remove all but the newest so many of the backups beside it.")
    ] = None,
) -> None:
    """Back up the warehouse and the history of runs.

    It may be done while a run goes on: each file is whole and as it was at one moment. What is in it: the warehouse,
    Dagster's runs and checks (without the logs of steps), what language models answered, and alerts. Exports, plots and
    dbt's files are made again from those.
    """
    from resources.settings import state_folder
    from resources.upkeep.backups import back_up, forget_older
    from resources.upkeep.leftovers import size_of
    from tracecot_cli.showing.sizes import size

    done = back_up(state_folder(), to)
    typer.echo(
        f"{to} has {len(done.files)} files, {size(size_of(to))}; the last change in it is of {done.youngest} UTC"
    )
    for folder in forget_older(done, keep) if keep else ():
        typer.echo(f"{folder} is removed")
