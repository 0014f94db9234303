"""What each recorded call was given and gave, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracecot.execution import Event, Raised, Returned, Trace
from tracecot.values import NotPlain, Plain, Value, read_value


class Unknown(Exception):
    """A value that was not kept whole, or that can't be read."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded call of the program."""

    input: str
    arguments: Mapping[str, Value | None]
    value: Value | None  # None where it raised
    raised: str  # the exception's type; "" where it returned
    line: int | None  # of the `return` that gave the value; 0 where there is none, None where it isn't known

    @property
    def result(self) -> object:
        """What it returned; raises Unknown."""
        return _read(self.value)

    @property
    def type(self) -> str:
        """The result's type."""
        return self.value.type if self.value is not None else ""

    def argument(self, name: str) -> object:
        """What a parameter was given; raises Unknown."""
        return _read(self.arguments.get(name))


def recorded_of(source: str, trace: Trace) -> Recorded | None:
    """The call and what came of it; None where its execution was cut short."""
    called = next((event for event in trace.events if event.kind == "call"), None)
    arguments = dict(called.args) if called is not None else {}
    match trace.outcome:
        case Returned(value=value):
            return Recorded(source, arguments, value, "", _line(trace.events, called))
        case Raised(type=kind):
            return Recorded(source, arguments, None, kind, 0)
    return None


def is_telling(calls: Sequence[Recorded]) -> bool:
    """Whether there are enough calls, and not all came to the same."""
    return len(calls) >= FEWEST and len({(call.raised, repr(call.value)) for call in calls}) > 1


FEWEST = 5  # recorded calls on which an observation may rest


def _line(events: Sequence[Event], called: Event | None) -> int:
    """The line of the entry point's last return."""
    if called is None:
        return 0
    return next((event.line for event in reversed(events) if event.kind == "return" and event.frame == called.frame), 0)


def _read(value: Value | None) -> object:
    if not isinstance(value, Plain):
        raise Unknown
    try:
        return read_value(value.repr)
    except NotPlain:
        raise Unknown from None
