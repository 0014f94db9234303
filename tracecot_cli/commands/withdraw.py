"""`tracecot withdraw`: takes a source out for good."""

from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tracecot withdraw toolz
  tracecot withdraw toolz:toolz/dicttoolz.py
  tracecot withdraw my-functions:functions.jsonl:record-7
"""


def command(
    origin: Annotated[str, typer.Argument(metavar="ORIGIN")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")] = False,
) -> None:
    """Retire everything that came from a source.

    ORIGIN is DISTRIBUTION, DISTRIBUTION:PATH or DISTRIBUTION:PATH:NAME: a package or data set, one file of it, one
    function or record. Programs that took a helper from there go as well. Rows are kept and marked as withdrawn, leave
    the splits at once, and are not taken in again: there is no way back but a backup. Exports that hold such rows are
    listed. While a run is at work nothing is withdrawn.
    """
    from resources.upkeep.withdrawing import withdraw
    from tracecot.sources.withdrawing import withdrawal_of
    from tracecot_cli.platform.warehouse import warehouse

    asked = withdrawal_of(origin)
    done = withdraw(warehouse(), asked, really=not dry_run)
    said = "would withdraw" if dry_run else "withdrew"
    typer.echo(f"{said} {asked.text}: {done.programs} programs, {done.samples} samples that ship until now")
    for folder in done.exports:
        typer.echo(f"an export holds some of it: {folder}")
    if done.exports and not dry_run:
        typer.echo("`tracecot run` writes the release anew without it", err=True)
