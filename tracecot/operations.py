"""The closed table of the evaluator: which operators, builtins and methods it knows, and what they may cost."""

import ast
import operator
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from fractions import Fraction
from typing import Any

from tracecot.canonical import Constructed
from tracecot.sizes import bits_of, length, size, smaller_size

LARGEST_BITS = 20_000
LARGEST_FRACTION = 5_000  # bits of both parts: each result is reduced, which takes long for long ones
LONGEST = 20_000  # elements of anything that is made; a text may have four times as many characters
MOST_DIGITS = 5_000  # that a number may be rounded to: `round` raises ten to them

Charge = Callable[[int], None]

_RATIONAL = (int, Fraction)
_LOOKING_UP = (ast.In, ast.NotIn)
_HOLDING = (list, tuple, deque)
_REPEATED = (*_HOLDING, str, bytes, bytearray)


class NotEvaluable(ValueError):
    """The expression can't be evaluated here; `error` is the exception's type where it raises."""

    def __init__(self, message: str, error: str = "") -> None:
        super().__init__(message)
        self.error = error


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
        _charge_repetition(left, right, charge)
        _charge_repetition(right, left, charge)
    if isinstance(op, ast.Mod) and isinstance(left, str | bytes | bytearray):
        raise NotEvaluable("a format is outside of the table")
    _bounded_number(op, left, right)
    return table[type(op)](left, right)


def _charge_repetition(many: object, times: object, charge: Charge) -> None:
    """Pays for a sequence that is repeated: each time counts, though they share their elements."""
    if isinstance(times, int) and isinstance(many, _REPEATED):
        _bounded(len(many) * times)
        charge((size(many) - 1) * max(times, 0) if isinstance(many, _HOLDING) else len(many) * max(times, 0) // 16)


def _bounded_number(op: ast.operator, left: object, right: object) -> None:
    """Refuses an operation whose result might be too long a number."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() + right.bit_length()
        if isinstance(op, ast.Pow):
            bits = left.bit_length() * max(right, 0)
        elif isinstance(op, ast.LShift):
            bits = left.bit_length() + max(right, 0)
        if bits > LARGEST_BITS:
            raise NotEvaluable("too large a number")
    elif type(left) is Fraction or type(right) is Fraction:
        bits = bits_of(left) + bits_of(right)
        if isinstance(op, ast.Pow) and isinstance(right, _RATIONAL):
            bits = bits_of(left) * abs(right.numerator)
        if bits > LARGEST_FRACTION:
            raise NotEvaluable("too large a number")


def comparison_cost(op: ast.cmpop, left: object, right: object) -> int:
    """What it may take to compare the two."""
    if not isinstance(op, _LOOKING_UP):
        return smaller_size(left, right)
    if isinstance(right, str | bytes | bytearray):
        return length(left) + length(right)
    if isinstance(right, Mapping | Set) or (isinstance(right, range) and isinstance(left, int)):
        return size(left)  # it is looked up
    return size(left) * length(right)


def _bounded(made: int) -> None:
    """Refuses what would have so many elements or characters."""
    if made > LONGEST * 4:
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


def _pow(base: Any, exp: Any, mod: int | None = None) -> object:
    if mod is None:
        _bounded_number(ast.Pow(), base, exp)
    return pow(base, exp, mod)


def _divmod(left: Any, right: Any) -> object:
    _bounded_number(ast.FloorDiv(), left, right)
    return divmod(left, right)


def _round(number: Any, ndigits: Any = None) -> object:
    if isinstance(ndigits, int) and abs(ndigits) > MOST_DIGITS:
        raise NotEvaluable("too many digits")
    return round(number, ndigits)


def _power_cost(base: object, exp: object, mod: object = None) -> int:
    """What a power modulo a number takes: a multiplication and a division for each bit of the exponent."""
    if mod is None:
        return 0
    is_inverse = isinstance(exp, int) and exp < 0  # which takes as many steps as the modulus has bits
    return (bits_of(exp) + (bits_of(mod) if is_inverse else 0)) * (1 + bits_of(mod) // 30) ** 2 // 200


def _sum_cost(values: Iterable[object], /, start: object = 0) -> int:
    """What a sum takes whose parts grow: all that is there is copied, or reduced, with each part that is added."""
    parts = list(values)
    bits = sum(map(bits_of, parts)) if Fraction in set(map(type, parts)) else 0
    if bits > LARGEST_FRACTION:
        raise NotEvaluable("too large a number")
    copied = length(start) + sum(map(length, parts)) if type(start) is not int else 0
    return len(parts) * (copied + bits) // 64


def _text(value: object = "") -> str:
    if isinstance(value, Constructed):
        raise NotEvaluable("an unknown type")
    return str(value)


#: Pure, and no costlier than their arguments are long, but for those of `_MORE_COSTS`.
BUILTINS: dict[str, Callable[..., object]] = {
    "abs": abs, "all": all, "any": any, "ascii": ascii, "bin": bin, "bool": bool,
    "bytes": lambda v=b"": _bytes(v), "bytearray": lambda v=b"": bytearray(_bytes(v)),
    "callable": lambda _: _unknown(), "chr": chr, "complex": complex, "dict": dict, "divmod": _divmod,
    "enumerate": enumerate, "filter": lambda f, xs: list(filter(f, xs)), "float": float, "frozenset": frozenset,
    "hex": hex, "int": int, "isinstance": _isinstance, "len": len, "list": list,
    "map": lambda f, *xs: list(map(f, *xs)), "max": max, "min": min, "oct": oct, "ord": ord, "pow": _pow,
    "range": _range,
    "repr": repr, "reversed": reversed, "round": _round, "set": set, "sorted": sorted, "str": _text, "sum": sum,
    "tuple": tuple, "zip": zip, "Counter": Counter, "deque": deque, "OrderedDict": OrderedDict,
}  # fmt: skip
_MORE_COSTS: dict[str, Callable[..., int]] = {"pow": _power_cost, "sum": _sum_cost}
MUTABLE_ITERATORS: tuple[type, ...] = (enumerate, zip, type(reversed([])), type(iter(range(0))))


def call_builtin(name: str, arguments: Sequence[object], named: Mapping[str, object], charge: Charge) -> object:
    """A builtin function, called on plain data.

    Raises:
        NotEvaluable: it is outside of the table.
        Exception: what the function raises.
    """
    if name not in BUILTINS:
        raise NotEvaluable(f"{name} is outside of the table")
    paid = 1 if name == "len" else _size_of_all(arguments, named)
    charge(paid)
    if name in _MORE_COSTS:
        charge(_MORE_COSTS[name](*arguments, **named))
    result = BUILTINS[name](*arguments, **named)
    charge(max(0, size(result) - paid))
    return result


def _size_of_all(arguments: Sequence[object], named: Mapping[str, object]) -> int:
    return sum(map(size, arguments)) + (sum(map(size, named.values())) if named else 0)


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
_GUARDED = _WIDENING | {"replace", "join", "translate", "encode", "decode"}


def call_method(
    owner: object, method: str, arguments: Sequence[object], named: Mapping[str, object], charge: Charge
) -> object:
    """A method that changes nothing, called on plain data."""
    if method not in _METHODS.get(type(owner), ()):
        raise NotEvaluable(f"`.{method}` of {type(owner).__name__} is outside of the table")
    paid = size(owner) + _size_of_all(arguments, named)
    charge(paid)
    if method in _GUARDED and isinstance(owner, (str, bytes)):
        _bound_text(owner, method, arguments, named)
    result: Any = getattr(owner, method)(*arguments, **named)
    charge(max(0, size(result) - paid))
    return list(result) if method in ("keys", "values", "items") else result


def _bound_text(owner: str | bytes, method: str, arguments: Sequence[Any], named: Mapping[str, object]) -> None:
    """Refuses methods of texts outside of the table, and those whose result would be too long."""
    if method == "translate" or (method in ("encode", "decode") and (arguments or named)):
        raise NotEvaluable(f"`.{method}` is outside of the table")
    if method in _WIDENING:
        width = max([each for each in (*arguments, *named.values()) if isinstance(each, int)], default=0)
        _bounded(width * (1 + len(owner)) if method == "expandtabs" else width)
    if method == "replace" and len(arguments) > 1:
        _bounded(len(owner) + owner.count(arguments[0]) * len(arguments[1]))
    if method == "join" and len(arguments) == 1:
        _bounded(sum(map(len, arguments[0])) + len(owner) * len(arguments[0]))
