"""What is said of the pass at hand without naming code."""

from tracecot.verification.meanings import (
    Compares,
    DoneHere,
    Equals,
    FromTo,
    LastLine,
    Loosely,
    Meaning,
    Neither,
    NotHere,
    NounIs,
    Rounds,
)  # fmt: skip
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory
from tracecot.verification.wordings.words import DEEDS


def done_here(found: Found, memory: Memory) -> list[Meaning]:
    """It is appended; `→ add`."""
    verb = found.text("verb")
    return [DoneHere("subtract" if verb.startswith("subtract") else DEEDS[verb])]


def not_here(found: Found, memory: Memory) -> list[Meaning]:
    """No exception; without a return."""
    match found.text("what"):
        case "break":
            return [NotHere("break")]
        case "return":
            return [NotHere("return")]
    return [NotHere("exception")]


def neither(found: Found, memory: Memory) -> list[Meaning]:
    """Neither upper nor lower."""
    return [Neither()]


def compares(found: Found, memory: Memory) -> list[Meaning]:
    """Compare 4 and 2."""
    one, other = found.code("a"), found.code("b")
    return [] if one is None or other is None else [Compares(one, other)]


def noun_is(found: Found, memory: Memory) -> list[Meaning]:
    """The remainder is 3."""
    value = found.code("v")
    return [] if value is None else [NounIs(found.text("noun"), value)]


def from_to(found: Found, memory: Memory) -> list[Meaning]:
    """From 2 to 5."""
    before, after = found.code("u"), found.code("v")
    return [] if before is None or after is None else [FromTo(before, after)]


def rounds(found: Found, memory: Memory) -> list[Meaning]:
    """After five passes."""
    count = found.number("n")
    return [] if count is None else [Rounds(count)]


def last_line(found: Found, memory: Memory) -> list[Meaning]:
    """The last line; the last line is not reached."""
    return [LastLine(False if found.has("no") else None)]


def both_are(found: Found, memory: Memory) -> list[Meaning]:
    """`x` and `y` are both 3."""
    one, other, value = found.code("s"), found.code("t"), found.code("v")
    if one is None or other is None or value is None:
        return []
    return [Equals(one, value), Equals(other, value)]


def would_be(found: Found, memory: Memory) -> list[Meaning]:
    """`f(3)` would be 5."""
    call, value = found.code("s"), found.code("v")
    return [] if call is None or value is None else [Loosely(Equals(call, value))]
