"""What a source promises of a call, as text, and whether an outcome keeps it.

A promise is a value's text (`[1, 2]`), or words: `raises ValueError`, `is not 3`, `about 0.1`, `has length 3`,
`is a str`, `contains 2`, `is in [1, 2]`, `is true`, `is false`, `is < 3`.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

from tracecot.execution import Outcome, Raised, Returned
from tracecot.values import Plain, read_plain, same

_ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_SYMBOLS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
TOLERANCE = 1e-6  # what `approx` and the like allow, relative and absolute


def from_want(expression: ast.expr, want: str, exception: str | None) -> tuple[ast.expr, str] | str:
    """What a doctest's expected output promises, and of which expression."""
    if exception is not None:
        kind, _, message = exception.strip().partition(":")
        name = kind.split(".")[-1]
        plain = message.strip() and "..." not in message and "\n" not in message.strip()
        return expression, f"raises {name}: {message.strip()}" if plain else f"raises {name}"
    if "..." in want:
        return "its documented output is shortened"
    text = want.rstrip("\n")
    match expression:
        case ast.Call(func=ast.Name(id="print"), args=[argument], keywords=[]) if not isinstance(argument, ast.Starred):
            return _called("str", argument), repr(text.replace("<BLANKLINE>", ""))
        case ast.Call(func=ast.Name(id="print" | "pprint")):
            return "its output is printed with separators"
    if _is_plain(text):
        return expression, " ".join(text.split("\n")) if "\n" in text and "'''" not in text else text
    return _called("repr", expression), repr(text)


def from_assert(test: ast.expr) -> tuple[ast.expr, str] | None:
    """What an assertion promises, and of which expression; None when it isn't understood."""
    match test:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _comparison(left, op, right)
        case ast.UnaryOp(op=ast.Not(), operand=ast.Call() as call):
            return call, "is false"
        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Call() as call, ast.Name(id=kind)]):
            return call, f"is a {kind}"
        case ast.Call(func=ast.Name(id="isclose") | ast.Attribute(attr="isclose"), args=[ast.Call() as call, right]):
            return (call, f"about {ast.unparse(right)}") if _is_plain(ast.unparse(right)) else None
        case ast.Call():
            return test, "is true"
    return None


def from_statement(node: ast.AST) -> Iterator[tuple[ast.expr, str] | str]:
    """What a statement of a test promises of which expression; the text of a part that isn't understood."""
    match node:
        case ast.Assert(test=ast.BoolOp(op=ast.And(), values=parts)):
            yield from (from_assert(part) or ast.unparse(part) for part in parts)
        case ast.Assert(test=test):
            yield from_assert(test) or ast.unparse(test)
        case ast.With(
            items=[ast.withitem(context_expr=ast.Call(func=expecting, args=[ast.Name(id=kind)]))],
            body=[ast.Expr(value=ast.Call() as call)],
        ) if ast.unparse(expecting).split(".")[-1] in ("raises", "assertRaises"):
            yield call, f"raises {kind}"


def _comparison(left: ast.expr, op: ast.cmpop, right: ast.expr) -> tuple[ast.expr, str] | None:
    """A promise from `f(x) == 3` and its like, either side first."""
    if not isinstance(left, ast.Call) and isinstance(right, ast.Call) and isinstance(op, ast.Eq | ast.Is):
        left, right = right, left
    if isinstance(left, ast.Call) and isinstance(left.func, ast.Name) and left.func.id == "abs":
        return _within(left, op, right)
    if isinstance(op, ast.In) and isinstance(right, ast.Call) and _is_plain(ast.unparse(left)):
        return right, f"contains {ast.unparse(left)}"
    if isinstance(right, ast.Call) and ast.unparse(right.func).split(".")[-1] == "approx" and right.args:
        return (left, f"about {ast.unparse(right.args[0])}") if isinstance(op, ast.Eq) else None
    text = ast.unparse(right)
    if not _is_plain(text):
        return None
    match op:
        case ast.Eq() if isinstance(left, ast.Call) and ast.unparse(left.func) == "len" and len(left.args) == 1:
            return left.args[0], f"has length {text}"
        case ast.Eq() | ast.Is():
            return left, text
        case ast.NotEq() | ast.IsNot():
            return left, f"is not {text}"
        case ast.In():
            return left, f"is in {text}"
        case ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE():
            return left, f"is {_SYMBOLS[type(op)]} {text}"
    return None


def _within(distance: ast.Call, op: ast.cmpop, bound: ast.expr) -> tuple[ast.expr, str] | None:
    """`abs(f(x) - 0.5) < 1e-6` promises a value about 0.5."""
    match distance.args:
        case [ast.BinOp(left=left, op=ast.Sub(), right=right)] if isinstance(op, ast.Lt | ast.LtE):
            texts = ast.unparse(right), ast.unparse(bound)
            return (left, f"about {texts[0]} within {texts[1]}") if all(map(_is_plain, texts)) else None
    return None


def _called(name: str, argument: ast.expr) -> ast.expr:
    return ast.Call(func=ast.Name(id=name, ctx=ast.Load()), args=[argument], keywords=[])


def _is_plain(text: str) -> bool:
    try:
        read_plain(text)
    except (ValueError, RecursionError):
        return False
    return True


def contradicts(one: str, other: str) -> bool:
    """Whether two promises of one call are of two values: never both can hold."""
    return all(map(_is_plain, (one, other))) and _data(one) != _data(other)


def keeps(documented: str, outcome: Outcome) -> bool:
    """Whether the outcome is what was promised."""
    if documented.startswith("raises "):
        name, _, message = documented.removeprefix("raises ").partition(": ")
        return isinstance(outcome, Raised) and outcome.type.split(".")[-1] == name and message in ("", outcome.message)
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, Plain):
        return False
    try:
        return _holds(documented, outcome.value)
    except (ValueError, TypeError, RecursionError, OverflowError):
        return False


def _holds(documented: str, value: Plain) -> bool:
    """Whether the promise holds of a value.

    Raises:
        ValueError, TypeError: the value is of a type that the promise doesn't speak about.
    """
    if documented in ("is true", "is false"):
        return bool(read_plain(value.repr)) is (documented == "is true")
    if documented.startswith("is a "):
        return value.type == documented.removeprefix("is a ")
    if found := re.fullmatch(r"is (<=?|>=?) (.+)", documented, re.DOTALL):
        return bool(_ORDER[found[1]](_data(value.repr), _data(found[2])))
    if found := re.fullmatch(r"about (.+?)(?: within (.+))?", documented, re.DOTALL):
        return _is_about(read_plain(value.repr), read_plain(found[1]), read_plain(found[2]) if found[2] else TOLERANCE)
    for words, test in _WORDS.items():
        if documented.startswith(words):
            return bool(test(value.repr, documented.removeprefix(words)))
    return same(documented, value.repr)


def _data(text: str) -> Any:
    """Plain data of a type that isn't known before; what it can't do raises TypeError."""
    return read_plain(text)


_WORDS: dict[str, Callable[[str, str], bool]] = {
    "is not ": lambda value, promised: not same(value, promised),
    "is in ": lambda value, promised: _data(value) in _data(promised),
    "contains ": lambda value, promised: _data(promised) in _data(value),
    "has length ": lambda value, promised: len(_data(value)) == _data(promised),
}


def _is_about(value: object, promised: object, tolerance: object) -> bool:
    """Whether two numbers, or two sequences of numbers, are near each other."""
    if isinstance(value, list | tuple) and isinstance(promised, list | tuple):
        return len(value) == len(promised) and all(
            _is_about(one, other, tolerance) for one, other in zip(value, promised, strict=True)
        )
    assert isinstance(tolerance, int | float)
    return math.isclose(value, promised, rel_tol=TOLERANCE, abs_tol=tolerance)  # type: ignore[arg-type]
