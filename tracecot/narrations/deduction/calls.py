"""Of which call a deduction speaks: in a helper, or deeper in a recursion, a name has a value of its own."""

import ast
import re

from tracecot.execution import Event
from tracecot.narrations.deduction.equations import expression
from tracecot.narrations.wording.spans import is_sayable, shown, span

LONGEST = 60  # characters of a call that is named
_ON_LINE = re.compile(r"Line (\d+): ")


class Calls:
    """The calls of an execution, for sentences that speak of one of them."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        self._entry = events[0].frame
        self._names = _names_of_frame(events)
        self._calls = {event.frame: event for event in reversed(events) if event.kind == "call"}

    def named(self, sentence: str, event: Event) -> str:
        """The sentence about the event, with the call that it happened in where its names are also the entry's.

        `` `f(1, 0)`: `n + 1` is `2`, so `n` is `1`. ``; "" where the call can't be named.
        """
        if not sentence or event.frame == self._entry or not _names(event) & self._names:
            return sentence
        call = _text(self._calls[event.frame])
        said = _ON_LINE.sub(r"on line \1 ", sentence)
        return f"{span(call)}: {said[:1].lower()}{said[1:]}" if call else ""


def _names(event: Event) -> frozenset[str]:
    """The names that a sentence about the event has."""
    node = expression(event) if event.kind in ("value", "branch", "return") else None
    inside = ast.walk(node) if node is not None else ()
    return frozenset({event.name, *(each.id for each in inside if isinstance(each, ast.Name))})


def _names_of_frame(events: tuple[Event, ...]) -> frozenset[str]:
    """The names that have values in the entry."""
    bound = {event.name for event in events if event.kind == "bind" and event.frame == events[0].frame}
    return frozenset({*dict(events[0].args), *bound})


def _text(call: Event) -> str:
    """The call with its values; "" where that isn't plain or too long."""
    names = [name for name, _ in call.args]
    if call.text != f"{call.name}({', '.join(names)})" or not all(is_sayable(value, LONGEST) for _, value in call.args):
        return ""
    text = f"{call.name}({', '.join(shown(value) for _, value in call.args)})"
    return text if call.function == call.name and len(text) <= LONGEST else ""
