"""`tracecot restore`: puts a backup back."""

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tracecot restore backups/2026-11-23
"""


def command(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="The folder that `tracecot backup` wrote.")],
    over: Annotated[bool, typer.Option("--over", help="Also over a warehouse that changed since the backup.")] = False,
) -> None:
    """Put a backup in place of what is there.

    Stop the UI first; while a run is at work nothing is done. The files are proven by their digests before anything is
    touched. A warehouse that changed after the backup is not replaced without --over, and one that is replaced stays
    beside it as before-restore-....duckdb. `tracecot run` afterwards makes what is missing.
    """
    from resources.settings import state_folder
    from resources.upkeep.backups import restore

    done = restore(state_folder(), source, over=over)
    typer.echo(f"restored the backup of {done.made_at}; `tracecot run` makes what is missing")
    if done.replaced:
        typer.echo(f"the warehouse of before is {done.replaced}", err=True)
