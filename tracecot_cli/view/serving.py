"""Serves the view on this machine until it is stopped."""

import socket

import typer
import uvicorn

from resources.addresses import HOST
from resources.reading_copy import ReadingCopy, reading
from resources.settings import state_folder
from tracecot.errors import TraceCoTError
from tracecot_cli.view.application import application
from tracecot_cli.view.listing import PREPARATION


class PortTaken(TraceCoTError):
    """Somebody listens there already."""


def serve(port: int) -> None:
    """Answers until Ctrl-C.

    Raises:
        PortTaken: the port isn't free.
    """
    with reading(state_folder(), PREPARATION) as copies, _listening(port) as listener:
        typer.echo(f"the view is at http://{HOST}:{port} (stop it with Ctrl-C)", err=True)
        _answer(copies, listener)


def _listening(port: int) -> socket.socket:
    """A socket that listens, so that a port in use is found before anything is said."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise PortTaken(f"port {port} can't be listened on ({error.strerror}); choose another with --port") from None
    return listener


def _answer(copies: ReadingCopy, listener: socket.socket) -> None:
    server = uvicorn.Server(uvicorn.Config(application(copies), log_level="warning", access_log=False))
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn hands on the Ctrl-C that ended it
        return
