"""Closed equations: an expression with the values of its names in place, such as `'ant'.upper()`."""

import ast
from collections.abc import Iterator
from functools import lru_cache

from tracecot.evaluation import evaluate
from tracecot.execution import Event
from tracecot.narrations.wording.spans import is_sayable, shown
from tracecot.operations import NotEvaluable
from tracecot.values import NotPlain, Plain, Value, canonical

SHORT = 40  # characters of a value that is put in place
LONGEST = 90  # characters of the equation

#: Methods of strings and builtins whose call can be redone by whoever reads it.
METHODS = frozenset(
    {"capitalize", "count", "endswith", "find", "index", "join", "lower", "lstrip", "replace", "rstrip", "split"}
    | {"startswith", "strip", "swapcase", "title", "upper", "zfill"}
)
FUNCTIONS = frozenset({"abs", "chr", "int", "len", "max", "min", "ord", "round", "sorted", "str", "sum"})


def names_read(event: Event, events: tuple[Event, ...]) -> dict[str, Value]:
    """The names that the expression took values from, with those values; none that had several."""
    found: dict[str, Value] = {}
    several: set[str] = set()
    for name, value in _reads(event, events):
        if found.setdefault(name, value) != value:
            several.add(name)
    return {name: value for name, value in found.items() if name not in several}


def _reads(event: Event, events: tuple[Event, ...]) -> Iterator[tuple[str, Value]]:
    for seq in event.reads:
        read = events[seq]
        if read.kind == "value" and read.frame == event.frame:
            yield from _reads(read, events)
        elif read.kind == "call" and read.frame == event.frame:
            yield from read.args
        elif read.kind in ("bind", "mutate") and read.value is not None and read.name.isidentifier():
            yield read.name, read.value


def takes_arguments(event: Event, events: tuple[Event, ...]) -> bool:
    """Whether one of its names has its value as an argument of the call that is asked for."""
    wanted = _variables(event.text)
    given = [events[seq] for seq in _sources(event, events) if events[seq].kind == "call"]
    return any(name in dict(call.args) for call in given if call.frame == events[0].frame for name in wanted)


def _sources(event: Event, events: tuple[Event, ...]) -> Iterator[int]:
    """The events that the expression took the values of its names from."""
    for seq in event.reads:
        if events[seq].kind == "value" and events[seq].frame == event.frame:
            yield from _sources(events[seq], events)
        else:
            yield seq


def expression(event: Event) -> ast.expr | None:
    """What the event is the value of; nobody changes it."""
    return _parsed(event.text)


@lru_cache(maxsize=4_096)  # a program has few expressions, and each is evaluated many times
def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None


def used(event: Event, events: tuple[Event, ...]) -> dict[str, Value]:
    """The variables in the expression with their values; empty where one of them can't be told."""
    wanted = _variables(event.text)
    known = names_read(event, events) if wanted else {}
    if not all(name in known and is_literal_value(known[name]) for name in wanted):
        return {}
    return {name: known[name] for name in wanted}


@lru_cache(maxsize=4_096)
def _variables(text: str) -> tuple[str, ...]:
    """The names in an expression that may be variables, each once."""
    node = _parsed(text)
    inside = [] if node is None else list(ast.walk(node))
    called = [each.func for each in inside if isinstance(each, ast.Call)]
    names = [each for each in inside if isinstance(each, ast.Name)]
    # `sum` is a builtin only where it is called: the program may have a variable of that name.
    variables = [each.id for each in names if each.id not in FUNCTIONS or not any(each is func for func in called)]
    return tuple(dict.fromkeys(variables))


def is_literal_value(value: Value | None) -> bool:
    """Whether it can stand in the place of its name: short, and all literals."""
    return is_sayable(value, SHORT) and _is_literal(shown(value))


@lru_cache(maxsize=8_192)  # the same values come again
def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True


def closed(event: Event, events: tuple[Event, ...], own: frozenset[str]) -> str:
    """The expression with the values in place; "" where that can't be redone or says nothing.

    Args:
        event: the expression's value.
        events: the execution's.
        own: the functions of the program: a call of one is not redone.
    """
    node, values = expression(event), used(event, events)
    if node is None or not values or own & FUNCTIONS or not can_be_redone(event) or not isinstance(event.value, Plain):
        return ""
    if event.value.type == "str" and any(isinstance(each, ast.Mod) for each in ast.walk(node)):  # formats a text
        return ""
    text = _put(event.text, tuple([(name, shown(value)) for name, value in values.items()]))
    return text if len(text) <= LONGEST and text != shown(event.value) and _gives(text) == event.value.repr else ""


@lru_cache(maxsize=4_096)
def _gives(text: str) -> str:
    """The value of a closed expression: a container whose text was put in place may have been changed since."""
    try:
        return canonical(evaluate(ast.parse(text, mode="eval").body))
    except (NotEvaluable, NotPlain):
        return ""


def can_be_redone(event: Event) -> bool:
    """Whether whoever reads the expression can work it out from the values of its names."""
    return _can_be_redone(event.text)


@lru_cache(maxsize=4_096)
def _can_be_redone(text: str) -> bool:
    node = _parsed(text)
    return node is not None and _is_plain(node)


@lru_cache(maxsize=4_096)  # the same step comes again, in the other tasks about an execution
def _put(text: str, values: tuple[tuple[str, str], ...]) -> str:
    """The expression with the values in the place of its names."""
    return ast.unparse(_Put(dict(values)).visit(ast.parse(text, mode="eval").body))


def _is_plain(node: ast.expr) -> bool:
    """Whether it is arithmetic, indexing, or a call that can be redone, all through."""
    match node:
        case ast.Name() | ast.Constant():
            return True
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Mod() | ast.FloorDiv(), right=right):
            return not _is_text(left) and _is_plain(left) and _is_plain(right)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _is_plain(operand)
        case ast.Subscript(value=value, slice=ast.Slice(lower=lower, upper=upper, step=step)):
            return all(_is_plain(each) for each in (value, lower, upper, step) if each is not None)
        case ast.Subscript(value=value, slice=index):
            return _is_plain(value) and _is_plain(index)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return name in FUNCTIONS and bool(args) and all(_is_plain(each) for each in args)
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=args, keywords=[]):
            return name in METHODS and _is_plain(value) and all(_is_plain(each) for each in args)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return all(_is_plain(each) for each in elements)
    return False


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


class _Put(ast.NodeTransformer):
    """Puts values in the place of names."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = {name: ast.parse(text, mode="eval").body for name, text in values.items()}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The value, where the name is a variable."""
        return self.values.get(node.id, node)
