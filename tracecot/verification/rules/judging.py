"""What judging a statement gives: a finding, the kind of claim that it was, and the events that it told."""

from dataclasses import dataclass

from tracecot.execution import Event
from tracecot.frozen import maker
from tracecot.values import Plain
from tracecot.verification.records import ClaimKind, Finding, FindingReason, Grounded, Refuted, Unreadable

_SHOWN = 80  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement's finding."""

    kind: ClaimKind
    finding: Finding
    events: tuple[int, ...] = ()  # what it told
    step: bool = True  # whether it says something of the execution, beyond mentioning code

    @property
    def holds(self) -> bool:
        """Whether it is grounded."""
        return isinstance(self.finding, Grounded)


_judged = maker(Judged)


def grounded(kind: ClaimKind, event: int | None, *more: int, step: bool = True) -> Judged:
    """It holds."""
    events = () if event is None else (event, *more)
    return _judged(kind, Grounded(event), events, step)


def refuted(kind: ClaimKind, actual: str, event: int | None = None, reason: FindingReason = "contradicted") -> Judged:
    """It doesn't hold."""
    return _judged(kind, Refuted(reason, actual, event))


def unreadable(kind: ClaimKind, detail: str) -> Judged:
    """It can't be checked."""
    return _judged(kind, Unreadable(detail))


def shown(text: str | None) -> str:
    """A value's text, short enough for a message."""
    if text is None:
        return "something that can't be told"
    return f"`{text}`" if len(text) <= _SHOWN else f"`{text[: _SHOWN - 3]}...`"


def shown_event(event: Event) -> str:
    """What the event gave, and when."""
    value = event.value.repr if isinstance(event.value, Plain) else None
    when = "" if event.pass_ is None else f" in pass {event.pass_}"
    return f"`{event.name if event.kind in ('bind', 'mutate') else event.text}` is {shown(value)} on line {event.line}{when}"
