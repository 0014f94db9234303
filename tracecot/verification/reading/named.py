"""What is said of the program's names by nouns: the key, the stack, the current total."""

from tracecot.verification.code.reading import read_code
from tracecot.verification.meanings import AtHand, Does, DoneHere, Equals, Loosely, Meaning, Such, ToTheLast, Unread
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory
from tracecot.verification.wordings.words import CALLED, DEEDS


def described(found: Found, memory: Memory) -> list[Meaning]:
    """The current `total` is 3; the final `total` is 9."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    memory.subject = subject
    last: list[Meaning] = [Loosely(ToTheLast(subject))] if found.text("how") == "final" else []
    return [Equals(subject, value), *last]


def named_value(found: Found, memory: Memory) -> list[Meaning]:
    """The key is `'a'`, where the program has a `key`."""
    value, name = found.code("v"), found.raw("w")
    if value is None or name not in _variables(memory):
        return []
    memory.subject = read_code(name)
    return [Loosely(Equals(memory.subject, value))]


def _variables(memory: Memory) -> frozenset[str]:
    """The names that the program binds."""
    variables: frozenset[str] = getattr(getattr(memory, "words", None), "variables", frozenset())
    return variables


def done_to_named(found: Found, memory: Memory) -> list[Meaning]:
    """It is pushed onto the stack, where the program has a `stack`."""
    verb, what, name = DEEDS[found.text("verb")], found.code("v"), found.raw("w")
    if name in _variables(memory) and name in CALLED:
        return [Unread("whether the name is meant isn't known")]  # "the words"
    if name not in _variables(memory):
        return [] if what is not None else [Unread("what it is done to isn't understood")]
    where = read_code(name)
    return [DoneHere(verb, where)] if what is None else [Does(verb, what, where)]


def named_empty(found: Found, memory: Memory) -> list[Meaning]:
    """The stack is not empty, where the program has a `stack`."""
    name = found.raw("w")
    if name not in _variables(memory):
        return []
    memory.subject = read_code(name)
    return [Loosely(Such(memory.subject, "empty", found.has("no") or "isn't" in found.match.group().split()))]


def key_exists(found: Found, memory: Memory) -> list[Meaning]:
    """The key 1 already exists."""
    value = found.code("v")
    return [] if value is None else [AtHand("key", value)]
