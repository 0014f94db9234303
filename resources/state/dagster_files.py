"""Opens Dagster's SQLite files to read them: what they hold is Dagster's alone to change."""

import sqlite3
from contextlib import AbstractContextManager, closing
from pathlib import Path


def opened_to_read(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    """The file, closed at the end; its name may hold what means something in an address ("#", "?", "%").

    Raises:
        sqlite3.OperationalError: there is no such file.
    """
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))
