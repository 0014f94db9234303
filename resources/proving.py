"""Derives batches of traces again: Arrow in, Arrow out, so that any process can do it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from resources import tables
from resources.rows import Row, events_table, made_of, rejected_trace_row, trace_row, traces_of
from tracecot.execution import Answer, Job, RejectedTrace, Trace
from tracecot.traces.proving import proven


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


def traces_proven(given: tuple[Answered, Sequence[Job]], corpus: str, python: str, tracer: str) -> Answered:
    """What executing the jobs gave, with the labels that the traces have earned and without what is contradicted."""
    executed, jobs = given
    codes = {job.program_id: job.code for job in jobs}
    inputs = {call_id: source for job in jobs for call_id, source in job.calls}
    found = [
        proven(codes[trace.program_id], inputs[trace.call_id], trace)
        for trace in traces_of(executed.traces, executed.events)
    ]
    made = answered(found, corpus, python, tracer)
    return replace(made, rejected=pa.concat_tables([executed.rejected, made.rejected]))
