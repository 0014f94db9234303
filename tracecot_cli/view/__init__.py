"""`tracecot view`: a local page where people look at samples and see why they are true."""

from typing import Annotated

import typer

from resources.reports.addresses import VIEW_PORT

EXAMPLES = """\b
Examples:
  tracecot view
  tracecot view --port 4001
"""


def command(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Where it listens.")] = VIEW_PORT,
) -> None:
    """Look at samples and rejects in a browser.

    It listens on 127.0.0.1, this machine alone, reads a copy of the warehouse, so that no run waits for it, and stops
    with Ctrl-C.
    """
    from tracecot_cli.view.serving import serve

    serve(port)
