"""`dbt`, done by the one that is ready (`dbt_ready.py`); where there is none, by dbt itself.

It starts without what is installed, in a fiftieth of a second, and prints what dbt prints.
"""

import json
import os
import socket
import sys
from pathlib import Path

READY = "TRACECOT_DBT_READY"  # in the environment: the socket of the one that is ready
DBT = Path(sys.executable).parent / "dbt"


def main() -> int:
    """The exit status of dbt."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(os.environ.get(READY, ""))
        except OSError:
            os.execv(DBT, [str(DBT), *sys.argv[1:]])
        command = {"arguments": sys.argv[1:], "environment": dict(os.environ), "folder": str(Path.cwd())}
        files = [sys.stdout.fileno(), sys.stderr.fileno()]
        socket.send_fds(connection, [json.dumps(command).encode()], files)
        answer = connection.recv(1)
    return answer[0] if answer else 1


if __name__ == "__main__":
    sys.exit(main())
