"""What is said in passing, of things that are called by no name of the program's."""

from tracecot.verification.meanings import (
    AtTheEnd,
    BothEnds,
    BoundTimes,
    DoneTimes,
    HolderIs,
    Meaning,
    PartRuns,
)
from tracecot.verification.meanings.passing import Part
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory
from tracecot.verification.wordings.words import DEEDS

_PARTS: dict[str, Part] = {
    "break": "break", "continue": "continue", "else": "else", "return": "return", "handler": "handler",
    "exception handler": "handler", "except block": "handler", "except branch": "handler", "except clause": "handler",
}  # fmt: skip


def holder_is(found: Found, memory: Memory) -> list[Meaning]:
    """The queue is `[1, 3]`."""
    value = found.code("v")
    return [] if value is None else [HolderIs(found.text("noun"), value)]


def both_ends(found: Found, memory: Memory) -> list[Meaning]:
    """Its first and last letters are both `'n'`."""
    value = found.code("v")
    return [] if value is None else [BothEnds(value)]


def at_the_end(found: Found, memory: Memory) -> list[Meaning]:
    """Final values: ..."""
    return [AtTheEnd()]


def part_runs(found: Found, memory: Memory) -> list[Meaning]:
    """The `break` was executed twice."""
    code, count = found.code("s"), _count(found)
    part = _PARTS.get(found.text("part") if code is None else code.text)
    return [] if part is None or count is None else [PartRuns(part, count)]


def bound_times(found: Found, memory: Memory) -> list[Meaning]:
    """`best` was updated twice inside the loop."""
    name, count = found.code("s"), _count(found)
    return [] if name is None or count is None else [BoundTimes(name, count, found.has("loop"))]


def done_times(found: Found, memory: Memory) -> list[Meaning]:
    """Only one of the four digits was added."""
    count = 0 if found.text("n") == "none" else found.number("n")
    if count is None or "of" not in found.match.group().split():
        return []  # "3 is added" speaks of the number
    return [DoneTimes(DEEDS[found.text("verb")], count, found.number("m"))]


def _count(found: Found) -> int | None:
    return {"once": 1, "twice": 2}[found.text("once")] if found.has("once") else found.number("n")
