"""A dbt that waits for its command: to import it takes as long as half a build, and the run goes on meanwhile.

`python -m resources.marts.dbt_ready SOCKET` imports dbt and takes one command from `dbt_command.py` there: eight bytes
that say how long it is, with the two files that the command prints to, then arguments, environment and folder as JSON.
It answers with its process's number and a newline, and when the command is done with the exit status in a byte; the end
of the connection is the end of the process. It ends, too, when whoever started it or whoever asks is gone.
"""

import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from resources.marts.dbt_command import HEAD


def main(path: str) -> None:
    """Waits, does what is asked, and ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a run that is interrupted ends, and this with it
    _end_without(lambda: os.read(sys.stdin.fileno(), 1), path)
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(path)
            door.listen(1)
            import_module("dbt.adapters.duckdb")
            import_module("dbt.cli.main")
            connection, _ = door.accept()
    finally:
        _tidy(path)
    command = _received(connection)
    connection.sendall(b"%d\n" % os.getpid())
    _end_without(lambda: connection.recv(1), path)
    connection.sendall(bytes([_done(command)]))
    sys.exit()  # the database is closed on the way out, and the connection after it


def _received(connection: socket.socket) -> dict[str, Any]:
    """The command; what this process prints goes where the command's output should."""
    head, files, *_ = socket.recv_fds(connection, HEAD, 2)
    for own, file in enumerate(files, sys.stdout.fileno()):
        os.dup2(file, own)
        os.close(file)
    with connection.makefile("rb") as stream:
        command: dict[str, Any] = json.loads(stream.read(int.from_bytes(head)))
    return command


def _done(command: dict[str, Any]) -> int:
    """The exit status of dbt, as if it had been started so."""
    from dbt.cli.main import cli

    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(command["environment"])
    os.chdir(command["folder"])
    sys.argv = ["dbt", *command["arguments"]]
    try:
        cli(prog_name="dbt")
        status: object = 0
    except SystemExit as end:
        status = end.code or 0
    sys.stdout.flush()
    return status if isinstance(status, int) else 1


def _tidy(path: str) -> None:
    """Removes the socket, and the folder that was made for it."""
    shutil.rmtree(Path(path).parent, ignore_errors=True)


def _end_without(read: Callable[[], bytes], path: str) -> None:
    """Ends this process when there is nothing more to read."""

    def watch() -> None:
        while read():
            pass
        _tidy(path)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1])
