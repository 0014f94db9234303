"""Renders rows with their executions, in several processes where a format's records take long to make."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from resources.exports.shipped import joined, told, with_executions
from resources.traces.executions import Executions, Workers
from resources.warehouse import Warehouse
from tracecot.splits.choices import Row
from tracecot.splits.formats.records import Made, OfExecutions, Told

Batch = tuple[list[Row], Executions]


def rendered(
    warehouse: Warehouse, file: OfExecutions, rows: Iterable[Row], processes: int | None = None
) -> Iterator[Made]:
    """The records of the rows, in their order, the same whatever the number of processes (by default one a core)."""
    if not file.apart:
        yield from file.render(told(warehouse, rows))
        return
    batches = with_executions(warehouse, rows)
    first = list(islice(batches, 2))
    if len(first) < 2:  # a process takes longer to start than one batch to be made
        for batch in first:
            yield from _of_batch(batch, file.render)
        return
    with Workers(processes) as workers:
        for made in workers.map(_of_batch, chain(first, batches), file.render):
            yield from made


def _of_batch(batch: Batch, render: Callable[[Iterable[Told]], Iterator[Made]]) -> list[Made]:
    """The records of one batch, in a process of its own."""
    return list(render(joined(*batch)))
