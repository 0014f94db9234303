"""`dbt`, done by the one that is ready (`dbt_ready.py`); where there is none, by dbt itself.

It starts without what is installed, in a fiftieth of a second, and prints what dbt prints.
"""

import json
import os
import signal
import socket
import sys
from pathlib import Path

READY = "TRACECOT_DBT_READY"  # in the environment: the socket of the one that is ready
DBT = Path(sys.executable).parent / "dbt"  # that of our environment, whatever is on PATH
HEAD = 8  # bytes that say how long a command is


def main() -> int:
    """The exit status of dbt."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(os.environ.get(READY, ""))
            _hand_over(connection)
            answer = connection.makefile("rb")
            process = int(answer.readline() or 0)
        except OSError:
            process = 0
        if not process:  # nothing was begun
            os.execv(DBT, [str(DBT), *sys.argv[1:]])
        signal.signal(signal.SIGINT, lambda *_: os.kill(process, signal.SIGINT))
        status = answer.read()  # to the end of the process: then its files are closed
    return status[0] if status else 1


def _hand_over(connection: socket.socket) -> None:
    """Sends what is asked, and where to print."""
    asked = {"arguments": sys.argv[1:], "environment": dict(os.environ), "folder": str(Path.cwd())}
    command = json.dumps(asked).encode()
    socket.send_fds(connection, [len(command).to_bytes(HEAD)], [sys.stdout.fileno(), sys.stderr.fileno()])
    connection.sendall(command)


if __name__ == "__main__":
    sys.exit(main())
