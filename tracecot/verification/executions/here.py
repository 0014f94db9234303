"""What an expression is at a moment of the trace: evaluated, bounded, on the recorded values."""

import ast
from functools import lru_cache

from tracecot.evaluation import evaluate, no_names
from tracecot.operations import NotEvaluable
from tracecot.syntax import nodes_of
from tracecot.values import NotPlain, Plain, canonical, read_plain, read_value
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.history import History, same_value

_SPELLED = frozenset({"nan", "inf"})


@lru_cache(8_192)
def recorded(text: str) -> object:
    """The value of a recorded text. Nothing changes it: the evaluator knows no operation that would.

    Raises:
        NotPlain: it is no plain data.
    """
    return read_value(text, 20_000)


def object_at(history: History, code: Code, moment: int) -> object:
    """The expression's value at the moment.

    Raises:
        NotEvaluable: it has none, or none that we can tell.
    """
    if code.node is None:
        raise NotEvaluable("it is no expression")
    frames = history.frames_at(moment)

    def look(name: str) -> object:
        for frame in frames:
            value = history.value_at(frame, name, moment)
            if value is not None:
                try:
                    return recorded(value.repr)
                except NotPlain:
                    break
        if name in history.facts.constants:
            return history.facts.constants[name]
        if name in _SPELLED:
            return float(name)
        return no_names(name)

    return evaluate(code.node, look)


def text_at(history: History, code: Code, moment: int) -> str | None:
    """The canonical text of the expression's value at the moment, if it can be told."""
    if code.sort == "L":
        return code.norm
    if code.sort == "N":
        for frame in history.frames_at(moment):
            value = history.value_at(frame, code.norm, moment)
            if value is not None:
                return value.repr
        if code.norm in _SPELLED:
            return code.norm
    try:
        return canonical(object_at(history, code, moment))
    except (NotEvaluable, NotPlain):
        return None


def attributes_named(history: History, name: str) -> list[str]:
    """The attributes of that name that got values: `self.floor` of `floor`."""
    if not history.facts.classes:
        return []
    return [known for known in history.by_name if known.endswith(f".{name}") and known.count(".") == 1]


def source_at(history: History, name: str, moment: int) -> int | None:
    """The event that gave the name the value that it has at the moment."""
    for frame in history.frames_at(moment):
        seqs = [seq for seq in history.states.get(frame, {}).get(name, ()) if seq <= moment]
        if seqs:
            return seqs[-1]
    return None


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two canonical texts are of the same value."""
    return one is not None and other is not None and same_value(Plain("", one), other)


@lru_cache(1_024)  # what one statement is about is asked some times in a row
def closed(node: ast.expr) -> str | None:
    """The canonical text of a closed expression's value; None where it has none."""
    try:
        return canonical(evaluate(node))
    except (NotEvaluable, NotPlain):
        return None


def closed_value(code: Code) -> str | None:
    """The canonical text of a literal or closed expression."""
    if code.sort == "L" or code.node is None:
        return code.norm if code.sort == "L" else None
    value = closed(code.node)
    if value is None and code.sort == "C" and isinstance(code.node, ast.Call):
        return _plain_or_none(code.text)
    return code.norm if value is None and code.sort == "N" and code.norm in _SPELLED else value


def _plain_or_none(text: str) -> str | None:
    try:
        return canonical(read_plain(text))
    except NotPlain:
        return None


def truth_of(text: str) -> bool | None:
    """The truth of a recorded value."""
    try:
        value = recorded(text)
    except NotPlain:
        return True if text.startswith("<") or (text[:1] in "([{" and text[:2] not in ("()", "[]", "{}")) else None
    if type(value) in (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, type(None), range):
        return bool(value)
    return None


def names_in(code: Code) -> frozenset[str]:
    """The names that the expression uses."""
    return frozenset() if code.node is None else _names_in(code.node)


@lru_cache(8_192)
def _names_in(node: ast.expr) -> frozenset[str]:
    return frozenset(each.id for each in nodes_of(node) if isinstance(each, ast.Name))
