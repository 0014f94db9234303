"""Opens the warehouse beside programs that know nothing of our lock: a notebook, a BI tool, the shell of DuckDB."""

import logging
import os
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from threading import Lock

import duckdb

from tracecot.errors import TraceCoTError

_LOG = logging.getLogger(__name__)
_HOLDER = re.compile(r"lock is held in (?P<program>.+?)(?: \(deleted\))? \(PID (?P<process>\d+)\)")
_ENGINES = 2  # that a process keeps: one for each state folder that it works on


class FileHeld(TraceCoTError):
    """Another program has the file open."""


class FileBroken(TraceCoTError):
    """It is no database, or a damaged one."""


class Engine:
    """A DuckDB in memory, to which the files of a folder are attached for a moment: to start one takes far longer.

    Those who have the same file open share it, since the system's lock on a file is the process's.
    """

    def __init__(self, folder: Path) -> None:
        self._memory = duckdb.connect(config={"temp_directory": str(folder / "duckdb.tmp")})
        self._turn = Lock()
        self._users: Counter[Path] = Counter()

    def attach(self, path: Path, *, writing: bool) -> duckdb.DuckDBPyConnection:
        """A connection whose database is this file.

        Raises:
            duckdb.Error: it can't be opened.
        """
        with self._turn:
            if not self._users[path]:
                how = "" if writing else "(read_only)"
                self._memory.execute(f"attach {quoted(str(path))} as {_named(path)} {how}")
            self._users[path] += 1
            connection = self._memory.cursor()
            connection.execute(f"use {_named(path)}")
            return connection

    def detach(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        """Ends a connection and what it left undone; after the last one the file is at rest.

        Raises:
            duckdb.Error: what was written lies beside the file and can't be merged into it, as on a full disk.
        """
        with self._turn:
            connection.close()
            self._users[path] -= 1
            if not self._users[path]:
                try:
                    self._memory.execute(f"detach {_named(path)}")
                except duckdb.Error:
                    self._memory.close()  # so the file is let go in any case
                    raise


class Opened:
    """A file that is open, with the connection to it."""

    def __init__(self, engine: Engine, path: Path, *, writing: bool) -> None:
        self.connection = engine.attach(path, writing=writing)
        self._engine = engine
        self._path = path
        self._is_open = True

    def close(self) -> None:
        """Leaves the file at rest, unless others have it open."""
        if self._is_open:
            self._is_open = False
            try:
                self._engine.detach(self._path, self.connection)
            except duckdb.Error as error:  # whoever opens the file next finds what lies beside it
                _LOG.warning("%s was not left at rest: %s", self._path.name, error)
                _engine.cache_clear()


@lru_cache(_ENGINES)
def _engine(folder: Path) -> Engine:
    return Engine(folder)


def quoted(text: str) -> str:
    """The text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _named(path: Path) -> str:
    """The name under which a file is attached: the one that DuckDB itself would give it."""
    return '"' + path.stem.replace('"', '""') + '"'


def opened(path: Path, *, writing: bool) -> Opened:
    """The file, open until it is closed.

    Raises:
        FileHeld: another program has it open, so that DuckDB refuses us; it is named.
        FileBroken: DuckDB can't read it.
    """
    path = path.absolute()
    try:
        return _attached(path, writing=writing)
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


def _attached(path: Path, *, writing: bool) -> Opened:
    """The file, attached; to a new engine where the one in use can't: after a fatal error one answers nothing more."""
    try:
        return Opened(_engine(path.parent), path, writing=writing)
    except duckdb.Error:
        _engine.cache_clear()
        return Opened(_engine(path.parent), path, writing=writing)
