"""Steps that can be undone: from the value of a calculation to the value of the name in it."""

import ast

from tracecot.execution import Event
from tracecot.narrations.deduction.equations import expression, used
from tracecot.narrations.spans import is_sayable, shown, span


def undone(event: Event, events: tuple[Event, ...]) -> str:
    """`` `x + 3` is `10`, so `x` is `7` ``, where only one value of the name gives that; else ""."""
    node = expression(event)
    match node:
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
    return f"{span(event.text)} is {span(shown(event.value))}, so {span(name)} is {span(shown(value))}."
