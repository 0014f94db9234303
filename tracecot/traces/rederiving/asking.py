"""What can be told of a value's kind from its recorded type and text."""

import ast
import collections
import collections.abc
import decimal
import fractions
import numbers
from collections.abc import Iterator

from tracecot.canonical import Constructed
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.code import Code
from tracecot.traces.rederiving.memory import is_handle
from tracecot.values import Plain, Value

#: Builtin types of data, by name.
KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        int, float, str, bool, list, dict, set, tuple, frozenset, bytes, bytearray, complex, range, slice, object,
    )
}  # fmt: skip
_LIBRARY: dict[str, type] = {
    **{f"collections.abc.{name}": getattr(collections.abc, name) for name in collections.abc.__all__},
    **{f"numbers.{name}": getattr(numbers, name) for name in numbers.__all__},
    "collections.deque": collections.deque, "collections.OrderedDict": collections.OrderedDict,
    "collections.defaultdict": collections.defaultdict, "collections.Counter": collections.Counter,
    "decimal.Decimal": decimal.Decimal, "fractions.Fraction": fractions.Fraction,
}  # fmt: skip
_CALLABLE = ("<function ", "<class ", "<method ")


def is_callable(value: object) -> bool:
    """Whether it can be called: functions, classes and methods can, and data can't.

    Raises:
        NotEvaluable: it is an object, and its class would have to be asked.
    """
    if isinstance(value, Constructed):
        if value.name.startswith(_CALLABLE):
            return True
        raise NotEvaluable("an object of the program")
    return False


def is_instance(recorded: Value, value: object, kinds: ast.expr, code: Code) -> bool:
    """Whether the recorded value is of one of the kinds that the expression names.

    Raises:
        NotEvaluable: it can't be told.
    """
    return any(_is_of(recorded, value, kind, code) for kind in _named(kinds, code))


def _named(kinds: ast.expr, code: Code, depth: int = 0) -> Iterator[ast.expr]:
    """The kinds one by one, through tuples and the module's own names for them."""
    match kinds:
        case ast.Tuple(elts=elements):
            for element in elements:
                yield from _named(element, code, depth)
        case ast.Name(id=name) if name in code.aliases and depth < 5:
            yield from _named(code.aliases[name], code, depth + 1)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _named(left, code, depth)
            yield from _named(right, code, depth)
        case _:
            yield kinds


def _is_of(recorded: Value, value: object, kind: ast.expr, code: Code) -> bool:
    name = kind.id if isinstance(kind, ast.Name) else ""
    if name in code.own:
        if isinstance(value, Constructed) and isinstance(recorded, Plain) and recorded.type == name:
            return True
        if not isinstance(value, Constructed):
            return False
        raise NotEvaluable("a class of the program")
    wanted = KINDS.get(name) if name and code.is_builtin(name) else _LIBRARY.get(code.dotted(kind))
    if wanted is None:
        raise NotEvaluable("an unknown kind")
    if is_handle(value) and wanted in KINDS.values() and wanted is not object:
        return False
    if isinstance(value, Constructed):
        raise NotEvaluable("an object's class would have to be asked")
    return isinstance(value, wanted)
