"""What is said to happen, without its value."""

import ast
from typing import Literal

from tracecot.verification.code.reading import read_code
from tracecot.verification.meanings import (
    Does,
    DoesTo,
    Equals,
    Happens,
    Joined,
    LooksFor,
    Meaning,
    Rebinds,
    Swaps,
    Turned,
)
from tracecot.verification.reading.found import Found, edge
from tracecot.verification.reading.memory import Memory
from tracecot.verification.wordings.words import DEEDS


def turned(found: Found, memory: Memory) -> list[Meaning]:
    """`text.upper()` turns `'a'` into `'A'`."""
    subject, before, after = found.code("s"), found.code("u"), found.code("v")
    if subject is None or before is None or after is None:
        return []
    memory.subject = subject
    return [Turned(subject, before, after)]


#: What a person calls what stands between texts.
BETWEEN = {
    "comma": (",", ", "), "space": (" ",), "dash": ("-", " - "), "hyphen": ("-",), "semicolon": (";", "; "), "colon": (":", ": "),
    "slash": ("/",), "bar": ("|",), "pipe": ("|",), "dot": (".",), "period": (".",), "newline": ("\n",), "underscore": ("_",),
}  # fmt: skip


def joins_with(found: Found, memory: Memory) -> list[Meaning]:
    """Joining them with a comma gives `'a,b'`."""
    between, value = found.code("s"), found.code("v")
    if value is None or value.text[:1] not in "'\"" or (between is not None and between.text[:1] not in "'\""):
        return []
    signs = tuple(map(repr, BETWEEN.get(found.text("w"), ()))) if between is None else (between.norm,)
    return [Joined(signs, value)]


def happens(found: Found, memory: Memory) -> list[Meaning]:
    """`xs.sort(reverse=True)` sorts the list in descending order."""
    code = found.code("s")
    if code is None:
        return []
    memory.subject = code
    return [Happens(code, DEEDS[found.text("verb")], _order(found.text("order")), _which(found.text("which")))]


def happens_and_gives(found: Found, memory: Memory) -> list[Meaning]:
    """`xs.pop(1)` removes and returns 2."""
    code, value = found.code("s"), found.code("v")
    if code is None or value is None:
        return []
    memory.subject = code
    return [Equals(code, value)]


def does_to(found: Found, memory: Memory) -> list[Meaning]:
    """... and appends it to `out`; pops the last item from `xs`."""
    where = found.code("where")
    return [] if where is None else [DoesTo(DEEDS[found.text("verb")], where, _which(found.text("which")), edge(found))]


def looks_for(found: Found, memory: Memory) -> list[Meaning]:
    """`text.index('C')` finds the index of the first occurrence of `'C'`."""
    subject, value = found.code("s"), found.code("u")
    if subject is None or value is None or (" of " not in found.match.group() and " for " not in found.match.group()):
        return []
    memory.subject = subject
    return [LooksFor(subject, value)]


_SIGNS = {
    "slash": "/", "comma": ",", "space": " ", "blank": " ", "dot": ".", "period": ".", "hyphen": "-", "dash": "-",
    "underscore": "_", "colon": ":", "semicolon": ";", "star": "*", "hash": "#",
}  # fmt: skip


_METHODS = {"first": ("find", "index"), "last": ("rfind", "rindex")}


def looks_for_sign(found: Found, memory: Memory) -> list[Meaning]:
    """`path.rfind('/')` finds the last slash."""
    subject, methods = found.code("s"), _METHODS[found.text("o")]
    match None if subject is None else subject.node:
        case ast.Call(func=ast.Attribute(attr=name)) if subject is not None and name in methods:
            memory.subject = subject
        case _:
            return []
    return [LooksFor(subject, read_code(repr(_SIGNS[found.text("sign")])))]


def swaps(found: Found, memory: Memory) -> list[Meaning]:
    """`nums[0]` and `nums[1]` are swapped."""
    one, other = found.code("s"), found.code("t")
    return [] if one is None or other is None else [Swaps(one, other)]


def _which(word: str) -> Literal["", "first", "last"]:
    return "first" if word == "first" else "last" if word == "last" else ""


def _order(word: str) -> Literal["", "ascending", "descending"]:
    if not word:
        return ""
    return "ascending" if word in ("ascending", "increasing") else "descending"


def empties(found: Found, memory: Memory) -> list[Meaning]:
    """..., which removes all elements: what the call that was named last does, or one that is next."""
    if memory.subject is not None and memory.subject.sort in "EC":
        return [Happens(memory.subject, "clear")]
    where = found.code("s")
    return [] if where is None else [Does("clear", where)]


def rebinds(found: Found, memory: Memory) -> list[Meaning]:
    """... and is assigned back to `d`."""
    name = found.code("s")
    return [] if name is None else [Rebinds(name)]
