"""Inspects tables in a process of its own: Great Expectations takes its time, and the run goes on meanwhile."""

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from resources.checks import data_docs
from resources.checks.expectations import Expectation, Found, import_great_expectations, tables_behind, validated
from resources.tables import TABLES
from resources.traces.executions import Workers
from resources.warehouse import LONG, Warehouse
from tracecot.ids import digest


@dataclass(frozen=True, slots=True)
class Suite:
    """What is asked of a table."""

    table: str
    expectations: tuple[Expectation, ...]
    whole: bool  # whether there is nothing else to ask: then Data Docs have a page of it
    known: str  # the fingerprint of the cells of which all of this held, or empty

    @property
    def behind(self) -> list[str]:
        """The tables that decide whether it holds."""
        return tables_behind(TABLES[self.table], self.expectations)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found, in the order of the expectations, and the fingerprint of all the cells that were looked at.

    It is empty where they changed while they were looked at.
    """

    fingerprint: str
    found: tuple[Found, ...]

    @property
    def holds(self) -> bool:
        """Whether everything does."""
        return all(one.holds for one in self.found)


def inspected(folder: Path, suite: Suite, run_id: str) -> Inspection:
    """Asks Great Expectations, and writes the page; what held of exactly the same cells isn't asked again.

    The folder is the warehouse's, and its file is at rest afterwards.
    """
    warehouse = Warehouse(folder, LONG)
    try:
        with warehouse.at_once():
            contents = warehouse.contents(suite.behind)
            rows = warehouse.count(suite.table)
        fingerprint = digest([str(one) for one in suite.expectations], contents)
        if suite.known == fingerprint and data_docs.has(folder, suite.table):
            return Inspection(fingerprint, tuple(Found(one, True, rows, 0, ()) for one in suite.expectations))
        found, results = validated(warehouse, TABLES[suite.table], suite.expectations)
        if contents != warehouse.contents(suite.behind):  # somebody wrote meanwhile
            fingerprint = ""
    finally:
        warehouse.leave()
    if suite.whole:
        data_docs.write(folder, suite.table, results, run_id, rows)
    return Inspection(fingerprint, tuple(found))


@dataclass(frozen=True, slots=True)
class _Begun:
    """An inspection under way, and the state of the tables when it was asked for."""

    coming: Future[Inspection]
    state: list[list[str]]


@dataclass(slots=True)
class Inspector:
    """Has suites inspected, some before they are asked for."""

    _begun: dict[tuple[str, str, tuple[str, ...]], _Begun] = field(default_factory=dict)

    def get_ready(self) -> None:
        """Has Great Expectations imported: there will be something to inspect."""
        _process().begin(import_great_expectations)

    def begin(self, warehouse: Warehouse, suite: Suite, run_id: str) -> None:
        """Begins with a suite that will be asked for, if nobody has."""
        if (key := _key(suite, run_id)) not in self._begun:
            state = warehouse.state(suite.behind)
            self._begun[key] = _Begun(_process().begin(inspected, warehouse.folder, suite, run_id), state)

    def inspection(self, warehouse: Warehouse, suite: Suite, run_id: str) -> Inspection:
        """What is found: of the tables as they are now, whatever was begun before."""
        begun = self._begun.pop(_key(suite, run_id), None)
        if begun is None or begun.state != warehouse.state(suite.behind):
            begun = _Begun(_process().begin(inspected, warehouse.folder, suite, run_id), [])
        try:
            return begun.coming.result()
        except BrokenProcessPool:  # somebody killed it, or there was no memory for it beside the others
            return _process().begin(inspected, warehouse.folder, suite, run_id).result()


def _key(suite: Suite, run_id: str) -> tuple[str, str, tuple[str, ...]]:
    return run_id, suite.table, tuple(one.name for one in suite.expectations)


@cache
def _process() -> Workers:
    """The process, which ends with ours; it is started when it is first needed."""
    return Workers(1)
