"""`tracecot gc`: removes what nobody needs any more."""

from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tracecot gc
  tracecot gc --yes
  tracecot gc --retired --older-than 90 --compact --yes
"""
LONGEST = 36_500  # days


def command(
    yes: Annotated[bool, typer.Option("--yes", help="Remove it; without this it is only shown.")] = False,
    older_than: Annotated[
        float, typer.Option(metavar="DAYS", help="Runs, logs and retired rows older than this.")
    ] = 30,
    retired: Annotated[
        bool, typer.Option("--retired", help="Rows too that retired so long ago and that no export holds.")
    ] = False,
    compact: Annotated[
        bool, typer.Option("--compact", help="Then write the warehouse anew, which gives room back to the disk.")
    ] = False,
) -> None:
    """Show what may be removed without loss, and remove it.

    That is what killed runs left, old reading copies, dbt's leavings and logs, and Dagster's runs that ended so many
    days ago, except those that were the last to make an asset. With --retired also rows that have retired, as far as
    no export has the sample and nothing that stays stands on them. Rows that live are never touched. While a run is at
    work nothing is removed. DuckDB uses the room of rows that are gone for new ones; --compact makes the file smaller.
    """
    from tracecot.errors import BadInput
    from tracecot_cli.platform.clearing import clear, survey

    if not 0 <= older_than <= LONGEST:
        raise BadInput("bad_input", f"--older-than is a number of days from 0 to {LONGEST:,}, not {older_than}")
    if yes:
        clear(older_than, retired, compact)
    else:
        survey(older_than, retired)
