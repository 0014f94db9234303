"""`tracecot audit`: the whole chain behind one row, from source line to verdict."""

from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tracecot audit samp_3f2a
  tracecot audit claim_91c
"""


def command(
    id: Annotated[str, typer.Argument(metavar="ID")],
) -> None:
    """Print the whole chain behind one row.

    ID is the id of a program, call, trace, narration, claim or sample, or the beginning of one. The chain is: source
    file and lines, licence, program, call, trace, narration, claims with their events, verdict, sample, checks and run.
    """
    from resources.settings import state_folder
    from tracecot_cli.chain import chain_of
    from tracecot_cli.chain_page import show
    from tracecot_cli.check_history import latest_checks
    from tracecot_cli.warehouse import asking

    with asking() as ask:
        chain = chain_of(id, ask)
    show(chain, latest_checks(state_folder() / "dagster", chain.tables))
