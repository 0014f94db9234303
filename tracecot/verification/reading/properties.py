"""What is said of properties, lengths and membership."""

from tracecot.verification.meanings import Length, Meaning, Member, Picks, Such
from tracecot.verification.reading.found import Found, ordinal
from tracecot.verification.reading.memory import Memory


def such(found: Found, memory: Memory) -> list[Meaning]:
    """`xs` is empty."""
    subject = found.code("s")
    if subject is None:
        return []
    if subject.sort != "L":
        memory.subject = subject
    return [Such(subject, found.text("word").replace(" ", ""), found.has("no"))]


def such_which(found: Found, memory: Memory) -> list[Meaning]:
    """..., which is even."""
    if memory.subject is None:
        return []
    return [Such(memory.subject, found.text("word").replace(" ", ""), found.has("no"))]


def member(found: Found, memory: Memory) -> list[Meaning]:
    """`3` is in `xs`."""
    one, many = found.code("v"), found.code("s")
    return [] if one is None or many is None else [Member(one, many, found.has("no"))]


def contains(found: Found, memory: Memory) -> list[Meaning]:
    """`xs` contains `3`."""
    one, many = found.code("v"), found.code("s")
    return [] if one is None or many is None else [Member(one, many, found.has("no"))]


def length(found: Found, memory: Memory) -> list[Meaning]:
    """`xs` has 3 items."""
    subject, count = found.code("s"), found.number("n")
    if subject is None or count is None:
        return []
    memory.subject = subject
    return [Length(subject, count)]


def picks(found: Found, memory: Memory) -> list[Meaning]:
    """Its first character `word[0]`."""
    subject, index = found.code("s"), ordinal(found.text("o"))
    if subject is None or index is None:
        return []
    return [Picks(subject, index)]
