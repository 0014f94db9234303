"""How much there is to walk over in a value: what an operation on it costs, and what its text takes.

What several places share counts at each of them: `[[0] * 9] * 9` is as large as its text, whatever memory it takes.
"""

from collections.abc import Mapping, Sized
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tracecot.canonical import Constructed

ENOUGH = 60_000  # more than any purse holds: nothing is counted beyond it
_FIRST_LOOK = 64  # of two values that are compared
_NARROWEST = 16  # characters or digits of a unit
_WORD = 64  # bits of a unit


def size(value: object, most: int = ENOUGH) -> int:
    """The units of a value: words of a number, sixteens of characters, elements with what is in them.

    Where there are more than `most` of them, some number above `most`, found without looking any further.

    >>> size(7), size("ant"), size([1, [2, 3]]), size([[0] * 9] * 9)
    (1, 1, 5, 91)
    """
    kind = type(value)
    if kind is int:
        return 1 + (value.bit_length() >> 6)  # type: ignore[attr-defined, no-any-return]
    if kind is str:
        return 1 + (len(value) >> 4)  # type: ignore[arg-type]
    if kind is bool or value is None or kind is float:
        return 1
    if kind is list or kind is tuple:
        return _of_elements(value, most)
    return _of_other(value, most)


def smaller_size(one: object, other: object) -> int:
    """The size of the smaller one: at most so much of two values is compared. No more of the larger is looked at."""
    most = _FIRST_LOOK
    while True:
        found = min(size(one, most), size(other, most))
        if found <= most or most > ENOUGH:
            return found
        most *= 4


def length(value: object) -> int:
    """The units of a value itself, whatever its elements are: what it takes to copy it, or to look at each of them."""
    if isinstance(value, _TEXTUAL):
        return 1 + len(value) // _NARROWEST
    return 1 + len(value) if isinstance(value, Sized) else 1


def bits_of(number: object) -> int:
    """The bits of an int or of both parts of a fraction; none of anything else."""
    if isinstance(number, int):
        return number.bit_length()
    if isinstance(number, Fraction):
        return number.numerator.bit_length() + number.denominator.bit_length()
    return 0


def _of_elements(values: Any, most: int) -> int:
    """The size of a list or tuple, or of what else has elements."""
    total = 1 + len(values)
    if total > most:
        return total
    kinds = set(map(type, values))
    if kinds == _INTS:
        return total + (sum(map(int.bit_length, values)) >> 6)
    if kinds == _TEXTS:
        return total + (sum(map(len, values)) >> 4)
    if kinds <= _ATOMS:
        return total
    for each in values:
        total += size(each, most - total) - 1
        if total > most:
            return total
    return total


def _of_other(value: object, most: int) -> int:
    """The size of a value of one of the rarer types."""
    match value:
        case int() | Fraction():
            return 1 + bits_of(value) // _WORD
        case bytes() | bytearray():
            return 1 + len(value) // _NARROWEST
        case range():
            return 1 + len(value[:most])  # the length of a huge one is no index
        case Decimal():
            _, digits, exponent = value.as_tuple()
            return 1 + (len(digits) + (abs(exponent) if isinstance(exponent, int) else 0)) // _NARROWEST
        case Mapping():
            return _of_elements(value.keys(), most) + _of_elements(value.values(), most) - 1
        case Constructed():
            return _of_elements([*value.arguments, *[field for _, field in value.fields]], most)
        case Sized():
            return _of_elements(value, most)
    return 1


_INTS, _TEXTS = frozenset({int}), frozenset({str})
_TEXTUAL = (str, bytes, bytearray)
_ATOMS = frozenset({bool, float, complex, type(None)})
