"""What is said of properties, lengths and membership."""

import ast

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.meanings import Among, IsTrue, Length, Loosely, Meaning, Member, Mentions, Picks, Such
from tracecot.verification.reading.found import Found, ordinal
from tracecot.verification.reading.memory import Memory


def such(found: Found, memory: Memory) -> list[Meaning]:
    """`xs` is empty."""
    subject = found.code("s")
    if subject is None:
        return []
    if subject.sort != "L":
        memory.subject = subject
    so = Such(subject, found.text("word").replace(" ", ""), found.has("no") or found.has("nt"))
    return [so, Loosely(IsTrue(being(found.text("noun"), subject), truth=True))] if found.has("noun") else [so]


#: What is true of what a noun names.
_BEING = {
    "string": "str({0}) == {0}", "character": "len(str({0})) == 1", "letter": "len(str({0})) == 1",
    "list": "isinstance({0}, list)", "tuple": "isinstance({0}, tuple)", "set": "isinstance({0}, set)",
    "dict": "isinstance({0}, dict)", "dictionary": "isinstance({0}, dict)",
    "number": "{0} + 0 == {0}", "integer": "str({0} + 0).lstrip('-').isdigit()",
}  # fmt: skip


def being(noun: str, subject: Code) -> Code:
    """The condition that the thing is what the noun says."""
    return read_code(f"bool({_BEING[noun].format(f'({subject.text})')})")


def such_which(found: Found, memory: Memory) -> list[Meaning]:
    """..., which is even."""
    if memory.subject is None:
        return []
    return [Such(memory.subject, found.text("word").replace(" ", ""), found.has("no") or found.has("nt"))]


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
    is_named = found.match.group().startswith(("the ", "its "))
    memory.subject = read_code(f"len({subject.text})") if is_named else subject
    return [Length(subject, count)]


def length_too(found: Found, memory: Memory) -> list[Meaning]:
    """`a` has four elements and `b` has five."""
    return length(found, memory) if any(isinstance(each.meaning, Length) for each in memory.said) else []


def edge(found: Found, memory: Memory) -> list[Meaning]:
    """`name` ends with `'lo'`; a list may end with anything, so it is shown or not understood."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None or value.text[:1] not in "'\"":
        return []
    method = "endswith" if found.text("end").startswith("end") else "startswith"
    asked = read_code(f"{_owner(subject)}.{method}({value.text})")
    if asked.node is None:
        return []
    memory.subject = subject
    return [Loosely(IsTrue(asked, not found.has("no")))]


def edge_which(found: Found, memory: Memory) -> list[Meaning]:
    """It does not start with `'a'` or `'p'`."""
    values = [value for value in (found.code("v"), found.code("w")) if value is not None]
    if memory.subject is None or not values or any(value.text[:1] not in "'\"" for value in values):
        return []
    method = "endswith" if found.text("end").startswith("end") else "startswith"
    asked = " or ".join(f"{_owner(memory.subject)}.{method}({value.text})" for value in values)
    return [Loosely(IsTrue(read_code(asked), not found.has("no")))]


def _owner(code: Code) -> str:
    """The code, so that a method can be called on it."""
    return f"({code.text})" if isinstance(code.node, ast.BinOp | ast.BoolOp | ast.Compare | ast.IfExp) else code.text


def among(found: Found, memory: Memory) -> list[Meaning]:
    """`'d'` is not in the dictionary."""
    value = memory.subject if found.text("v") in ("it", "which") else found.code("v")
    return [] if value is None else [Among(value, found.has("no"))]


def member_none(found: Found, memory: Memory) -> list[Meaning]:
    """There is no `'*'` in `text`."""
    one, many = found.code("v"), found.code("s")
    return [] if one is None or many is None else [Member(one, many, negated=True)]


def part_is(found: Found, memory: Memory) -> list[Meaning]:
    """`name[:5]`, the first five characters."""
    subject, count = found.code("s") or memory.subject, found.number("n")
    match None if subject is None else subject.node:
        case ast.Subscript(value=owner, slice=ast.Slice()) if subject is not None and count:
            part = f"[:{count}]" if found.text("o") == "first" else f"[-{count}:]"
            memory.subject = subject
            asked = read_code(f"({subject.text}) == ({ast.unparse(owner)}){part}")
            return [Mentions(subject), Loosely(IsTrue(asked, truth=True))]
    return []


def picks(found: Found, memory: Memory) -> list[Meaning]:
    """Its first character `word[0]`."""
    subject, index = found.code("s"), ordinal(found.text("o"))
    if subject is None or index is None:
        return []
    return [Picks(subject, index)]
