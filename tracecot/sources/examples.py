"""Reads the worked examples of a docstring: what is run, what must run before it, and what is promised of it."""

import ast
import doctest
from dataclasses import dataclass

from tracecot.sources.promises import from_assert, from_want


@dataclass(frozen=True, slots=True)
class Example:
    """One expression with a promise about its outcome."""

    line: int  # in the docstring, from 0
    imports: tuple[ast.stmt, ...]
    before: tuple[ast.stmt, ...]  # the lines that it needs, in order
    expression: ast.expr
    documented: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An example that can't be used, and why."""

    line: int
    detail: str


def examples_of(docstring: str) -> list[Example | Unread]:
    r"""The examples of a docstring, in order.

    >>> [one.documented for one in examples_of(">>> x = [1]\n>>> len(x)\n1\n") if isinstance(one, Example)]
    ['1']
    """
    try:
        found = doctest.DocTestParser().get_examples(docstring)
    except ValueError as error:
        return [Unread(0, str(error))]
    imports: list[ast.stmt] = []
    before: list[ast.stmt] = []
    examples: list[Example | Unread] = []
    for one in found:
        try:
            statements = ast.parse(one.source).body
        except SyntaxError as error:
            examples.append(Unread(one.lineno, f"not Python: {error.msg}"))
            continue
        for statement in statements[:-1] if one.want or statements else statements:
            (imports if isinstance(statement, ast.Import | ast.ImportFrom) else before).append(statement)
        if not statements:
            continue
        last = statements[-1]
        if isinstance(last, ast.Import | ast.ImportFrom):
            imports.append(last)
            continue
        asked = _asked(last, one)
        if isinstance(asked, tuple):
            expression, documented = asked
            examples.append(Example(one.lineno, tuple(imports), needed(before, expression), expression, documented))
        elif isinstance(asked, str):
            examples.append(Unread(one.lineno, asked))
        before.append(last)
    return examples


def _asked(statement: ast.stmt, example: doctest.Example) -> tuple[ast.expr, str] | str | None:
    """The expression and its promise; a text when there is a promise that can't be used; None when there is none."""
    if any(flag == doctest.SKIP and on for flag, on in example.options.items()):
        return None
    if isinstance(statement, ast.Assert):
        return from_assert(statement.test) or f"assertion not understood: {ast.unparse(statement)[:80]}"
    if not example.want and example.exc_msg is None:
        return None
    if not isinstance(statement, ast.Expr):
        return "its output is printed by a statement"
    return from_want(statement.value, example.want, example.exc_msg)


def needed(before: list[ast.stmt], expression: ast.expr) -> tuple[ast.stmt, ...]:
    """The earlier lines whose names the expression takes up, directly or through other such lines."""
    wanted = _loaded(expression)
    kept: list[ast.stmt] = []
    for statement in reversed(before):
        if isinstance(statement, ast.Assert):
            continue
        stored = _stored(statement)
        changes = not isinstance(statement, ast.Expr) or _may_change(statement.value)
        if stored & wanted or (changes and not stored and _loaded(statement) & wanted & _stored_by(before)):
            kept.append(statement)
            wanted |= _loaded(statement)
    return tuple(reversed(kept))


def _may_change(value: ast.expr) -> bool:
    """Whether evaluating it could change what comes later: it calls something on a name."""
    return isinstance(value, ast.Call) and not (isinstance(value.func, ast.Name) and value.func.id in _INNOCENT)


_INNOCENT = frozenset({"print", "len", "sorted", "repr", "str", "sum", "isinstance", "type", "set", "dict", "tuple"})


def _loaded(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}


def _stored(statement: ast.stmt) -> set[str]:
    names = {one.id for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        names.add(statement.name)
    return names


def _stored_by(before: list[ast.stmt]) -> set[str]:
    return {name for statement in before for name in _stored(statement)}
