"""The parts of a container with what made each: appended, yielded, stored, or an element of a comprehension."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracecot.execution import Event
from tracecot.narrations.deduction.equations import can_be_redone, expression
from tracecot.narrations.reasons.parts import is_literal
from tracecot.narrations.wording.spans import is_sayable, shown
from tracecot.values import NotPlain, Plain, Value, canonical, read_value

SHORT = 60  # characters of a part
VERBS = {"append": "appended", "appendleft": "appended", "add": "added"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a value, and the event that put it there."""

    text: str  # its value
    maker: Event
    verb: str  # "appended", "yielded", "stored", "worked out"
    code: str  # the expression whose value it is
    source: Event | None  # that expression's event: a value, or a name's binding


def elements(value: Value | None) -> list[str]:
    """The texts of the parts of a list, tuple, set or of a dict's values; none of anything else."""
    if not isinstance(value, Plain):
        return []
    try:
        read = read_value(value.repr)
    except NotPlain:
        return []
    if isinstance(read, dict):
        return [canonical(each) for each in read.values()]
    return [canonical(each) for each in read] if isinstance(read, list | tuple | set | frozenset) else []


def parts_of(value: Value | None, slice_: Mapping[int, int], events: tuple[Event, ...]) -> list[Part]:
    """Those parts of the value that an event of the slice made, in the value's order.

    Where several lines made something equal, it is the line that is the fewest steps from the result: what is further
    away only happens to be equal.
    """
    made = list(_made([events[seq] for seq in slice_], events))
    found: list[Part] = []
    for text in elements(value):
        equal = [each for each in made if each.text == text]
        nearest = min(equal, key=lambda each: slice_[each.maker.seq], default=None)
        part = next((each for each in equal if nearest and _is_alike(each, nearest) and each not in found), None)
        if part is not None and len(text) <= SHORT:
            found.append(part)
    return found


def _is_alike(one: Part, other: Part) -> bool:
    return (one.maker.line, one.code) == (other.maker.line, other.code)


def _made(slice_: Sequence[Event], events: tuple[Event, ...]) -> Iterator[Part]:
    for event in slice_:
        node = expression(event) if event.text else None
        if event.kind == "value" and event.name in VERBS and isinstance(node, ast.Call) and len(node.args) == 1:
            yield from _part(event, VERBS[event.name], node.args[0], dict(event.args).get("0"), events)
        elif event.kind == "yield" and node is not None and not _is_passed_on(event, events):
            yield from _part(event, "yielded", node, event.value, events)
        elif event.kind == "bind" and event.name.endswith("]"):
            yield from _stored(event, events)
        elif event.kind == "value" and isinstance(node, ast.ListComp | ast.SetComp):
            for seq in event.reads:
                read = events[seq]
                if read.kind == "value" and read.text == ast.unparse(node.elt):
                    yield from _part(read, "worked out", node.elt, read.value, events)


def _is_passed_on(event: Event, events: tuple[Event, ...]) -> bool:
    """Whether a `yield from` gave it: then it is an item of what the expression gives."""
    after = events[event.seq + 1] if event.seq + 1 < len(events) else event
    return after.kind == "resume" and after.text.startswith("yield from")


def _part(maker: Event, verb: str, node: ast.expr, value: Value | None, events: tuple[Event, ...]) -> Iterator[Part]:
    """The part, where its value can be told."""
    code = ast.unparse(node)
    if is_sayable(value, SHORT) and not is_literal(code):
        source = maker if verb == "worked out" else _source(maker, code, shown(value), events)
        yield Part(shown(value), maker, verb, code, source)


def _stored(event: Event, events: tuple[Event, ...]) -> Iterator[Part]:
    """What was stored under an index, where that is an expression's value."""
    for seq in reversed(event.reads):
        read = events[seq]
        if not is_sayable(event.value, SHORT) or read.value != event.value or read.kind != "value":
            continue
        if can_be_redone(read) and not is_literal(read.text):
            yield Part(shown(event.value), event, "stored", read.text, read)
            return


def _source(maker: Event, code: str, text: str, events: tuple[Event, ...]) -> Event | None:
    """The event that gave the expression its value."""
    for seq in reversed(maker.reads):
        read = events[seq]
        if isinstance(read.value, Plain) and read.value.repr == text and code in (read.text, read.name):
            return read
    return None
