"""Listens on a port, so that one in use is found before anything is started or said."""

import socket

from tracecot.errors import TraceCoTError


class PortTaken(TraceCoTError):
    """Somebody listens there already."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        PortTaken: the port isn't free.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(f"port {port} can't be listened on ({error.strerror}); choose another with --port") from None
    return listener
