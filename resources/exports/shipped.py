"""Reads what ships: the rows of a side with what formats need besides, and their executions where a format asks."""

from collections.abc import Iterable, Iterator

from resources.tables.rows import rows_of
from resources.traces.executions import Executions, in_batches, read_executions
from resources.warehouse import Warehouse
from tracecot.splits.arms import chosen
from tracecot.splits.choices import Choice, Row
from tracecot.splits.formats.records import Told
from tracecot.verification.verify import Evidence

BATCH = 20_000  # rows held at once, as Arrow: each query joins whole tables

#: A row of a split with its program, its call, what was asked, and what the execution came to.
_ROWS = """
    select shipped.* replace (
            -- A number in every row: readers of JSON lines guess a column's type from the first ones.
            coalesce(shipped.rating, 0) as rating, coalesce(shipped.rating_score, 0) as rating_score,
            coalesce(shipped.rating_rank, 0) as rating_rank
        ),
        programs.code, programs.entry_point, calls.input, narrations.question, narrations.target,
        asked.outcome,
        case when asked.outcome = 'raised' then concat_ws(': ', asked.value_type, nullif(asked.value_repr, ''))
             else asked.value_repr end as output
        {more}
    from {side}_split as shipped
    join programs using (program_id) join calls using (call_id) join narrations using (narration_id)
    join raw_traces as asked on asked.trace_id = shipped.trace_id
    {wanted}
    order by {order}
"""
#: Beside it, for each claim that an event grounds, where it stands in the text and the event's line.
_GROUNDS = """,
    coalesce((
        select list({start: claims.start, "end": claims."end", line: events.line} order by claims.position)
        from claims join trace_events as events on events.trace_id = claims.trace_id and events.seq = claims.event
        where claims.narration_id = shipped.narration_id and claims.finding = 'grounded'
    ), []) as grounds
"""
#: And of the model that is asked about, how often it answers the question rightly.
_RATE = """,
    (select pass_rate from pass_rates where pass_rates.narration_id = shipped.narration_id and model = ?) as pass_rate
"""


def shipped(warehouse: Warehouse, side: str, choice: Choice, by_program: bool = False) -> Iterator[Row]:
    """The rows of a side that are wanted, by the ids of the samples; or by program, and then by those."""
    order = "program_id, sample_id" if by_program else "sample_id"
    ids = [str(name) for (name,) in warehouse.rows(f"select sample_id from {side}_split order by {order}")]
    query = _ROWS.format(
        side=side, order=order,
        more=(_GROUNDS if choice.arm == "grounded-cot" else "") + (_RATE if choice.failed_by else ""),
        wanted="where sample_id in (select unnest(?::varchar[]))",
    )  # fmt: skip
    model = [choice.failed_by] if choice.failed_by else []
    for batch in in_batches(ids, BATCH):
        yield from chosen(rows_of(warehouse.read(query, [*model, batch])), choice)


def told(warehouse: Warehouse, rows: Iterable[Row]) -> Iterator[Told]:
    """The rows with their executions, read for a few hundred at once."""
    for batch, executions in with_executions(warehouse, rows):
        yield from joined(batch, executions)


def with_executions(warehouse: Warehouse, rows: Iterable[Row]) -> Iterator[tuple[list[Row], Executions]]:
    """The rows in batches, each with the executions that they are about."""
    for batch in in_batches(rows):
        wanted = [str(row[name]) for row in batch for name in ("trace_id", "answer_trace_id")]
        yield batch, read_executions(warehouse, wanted)


def joined(rows: Iterable[Row], executions: Executions) -> Iterator[Told]:
    """Each row with its own executions."""
    executed = executions.by_trace_id()
    for row in rows:
        asked, answered = executed[str(row["trace_id"])], executed[str(row["answer_trace_id"])]
        yield Told(row, asked.program, Evidence(asked.call, asked.trace), Evidence(answered.call, answered.trace))
