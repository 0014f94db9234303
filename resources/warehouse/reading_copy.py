"""A copy of the warehouse for a reader that stays for hours: whatever it asks, no run waits for it."""

import fcntl
import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from resources.state.living import DAGSTER, is_alive
from resources.state.living import LOCK as LIVING
from resources.tables import TABLES
from resources.warehouse.asking import Row
from resources.warehouse.file import FILE, LOCK
from tracecot.errors import TraceCoTError
from tracecot.ids import digest

FOLDER = "view"  # of the state folder
AT_REST = 0.1  # seconds since the last write, so that a write meanwhile shows in the file's time
PATIENCE = 3.0  # seconds to wait for a first copy while somebody writes
SELDOM = 5.0  # seconds between copies, at least

_LOCKS = Path("/proc/locks")  # "1: FLOCK ADVISORY WRITE 4711 fd:01:1234567 0 EOF", the last number but two a file's

Signature = tuple[int, ...]  # what tells whether the warehouse's file changed


class NoWarehouse(TraceCoTError):
    """Nothing has run here yet."""


class Writing(TraceCoTError):
    """Somebody has been writing for so long that no copy could be made."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One state of the warehouse, open to be read."""

    signature: Signature
    made_at: float  # seconds since the epoch
    connection: duckdb.DuckDBPyConnection

    def read(self, query: str, parameters: Sequence[object] = ()) -> pa.Table:
        """What the query gives; any thread may ask."""
        return self.connection.cursor().sql(query, params=list(parameters)).to_arrow_table()

    def records(self, query: str, parameters: Sequence[object] = ()) -> list[Row]:
        """What the query gives, each row by its columns' names."""
        found: list[Row] = self.read(query, parameters).to_pylist()
        return found

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """What the query gives, for few rows."""
        return self.connection.cursor().execute(query, list(parameters)).fetchall()


class ReadingCopy:
    """The newest copy of the warehouse in a state folder, made anew after runs have changed it.

    The file is copied without a lock, and the copy counts only if nobody wrote meanwhile.
    """

    def __init__(self, state: Path, preparation: Sequence[str] = ()) -> None:
        """Nothing is copied yet.

        Args:
            state: the folder that the warehouse is in.
            preparation: statements that add to each copy what its reader asks often.
        """
        self.state = state
        self._preparation = preparation
        self._prepared = digest(*preparation, sorted(TABLES))[:8]  # a copy that another version prepared won't do
        self._copy: Copy | None = None
        self._turn = threading.Lock()
        self._tried_at = 0.0

    def current(self) -> Copy:
        """A copy of the warehouse as it is, or as it was a little ago while somebody writes.

        Raises:
            NoWarehouse: nothing has run here yet.
            Writing: there is no copy yet, and can't be before somebody is done.
        """
        if self._copy is None:
            with self._turn:
                self._copy = self._copy or self._first()
        elif self._is_old() and self._turn.acquire(blocking=False):
            threading.Thread(target=self._refresh, daemon=True).start()
        return self._copy

    def close(self) -> None:
        """Closes the copy; its file stays for the next reader."""
        if self._copy is not None:
            self._copy.connection.close()
            self._copy = None

    def _is_old(self) -> bool:
        if time.monotonic() - self._tried_at < SELDOM:
            return False
        return self._copy is not None and self._signature() not in (None, self._copy.signature)

    def _refresh(self) -> None:
        """Takes a newer copy in use, if one can be made; the one before lives on in the questions under way."""
        try:
            self._copy = self._attempt() or self._copy
        finally:
            self._turn.release()

    def _first(self) -> Copy:
        until = time.monotonic() + PATIENCE
        while (made := self._attempt()) is None:
            if self._signature() is None:
                raise NoWarehouse(f"there is no warehouse in {self.state}; `tracecot run` makes it")
            if time.monotonic() > until:
                raise Writing("a run is writing to the warehouse; try again in a moment")
            time.sleep(AT_REST)
        return made

    def _attempt(self) -> Copy | None:
        """A copy, unless there is nothing to copy or somebody writes."""
        self._tried_at = time.monotonic()
        signature = self._signature()
        if signature is None or time.time() - max(signature[0], signature[2]) / 1e9 < AT_REST or self._is_written():
            return None
        folder = self.state / FOLDER / "-".join(map(str, (*signature, self._prepared)))
        if not folder.exists() and not self._make(folder, signature):
            return None
        connection = duckdb.connect(str(folder / FILE), read_only=True)
        self._forget_others(folder)
        return Copy(signature, signature[0] / 1e9, connection)

    def _make(self, folder: Path, signature: Signature) -> bool:
        """Copies the file and what was not merged into it yet; whether nobody wrote meanwhile."""
        partial = folder.with_name(f"{os.getpid()}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name in (FILE, f"{FILE}.wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(self.state / name, partial / name)
        if self._is_written() or self._signature() != signature:
            shutil.rmtree(partial)
            return False
        with duckdb.connect(str(partial / FILE)) as connection:
            _complete(connection)
            for statement in self._preparation:
                connection.execute(statement)
        with suppress(OSError):  # another reader was quicker; its copy is as good
            partial.rename(folder)
        shutil.rmtree(partial, ignore_errors=True)
        return True

    def _signature(self) -> Signature | None:
        """Times and sizes of the file and of what was not merged into it yet."""
        try:
            found = (self.state / FILE).stat()
        except FileNotFoundError:
            return None
        try:
            log = (self.state / f"{FILE}.wal").stat()
        except FileNotFoundError:
            return (found.st_mtime_ns, found.st_size, 0, 0)
        return (found.st_mtime_ns, found.st_size, log.st_mtime_ns, log.st_size)

    def _is_written(self) -> bool:
        """Whether somebody holds the warehouse to write; asks without waiting, and lets go at once."""
        with (self.state / LOCK).open("a") as sidecar:
            try:
                fcntl.flock(sidecar, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    def _forget_others(self, folder: Path) -> None:
        """Removes the copies of earlier states, and what a killed reader left; a copy that is open lives on."""
        for other in folder.parent.iterdir():
            in_the_making = other.suffix == ".partial" and is_alive(other.stem)
            if other != folder and not in_the_making:
                shutil.rmtree(other, ignore_errors=True)


def _complete(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds the tables and columns that a warehouse of an earlier version lacks."""
    have = set(connection.execute("select table_name, column_name from duckdb_columns()").fetchall())
    for table in TABLES.values():
        if not any(name == table.name for name, _ in have):
            described = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
            connection.execute(f"create table {table.name} ({described})")
            continue
        for column in table.columns:
            if (table.name, column.name) not in have:
                connection.execute(f'alter table {table.name} add column "{column.name}" {column.type}')


@contextmanager
def reading(state: Path, preparation: Sequence[str] = ()) -> Iterator[ReadingCopy]:
    """A reading copy that is closed at the end."""
    copy = ReadingCopy(state, preparation)
    try:
        yield copy
    finally:
        copy.close()


def is_running(state: Path) -> bool:
    """Whether a run is at work there, from the command line or from Dagster.

    The system is asked, since to try a run's lock could turn that run away.
    """
    try:
        locks = [line.split() for line in _LOCKS.read_text(encoding="ascii").splitlines() if "FLOCK" in line]
        held = {fields[5].rpartition(":")[2] for fields in locks if fields[1] == "FLOCK"}
        locks_of_runs = [lock for lock in state.glob("*.lock") if lock.name != LOCK]
        locks_of_runs += (state / DAGSTER).glob(LIVING)
        return any(str(lock.stat().st_ino) in held for lock in locks_of_runs)
    except OSError:
        return False
