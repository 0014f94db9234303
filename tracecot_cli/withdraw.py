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
) -> None:
    """Retire everything that came from a source.

    ORIGIN is DISTRIBUTION, DISTRIBUTION:PATH or DISTRIBUTION:PATH:NAME: a package or data set, one file of it, one
    function or record. Programs that took a helper from there go as well. Rows are kept and marked as withdrawn, leave
    the splits at once, and are not taken in again. Exports that hold such rows are listed.
    """
    from resources.withdrawing import withdraw
    from tracecot.sources.withdrawing import withdrawal_of
    from tracecot_cli.warehouse import warehouse

    asked = withdrawal_of(origin)
    done = withdraw(warehouse(), asked)
    typer.echo(f"withdrew {asked.text}: {done.programs} programs, {done.samples} samples that shipped")
    for folder in done.exports:
        typer.echo(f"an export holds some of it: {folder}")
    if done.samples:
        typer.echo("`tracecot run` writes the release anew without it", err=True)
