"""Values as text: how a Python value is kept, read back without running anything, and compared."""

import ast
import collections
import datetime
import decimal
import fractions
from collections.abc import Callable
from dataclasses import dataclass

from tracecot.canonical import FACTORIES, Constructed, NotPlain, canonical, canonical_unordered
from tracecot.syntax import parsed

__all__ = [
    "Constructed", "NotPlain", "Plain", "Unaskable", "Value",
    "canonical", "canonical_text", "plain", "plain_of", "read_plain", "read_value", "same", "value_of",
]  # fmt: skip

LONGEST = 200_000  # characters: about 0.2 s of reading
LARGEST_PART = 20_000  # bits of a fraction's numerator or denominator: to reduce longer ones takes long
LARGEST_EXPONENT = 6_144  # of a Decimal, as in IEEE 754's decimal128: it becomes an int of as many digits


@dataclass(frozen=True, slots=True)
class Plain:
    """A value kept whole, as canonical text: equal values of equal type have equal text."""

    type: str  # the type's name: "int", "dict", "Point"
    repr: str


@dataclass(frozen=True, slots=True)
class Unaskable:
    """A value too large to keep: no claim and no question may use it."""

    type: str
    length: int  # characters of its text
    digest: str  # of its text, hexadecimal


Value = Plain | Unaskable


def plain(value: object) -> Plain:
    """Plain data as a value: `plain([1])` is `Plain("list", "[1]")`."""
    return Plain(type(value).__name__, canonical(value))


def read_plain(text: str, characters: int = LONGEST) -> object:
    """The plain data that the text spells, without evaluating anything.

    >>> read_plain("{'a': {1, 2}, 'b': [-1.5, nan, Fraction(1, 2)]}")
    {'a': {1, 2}, 'b': [-1.5, nan, Fraction(1, 2)]}

    Raises:
        NotPlain: a `ValueError`: it is too long or no plain data.
    """
    return plain_of(_expression(text, characters))


def plain_of(node: ast.expr) -> object:
    """The plain data that the expression spells; raises as `read_plain` does."""
    return _read(node, _only_plain)


def read_value(text: str, characters: int = LONGEST) -> object:
    """As `read_plain`, and what is of another class (`Point(x=1)`, `Color.RED`) is read as `Constructed`."""
    return value_of(_expression(text, characters))


def value_of(node: ast.expr) -> object:
    """The value that the expression spells; raises as `read_value` does."""
    return _read(node, _constructed)


def canonical_text(text: str) -> str:
    """The canonical text of the value that the text spells: `canonical_text("{2,1}")` is `{1, 2}`.

    Raises:
        NotPlain: a `ValueError`: it can't be read.
    """
    return canonical(read_value(text))


def same(one: str, other: str) -> bool:
    """Whether two texts spell the same value: type included, the order of plain dicts ignored, nan equal to nan.

    >>> same("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}"), same("1", "True"), same("1.0", "1")
    (True, False, False)
    """
    if one == other:
        return True
    try:
        return canonical_unordered(read_value(one)) == canonical_unordered(read_value(other))
    except NotPlain:
        return False


class NoPlainNode(NotPlain):
    """An expression spells no plain data; it is written out when somebody asks for the message, as few do."""

    def __init__(self, node: ast.expr) -> None:
        super().__init__()
        self.node = node

    def __str__(self) -> str:
        """The message."""
        return f"{ast.unparse(self.node)[:80]} is no plain data"


Fallback = Callable[[ast.expr], object]


def _expression(text: str, characters: int) -> ast.expr:
    """The syntax tree of the text."""
    if len(text) > characters:
        raise NotPlain(f"{len(text)} characters are more than {characters}")
    try:
        tree = parsed(text.strip(), "eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise NotPlain(f"not an expression: {error}") from None
    assert isinstance(tree, ast.Expression)
    return tree.body


def _read(node: ast.expr, fallback: Fallback) -> object:
    try:
        return _value(node, fallback)
    except RecursionError:
        raise NotPlain("nested too deeply") from None
    except (OverflowError, MemoryError) as error:
        raise NotPlain(f"too large: {error}") from None


def _value(node: ast.expr, fallback: Fallback) -> object:
    """The value of one node."""
    match node:
        case ast.Constant(value=value) if value is not ...:
            return value
        case ast.Name(id=name) if name in _NAMES:
            return _NAMES[name]
        case ast.List(elts=elements):
            return [_value(element, fallback) for element in elements]
        case ast.Tuple(elts=elements):
            return tuple([_value(element, fallback) for element in elements])
        case ast.Set(elts=elements):
            return _hashed(set, [_value(element, fallback) for element in elements])
        case ast.Dict(keys=keys, values=values) if None not in keys:
            texts = [
                (_value(key, fallback), _value(value, fallback)) for key, value in zip(keys, values, strict=True) if key
            ]
            return _hashed(dict, texts)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return _signed(node, operand, fallback)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _complex(node, _value(left, fallback), _value(right, fallback))
        case ast.Call(func=func, args=args, keywords=keywords) if _dotted(func) in _CONSTRUCTORS:
            return _construct(node, _CONSTRUCTORS[_dotted(func)], args, keywords, fallback)
    return fallback(node)


def _hashed(kind: Callable[..., object], elements: object) -> object:
    try:
        return kind(elements)
    except TypeError as error:
        raise NotPlain(str(error)) from None


def _signed(node: ast.UnaryOp, operand: ast.expr, fallback: Fallback) -> object:
    """A number with its sign."""
    number = _value(operand, fallback)
    if type(number) is complex and number.real == 0 and isinstance(node.op, ast.USub):
        return complex(0.0, -number.imag)  # what `repr` writes as -2j, though the language reads (-0-2j)
    if type(number) not in (int, float, complex):
        raise NotPlain(f"a sign before {ast.unparse(operand)}")
    return -number if isinstance(node.op, ast.USub) else number  # type: ignore[operator]


def _complex(node: ast.BinOp, left: object, right: object) -> object:
    """`1+2j`: a real number and an imaginary one; no other arithmetic is data."""
    if isinstance(left, int | float) and type(right) is complex and right.real == 0:
        real = -0.0 if left == 0 and isinstance(node.left, ast.UnaryOp) else left
        # By its parts, since `0.0 - 2j` would lose the sign of a zero.
        return complex(real, right.imag if isinstance(node.op, ast.Add) else -right.imag)
    raise NotPlain(f"{ast.unparse(node)[:80]} is no literal")


def _dotted(node: ast.expr) -> str:
    """`datetime.date` for a name or an attribute of a name, else an empty text."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.expr() as owner, attr=attribute):
            before = _dotted(owner)
            return f"{before}.{attribute}" if before else ""
    return ""


def _construct(
    node: ast.expr, build: Callable[..., object], args: list[ast.expr], keywords: list[ast.keyword], fallback: Fallback
) -> object:
    """An object of a plain type of the standard library; a program's own class of that name falls back."""
    if build is _default_dict and args and _dotted(args[0]) in _FACTORIES:
        arguments = [_FACTORIES[_dotted(args[0])], *[_value(argument, fallback) for argument in args[1:]]]
    else:
        arguments = [_value(argument, fallback) for argument in args]
    if any(keyword.arg is None for keyword in keywords):
        raise NotPlain("** is no literal")
    named = {str(keyword.arg): _value(keyword.value, fallback) for keyword in keywords}
    try:
        return build(*arguments, **named)
    except (TypeError, ValueError, ArithmeticError):
        return fallback(node)


def _only_plain(node: ast.expr) -> object:
    raise NoPlainNode(node)


def _constructed(node: ast.expr) -> object:
    """A value of a class that is known by its spelling alone."""
    match node:
        case ast.Constant(value=value) if value is ...:
            return Constructed("...", called=False)  # where a container holds itself
        case ast.Call(func=func, args=args, keywords=keywords) if _dotted(func) and all(k.arg for k in keywords):
            arguments = tuple([_value(argument, _constructed) for argument in args])
            fields = tuple([(str(keyword.arg), _value(keyword.value, _constructed)) for keyword in keywords])
            return Constructed(_dotted(func), arguments, fields)
        case ast.Attribute() if _dotted(node):
            return Constructed(_dotted(node), called=False)
    return _only_plain(node)


def _fraction(*parts: object) -> object:
    """A fraction of one or two ints, as we write it; one of a text may take forever (`Fraction('1e999999999')`)."""
    if not parts or any(type(part) is not int or part.bit_length() > LARGEST_PART for part in parts):
        raise TypeError
    return fractions.Fraction(*parts)  # type: ignore[call-overload]


def _decimal(*arguments: object) -> object:
    """A Decimal whose exponent is moderate: an int or a fraction of another would have all its digits."""
    made = _of(decimal.Decimal, str, int)(*arguments)
    assert isinstance(made, decimal.Decimal)
    exponent = made.as_tuple().exponent
    if isinstance(exponent, int) and max(abs(exponent), abs(made.adjusted())) > LARGEST_EXPONENT:
        raise ValueError
    return made


def _ints_range(*bounds: int) -> range:
    return range(*bounds)


def _bounded_deque(elements: list[object] | None = None, maxlen: int | None = None) -> object:
    return collections.deque(elements or [], maxlen)


def _of(kind: Callable[..., object], *accepted: type) -> Callable[..., object]:
    """The constructor for exactly one argument of the accepted types, or for none."""

    def build(*arguments: object) -> object:
        if len(arguments) > 1 or any(type(argument) not in accepted for argument in arguments):
            raise TypeError
        return kind(*arguments)

    return build


def _default_dict(factory: object = None, entries: dict[object, object] | None = None) -> object:
    if factory is not None and factory not in FACTORIES:
        raise TypeError
    return collections.defaultdict(factory, entries or {})  # type: ignore[call-overload]


_FACTORIES: dict[str, object] = {name: kind for kind, name in FACTORIES.items()}
_NAMES: dict[str, object] = {
    "nan": float("nan"), "inf": float("inf"), "nanj": complex(0, float("nan")), "infj": complex(0, float("inf")),
    "Ellipsis": ..., "NotImplemented": NotImplemented,
}  # fmt: skip
_CONTAINED = (list, tuple, set, frozenset, str)
_CONSTRUCTORS: dict[str, Callable[..., object]] = {
    "set": _of(set, *_CONTAINED), "frozenset": _of(frozenset, *_CONTAINED),
    "list": _of(list), "dict": _of(dict), "tuple": _of(tuple), "str": _of(str), "int": _of(int), "bytes": _of(bytes),
    "bytearray": _of(bytearray, bytes), "float": _of(float, str, float, int),
    "complex": complex, "range": _ints_range, "slice": slice,
    "Decimal": _decimal, "decimal.Decimal": _decimal, "Fraction": _fraction, "fractions.Fraction": _fraction,
    "date": datetime.date, "datetime.date": datetime.date, "time": datetime.time, "datetime.time": datetime.time,
    "datetime": datetime.datetime, "datetime.datetime": datetime.datetime,
    "timedelta": datetime.timedelta, "datetime.timedelta": datetime.timedelta,
    "timezone": datetime.timezone, "datetime.timezone": datetime.timezone,
    "deque": _bounded_deque, "collections.deque": _bounded_deque,
    "OrderedDict": _of(collections.OrderedDict, list, dict),
    "collections.OrderedDict": _of(collections.OrderedDict, list, dict),
    "Counter": _of(collections.Counter, dict, str, list),
    "collections.Counter": _of(collections.Counter, dict, str, list),
    "defaultdict": _default_dict, "collections.defaultdict": _default_dict,
}  # fmt: skip
#: What names a type of the library in a canonical text.
PLAIN_NAMES = frozenset(_CONSTRUCTORS)
