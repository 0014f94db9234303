"""What is said of the pass at hand without naming code."""

import ast

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.meanings import (
    Caught,
    Compares,
    DoneHere,
    Equals,
    FromTo,
    Gives,
    IsTrue,
    LastLine,
    LineRuns,
    LoopEnds,
    Loosely,
    Meaning,
    Neither,
    Never,
    NotHere,
    NothingMore,
    NotReached,
    NounIs,
    OnLine,
    Operations,
    Returns,
    Rounds,
    Series,
    Stands,
    Such,
    Unread,
)  # fmt: skip
from tracecot.verification.reading.found import Found, edge
from tracecot.verification.reading.memory import Memory
from tracecot.verification.wordings.words import DEEDS


def done_here(found: Found, memory: Memory) -> list[Meaning]:
    """It is appended; `→ add`."""
    verb = found.text("verb")
    if found.has("unread"):
        return [Unread("what it is done to isn't understood")]
    return [DoneHere("subtract" if verb.startswith("subtract") else DEEDS[verb], found.code("where"), edge(found))]


def caught_here(found: Found, memory: Memory) -> list[Meaning]:
    """It's caught."""
    return [Caught()]


def not_here(found: Found, memory: Memory) -> list[Meaning]:
    """No exception; without a return."""
    match found.text("what"):
        case "break":
            return [NotHere("break")]
        case "return":
            return [NotHere("return")]
    return [NotHere("exception")]


def breaks(found: Found, memory: Memory) -> list[Meaning]:
    """`→ break`."""
    return [Loosely(LoopEnds("broken"))]


def nothing_more(found: Found, memory: Memory) -> list[Meaning]:
    """`→ skip`; it is skipped."""
    before = found.line.text[: found.match.start()].split()[-1:]
    if before and before[0] in ("is", "was", "are", "were", "gets", "be", "been", "being", "isn't", "not"):
        return []  # something else is
    return [NothingMore()]


def nothing_changes(found: Found, memory: Memory) -> list[Meaning]:
    """No change; so nothing happens."""
    return [NothingMore(same=True)]


def not_reached(found: Found, memory: Memory) -> list[Meaning]:
    """8 is never used."""
    code = found.code("v")
    value = code.value if code is not None and code.sort == "A" else code
    return [] if value is None or not value.is_value else [NotReached(value)]


def neither(found: Found, memory: Memory) -> list[Meaning]:
    """Neither upper nor lower."""
    return [Neither()]


def compares(found: Found, memory: Memory) -> list[Meaning]:
    """Compare 4 and 2."""
    one, other = found.code("a"), found.code("b")
    return [] if one is None or other is None else [Compares(one, other)]


def compared_as(found: Found, memory: Memory) -> list[Meaning]:
    """4 and 2: different."""
    one, other = found.code("a"), found.code("b")
    if one is None or other is None:
        return []
    sign = "!=" if found.text("how") in ("different", "differ", "not equal") else "=="
    return [Compares(one, other), IsTrue(read_code(f"({one.text}) {sign} ({other.text})"), truth=True)]


def noun_is(found: Found, memory: Memory) -> list[Meaning]:
    """The remainder is 3."""
    value = found.code("v")
    return [] if value is None else [NounIs(found.text("noun"), value)]


def from_to(found: Found, memory: Memory) -> list[Meaning]:
    """From 2 to 5."""
    before, after = found.code("u"), found.code("v")
    return [] if before is None or after is None else [FromTo(before, after)]


def turned_into(found: Found, memory: Memory) -> list[Meaning]:
    """`'quick'` is reversed to `'kciuq'`."""
    before, after = found.code("u"), found.code("v")
    if before is None or after is None or before.norm == after.norm:
        return []
    return [FromTo(before, after)]


def they_match(found: Found, memory: Memory) -> list[Meaning]:
    """They match: the two values that were compared last."""
    last = next((each.meaning for each in reversed(memory.said) if isinstance(each.meaning, Compares)), None)
    if not isinstance(last, Compares):
        return []
    sign = "!=" if found.text("how") in ("differ", "different") else "=="
    return [IsTrue(read_code(f"({last.one.text}) {sign} ({last.other.text})"), truth=True)]


def rounds(found: Found, memory: Memory) -> list[Meaning]:
    """After five passes."""
    count = found.number("n")
    of_them = memory.said and isinstance(memory.said[-1].meaning, Equals | IsTrue | LineRuns | Stands | Such)
    if of_them and found.match.group().startswith("in "):
        return [Unread("in which passes?")]
    return [] if count is None else [Rounds(count)]


def last_line(found: Found, memory: Memory) -> list[Meaning]:
    """The last line; the last line is not reached."""
    if not found.line.last_line:
        return []
    said = found.match.group().endswith(("reached", "run", "executed"))
    return [LastLine(not found.has("no"))] if said else [OnLine(found.line.last_line)]


def first_line(found: Found, memory: Memory) -> list[Meaning]:
    """The first line, `total = 0`: that of the first statement, unless the function's own is shown."""
    follower = found.line.codes[found.line.token_at(found.match.end() - 1) + 2 :][:1]
    shows_header = bool(follower) and follower[0] is not None and follower[0].text.startswith(("def ", "async def "))
    return [OnLine(found.line.first_line)] if found.line.first_line and not shows_header else []


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


def series(found: Found, memory: Memory) -> list[Meaning]:
    """5, 2 and 4; `i` goes 0, 1, 4."""
    first = found.code("v")
    if first is None:
        return []
    before = found.line.text[: found.match.start()].split()[-2:]
    place = found.line.token_at(found.match.start())
    name = None
    if before[-1:] == ["N"]:
        name = found.line.codes[place - 1]
    elif before[:1] == ["N"] and before[1] in ("goes", "is", "runs", "takes", ":", "becomes"):
        name = found.line.codes[place - 2]
    return [Series((first, *found.codes("more")), name)]


def operations(found: Found, memory: Memory) -> list[Meaning]:
    """Three additions."""
    count = found.number("n")
    match found.text("what"):
        case "additions":
            return [] if count is None else [Operations(count, "Add")]
        case "subtractions":
            return [] if count is None else [Operations(count, "Sub")]
    return [] if count is None else [Operations(count, "Mult")]


def never_run(found: Found, memory: Memory) -> list[Meaning]:
    """`break` is never executed."""
    word = found.text("s")
    code = found.code("s") if word == "S" else read_code(word)
    return [] if code is None else [Never(code, found.number("line"))]


def contrast(found: Found, memory: Memory) -> list[Meaning]:
    """`x = 5`, not 4: what was said last is another value."""
    told, other = _value_said(memory), found.code("v")
    if other is not None and (edge := _edge_said(memory)) is not None:
        return [Loosely(IsTrue(read_code(f"{edge}({other.text})"), truth=False))]
    aside = found.match.group()[:1] in ",(" or found.begins_sentence()
    if told is None and aside and other is not None and memory.subject is not None and memory.subject.sort == "N":
        return [Loosely(IsTrue(read_code(f"{memory.subject.text} == ({other.text})"), truth=False))]
    if told is None or other is None:
        return []
    asked = read_code(f"({told.text}) != ({other.text})")
    return [IsTrue(asked, truth=True)] if asked.sort in "CL" else []


def _edge_said(memory: Memory) -> str | None:
    """The method that the statement before asked, without its argument: "ends with `'lo'`, not `'he'`"."""
    match memory.said[-1].meaning if memory.said else None:
        case Loosely(meaning=IsTrue(condition=condition, truth=True)):
            match condition.node:
                case ast.Call(func=ast.Attribute(attr="startswith" | "endswith") as asked, args=[_]):
                    return ast.unparse(asked)
    return None


def _value_said(memory: Memory) -> Code | None:
    """The value that the statement before gave."""
    match memory.said[-1].meaning if memory.said else None:
        case Equals(value=value) | Returns(value=value) | Gives(value=value):
            return value if value.is_value else None
        case Stands(code=code) if code.value is not None and code.value.is_value:
            return code.value
    return None
