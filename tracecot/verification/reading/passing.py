"""What is said in passing, of things that are called by no name of the program's."""

import ast
from typing import Literal

from tracecot.verification.code.reading import read_code
from tracecot.verification.meanings import (
    AtTheEnd,
    BothEnds,
    BoundTimes,
    DoneTimes,
    FoundAt,
    GoesOn,
    HolderIs,
    IsHolderEmpty,
    LoopElse,
    Meaning,
    Mentions,
    NeverCalled,
    NthCondition,
    Numbered,
    PartRuns,
    TrueTimes,
    YieldsTimes,
)
from tracecot.verification.meanings.passing import Part
from tracecot.verification.reading.found import Found, ordinal
from tracecot.verification.reading.memory import Memory
from tracecot.verification.reading.truth import truth_of
from tracecot.verification.wordings.words import DEEDS

_PARTS: dict[str, Part] = {
    "break": "break", "continue": "continue", "else": "else", "return": "return", "handler": "handler",
    "exception handler": "handler", "except block": "handler", "except branch": "handler", "except clause": "handler",
}  # fmt: skip


def asks_what(found: Found, memory: Memory) -> list[Meaning]:
    """What `f(3)` returns."""
    code = found.code("s")
    return [] if code is None else [Mentions(code)]


def holder_is(found: Found, memory: Memory) -> list[Meaning]:
    """The queue is `[1, 3]`."""
    value = found.code("v")
    return [] if value is None else [HolderIs(found.text("noun"), value)]


def both_ends(found: Found, memory: Memory) -> list[Meaning]:
    """Its first and last letters are both `'n'`."""
    value = found.code("v")
    return [] if value is None else [BothEnds(value)]


def holder_empty(found: Found, memory: Memory) -> list[Meaning]:
    """Now the dict is empty; a name of the program's is read by `named_empty`."""
    if found.text("noun") in getattr(getattr(memory, "words", None), "variables", ()):
        return []
    return [IsHolderEmpty(found.text("noun"))]


def found_at(found: Found, memory: Memory) -> list[Meaning]:
    """`'ll'` is found at index 2."""
    value, index = found.code("v"), found.number("i")
    return [] if value is None or index is None else [FoundAt(value, index)]


def numbered(found: Found, memory: Memory) -> list[Meaning]:
    """0:'A' 1:'b'; p(0) l(1)."""
    if found.has("pairs"):
        codes = found.codes("pairs")
        return [Numbered(tuple((int(place.text), item) for place, item in zip(codes[::2], codes[1::2], strict=True)))]
    first = found.line.token_at(found.match.start())
    last = found.line.token_at(found.match.end() - 1)
    pieces = [piece.text for piece in found.line.pieces[first : last + 1] if piece.text not in "(),"]
    letters = zip(pieces[1::2], pieces[::2], strict=True)
    return [Numbered(tuple((int(place), read_code(repr(letter))) for place, letter in letters))]


def goes_on(found: Found, memory: Memory) -> list[Meaning]:
    """The function returns immediately; so it continues; `→ continue`."""
    match found.text("how"):
        case "returns" | "exits":
            return [GoesOn("returns")]
        case "continue":
            return [GoesOn("continues")]
    return [GoesOn("goes on")]


def loop_else(found: Found, memory: Memory) -> list[Meaning]:
    """The `else` of the loop is not executed."""
    code, words = found.code("arm"), found.text("how").split()
    if code is not None and code.text.rstrip(":") != "else":
        return []
    return [LoopElse(not {"not", "never", "doesn't", "skipped"} & set(words))]


def never_called(found: Found, memory: Memory) -> list[Meaning]:
    """The call to `center` is not executed."""
    return [NeverCalled(found.raw("w").rpartition(".")[2])]


def nth_condition(found: Found, memory: Memory) -> list[Meaning]:
    """The first condition holds; the `elif` isn't checked."""
    how = found.text("how")
    place = 1 if found.has("arm") else ordinal(found.text("o"))
    if place is None:
        return []
    if how.endswith(("checked", "evaluated", "tested", "reached")):
        return [NthCondition(place, None)] if "n't" in how or "not" in how or "never" in how else []
    truth = how == "holds" or how.endswith(("true", "met", "satisfied", "fulfilled"))
    return [NthCondition(place, truth is not (" not " in how))]


def at_the_end(found: Found, memory: Memory) -> list[Meaning]:
    """Final values: ..."""
    return [AtTheEnd()]


def part_runs(found: Found, memory: Memory) -> list[Meaning]:
    """The `break` was executed twice."""
    code, count = found.code("s"), _count(found)
    part = _PARTS.get(found.text("part") if code is None else code.text)
    return [] if part is None or count is None else [PartRuns(part, count)]


_WAYS: dict[str, Literal["in", "de", "changed"]] = {"in": "in", "de": "de", "ch": "changed"}


def bound_times(found: Found, memory: Memory) -> list[Meaning]:
    """`best` was updated twice inside the loop."""
    name, count = found.code("s"), _count(found)
    return (
        []
        if name is None or count is None
        else [BoundTimes(name, count, found.has("loop"), _WAYS.get(found.text("how")[:2], ""))]
    )


def true_times(found: Found, memory: Memory) -> list[Meaning]:
    """`x > 3` was true once."""
    condition, count = found.code("s"), _count(found)
    return [] if condition is None or count is None else [TrueTimes(condition, truth_of(found.text("truth")), count)]


def yields_times(found: Found, memory: Memory) -> list[Meaning]:
    """`gen` yields three values."""
    function, count = found.code("s"), found.number("n")
    match function.node if function is not None else None:
        case ast.Call(func=ast.Name(id=name)):
            function = read_code(name)
        case ast.Name():
            pass
        case _:
            return []
    return [] if function is None or count is None else [YieldsTimes(function, count)]


def done_times(found: Found, memory: Memory) -> list[Meaning]:
    """Only one of the four digits was added."""
    count = 0 if found.text("n") == "none" else found.number("n")
    if count is None or "of" not in found.match.group().split():
        return []  # "3 is added" speaks of the number
    return [DoneTimes(DEEDS[found.text("verb")], count, found.number("m"))]


def done_times_plain(found: Found, memory: Memory) -> list[Meaning]:
    """Three elements have been removed."""
    count = found.number("n")
    return [] if count is None or count < 2 else [DoneTimes(DEEDS[found.text("verb")], count)]


def _count(found: Found) -> int | None:
    return {"once": 1, "twice": 2}[found.text("once")] if found.has("once") else found.number("n")
