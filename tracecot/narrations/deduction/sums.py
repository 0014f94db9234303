"""Values that were built up step by step by one operator: their terms, as one closed calculation."""

import ast
from dataclasses import dataclass

from tracecot.execution import Event
from tracecot.narrations.deduction.equations import LONGEST, expression, is_literal_value, names_read
from tracecot.narrations.wording.spans import shown
from tracecot.values import Value

MOST = 10  # terms
SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of it: `total = total + x`."""

    before: Event  # the binding of the value before
    sign: str
    term: str


def built_up(bound: Event, events: tuple[Event, ...]) -> str:
    """`0 + 4 + 6`, for a name that was bound to a sum of at least two terms and what it began with; else ""."""
    terms: list[str] = []
    sign, now = "", bound
    while (step := _step(now, events)) is not None and sign in ("", step.sign) and len(terms) < MOST:
        sign, now = step.sign, step.before
        terms.append(step.term)
    if len(terms) < 2 or not is_literal_value(now.value) or _step(now, events) is not None:
        return ""
    text = f" {sign} ".join([_spelled(shown(now.value)), *reversed(terms)])
    return text if len(text) <= LONGEST else ""


def _step(bound: Event, events: tuple[Event, ...]) -> _Step | None:
    """The last step of what the name was bound to."""
    for made in (events[seq] for seq in bound.reads if bound.kind == "bind"):
        node = expression(made) if made.kind == "value" else None
        match node:
            case ast.BinOp(left=ast.Name(id=name), op=op, right=right) if name == bound.name and type(op) in SIGNS:
                before = next((events[seq] for seq in made.reads if _is_binding(events[seq], name)), None)
                value = _value(right, made, events)
                if before is not None and is_literal_value(value):
                    return _Step(before, SIGNS[type(op)], _spelled(shown(value)))
    return None


def _is_binding(event: Event, name: str) -> bool:
    return event.kind == "bind" and event.name == name


def _value(node: ast.expr, made: Event, events: tuple[Event, ...]) -> Value | None:
    """The value of the step's right side."""
    text = ast.unparse(node)
    if isinstance(node, ast.Name):
        return names_read(made, events).get(text)
    read = (events[seq] for seq in made.reads if events[seq].kind == "value")
    return next((each.value for each in read if (own := expression(each)) and ast.unparse(own) == text), None)


def _spelled(text: str) -> str:
    return f"({text})" if text.startswith("-") else text
