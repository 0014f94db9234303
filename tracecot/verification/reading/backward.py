"""What deductions, proposals and answers say."""

import ast

from tracecot.verification.meanings import (
    Answers,
    CalledWith,
    ComesBefore,
    ComesFrom,
    Does,
    Meaning,
    OnLine,
    Proposes,
    Returns,
    Supposes,
    Together,
    Turns,
    Uses,
)
from tracecot.verification.reading.found import Found, ordinal
from tracecot.verification.reading.memory import Memory
from tracecot.verification.wordings.words import DEEDS


def proposes(found: Found, memory: Memory) -> list[Meaning]:
    """Take `x = 3`."""
    first = found.code("a")
    if first is None:
        return []
    memory.proposing = True
    return [Proposes(code) for code in (first, *[code for code in found.codes("moreA") if code.sort == "A"])]


def asked_for(found: Found, memory: Memory) -> list[Meaning]:
    """We need arguments with which `f` returns `3`."""
    function, value = found.code("f"), found.code("v")
    return [] if function is None or value is None else [Returns(value, function, whole=True)]


def supposes(found: Found, memory: Memory) -> list[Meaning]:
    """With `x = 3` something else would come out."""
    code = found.code("a")
    return [] if code is None else [Supposes(code)]


def supposes_size(found: Found, memory: Memory) -> list[Meaning]:
    """With `x = 3` the result would have 2 items, not 4."""
    code, size, instead = found.code("a"), found.number("n"), found.number("m")
    return [] if code is None or size is None or instead is None else [Supposes(code, (size, instead))]


def supposes_order(found: Found, memory: Memory) -> list[Meaning]:
    """With `x = 3` the result would come in another order."""
    code = found.code("a")
    return [] if code is None else [Supposes(code, reordered=True)]


def done_by_line(found: Found, memory: Memory) -> list[Meaning]:
    """Is stored by line 8 as `3`."""
    number, what = found.number("line"), found.code("v")
    return [] if number is None or what is None else [OnLine(number), Does(DEEDS[found.text("verb")], what)]


def uses_sorted(found: Found, memory: Memory) -> list[Meaning]:
    """In sorted order."""
    return [Uses("sorted")]


def picks_somewhere(found: Found, memory: Memory) -> list[Meaning]:
    """Its first character, of nothing that is named."""
    index = ordinal(found.text("o"))
    return [] if index is None else [Uses(index=index)]


def turn_check(found: Found, memory: Memory) -> list[Meaning]:
    """Check:"""
    return [Turns("check")]


def answer_is(found: Found, memory: Memory) -> list[Meaning]:
    """The answer is `3`."""
    value = found.code("v")
    if value is not None and "input" in found.match.group().split() and not isinstance(value.node, ast.Call):
        return [CalledWith((value,))]
    return [] if value is None else [Answers(value)]


def comes_from(found: Found, memory: Memory) -> list[Meaning]:
    """`'A'` comes from `'a'`."""
    results, sources = found.codes("r"), found.codes("f")
    return [ComesFrom(results, sources)] if results and sources else []


def comes_before(found: Found, memory: Memory) -> list[Meaning]:
    """`'a'` comes before `'b'`."""
    one, other = found.code("s"), found.code("v")
    return [] if one is None or other is None else [ComesBefore(one, other)]


def comes_first(found: Found, memory: Memory) -> list[Meaning]:
    """The words under `'a'` come first, then those under `'b'`."""
    one, other = found.code("s"), found.code("v")
    return [] if one is None or other is None else [ComesBefore(one, other, first=True)]


def together(found: Found, memory: Memory) -> list[Meaning]:
    """`'a'`, `'b'` stand under one key."""
    first = found.code("v")
    if first is None:
        return []
    return [Together((first, *found.codes("more")), "higher" in found.text("key"))]
