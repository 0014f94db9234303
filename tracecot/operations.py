"""The closed table of the evaluator: which operators, builtins and methods it knows, and what they may cost."""

import ast
import operator
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence, Sized
from typing import Any

from tracecot.values import Constructed

LARGEST_BITS = 20_000
LONGEST = 20_000  # elements or characters of anything that is made

Charge = Callable[[int], None]


class NotEvaluable(ValueError):
    """The expression can't be evaluated here; `error` is the exception's type where it raises."""

    def __init__(self, message: str, error: str = "") -> None:
        super().__init__(message)
        self.error = error


def size(value: object) -> int:
    """How much there is to walk over: bits of a number in words, elements of a container with what is in them."""
    if isinstance(value, int):
        return 1 + value.bit_length() // 64
    if isinstance(value, str | bytes | bytearray | range):
        return 1 + len(value) // 4 if not isinstance(value, range) else 1 + len(value)
    if isinstance(value, Mapping):
        return 1 + len(value) * 2
    return 1 + len(value) if isinstance(value, Sized) else 1


BINARY: dict[type[ast.operator], Callable[[Any, Any], object]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.LShift: operator.lshift,
    ast.RShift: operator.rshift, ast.BitOr: operator.or_, ast.BitAnd: operator.and_, ast.BitXor: operator.xor,
}  # fmt: skip
UNARY: dict[type[ast.unaryop], Callable[[Any], object]] = {
    ast.UAdd: operator.pos, ast.USub: operator.neg, ast.Invert: operator.invert, ast.Not: operator.not_,
}  # fmt: skip
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], object]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.In: lambda one, many: one in many, ast.NotIn: lambda one, many: one not in many,
    ast.Is: lambda one, other: _same_object(one, other), ast.IsNot: lambda one, other: not _same_object(one, other),
}  # fmt: skip


def _same_object(one: object, other: object) -> bool:
    """Identity, where it can be told from values: of None and the truth values."""
    if one is None or other is None or isinstance(one, bool) or isinstance(other, bool):
        return one is other
    raise NotEvaluable("identity can't be told from values")


def guarded_binary(
    table: dict[type[ast.operator], Callable[[Any, Any], object]], op: ast.operator, left: object, right: object,
    charge: Charge,
) -> object:  # fmt: skip
    """The operator applied, unless the result would be too large."""
    charge(size(left) + size(right))
    if isinstance(op, ast.Mult):
        for many, times in ((left, right), (right, left)):
            if isinstance(times, int) and not isinstance(many, int | float | complex):
                _bounded(size(many) * max(times, 0) * 4)
    if isinstance(op, ast.Mod) and isinstance(left, str | bytes):
        raise NotEvaluable("a format is outside of the table")
    if isinstance(left, int) and isinstance(right, int):
        _bounded_number(op, left, right)
    return table[type(op)](left, right)


def _bounded_number(op: ast.operator, left: int, right: int) -> None:
    bits = left.bit_length() + right.bit_length()
    if isinstance(op, ast.Pow):
        bits = left.bit_length() * max(right, 0)
    elif isinstance(op, ast.LShift):
        bits = left.bit_length() + max(right, 0)
    if bits > LARGEST_BITS:
        raise NotEvaluable("too large a number")


def _bounded(length: int) -> None:
    if length > LONGEST * 4:
        raise NotEvaluable("too long a result")


def _range(*bounds: int) -> range:
    made = range(*bounds)
    _bounded(len(made))
    return made


def _isinstance(value: object, kinds: object) -> bool:
    wanted = kinds if isinstance(kinds, tuple) else (kinds,)
    if isinstance(value, Constructed) or not all(isinstance(kind, type) for kind in wanted):
        raise NotEvaluable("an unknown type")
    return isinstance(value, wanted)


def _pow(base: int, exponent: int, modulus: int | None = None) -> object:
    if modulus is None and isinstance(base, int) and isinstance(exponent, int):
        _bounded_number(ast.Pow(), base, exponent)
    return pow(base, exponent, modulus)


def _text(value: object = "") -> str:
    if isinstance(value, Constructed):
        raise NotEvaluable("an unknown type")
    return str(value)


#: Pure, and no costlier than their arguments are long.
BUILTINS: dict[str, Callable[..., object]] = {
    "abs": abs, "all": all, "any": any, "ascii": ascii, "bin": bin, "bool": bool,
    "bytes": lambda v=b"": _bytes(v), "bytearray": lambda v=b"": bytearray(_bytes(v)),
    "callable": lambda _: _unknown(), "chr": chr, "complex": complex, "dict": dict, "divmod": divmod,
    "enumerate": enumerate, "filter": lambda f, xs: list(filter(f, xs)), "float": float, "frozenset": frozenset,
    "hex": hex, "int": int, "isinstance": _isinstance, "len": len, "list": list,
    "map": lambda f, *xs: list(map(f, *xs)), "max": max, "min": min, "oct": oct, "ord": ord, "pow": _pow,
    "range": _range,
    "repr": repr, "reversed": reversed, "round": round, "set": set, "sorted": sorted, "str": _text, "sum": sum,
    "tuple": tuple, "zip": zip, "Counter": Counter, "deque": deque, "OrderedDict": OrderedDict,
}  # fmt: skip
MUTABLE_ITERATORS: tuple[type, ...] = (enumerate, zip, type(reversed([])), type(iter(range(0))))


def _unknown() -> object:
    raise NotEvaluable("can't be told from values")


def _bytes(value: object) -> bytes:
    if isinstance(value, int):
        raise NotEvaluable("outside of the table")
    return bytes(value)  # type: ignore[call-overload, no-any-return]


_TEXT = frozenset(
    "capitalize casefold center count encode endswith expandtabs find index isalnum isalpha isascii isdecimal isdigit "
    "isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition "
    "removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip "
    "swapcase title translate upper zfill".split()
)
_SETS = frozenset("union intersection difference symmetric_difference issubset issuperset isdisjoint copy".split())
_METHODS: dict[type, frozenset[str]] = {
    str: _TEXT, bytes: _TEXT | {"decode", "hex"},
    list: frozenset({"count", "index", "copy"}), tuple: frozenset({"count", "index"}),
    dict: frozenset({"get", "keys", "values", "items", "copy"}), Counter: frozenset({"get", "keys", "values", "items"}),
    OrderedDict: frozenset({"get", "keys", "values", "items"}), set: _SETS, frozenset: _SETS,
    int: frozenset({"bit_length", "bit_count"}), float: frozenset({"is_integer"}), deque: frozenset({"count", "index"}),
}  # fmt: skip
_WIDENING = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs"})


def call_method(
    owner: object, method: str, arguments: Sequence[object], named: Mapping[str, object], charge: Charge
) -> object:
    """A method that changes nothing, called on plain data."""
    if method not in _METHODS.get(type(owner), ()):
        raise NotEvaluable(f"`.{method}` of {type(owner).__name__} is outside of the table")
    charge(size(owner))
    if method in _WIDENING and arguments and isinstance(arguments[0], int):
        _bounded(arguments[0] * max(1, size(owner)))
    if method == "replace" and len(arguments) > 1:
        _bounded(size(owner) * 4 * size(arguments[1]))
    if method == "join":
        (parts,) = arguments
        _bounded(size(owner) * 4 * size(parts))
        return getattr(owner, method)(list(parts))  # type: ignore[call-overload]
    if method == "translate" or (method in ("encode", "decode") and (arguments or named)):
        raise NotEvaluable(f"`.{method}` is outside of the table")
    result: object = getattr(owner, method)(*arguments, **named)
    return list(result) if method in ("keys", "values", "items") else result  # type: ignore[call-overload]
