"""What executions gave, as rows."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from resources import tables
from resources.tables.rows import Row, events_table, made_of, rejected_trace_row, trace_row
from tracecot.execution import Answer, RejectedTrace, Trace


@dataclass(frozen=True, slots=True)
class Answered:
    """What executing some programs of one corpus gave, as rows of `raw_traces`, `trace_events`, `rejected_traces`."""

    traces: pa.Table
    events: pa.Table
    rejected: pa.Table


def answered(answers: Iterable[Answer], corpus: str, python: str, tracer: str) -> Answered:
    """The answers as rows."""
    kept: list[Trace] = []
    refused: list[Row] = []
    for answer in answers:
        if isinstance(answer, RejectedTrace):
            refused.append(rejected_trace_row(answer, corpus, python, tracer))
        else:
            kept.append(answer)
    rows = made_of(tables.RAW_TRACES, [trace_row(one, corpus) for one in kept])
    return Answered(rows, events_table(kept), made_of(tables.REJECTED_TRACES, refused))
