"""`tracecot why`: where a program, call, trace or narration went."""

from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tracecot why narr_3f2a
  tracecot why prog_91c
"""


def command(
    id: Annotated[str, typer.Argument(metavar="ID")],
) -> None:
    """Say where a row went: shipped, or dropped and why.

    ID is the id of a program, call, trace, narration, claim or sample, or the beginning of one.
    """
    from tracecot_cli.chains.fate import fates
    from tracecot_cli.platform.warehouse import asking
    from tracecot_cli.showing.printable import printable

    with asking() as ask:
        for line in fates(id, ask):
            typer.echo(printable(line))
