"""Derives batches of traces again: Arrow in, Arrow out, so that any process can do it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from resources import tables
from resources.rows import Row, events_table, made_of, rejected_trace_row, trace_row, traces_of
from tracecot.execution import Answer, RejectedTrace, Trace
from tracecot.traces.proving import proven
from tracecot.traces.rederiving.code import Code

FAILED = "failed"


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


def traces_proven(given: tuple[Answered, Mapping[str, str]], corpus: str, python: str, tracer: str) -> Answered:
    """The same with the labels that the traces have earned; those that their program contradicts are rejected.

    With the answers come the codes of their programs, by id.
    """
    executed, codes = given
    read: dict[str, Code] = {}
    found: list[Answer] = []
    for trace in traces_of(executed.traces, executed.events):
        try:
            if trace.program_id not in read:
                read[trace.program_id] = Code(codes[trace.program_id])
            found.append(proven(read[trace.program_id], trace))
        except Exception:  # a mistake of ours with one execution; the others go on, and a check tells
            found.append(replace(trace, rederived=((FAILED, 0, 1),)))
    made = answered(found, corpus, python, tracer)
    return replace(made, rejected=pa.concat_tables([executed.rejected, made.rejected]))


def joined(parts: Iterable[Answered]) -> Answered:
    """Some batches as one."""
    listed = list(parts)
    return Answered(
        pa.concat_tables([one.traces for one in listed]), pa.concat_tables([one.events for one in listed]),
        pa.concat_tables([one.rejected for one in listed]),
    )  # fmt: skip
