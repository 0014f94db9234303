"""A dbt that waits for its command: to import it takes as long as half a build, and the run goes on meanwhile.

`python -m resources.dbt_ready SOCKET` imports dbt and takes one command from `dbt_command.py` there: arguments,
environment and folder as JSON, with the two files that the command prints to. It answers with the exit status, and
ends when whoever started it or whoever asks is gone.
"""

import json
import os
import shutil
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Thread

MOST = 1 << 20  # bytes of a command


def main(path: str) -> None:
    """Waits, does what is asked, and ends."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen(1)
        _end_without(lambda: os.read(sys.stdin.fileno(), 1), path)
        import_module("dbt.adapters.duckdb")
        from dbt.cli.main import cli

        connection, _ = door.accept()
        _tidy(path)
    with connection:
        content, files, *_ = socket.recv_fds(connection, MOST, 2)
        command = json.loads(content)
        for own, file in enumerate(files, sys.stdout.fileno()):
            os.dup2(file, own)
        _end_without(lambda: connection.recv(1), path)
        os.environ.clear()
        os.environ.update(command["environment"])
        os.chdir(command["folder"])
        sys.argv = ["dbt", *command["arguments"]]
        try:
            cli(prog_name="dbt")
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        sys.stdout.flush()
        connection.sendall(bytes([status]))


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
