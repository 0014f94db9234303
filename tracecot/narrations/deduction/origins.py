"""Where a value comes from: the values that its expression took, and a closed equation to check that by."""

from dataclasses import dataclass

from tracecot.execution import Event
from tracecot.narrations.deduction.equations import closed, used
from tracecot.narrations.wording.spans import shown, span
from tracecot.values import Plain

NOUNS = {"str": "string", "list": "list"}


@dataclass(frozen=True, slots=True)
class Origin:
    """The one value that another was made from, or only the calculation that made it."""

    result: str
    equation: str  # closed: `'ant'.upper()`
    source: str = ""  # `'ant'`; "" where several were taken
    noun: str = ""

    def said(self, *, first: bool) -> str:
        """`` `'ANT'` comes from a string such as `'ant'` (`'ant'.upper()` is `'ANT'`) ``."""
        check = f"{span(self.equation)} is {span(self.result)}"
        if not self.source:
            return check
        such = f"a {self.noun} such as " if first and self.noun else ""
        return f"{span(self.result)} comes from {such}{span(self.source)} ({check})"


def origin(event: Event, events: tuple[Event, ...], own: frozenset[str]) -> Origin | None:
    """What the expression's value was made from, where it can be checked by doing it again."""
    equation = closed(event, events, own)
    if not equation or not isinstance(event.value, Plain):
        return None
    values = list(used(event, events).values())
    if len(values) != 1 or not isinstance(values[0], Plain) or values[0].repr == event.value.repr:
        return Origin(shown(event.value), equation)
    return Origin(shown(event.value), equation, values[0].repr, NOUNS.get(values[0].type, ""))


def made_by(event: Event, events: tuple[Event, ...]) -> Event:
    """The expression whose value a name was bound to, as far as names lead."""
    while event.kind == "bind":
        value = next((events[seq] for seq in reversed(event.reads) if events[seq].value == event.value), None)
        if value is None or value.kind not in ("value", "bind"):
            return event
        event = value
    return event
