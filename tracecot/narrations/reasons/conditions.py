"""Conditions with values in the place of what they compare: `0 < 2`."""

import ast
from collections.abc import Mapping

from tracecot.execution import Event
from tracecot.narrations.reasons.parts import Names
from tracecot.narrations.story.places import Places, spelled
from tracecot.narrations.wording.spans import is_sayable, shown
from tracecot.values import Plain, Value

SHORT = 20  # characters of a value that is put in place
SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in",
}  # fmt: skip
KINDS = frozenset({"int", "float", "str"})


def substituted(top: Event, values: Mapping[int, Event], places: Places, names: Names) -> str:
    """`0 < 2` for `len(seen[key]) < limit`; "" where a side has no short plain value, or is spelled so already."""
    node = places.expression(top)
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or isinstance(node.ops[0], ast.Is | ast.IsNot):
        return ""
    read = {values[seq].text: values[seq].value for seq in top.reads if seq in values}
    sides = [_side(each, read, names) for each in (node.left, node.comparators[0])]
    if "" in sides:
        return ""
    text = f"{sides[0]} {SIGNS[type(node.ops[0])]} {sides[1]}"
    return text if text != spelled(node) else ""


def _side(node: ast.expr, read: Mapping[str, Value | None], names: Names) -> str:
    """The value of one side; "" where it has none that can stand there."""
    if isinstance(node, ast.Constant):
        return spelled(node)
    value = names.get(node.id) if isinstance(node, ast.Name) else read.get(spelled(node))
    if not isinstance(value, Plain) or value.type not in KINDS or not is_sayable(value, SHORT):
        return ""
    return shown(value)


def is_empty(value: Value | None) -> bool:
    """Whether it is a container without anything in it."""
    return isinstance(value, Plain) and value.repr in ("[]", "{}", "()", "set()", "frozenset()")
