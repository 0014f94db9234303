"""What is said of values."""

from tracecot.verification.code import read_code
from tracecot.verification.meanings import Equals, IsTrue, Meaning, Unchanged
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory


def value(found: Found, memory: Memory) -> list[Meaning]:
    """`len(s)` is `3`, and so is what stands in brackets behind it."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    memory.subject = subject
    made: list[Meaning] = [Equals(subject, value)]
    for group in ("sub", "sub2"):
        if (substituted := found.code(group)) is not None:
            made.append(Equals(substituted, value))
    return made


def unchanged(found: Found, memory: Memory) -> list[Meaning]:
    """`x` stays as it is."""
    subject = found.code("s")
    return [] if subject is None else [Unchanged(subject)]


def value_which(found: Found, memory: Memory) -> list[Meaning]:
    """..., which is `3`: of what was spoken of last."""
    value = found.code("v")
    if memory.subject is None or value is None or not memory.has_said(memory.subject):
        return []
    return [Equals(memory.subject, value)]


def becomes_which(found: Found, memory: Memory) -> list[Meaning]:
    """It becomes `3`."""
    value = found.code("v")
    return [] if memory.subject is None or value is None else [Equals(memory.subject, value, "becomes")]


def value_not(found: Found, memory: Memory) -> list[Meaning]:
    """`x` is not `3`."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None or subject.sort == "A":
        return []
    memory.subject = subject
    return [IsTrue(read_code(f"({subject.text}) == ({value.text})"), truth=False)]


def becomes(found: Found, memory: Memory) -> list[Meaning]:
    """`x` becomes `3`."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    memory.subject = subject
    return [Equals(subject, value, "becomes")]


def goes_from_to(found: Found, memory: Memory) -> list[Meaning]:
    """`x` goes from `2` to `3`."""
    subject, before, after = found.code("s"), found.code("u"), found.code("v")
    if subject is None or before is None or after is None:
        return []
    memory.subject = subject
    return [Equals(subject, before, "still"), Equals(subject, after, "becomes")]
