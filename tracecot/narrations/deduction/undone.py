"""From the value of a calculation to the value of the name in it: undone, or chosen where several would do."""

import ast
from functools import lru_cache

from tracecot.execution import Event
from tracecot.narrations.deduction.equations import closed, expression, used
from tracecot.narrations.story.tree import Recorded
from tracecot.narrations.wording.spans import is_sayable, shown, span
from tracecot.values import Value

SHORT = 60  # characters of a result
NOUNS = {
    "int": "number",
    "float": "number",
    "str": "string",
    "list": "list",
    "tuple": "tuple",
    "dict": "dict",
    "set": "set",
}


def undone(event: Event, events: tuple[Event, ...]) -> str:
    """`` `x + 3` is `10`, so `x` is `7` ``, where only one value of the name gives that; else ""."""
    node = expression(event) if event.kind == "value" else None
    number = 1
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Name(id=name)):
            pass
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add() | ast.Sub(), right=ast.Constant(value=int(number))):
            pass
        case ast.BinOp(left=ast.Constant(value=int(number)), op=ast.Add() | ast.Sub(), right=ast.Name(id=name)):
            pass
        case ast.BinOp(left=ast.Name(id=name), op=ast.Mult(), right=ast.Constant(value=int(number))) if number:
            pass
        case _:
            return ""
    value = used(event, events).get(name)
    if isinstance(number, bool) or not is_sayable(value, 20) or not is_sayable(event.value, 20):
        return ""
    if getattr(value, "type", "") != "int" or getattr(event.value, "type", "") != "int":
        return ""
    if not _is_settled(event, events):
        return ""
    return f"{span(event.text)} is {span(shown(event.value))}, so {span(name)} is {span(shown(value))}."


def chosen(event: Event, events: tuple[Event, ...], own: frozenset[str]) -> str:
    """`` `c // 2` is `6`, so `c` is a number such as `13`: `13 // 2` is `6` ``; "" where it has more names."""
    if event.kind != "value" or not is_sayable(event.value, SHORT):
        return ""
    names = used(event, events)
    equation = closed(event, events, own) if len(names) == 1 else ""
    if not equation or not _is_settled(event, events):
        return ""
    ((name, value),) = names.items()
    result = span(shown(event.value))
    choice = f"so {span(name)} is a {NOUNS.get(value.type, 'value')} such as {span(shown(value))}"
    return f"{span(event.text)} is {result}, {choice}: {span(equation)} is {result}."


def _is_settled(event: Event, events: tuple[Event, ...]) -> bool:
    """Whether its names had the same values whenever the expression had its value: so it's clear which are meant."""
    return _settled(Recorded(events)).holds(event)


class _Settled:
    """The values that expressions had in one execution, looked through once for all who ask."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        self.events = events
        self.same: dict[tuple[str, Value | None], list[Event]] = {}  # of one text and one value
        self.known: dict[tuple[str, Value | None], bool] = {}
        for event in events:
            if event.kind == "value":
                self.same.setdefault((event.text, event.value), []).append(event)

    def holds(self, event: Event) -> bool:
        """Whether all events of the event's text and value used the same values."""
        key = event.text, event.value
        if key not in self.known:
            names = used(event, self.events)
            self.known[key] = all(used(other, self.events) == names for other in self.same[key])
        return self.known[key]


@lru_cache(maxsize=2)
def _settled(told: Recorded) -> _Settled:
    return _Settled(told.events)
