"""What comprehensions work out in their passes: the values of their elements, and how their conditions came out."""

import ast
from collections.abc import Iterator, Sequence

from tracecot.execution import Event
from tracecot.narrations.reasons.parts import WIDEST, is_literal
from tracecot.narrations.story.places import spelled
from tracecot.narrations.wording.spans import equation, is_sayable, listed, shown, span

SHORT = 60  # characters of one value
LISTED = 12  # values of one expression that are listed; of more the first
FIRST = 2
Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp


def worked_out(events: Sequence[Event], statement: ast.stmt | None, noun: str) -> list[str]:
    """`` `len(row) > 2` takes the values `True` and `False`. `sum(row) * 2` takes the values `12` and `16`. ``.

    Args:
        events: of all passes of the statement's comprehensions.
        statement: what they stand in.
        noun: what a pass is called; "" where a pass of another loop is told, which the word would be taken for.
    """
    nodes = [node for node in ast.walk(statement) if isinstance(node, Comprehension)] if statement is not None else []
    codes = dict.fromkeys(spelled(part) for node in nodes for part in _parts(node) if not isinstance(part, ast.Name))
    passes = sum(event.kind == "iteration" for event in events)
    in_all: list[str] = []
    in_first: list[str] = []
    for code in codes:
        values = [event for event in events if event.kind == "value" and event.text == code]
        if is_literal(code) or len(code) > WIDEST or not 0 < len(values) <= passes:
            continue
        if all(is_sayable(event.value, SHORT) for event in values):
            if len(values) <= LISTED:
                in_all.append(_all(code, values))
            else:
                in_first += _first(code, values, events, noun, len(nodes))
    return in_first or in_all  # what all passes gave would take the reader back


def _parts(node: Comprehension) -> Iterator[ast.expr]:
    """Its conditions, then its element; of a dict the key, too."""
    for generator in node.generators:
        yield from generator.ifs
    if isinstance(node, ast.DictComp):
        yield node.key
        yield node.value
    else:
        yield node.elt


def _all(code: str, values: Sequence[Event]) -> str:
    given = [span(shown(event.value)) for event in values]
    several = "the values" if len(given) > 1 else "the value"
    return f"On line {values[0].line} {span(code)} takes {several} {listed(given)}."


def _first(code: str, values: Sequence[Event], events: Sequence[Event], noun: str, comprehensions: int) -> list[str]:
    """The first values, each in its pass with what that binds, where there is one loop that has these passes."""
    if not noun or comprehensions > 1 or len({event.loop for event in values}) > 1:
        return []
    where = f"of the loop on line {values[0].line}"  # which runs beside others, and was perhaps not told
    told = []
    for event in _telling(values):
        bound = [equation(each) for each in events if each.pass_ == event.pass_ and _is_item_of(each, event)]
        said = [*bound, f"{span(code)} is {span(shown(event.value))}"]
        told.append(f"In {noun} {event.pass_} {where} {listed(said)}.")
    return told


def _is_item_of(bound: Event, value: Event) -> bool:
    """Whether it is a name that the value's loop gives its item to, and the item can be told."""
    return (
        bound.kind == "bind" and bound.loop == value.loop and bound.name.isidentifier() and bound.name != "_"
        and is_sayable(bound.value, SHORT)
    )  # fmt: skip


def _telling(values: Sequence[Event]) -> list[Event]:
    """Of a condition the first that is true and the first that isn't; of anything else the first two."""
    if {event.value.type for event in values if event.value} != {"bool"}:
        return list(values[:FIRST])
    return sorted({shown(event.value): event for event in reversed(values)}.values(), key=lambda event: event.seq)
