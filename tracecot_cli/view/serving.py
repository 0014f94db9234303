"""Serves the view on this machine until it is stopped."""

import socket

import typer
import uvicorn

from resources.reports.addresses import HOST
from resources.settings import state_folder
from resources.warehouse.reading_copy import ReadingCopy, reading
from tracecot_cli.platform.ports import listening
from tracecot_cli.view.application import application
from tracecot_cli.view.listing import PREPARATION


def serve(port: int) -> None:
    """Answers until Ctrl-C.

    Raises:
        PortTaken: the port isn't free.
    """
    with reading(state_folder(), PREPARATION) as copies, listening(HOST, port) as listener:
        typer.echo(f"the view is at http://{HOST}:{port} (stop it with Ctrl-C)", err=True)
        _answer(copies, listener)


def _answer(copies: ReadingCopy, listener: socket.socket) -> None:
    server = uvicorn.Server(uvicorn.Config(application(copies), log_level="warning", access_log=False))
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn hands on the Ctrl-C that ended it
        return
