"""What is said of items that a loop comes to."""

import ast

from tracecot.verification.code.reading import read_code
from tracecot.verification.meanings import AtItem, Equals, InCall, Loosely, Meaning, Stands, Unread
from tracecot.verification.reading.found import Found, ordinal
from tracecot.verification.reading.memory import Memory


def nth_item(found: Found, memory: Memory) -> list[Meaning]:
    """The third number, 45; the first character."""
    place, value = ordinal(found.text("o")), found.code("v")
    subject = memory.subject if found.match.group().startswith("its ") else None
    if subject is not None and subject.sort in "NEL" and place is not None and value is not None and value.sort == "L":
        return [Loosely(Equals(read_code(f"{subject.text}[{place}]"), value))]
    if place is None or (value is None and not found.begins_sentence()):
        return []
    return [AtItem(value, place=place, uses=True)]


def nth_item_bound(found: Found, memory: Memory) -> list[Meaning]:
    """For the third number `n = 45`."""
    place, code = ordinal(found.text("o")), found.code("a")
    if place is None or code is None or code.value is None or not code.value.is_value:
        return []
    return [AtItem(code.value, place=place), Stands(code)]


def nth_item_word(found: Found, memory: Memory) -> list[Meaning]:
    """The third letter, a, ..."""
    place = ordinal(found.text("o"))
    return [] if place is None else [AtItem(None, found.raw("w"), place)]


def nth_labelled(found: Found, memory: Memory) -> list[Meaning]:
    """Second key, `'d'`: ..."""
    place, value = ordinal(found.text("o")), found.code("v")
    return [] if place is None or value is None or not found.begins_sentence() else [AtItem(value, place=place)]


def label(found: Found, memory: Memory) -> list[Meaning]:
    """`- 30: ...`: a sentence that begins with an item is of its pass."""
    value = found.code("v")
    return [] if value is None or not found.begins_sentence() else [AtItem(value)]


def at_index(found: Found, memory: Memory) -> list[Meaning]:
    """At index 2, ..."""
    index = found.number("i")
    return [] if index is None or not found.begins_sentence() else [AtItem(index=index)]


def indexed(found: Found, memory: Memory) -> list[Meaning]:
    """Row 0, `[9, 8]`: ..."""
    index, value = found.number("i"), found.code("v")
    return [] if index is None or value is None or not found.begins_sentence() else [AtItem(value, index=index)]


def parity_of_index(found: Found, memory: Memory) -> list[Meaning]:
    """Index 2 is even: ..."""
    index = found.number("i")
    if index is None or not found.begins_sentence():
        return []
    is_so = (index % 2 == 0) is (found.text("how") == "even")
    return [AtItem(index=index), *([] if is_so else [Unread("it is the other way round")])]


def has_index(found: Found, memory: Memory) -> list[Meaning]:
    """It sits at index 2."""
    index = found.number("i")
    return [] if index is None else [AtItem(index=index, enters=False)]


def in_call(found: Found, memory: Memory) -> list[Meaning]:
    """`- f(2)`: 2 < 2 is false: what is said is of that call."""
    code = found.code("f")
    is_call = code is not None and isinstance(code.node, ast.Call) and isinstance(code.node.func, ast.Name)
    return [InCall(code)] if code is not None and is_call and found.begins_sentence() else []


def letter(found: Found, memory: Memory) -> list[Meaning]:
    """The letter a ..."""
    return [AtItem(None, found.raw("w"))] if found.begins_sentence() else []
