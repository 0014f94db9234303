"""A recorded call as values: what it was given, and what it gave."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracecot.execution import Raised, Returned, Trace
from tracecot.sources.records import Call
from tracecot.values import NotPlain, Plain, Value, read_value

FEWEST = 5  # recorded calls on which an observation may rest


@dataclass(frozen=True, slots=True)
class Seen:
    """One recorded call."""

    input: str
    outcome: Returned | Raised
    arguments: Mapping[str, object]  # those that can be read
    result: object  # None where it raised
    line: int  # of the `return` that gave the result, 0 where there is none

    @property
    def raised(self) -> str:
        """The exception's type; "" where it returned."""
        return self.outcome.type if isinstance(self.outcome, Raised) else ""

    @property
    def type(self) -> str:
        """The result's type; "" where it raised."""
        return self.outcome.value.type if isinstance(self.outcome, Returned) else ""


def seen(call: Call, trace: Trace) -> Seen | None:
    """The call as values; None where it was cut short or gave what can't be read."""
    entry = next((event for event in trace.events if event.kind == "call"), None)
    if entry is None or not isinstance(trace.outcome, Returned | Raised):
        return None
    given = {name: value for name, value in entry.args if _is_readable(value)}
    arguments = {name: _value(value) for name, value in given.items()}
    if isinstance(trace.outcome, Raised):
        return Seen(call.input, trace.outcome, arguments, None, 0)
    if not _is_readable(trace.outcome.value):
        return None
    returns = [event.line for event in trace.events if event.kind == "return" and event.frame == entry.frame]
    return Seen(call.input, trace.outcome, arguments, _value(trace.outcome.value), returns[-1] if returns else 0)


def is_telling(calls: list[Seen]) -> bool:
    """Whether there are enough calls, and not all came to the same."""
    return len(calls) >= FEWEST and len({repr(call.outcome) for call in calls}) > 1


def _is_readable(value: Value) -> bool:
    try:
        _value(value)
    except NotPlain:
        return False
    return True


def _value(value: Value) -> object:
    if not isinstance(value, Plain):
        raise NotPlain("it was not kept whole")
    return read_value(value.repr)
