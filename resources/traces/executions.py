"""Reads executions from the warehouse in batches, and hands batches to worker processes."""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import forkserver
from threading import Thread
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from resources.tables.rows import call_of, program_of, traces_of
from resources.warehouse import Warehouse
from tracecot.execution import Trace
from tracecot.sources.records import Call, Program

Item = TypeVar("Item")
Given = TypeVar("Given")
Made = TypeVar("Made")

BATCH = 200  # executions: some 20,000 events, a second of work, a few tens of MB
#: Arrow imports pandas where it is first handed a list: a third of a second in each worker.
_PRELOADED = [
    "resources.narrations.telling",
    "resources.verification.examining",
    "resources.sources.gathering",
    "resources.traces.shrinking",
    "pandas",
]
READ_AHEAD = 5  # batches that are read by the same questions: each of them looks through whole tables
RARELY = (1_000_000, 20, 20)  # thresholds of the garbage collector
WINDOW = 2  # batches under way for each worker: none idle, little in memory


@dataclass(frozen=True, slots=True)
class Executed:
    """One execution and what was executed."""

    program: Program
    call: Call
    trace: Trace


@dataclass(frozen=True, slots=True)
class Executions:
    """Some executions as Arrow, so that they travel to another process cheaply."""

    programs: pa.Table
    calls: pa.Table
    traces: pa.Table
    events: pa.Table

    def by_trace_id(self) -> dict[str, Executed]:
        """The same as records."""
        programs = {row["program_id"]: program_of(row) for row in self.programs.to_pylist()}
        calls = {row["call_id"]: call_of(row) for row in self.calls.to_pylist()}
        traces = zip(self.traces.column("trace_id").to_pylist(), traces_of(self.traces, self.events), strict=True)
        return {name: Executed(programs[one.program_id], calls[one.call_id], one) for name, one in traces}

    def only(self, trace_ids: Iterable[str]) -> "Executions":
        """Those of these ids."""
        traces = _among(self.traces, "trace_id", trace_ids)
        return Executions(
            programs=_among(self.programs, "program_id", ids(traces, "program_id")),
            calls=_among(self.calls, "call_id", ids(traces, "call_id")),
            traces=traces,
            events=_among(self.events, "trace_id", ids(traces, "trace_id")),
        )

    def joined(self, more: "Executions") -> "Executions":
        """These and others."""
        return Executions(
            pa.concat_tables([self.programs, more.programs]),
            pa.concat_tables([self.calls, more.calls]),
            pa.concat_tables([self.traces, more.traces]),
            pa.concat_tables([self.events, more.events]),
        )


def read_executions(warehouse: Warehouse, trace_ids: Iterable[str]) -> Executions:
    """The executions with these ids."""
    wanted = [sorted(set(trace_ids))]
    some = "(select unnest(?::varchar[]))"
    traces = f"from raw_traces where trace_id in {some}"
    return Executions(
        programs=warehouse.read(f"from programs where program_id in (select program_id {traces})", wanted),
        calls=warehouse.read(f"from calls where call_id in (select call_id {traces})", wanted),
        traces=warehouse.read(traces, wanted),
        events=warehouse.read(f"from trace_events where trace_id in {some}", wanted),
    )


def programs_of(
    warehouse: Warehouse, trace_ids: Iterable[str], size: int = BATCH
) -> Iterator[tuple[list[str], Executions]]:
    """Batches of these ids, each with all live executions of the programs that they are of."""
    of_programs = "select program_id from raw_traces where trace_id in (select unnest(?::varchar[]))"
    living = f"select trace_id from raw_traces where retired_at is null and program_id in ({of_programs})"
    for some in in_batches(trace_ids, size * READ_AHEAD):
        found = read_executions(warehouse, [str(name) for (name,) in warehouse.rows(living, [some])])
        program = dict(zip(ids(found.traces, "trace_id"), ids(found.traces, "program_id"), strict=True))
        for batch in in_batches(some, size):
            wanted = {program[name] for name in batch}
            yield batch, found.only(name for name, owner in program.items() if owner in wanted)


def in_batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Lists of so many items; the last may be shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class Workers:
    """Processes that turn batches into rows; started when they are first needed, ended with the `with` block or us.

    A process keeps what it has warmed up, a sandbox and what was read of texts; where one was killed, the next thing
    that is asked is done by new ones.
    """

    def __init__(self, number: int | None = None) -> None:
        self._number = number or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def begin(self, work: Callable[..., Made], *given: Any) -> Future[Made]:
        """`work(*given)`, as soon as a process is free."""
        try:
            return self._started().submit(work, *given)
        except BrokenProcessPool:  # whoever waited for something else was told so
            self._pool = None
            return self._started().submit(work, *given)

    def map(self, work: Callable[..., Made], given: Iterable[Given], *more: Any) -> Iterator[Made]:
        """`work(one, *more)` for each one, in order; few are read ahead, so that memory stays flat."""
        running: deque[Future[Made]] = deque()
        for one in given:
            running.append(self.begin(work, one, *more))
            if len(running) >= self._number * WINDOW:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not fork: Arrow and DuckDB have threads, and a fork of a process with threads may hang.
            context = multiprocessing.get_context("forkserver")
            forkserver.set_forkserver_preload(_PRELOADED)
            self._pool = ProcessPoolExecutor(self._number, mp_context=context, initializer=_begin)
        return self._pool


def get_ready() -> None:
    """Starts the process that workers are made from, which imports for all of them while the caller goes on."""
    forkserver.set_forkserver_preload(_PRELOADED)
    forkserver.ensure_running()


def _begin() -> None:
    """What each worker does first."""
    gc.set_threshold(*RARELY)
    Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    """A worker whose run was killed would wait for ever: it holds both ends of the pipes that it reads and writes."""
    if (run := multiprocessing.parent_process()) is not None:
        run.join()
        os._exit(1)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Inside, garbage is looked for less often: a trace is many small objects that all stay until it is written."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _among(table: pa.Table, column: str, wanted: Iterable[str]) -> pa.Table:
    """The rows that have one of these in the column."""
    return table.filter(pc.is_in(table.column(column), value_set=pa.array(sorted(set(wanted)), pa.string())))


def ids(table: pa.Table, column: str) -> Sequence[str]:
    """A column as a list."""
    return table.column(column).to_pylist()  # type: ignore[no-any-return]
