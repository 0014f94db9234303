"""`tracecot ui`: the Dagster UI with schedules and sensors running."""

from typing import Annotated

import typer

from resources.reports.addresses import HOST

EXAMPLES = """\b
Examples:
  tracecot ui
  tracecot ui --port 4000
"""


def command(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Where it listens.")] = 3000,
    host: Annotated[str, typer.Option(help="On which address; 127.0.0.1 is this machine alone.")] = HOST,
) -> None:
    """Serve the Dagster UI, schedules and sensors running.

    It stops with Ctrl-C.
    """
    from tracecot_cli.platform.ports import listening
    from tracecot_cli.platform.starting import serve

    listening(host, port).close()
    typer.echo(f"the UI will be at http://{host}:{port} (stop it with Ctrl-C)", err=True)
    raise typer.Exit(serve(host, port))
