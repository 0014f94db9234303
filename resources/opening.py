"""Opens the warehouse beside programs that know nothing of our lock: a notebook, a BI tool, the shell of DuckDB."""

import os
import re
from pathlib import Path

import duckdb

from tracecot.errors import TraceCoTError

_HOLDER = re.compile(r"lock is held in (?P<program>.+?)(?: \(deleted\))? \(PID (?P<process>\d+)\)")


class FileHeld(TraceCoTError):
    """Another program has the file open."""


class FileBroken(TraceCoTError):
    """It is no database, or a damaged one."""


def opened(path: Path, *, writing: bool) -> duckdb.DuckDBPyConnection:
    """A connection to the file.

    Raises:
        FileHeld: another program has it open, so that DuckDB refuses us; it is named.
        FileBroken: DuckDB can't read it.
    """
    try:
        return duckdb.connect(str(path), read_only=not writing)
    except duckdb.IOException as error:
        found = _HOLDER.search(str(error))
        if found is None and path.is_file() and os.access(path, os.R_OK):
            raise FileBroken(
                f"{path} can't be read as a database ({str(error).splitlines()[0]}): `tracecot restore` puts a backup "
                "in its place, and where there is none, move it away and `tracecot run` makes everything anew"
            ) from error
        if found is None:
            raise
        raise FileHeld(
            f"{path.name} is open in {Path(found['program']).name} (process {found['process']}), and DuckDB lets one "
            "program write or several read: close it there, or read a copy there (`tracecot backup` makes one)"
        ) from error
