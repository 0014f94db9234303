"""Traces as JSON records, as docs/records.md shows them, and back; and a compact text for storage."""

from typing import Any, get_args

from tracecot.errors import BadInput
from tracecot.execution import CutShort, Event, EventKind, Label, Outcome, Raised, Returned, Trace
from tracecot.values import Plain, Unaskable, Value

Record = dict[str, Any]

_KINDS = frozenset(get_args(EventKind))
_LABELS = frozenset(get_args(Label))


def trace_to_record(trace: Trace, record_id: str) -> Record:
    """The JSON object of a trace; keys that don't apply are left out."""
    return {
        "id": record_id,
        "program_id": trace.program_id,
        "call_id": trace.call_id,
        "trace_id": trace.id,
        "outcome": outcome_to_record(trace.outcome),
        "label": trace.label,
        "stdout": trace.stdout,
        "python": trace.python,
        "tracer": trace.tracer,
        "hash_seeds": list(trace.hash_seeds),
        "rederived": {kind: {"derived": derived, "events": events} for kind, derived, events in trace.rederived},
        "events": [event_to_record(event) for event in trace.events],
    }


def trace_from_record(record: Record) -> Trace:
    """The trace of a JSON object; events of kinds that nobody knows are skipped.

    Raises:
        BadInput: a field is missing or not what it should be.
    """
    try:
        label = record["label"]
        if label not in _LABELS:
            raise ValueError(f"label {label!r}")
        return Trace(
            program_id=str(record["program_id"]),
            call_id=str(record.get("call_id", "")),
            outcome=outcome_from_record(record["outcome"]),
            label=label,
            stdout=str(record["stdout"]),
            python=str(record["python"]),
            events=tuple([event_from_record(each) for each in record["events"] if each["kind"] in _KINDS]),
            tracer=str(record["tracer"]),
            hash_seeds=tuple([int(seed) for seed in record.get("hash_seeds", ())]),
            rederived=tuple(
                [(str(kind), int(of["derived"]), int(of["events"])) for kind, of in record.get("rederived", {}).items()]
            ),
        )
    except KeyError as error:
        raise BadInput("missing_field", f"the trace record has no {error}") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise BadInput("bad_input", f"not a trace record: {error}") from None


def outcome_to_record(outcome: Outcome) -> Record:
    """The JSON object of an outcome."""
    match outcome:
        case Returned(value):
            return {"kind": "returned", "value": value_to_record(value)}
        case Raised(kind, message, line):
            return {"kind": "raised", "type": kind, "message": message, "line": line}
        case CutShort(reason, limit):
            return {"kind": "cut_short", "reason": reason, "limit": limit}


def outcome_from_record(record: Record) -> Outcome:
    """The outcome of a JSON object."""
    match record:
        case {"kind": "returned", "value": value}:
            return Returned(value_from_record(value))
        case {"kind": "raised", "type": str(kind), "message": str(message), "line": int(line)}:
            return Raised(kind, message, line)
        case {"kind": "cut_short", "reason": str(reason), "limit": str(limit)}:
            return CutShort(reason, limit)
    raise ValueError(f"outcome {str(record)[:80]}")


def value_to_record(value: Value) -> Record:
    """The JSON object of a value."""
    match value:
        case Plain(kind, text):
            return {"type": kind, "repr": text}
        case Unaskable(kind, length, digest):
            return {"type": kind, "length": length, "digest": digest, "unaskable": True}


def value_from_record(record: Record) -> Value:
    """The value of a JSON object."""
    match record:
        case {"unaskable": True, "type": str(kind), "length": int(length), "digest": str(digest)}:
            return Unaskable(kind, length, digest)
        case {"type": str(kind), "repr": str(text)}:
            return Plain(kind, text)
    raise ValueError(f"value {str(record)[:80]}")


def event_to_record(event: Event) -> Record:
    """The JSON object of an event."""
    record: Record = {
        "seq": event.seq, "kind": event.kind, "frame": event.frame, "function": event.function, "depth": event.depth,
        "line": event.line, "col": event.col, "end_line": event.end_line, "end_col": event.end_col, "text": event.text,
    }  # fmt: skip
    if event.name:
        record["name"] = event.name
    if event.value is not None:
        record["value"] = value_to_record(event.value)
    if event.args:
        record["args"] = {name: value_to_record(value) for name, value in event.args}
    if event.loop is not None:
        record["loop"], record["pass"] = event.loop, event.pass_
    if event.why:
        record["why"] = event.why
    if event.reads:
        record["reads"] = list(event.reads)
    if event.under is not None:
        record["under"] = event.under
    return record


def event_from_record(record: Record) -> Event:
    """The event of a JSON object."""
    value = record.get("value")
    return Event(
        seq=int(record["seq"]), kind=record["kind"], frame=int(record["frame"]), function=str(record["function"]),
        depth=int(record["depth"]), line=int(record["line"]), col=int(record["col"]),
        end_line=int(record["end_line"]), end_col=int(record["end_col"]), text=str(record.get("text", "")),
        name=str(record.get("name", "")), value=None if value is None else value_from_record(value),
        args=tuple([(str(name), value_from_record(each)) for name, each in record.get("args", {}).items()]),
        loop=record.get("loop"), pass_=record.get("pass"), why=str(record.get("why", "")),
        reads=tuple([int(each) for each in record.get("reads", ())]), under=record.get("under"),
    )  # fmt: skip
