"""The warehouse: one DuckDB file, written in short transactions by one process at a time, read by any number."""

import fcntl
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from resources.state.living import is_alive
from resources.state.room import room_in
from resources.tables import LIFE, TABLES, Table
from resources.warehouse.asking import Row
from resources.warehouse.migrations import DESCRIBED, SCHEMA, migrate, refuse_newer, version_of
from resources.warehouse.opening import FileHeld, Opened, opened, quoted
from resources.warehouse.parking import Parking
from tracecot.errors import TraceCoTError

_LOG = logging.getLogger(__name__)
BRIEF, LONG = 3.0, 300.0  # seconds that a command waits for a stranger, and that a run does, which has work to lose
BETWEEN = 0.25  # seconds between two tries
FILE, LOCK, SNAPSHOT, STAGED = "tracecot.duckdb", "tracecot.duckdb.lock", "snapshot.duckdb", "staged"


@dataclass(frozen=True, slots=True)
class Put:
    """Rows that take the place of those that agree with them in the columns `by`; by default the key.

    Such rows leave the tables `out_of`, too: what was verified once may be rejected now.
    """

    table: Table
    rows: pa.Table
    by: tuple[str, ...] = ()
    out_of: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Replace:
    """Rows that take the place of a whole table, or of its part where a column has a value."""

    table: Table
    rows: pa.Table
    where: tuple[str, str] | None = None  # ("corpus", "toolz")


@dataclass(frozen=True, slots=True)
class Renew:
    """Rows that are all that lives in a table, or in its part where a column has a value: the others retire.

    A row that was there keeps its run and its time; one that had retired lives again.
    """

    table: Table
    rows: pa.Table
    where: tuple[str, str] | None = None
    because: str = "source"  # why the others retire


Change = Put | Replace | Renew


def together(changes: Iterable[Sequence[Put]]) -> list[Put]:
    """The changes of several batches as those of one: a transaction takes as long as some ten thousand rows do.

    Each batch changes the same tables in the same order, and no row of one takes the place of another's.
    """
    return [replace(some[0], rows=pa.concat_tables([one.rows for one in some])) for some in zip(*changes, strict=True)]


class RowsLost(TraceCoTError):
    """Rows that were inserted are not there."""


class Warehouse:
    """The tables in one folder.

    DuckDB lets either one process write or many read, and refuses the others at once. So every connection here is
    short, under a lock on a file beside: shared to read, exclusive to write. Nobody works while holding one. To open
    it takes some ten times as long as a small question does: to read it stays open for a moment, for the next one.
    """

    def __init__(self, folder: Path, patience: float = BRIEF) -> None:
        """`patience`: seconds to wait for a program that has the file open and knows nothing of the lock."""
        self.folder = folder
        self.patience = patience
        self.path = folder / FILE
        self._reading: Parking[Opened] = Parking()
        self._waits = False  # for a stranger, which was said

    def prepare(self) -> None:
        """Creates what isn't there: the folder, the tables, columns that a newer version added; migrates old rows.

        Raises:
            NewerWarehouse: a newer version of TraceCoT made the file.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._connection(writing=True) as connection:
            version, described = version_of(connection)
            refuse_newer(version)
            if (version, described) != (SCHEMA, DESCRIBED):
                connection.execute("begin")
                for table in TABLES.values():
                    _create(connection, table)
                connection.execute("commit")
                migrate(connection, version)
        for path in left_behind(self.folder / STAGED):
            shutil.rmtree(path, ignore_errors=True)

    def follow_schema(self) -> None:
        """Prepares a file that another version made; one of this version is only looked at.

        Raises:
            NewerWarehouse: a newer version of TraceCoT made the file.
        """
        with self._connection(writing=False) as connection:
            found = version_of(connection)
        if found != (SCHEMA, DESCRIBED):
            self.prepare()

    def leave(self) -> None:
        """Leaves the file at rest now, and not a moment after the last question."""
        self._reading.leave()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Many questions about one state of the tables: for code that asks and does nothing else meanwhile."""
        with self._connection(writing=False):
            yield

    def read(self, query: str, parameters: Sequence[object] = ()) -> pa.Table:
        """What the query gives."""
        with self._connection(writing=False) as connection:
            return connection.sql(query, params=list(parameters)).to_arrow_table()

    def records(self, query: str, parameters: list[object]) -> list[Row]:
        """What the query gives, each row by its columns' names."""
        found: list[Row] = self.read(query, parameters).to_pylist()
        return found

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """What the query gives, for few rows."""
        with self._connection(writing=False) as connection:
            return connection.execute(query, list(parameters)).fetchall()

    def count(self, table: str, condition: str = "true", parameters: Sequence[object] = ()) -> int:
        """How many rows of the table meet the condition."""
        ((number,),) = self.rows(f"select count(*) from {table} where {condition}", parameters)
        return int(str(number))

    def state(self, names: Sequence[str]) -> list[list[str]]:
        """What tells whether one of these tables changed: rows, the youngest, those retired, the last to retire."""
        queries = []
        for table in map(TABLES.__getitem__, names):
            youngest = "max(made_at)" if any(column.name == "made_at" for column in table.columns) else "null"
            retired = "count(retired_at), max(retired_at)" if table.retires else "null, null"
            queries.append(f"select '{table.name}', count(*), {youngest}, {retired} from {table.name}")
        return [[str(cell) for cell in row] for row in self.rows(" union all ".join(queries) + " order by 1")]

    def contents(self, names: Sequence[str]) -> list[list[str]]:
        """What tells whether anything at all in these tables differs: their columns, rows, and a sum over all cells."""
        found = []
        with self.at_once():
            for name in names:
                columns = self.rows(f"select column_name, column_type from (describe {name})")
                found.append([name, str(columns), self.summed(f"from {name}")])
        return found

    def summed(self, query: str) -> str:
        """What tells whether anything in the rows of a query differs: how many there are, and a sum over all cells."""
        return str(self.rows(f"select count(*), sum(hash(it)::hugeint) from ({query}) as it"))

    def publish(self, changes: Sequence[Change], run_id: str) -> None:
        """Makes the changes, all or none; the rows are on disk before the lock is taken.

        Raises:
            NoRoom: the disk is full; nothing was changed.
            RowsLost: DuckDB didn't keep them; nothing was changed.
        """
        with room_in(self.folder), ExitStack() as stack:
            (self.folder / STAGED).mkdir(parents=True, exist_ok=True)
            folder = tempfile.TemporaryDirectory(dir=self.folder / STAGED, prefix=f"{os.getpid()}.")
            staged = Path(stack.enter_context(folder))
            files = [_stage(change, staged / f"{number}.parquet") for number, change in enumerate(changes)]
            with self.changing() as connection:
                for change, file in zip(changes, files, strict=True):
                    _receive(connection, change.table, file, run_id)
                    _apply(connection, change)

    def execute(self, statements: Sequence[tuple[str, Sequence[object]]]) -> None:
        """Runs statements that change rows in place, all or none."""
        with room_in(self.folder), self.changing() as connection:
            for statement, parameters in statements:
                connection.execute(statement, list(parameters))

    @contextmanager
    def changing(self, *, really: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection for changes that follow from one another; undone at the end where they aren't meant."""
        with self._connection(writing=True) as connection:
            connection.execute("begin")
            yield connection
            connection.execute("commit" if really else "rollback")

    @contextmanager
    def held(self) -> Iterator[Path]:
        """The file for somebody who opens it to write (dbt does): everybody else waits."""
        self._reading.leave()
        with self._locked(fcntl.LOCK_EX):
            yield self.path

    def snapshot(self, to: Path | None = None) -> Path:
        """A copy for readers that know nothing of the lock: notebooks, BI tools; replaced in one step."""
        target = to or self.folder / SNAPSHOT
        self._reading.leave()
        with self._opened(writing=True) as file:
            file.connection.execute("checkpoint")
            unfinished = target.with_suffix(f".{os.getpid()}.partial")
            file.close()  # it is at rest, and the lock is still held
            shutil.copyfile(self.path, unfinished)
            unfinished.replace(target)
        return target

    def compact(self) -> None:
        """Writes the file anew, without the room of rows that are gone; replaced in one step."""
        fresh = self.path.with_suffix(f".{os.getpid()}.partial")
        try:
            self._reading.leave()
            with room_in(self.folder), self._opened(writing=True) as file:
                file.connection.execute(f"attach {quoted(str(fresh))} as fresh")
                file.connection.execute(f'copy from database "{self.path.stem}" to fresh')
                file.connection.execute("detach fresh")
                file.close()  # it is at rest, and the lock is still held
                fresh.replace(self.path)
        finally:
            fresh.unlink(missing_ok=True)

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        with (self.folder / LOCK).open("a") as sidecar:
            fcntl.flock(sidecar, how)
            yield  # closing the file gives the lock back, also when the process dies

    @contextmanager
    def _connection(self, *, writing: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        if not writing:
            with self._reading.taken(partial(self._opened, writing=False)) as file:
                yield file.connection
            return
        self._reading.leave()
        with self._opened(writing=True) as file:
            yield file.connection

    @contextmanager
    def _opened(self, *, writing: bool) -> Iterator[Opened]:
        """The file, open under the lock."""
        until = time.monotonic() + self.patience
        while True:
            with self._locked(fcntl.LOCK_EX if writing else fcntl.LOCK_SH):
                if (file := self._tried(writing, until)) is not None:
                    try:
                        yield file
                    finally:
                        file.close()
                    return
            time.sleep(BETWEEN)  # without the lock: others of ours may read meanwhile

    def _tried(self, writing: bool, until: float) -> Opened | None:
        """The file; None where a stranger has it open and there is time left to wait for it."""
        try:
            file = opened(self.path, writing=writing)
        except FileHeld as held:
            if time.monotonic() >= until:
                raise
            if self.patience > BRIEF and not self._waits:
                _LOG.warning("%s. Waiting up to %.0f seconds for that.", held, self.patience)
            self._waits = True
            return None
        self._waits = False
        return file


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """The table with its comments, or the columns that it lacks."""
    described = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    connection.execute(f"create table if not exists {table.name} ({described})")
    have = {name for name, *_ in connection.execute(f"describe {table.name}").fetchall()}
    for column in table.columns:
        if column.name not in have:
            connection.execute(f'alter table {table.name} add column "{column.name}" {column.type}')
    connection.execute(f"comment on table {table.name} is {quoted(f'One row is {table.row}.')}")
    for column in table.columns:
        connection.execute(f'comment on column {table.name}."{column.name}" is {quoted(column.meaning)}')


def left_behind(folder: Path) -> list[Path]:
    """What processes that were killed left there: each names what it writes after its number (`17.xyz`)."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if not is_alive(path.name.partition(".")[0])]


def _stage(change: Change, file: Path) -> Path:
    """The rows on disk; DuckDB reads Parquet in bulk and by column name."""
    pq.write_table(change.rows, file, compression="zstd")
    return file


def _receive(connection: duckdb.DuckDBPyConnection, table: Table, file: Path, run_id: str) -> None:
    """The staged rows as `incoming`, in the table's columns and with the run and the time where it has them."""
    connection.execute(f"create or replace temp table incoming as from {table.name} limit 0")
    staged, parameters = f"from read_parquet({quoted(str(file))})", []
    wanted = {column.name for column in table.columns} & {"run_id", "made_at"}
    if wanted - set(pq.read_schema(file).names):  # what was read from the warehouse itself keeps its run and time
        staged = f"select *, ? as run_id, ?::timestamp as made_at {staged}"
        parameters = [run_id, datetime.now(UTC).replace(tzinfo=None)]
    connection.execute(f"insert into incoming by name {staged}", parameters)


def _apply(connection: duckdb.DuckDBPyConnection, change: Change) -> None:
    """Brings `incoming` into the table."""
    table = change.table.name
    match change:
        case Put(by=by, out_of=others):
            for each in (table, *[other.name for other in others]):
                connection.execute(f"delete from {each} as old using incoming {_agree(by or change.table.key)}")
        case Replace(where=where):
            condition, parameters = _condition(where)
            connection.execute(f"delete from {table} where {condition}", parameters)
        case Renew(where=where, because=because):
            agree = _agree(change.table.key)
            condition, parameters = _condition(where)
            now = datetime.now(UTC).replace(tzinfo=None)
            connection.execute(
                f"update {table} as old set retired_at = ?, retired_because = ? "
                f"where retired_at is null and {condition} and not exists (from incoming {agree})",
                [now, because, *parameters],
            )
            _leave_as_it_is(connection, change.table)
            _keep_first_made(connection, change.table)
            connection.execute(f"delete from {table} as old using incoming {agree}")
    _insert(connection, table)


def _insert(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """All rows of `incoming` into the table, counted: DuckDB 2.0.0 lost those of a full row group and said nothing.

    Raises:
        RowsLost: they are not there afterwards.
    """
    before, incoming = _number(connection, table), _number(connection, "incoming")
    connection.execute(f"insert into {table} by name from incoming")
    if (lost := before + incoming - _number(connection, table)) != 0:
        raise RowsLost(
            f"DuckDB {duckdb.__version__} lost {lost:,} of {incoming:,} rows of {table}; nothing was changed. "
            "Install the version that constraints.txt names, and run again"
        )


def _number(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    ((number,),) = connection.execute(f"select count(*) from {table}").fetchall()
    return int(number)


def _leave_as_it_is(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """A row that says what the one that lives says need not be written."""
    same = [f'old."{one.name}" is not distinct from incoming."{one.name}"' for one in table.columns if one not in LIFE]
    connection.execute(
        f"delete from incoming using {table.name} as old {_agree(table.key)} "
        f"and old.retired_at is null and {' and '.join(same)}"
    )


def _keep_first_made(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """A row that was there before keeps the run that made it."""
    connection.execute(
        f"update incoming set run_id = old.run_id, made_at = old.made_at from {table.name} as old {_agree(table.key)}"
    )


def _agree(columns: Sequence[str]) -> str:
    return "where " + " and ".join(f'old."{name}" = incoming."{name}"' for name in columns)


def _condition(where: tuple[str, str] | None) -> tuple[str, list[str]]:
    return (f'"{where[0]}" = ?', [where[1]]) if where else ("true", [])
