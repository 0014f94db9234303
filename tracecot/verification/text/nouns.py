"""Nouns for values: whether a value, or what is in it, is what the noun says: "the string", "the numbers"."""

from collections.abc import Iterable

from tracecot.values import NotPlain
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.here import closed_value, recorded
from tracecot.verification.wordings.words import NOUNS_OF_TYPES

_ANYTHING = frozenset({"", "value", "result", "item", "element", "entry", "one"})
_TYPES = NOUNS_OF_TYPES | {
    "text": ("str",), "word": ("str",), "character": ("str",), "letter": ("str",), "array": ("list",),
    "count": ("int", "float"), "total": ("int", "float"), "group": ("list", "set", "tuple"),
}  # fmt: skip
_SINGLE = frozenset({"character", "letter"})


def is_a(noun: str, value: object) -> bool:
    """Whether a value is what a noun says; a noun that isn't known says what it isn't.

    >>> is_a("number", 3), is_a("letter", "ab"), is_a("item", "ab")
    (True, False, True)
    """
    if noun in _ANYTHING:
        return True
    is_single = noun not in _SINGLE or (isinstance(value, str) and len(value) == 1)
    return is_single and type(value).__name__ in _TYPES.get(noun, ())


def is_told_as(noun: str, code: Code) -> bool:
    """The same of a value as a text shows it."""
    if noun in _ANYTHING:
        return True
    try:
        return is_a(noun, recorded(closed_value(code) or ""))
    except NotPlain:
        return False


def is_counted_as(noun: str, code: Code) -> bool:
    """The same of a noun behind a number, "the 1 word `['a']`": it may be of what is in the value, too."""
    if is_told_as(noun, code):
        return True
    try:
        value = recorded(closed_value(code) or "")
    except NotPlain:
        return False
    return isinstance(value, list | tuple | set | frozenset) and are(f"{noun}s", value)


def are(nouns: str, values: Iterable[object]) -> bool:
    """Whether there are values and each is what the noun says, which is in the plural: "words"."""
    told = [is_a(nouns.removesuffix("s"), value) for value in values]
    return bool(told) and all(told)
