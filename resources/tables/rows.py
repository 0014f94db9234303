"""Turns the core's records into Arrow, and the Arrow of programs, calls and traces back into records."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from itertools import islice
from operator import itemgetter
from typing import Any, assert_never, cast

import pyarrow as pa

from resources import tables
from resources.tables import Table
from tracecot.execution import CutShort, Event, Outcome, Raised, RejectedTrace, Returned, Trace, new_event
from tracecot.ids import content_id
from tracecot.narrations.curriculum import Measures
from tracecot.narrations.records import Narration, SkippedTrace
from tracecot.sources.records import Call, Origin, Program, RejectedSource
from tracecot.splits.contamination import Match, Tried
from tracecot.splits.records import RejectedSample
from tracecot.targets import WHOLE, Target
from tracecot.values import Plain, Unaskable, Value
from tracecot.verification.records import VERIFIER, Claim, Grounded, Refuted, Unreadable, Verdict

AT_ONCE = 2_000  # rows that are Python's at the same time

Row = Mapping[str, Any]  # as Arrow gives it: what its columns hold is for its reader to know

_SAME = ("seq", "kind", "frame", "function", "depth", "line", "col", "end_line", "end_col", "text", "name")


def made_of(table: Table, rows: Iterable[Row]) -> pa.Table:
    """Rows as Arrow, without the columns that the warehouse fills in."""
    own, arrow = table.own, table.arrow
    schema = pa.schema([arrow.field(name) for name in own])
    parts, coming = [schema.empty_table()], iter(rows)
    while some := list(islice(coming, AT_ONCE)):
        parts.append(pa.table({name: [row[name] for row in some] for name in own}, schema=schema))
    return pa.concat_tables(parts)


def rows_of(table: pa.Table) -> Iterator[Row]:
    """The rows of Arrow, some at a time: as Python's they take ten times the memory."""
    for part in table.to_batches(AT_ONCE):
        yield from part.to_pylist()


def program_row(program: Program, paths: int) -> Row:
    """A row of `programs`."""
    origin = {field.name: getattr(program.origin, field.name) for field in fields(Origin)}
    return {
        "program_id": program.id, "corpus": program.corpus, "code": program.code, "entry_point": program.entry_point,
        **origin, "helpers": list(program.helpers), "paths": paths, "origin_digest": program.origin.digest,
    }  # fmt: skip


def program_of(row: Row) -> Program:
    """The program in a row of `programs`."""
    told = {field.name: row[field.name] for field in fields(Origin) if field.name != "source_sha256"}
    origin = Origin(**told, source_sha256=row.get("source_sha256") or "")
    return Program(row["corpus"], row["code"], row["entry_point"], origin, tuple(row["helpers"]))


def call_row(call: Call, corpus: str) -> Row:
    """A row of `calls`."""
    own = {field.name: getattr(call, field.name) for field in fields(Call)}
    return {"call_id": call.id, "corpus": corpus, **own}


def call_of(row: Row) -> Call:
    """The call in a row of `calls`."""
    return Call(**{field.name: row[field.name] for field in fields(Call)})


def rejected_source_row(rejected: RejectedSource) -> Row:
    """A row of `rejected_sources`."""
    given = ((field.name, getattr(rejected, field.name)) for field in fields(RejectedSource))
    own = {name: _writable(each) if isinstance(each, str) else each for name, each in given}
    return {"source_id": content_id("source", *astuple(rejected)), **own}


def _writable(text: str) -> str:
    """The text with halves of surrogate pairs, which no table takes, written out."""
    return text.encode("utf-8", "backslashreplace").decode()


def trace_row(trace: Trace, corpus: str) -> Row:
    """A row of `raw_traces`."""
    return {
        "trace_id": trace.id, "program_id": trace.program_id, "call_id": trace.call_id, "corpus": corpus,
        **outcome_cells(trace.outcome), "label": trace.label, "stdout": trace.stdout, "python": trace.python,
        "events": len(trace.events), "counted_events": sum(of for _, _, of in trace.rederived),
        "rederived_events": sum(derived for _, derived, _ in trace.rederived),
        "rederived": json.dumps({kind: [derived, of] for kind, derived, of in trace.rederived}),
        "hash_seeds": list(trace.hash_seeds), "tracer": trace.tracer, "shrinker": None,
    }  # fmt: skip


def outcome_cells(outcome: Outcome) -> Row:
    """An outcome as cells.

    Raises:
        ValueError: it was cut short.
    """
    match outcome:
        case Returned(value=value):
            kind, text, length, digest = _cells(value)
            return _outcome("returned", kind, text, length, digest, None)
        case Raised(type=name, message=message, line=line):
            return _outcome("raised", name, message, None, None, line)
        case CutShort(reason=reason):
            raise ValueError(f"an execution that was cut short ({reason}) is no trace")
    assert_never(outcome)


def _outcome(outcome: str, *cells: object) -> Row:
    names = ("value_type", "value_repr", "value_length", "value_digest", "raised_line")
    return {"outcome": outcome, **dict(zip(names, cells, strict=True))}


def _cells(value: Value | None) -> tuple[str | None, str | None, int | None, str | None]:
    """A value as type, text, length and digest."""
    match value:
        case None:
            return None, None, None, None
        case Plain(type=name, repr=text):
            return name, text, None, None
        case Unaskable(type=name, length=length, digest=digest):
            return name, None, length, digest
    assert_never(value)


def _value(name: str | None, text: str | None, length: int | None, digest: str | None) -> Value | None:
    if name is None:
        return None
    return Plain(name, text) if text is not None else Unaskable(name, length or 0, digest or "")


def events_table(traces: Iterable[Trace]) -> pa.Table:
    """Rows of `trace_events`, column by column, since there are many."""
    owners: list[str] = []
    events: list[Event] = []
    for trace in traces:
        owners += [trace.id] * len(trace.events)
        events += trace.events
    columns: dict[str, Sequence[object]] = {name: [getattr(event, name) for event in events] for name in _SAME}
    values = [_cells(event.value) for event in events]
    kinds, texts, lengths, digests = zip(*values, strict=True) if values else [()] * 4
    columns |= {
        "trace_id": owners, "value_type": kinds, "value_repr": texts, "value_length": lengths, "value_digest": digests,
        "args": [_arguments(event) for event in events], "loop": [event.loop for event in events],
        "pass": [event.pass_ for event in events], "why": [event.why for event in events],
        "reads": [event.reads for event in events], "under": [event.under for event in events],
    }  # fmt: skip
    return pa.table({name: columns[name] for name in tables.TRACE_EVENTS.arrow.names}, schema=tables.TRACE_EVENTS.arrow)


def _arguments(event: Event) -> list[Row]:
    names = ("name", "type", "repr", "length", "digest")
    return [dict(zip(names, (name, *_cells(value)), strict=True)) for name, value in event.args]


def traces_of(traces: pa.Table, events: pa.Table) -> list[Trace]:
    """The traces in rows of `raw_traces`, with their events."""
    own = _events_by_trace(events)
    return [_trace(row, own.get(row["trace_id"], [])) for row in traces.to_pylist()]


def _trace(row: Row, events: list[Event]) -> Trace:
    return Trace(
        row["program_id"], row["call_id"], outcome_of(row), row["label"], row["stdout"], row["python"],
        tuple(sorted(events, key=lambda event: event.seq)), row["tracer"], tuple(row["hash_seeds"] or ()),
        tuple((kind, derived, of) for kind, (derived, of) in json.loads(row["rederived"] or "{}").items()),
    )  # fmt: skip


def outcome_of(row: Row) -> Outcome:
    """The outcome in a row's cells."""
    if row["outcome"] == "raised":
        return Raised(row["value_type"], row["value_repr"], row["raised_line"])
    return Returned(cast(Value, _value(row["value_type"], row["value_repr"], row["value_length"], row["value_digest"])))


def _events_by_trace(events: pa.Table) -> dict[str, list[Event]]:
    """The events by the id of their trace; whole columns become Python lists at once, which is much faster."""
    cells = {name: events.column(name).to_pylist() for name in events.column_names}
    values = map(_value, cells["value_type"], cells["value_repr"], cells["value_length"], cells["value_digest"])
    arguments = [_arguments_of(some) if some else () for some in cells["args"]]
    reads = [tuple(some) if some else () for some in cells["reads"]]
    plain = [cells[name] for name in _SAME]
    more = (values, arguments, cells["loop"], cells["pass"], cells["why"], reads, cells["under"])
    by_trace: dict[str, list[Event]] = {}
    for owner, event in zip(cells["trace_id"], map(new_event, *plain, *more), strict=True):
        by_trace.setdefault(owner, []).append(event)
    return by_trace


def _arguments_of(arguments: list[Row]) -> tuple[tuple[str, Value], ...]:
    return tuple(
        (one["name"], cast(Value, _value(one["type"], one["repr"], one["length"], one["digest"]))) for one in arguments
    )


def rejected_trace_row(rejected: RejectedTrace, corpus: str, python: str, tracer: str) -> Row:
    """A row of `rejected_traces`."""
    own = {field.name: getattr(rejected, field.name) for field in fields(RejectedTrace)}
    return {"corpus": corpus, "python": python, "tracer": tracer, **own}


def narration_row(narration: Narration, corpus: str) -> Row:
    """A row of `narrations`."""
    own = {field.name: getattr(narration, field.name) for field in fields(Narration)}
    measures = {field.name: getattr(narration.measures, field.name) for field in fields(Measures)}
    return {
        "narration_id": narration.id, "corpus": corpus, **own, "target": narration.target.text, **measures,
        "difficulty": narration.difficulty,
    }  # fmt: skip


#: Fields of a narration that a row has in another form.
NARRATED_APART = ("target", "measures", "author")
_NARRATED = tuple(field.name for field in fields(Narration) if field.name not in NARRATED_APART)
_MEASURES = tuple(field.name for field in fields(Measures))
_narrated_of = itemgetter(*_NARRATED)
#: The columns that a narration is read from.
NARRATION = (*_NARRATED, "target", "author", *_MEASURES)


def narration_of(row: Row) -> Narration:
    """The narration in a row of `narrations`."""
    own = dict(zip(_NARRATED, _narrated_of(row), strict=True))
    target = Target.of(json.loads(str(row["target"]))) if row["target"] else WHOLE
    return Narration(**own, target=target, author=row.get("author") or "", measures=measures_of(row))


def measures_of(row: Row) -> Measures:
    """The measures in a row; those that a row of an earlier version lacks are 0."""
    return Measures(*[row.get(name) or 0 for name in _MEASURES])


def skipped_row(skipped: SkippedTrace, corpus: str, narrator: str) -> Row:
    """A row of `skipped_traces`."""
    own = {field.name: getattr(skipped, field.name) for field in fields(SkippedTrace)}
    return {"corpus": corpus, "narrator": narrator, **own}


def claim_rows(narration_id: str, trace_id: str, corpus: str, claims: Iterable[Claim]) -> list[Row]:
    """Rows of `claims`: those of one narration."""
    return [
        {
            "claim_id": content_id("claim", narration_id, position, VERIFIER), "narration_id": narration_id,
            "trace_id": trace_id, "corpus": corpus, "position": position, "start": claim.start, "end": claim.end,
            "kind": claim.kind, "text": claim.text, "subject": claim.subject, "says": claim.says,
            **_finding(claim), "verifier": VERIFIER,
        }
        for position, claim in enumerate(claims)
    ]  # fmt: skip


def _finding(claim: Claim) -> Row:
    match claim.finding:
        case Grounded(event=event):
            return {"finding": "grounded", "reason": "", "actual": "", "event": event}
        case Refuted(reason=reason, actual=actual, event=event):
            return {"finding": "refuted", "reason": reason, "actual": actual, "event": event}
        case Unreadable(detail=detail):
            return {"finding": "unreadable", "reason": "not_understood", "actual": detail, "event": None}
    assert_never(claim.finding)


def verdict_row(narration: Narration, corpus: str, verdict: Verdict) -> Row:
    """A row of `verified_cot` or, with what is wrong, of `rejected_narrations`."""
    findings = [(claim, _finding(claim)) for claim in verdict.claims if not isinstance(claim.finding, Grounded)]
    worst = next(iter(sorted(findings, key=lambda one: one[1]["finding"] == "unreadable")), None)
    return {
        "narration_id": narration.id, "program_id": narration.program_id, "trace_id": narration.trace_id,
        "answer_trace_id": narration.answer_trace_id, "corpus": corpus, "task": narration.task,
        "verdict": verdict.verdict, "reason": worst[1]["reason"] if worst else "",
        "detail": f"{worst[0].text!r}: {worst[1]['actual']}" if worst else "",
        "answer_correct": verdict.answer_correct, "support": verdict.support, "coverage": verdict.coverage,
        "claims": len(verdict.claims), "grounded": len(verdict.claims) - len(findings),
        "bare_sentences": verdict.bare_sentences, "verifier": VERIFIER,
    }  # fmt: skip


def rejected_sample_row(rejected: RejectedSample) -> Row:
    """A row of `rejected_samples`."""
    return {field.name: getattr(rejected, field.name) for field in fields(RejectedSample)}


def contamination_row(match: Match) -> Row:
    """A row of `contamination`."""
    return {field.name: getattr(match, field.name) for field in fields(Match)}


def tried_row(tried: Tried) -> Row:
    """A row of `decontamination`."""
    return {field.name: getattr(tried, field.name) for field in fields(Tried)}
