"""Dagster's own storage in SQLite, with few engines, each of which keeps its connection open.

Dagster 1.13 makes a new SQLAlchemy engine for every event that it stores, and compiles each statement anew for it. And
since no other connection is open, SQLite brings the file up to date and waits for the disk when one closes: a run
of ours has over a thousand events, nearly all of them checks, and most of a refresh that finds nothing new went into
that. Either storage reads what the other wrote: the files are those of Dagster.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage, _event_logs_directory
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

from resources.state.living import lives

MOST_OPEN = 4  # files: the index, and the runs that are written or looked at


class EventLog(SqliteEventLogStorage):
    """The events of all runs. A process that was forked opens its own connections: SQLite's must not be shared."""

    def __init__(self, base_dir: str, home: Path, inst_data: Any = None) -> None:
        self._home = home
        self._engines: dict[str, Engine] = {}  # the one that was used last comes last
        self._process = os.getpid()
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def has_table(self, table_name: str) -> bool:
        """Whether Dagster has this table, which it asks once or twice for each event: one that is there stays."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def store_event(self, event: dg.EventLogEntry) -> None:
        """Stores it; who tells that a run starts is the process that works on it, and counts as living before."""
        if event.is_dagster_event and event.dagster_event_type is dg.DagsterEventType.RUN_START:
            lives(self._home)
        super().store_event(event)

    def dispose(self) -> None:
        """Closes what is open, as Dagster asks for at its end."""
        self._close(keep=0)
        super().dispose()

    def _engine(self, shard: str) -> Engine:
        if self._process != os.getpid():
            for engine in self._engines.values():
                engine.dispose(close=False)  # the connections are the parent's
            self._engines, self._process = {}, os.getpid()
        engine = self._engines.pop(shard, None) or self._opened(shard)
        self._close(keep=MOST_OPEN - 1)
        self._engines[shard] = engine
        return engine

    def _close(self, keep: int) -> None:
        for shard in list(self._engines)[: max(0, len(self._engines) - keep)]:
            self._engines.pop(shard).dispose()

    def _opened(self, shard: str) -> Engine:
        engine = create_engine(
            self.conn_string_for_shard(shard), poolclass=QueuePool, pool_size=1,
            connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS},
        )  # fmt: skip
        event.listen(engine, "connect", _write_without_waiting)
        return engine


def _write_without_waiting(connection: Any, _: object) -> None:
    """A lost disk or power may cost the last events, never the file; a killed process loses nothing."""
    connection.execute("pragma synchronous = normal")


class Storage(DagsterSqliteStorage):
    """Runs, events and schedules in the folder of Dagster's home."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = EventLog(_event_logs_directory(base_dir), Path(base_dir))

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "Storage":
        """What `dagster.yaml` names."""
        return cls.from_local(inst_data=inst_data, **config_value)
