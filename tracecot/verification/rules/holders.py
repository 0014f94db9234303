"""Judges which object a noun names that something is done to: "appends `2` to the list", "to the result"."""

import ast

from tracecot.syntax import unparsed
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.history import History
from tracecot.verification.wordings.words import NOUNS_OF_TYPES

_TYPES = NOUNS_OF_TYPES | {
    "array": ("list",), "queue": ("list", "deque"), "stack": ("list", "deque"), "deque": ("deque",), "heap": ("list",),
    "dict": ("dict", "defaultdict", "Counter"), "dictionary": ("dict", "defaultdict", "Counter"), "counter": ("Counter",),
}  # fmt: skip


def is_done_to(noun: str, seq: int, history: History) -> bool:
    """Whether the deed's object is what the noun names: the only one of its type here, or the one that is returned."""
    event = history.events[seq]
    match read_code(event.text).node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
            pass
        case _:
            return False
    if name in (noun, f"{noun}s"):
        return True
    if noun not in _TYPES:
        return _is_returned(name, event.function, history)
    known = {each: history.value_at(event.frame, each, seq) for each in history.states.get(event.frame, {})}
    return {each for each, value in known.items() if value is not None and value.type in _TYPES[noun]} == {name}


def _is_returned(name: str, function: str, history: History) -> bool:
    """Whether the function returns the name's value, and nothing else."""
    own = history.facts.functions.get(function.rpartition(".")[2], ())
    back = [node for each in own for node in ast.walk(each) if isinstance(node, ast.Return)]
    return bool(back) and all(each.value is not None and unparsed(each.value) == name for each in back)
