"""What is said of how often a line has run by now, of what runs next, and of what never does."""

from tracecot.verification.meanings import IsA, Meaning, NeverRuns, NextLine, NthTime, TypeIs, Unread
from tracecot.verification.reading.found import Found, ordinal
from tracecot.verification.reading.memory import Memory
from tracecot.verification.wordings.words import NOUNS_OF_TYPES


def nth_time(found: Found, memory: Memory) -> list[Meaning]:
    """This is the 2nd time that line 5 runs."""
    line, index = found.number("line"), ordinal(found.text("o"))
    return [] if line is None or index is None or index < 0 else [NthTime(line, index + 1)]


def nth_time_not(found: Found, memory: Memory) -> list[Meaning]:
    """This is the 2nd time that line 5 is skipped."""
    return [Unread("how often a line did not run isn't counted")]


def next_line(found: Found, memory: Memory) -> list[Meaning]:
    """Line 7 runs next."""
    line = found.number("line")
    return [] if line is None else [NextLine(line)]


def never_runs(found: Found, memory: Memory) -> list[Meaning]:
    """Line 7 never runs."""
    line = found.number("line")
    return [] if line is None else [NeverRuns(line)]


def never_led(found: Found, memory: Memory) -> list[Meaning]:
    """`total < 0` is never true, so line 7 never runs."""
    line, condition = found.number("line"), found.code("x")
    return [] if line is None or condition is None else [NeverRuns(line, condition, found.text("truth") == "true")]


def type_is(found: Found, memory: Memory) -> list[Meaning]:
    """Its type is `list`."""
    kind, subject = found.code("t"), memory.subject
    return [] if kind is None or subject is None else [TypeIs(subject, kind.text)]


def is_a(found: Found, memory: Memory) -> list[Meaning]:
    """`total` is a number."""
    subject = found.code("s")
    if subject is None:
        return []
    memory.subject = subject
    return [IsA(subject, NOUNS_OF_TYPES[found.text("t")])]
