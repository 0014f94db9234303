"""What a call of a builtin, of the library or of a method gives, and what it does to its receiver."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tracecot.canonical import Constructed
from tracecot.execution import Event
from tracecot.operations import NotEvaluable, call_builtin
from tracecot.traces.rederiving import tables
from tracecot.traces.rederiving.code import Code
from tracecot.traces.rederiving.memory import Readings, as_iterable, holds_objects, holds_sets, is_handle

_WITHOUT_ORDER = frozenset({"len", "sorted", "min", "max", "any", "all", "set", "frozenset", "bool"})
_TAKING_APART = frozenset({"join", "extend", "extendleft", "update", "format"})
BUDGET = 50_000  # of one call, as `size` counts


@dataclass(frozen=True, slots=True)
class Given:
    """The recorded arguments of a call."""

    receiver: tuple[object, ...]  # the object that a method was called on, or nothing
    positional: tuple[object, ...]
    named: dict[str, Any]


class Purse:
    """What may still be spent."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.left = budget

    def charge(self, cost: int) -> None:
        """Pays for a step, before it is made."""
        self.left -= cost
        if self.left < 0:
            raise NotEvaluable("too much work")


def given_of(event: Event, readings: Readings, items: Callable[[str, object], object]) -> Given:
    """The arguments as objects; for one that is no data `items` says what to take, given its name.

    Raises:
        NotEvaluable: one of them can't be told.
    """
    receiver: tuple[object, ...] = ()
    positional: list[object] = []
    named: dict[str, Any] = {}
    for name, value in event.args:
        read = as_iterable(readings.of(value))
        if is_handle(read):
            read = items(name, read)
        if name == "self":
            receiver = (readings.of(value),)
        elif name.isdigit():
            positional.append(read)
        else:
            named[name] = read
    return Given(receiver, tuple(positional), named)


def is_lazy(function: ast.expr, code: Code) -> bool:
    """Whether what it gives shows nothing of itself."""
    match function:
        case ast.Name(id=name) if code.is_builtin(name):
            return name in tables.LAZY
    return code.dotted(function) in tables.LAZY_LIBRARY


def result_of(function: ast.expr, given: Given, code: Code) -> object:
    """What the call gives.

    Raises:
        NotEvaluable: it is outside of the closed table.
        Exception: what the function raises.
    """
    purse = Purse()
    if given.receiver:
        if not isinstance(function, ast.Attribute):
            raise NotEvaluable("a method under another name")
        owner = given.receiver[0]
        if (
            any(map(holds_sets, given.positional))
            and not isinstance(owner, set | frozenset)
            and function.attr in _TAKING_APART
        ):
            raise NotEvaluable("the order of a set")
        if tables.changes(owner, function.attr):
            return tables.apply_changing(owner, function.attr, given.positional, given.named, purse.charge)[0]
        return tables.apply_pure(as_iterable(owner), function.attr, given.positional, given.named, purse.charge)
    if any(map(holds_objects, (*given.positional, *given.named.values()))) and not _only_places(function, code):
        raise NotEvaluable("objects of the program")
    if any(map(holds_sets, given.positional)) and not (
        isinstance(function, ast.Name) and function.id in _WITHOUT_ORDER and not given.named
    ):
        raise NotEvaluable("the order of a set")
    if isinstance(function, ast.Name) and code.is_builtin(function.id):
        return call_builtin(function.id, given.positional, given.named, purse.charge)
    if name := code.dotted(function):
        return tables.apply_library(name, given.positional, given.named, purse.charge)
    raise NotEvaluable("outside of the table")


def _only_places(function: ast.expr, code: Code) -> bool:
    """Whether it puts its arguments somewhere without asking them anything."""
    return isinstance(function, ast.Name) and code.is_builtin(function.id) and function.id in ("list", "tuple", "len")


def receiver_after(function: ast.expr, given: Given) -> object:
    """The receiver of a method after the call.

    Raises:
        NotEvaluable: it is outside of the closed table.
        Exception: what the method raises.
    """
    if not given.receiver or not isinstance(function, ast.Attribute):
        raise NotEvaluable("not a method")
    owner = given.receiver[0]
    if not tables.changes(owner, function.attr):
        raise NotEvaluable(f"`.{function.attr}` is outside of the table")
    return tables.apply_changing(owner, function.attr, given.positional, given.named, Purse().charge)[1]


def printed(arguments: Sequence[object], separator: str, end: str) -> str:
    """What `print` writes."""
    if any(map(holds_objects, arguments)) or any(isinstance(each, Constructed) for each in arguments):
        raise NotEvaluable("objects of the program")
    return separator.join(map(str, arguments)) + end
