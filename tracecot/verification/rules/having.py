"""Judges what a text says in passing that the program has or is given: nested loops, recursion, rows, a list that is built."""

import ast

from tracecot.execution import Returned
from tracecot.values import NotPlain, Plain
from tracecot.verification.executions.here import recorded
from tracecot.verification.executions.history import History
from tracecot.verification.meanings import Has
from tracecot.verification.rules.judging import Judged, grounded, unreadable

_BUILT = {
    "list": ("list",),
    "string": ("str",),
    "dict": ("dict",),
    "dictionary": ("dict",),
    "set": ("set",),
    "tuple": ("tuple",),
}


def _is_built(noun: str, history: History) -> bool:
    """Whether a thing of that type is what the call gives."""
    outcome = history.trace.outcome
    kinds = _BUILT.get(noun)
    return isinstance(outcome, Returned) and (kinds is None or getattr(outcome.value, "type", "") in kinds)


def _has_unit(unit: str, history: History) -> bool:
    """Whether the call is given something that has rows, words, digits, ..."""
    if unit in ("item", "element", "step", "line", "call", "piece"):
        return True
    given = [_recorded(value) for _, value in history.events[0].args if isinstance(value, Plain)]
    match unit:
        case "character" | "letter":
            return any(isinstance(value, str) for value in given)
        case "digit":
            return any(isinstance(value, str) and value.isdecimal() for value in given)
        case "word" | "token":
            return any(
                (isinstance(value, str) and len(value.split()) > 1)
                or (isinstance(value, list | tuple) and bool(value) and isinstance(value[0], str))
                for value in given
            )
        case "pair":
            return any(
                isinstance(value, list | tuple) and bool(value)
                and all(isinstance(each, list | tuple) and len(each) == 2 for each in value)
                for value in given
            )  # fmt: skip
        case "row":
            return any(
                isinstance(value, list | tuple) and bool(value) and isinstance(value[0], list | tuple)
                for value in given
            )
        case "number":
            return any(
                isinstance(value, list | tuple) and bool(value) and isinstance(value[0], int | float) for value in given
            )
    return False


def _recorded(value: Plain) -> object:
    try:
        return recorded(value.repr)
    except NotPlain:
        return None


def _calls_itself(name: str, history: History) -> bool:
    """Whether a function's text calls it by its name."""
    return any(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == name
        for node in history.facts.functions.get(name, ()) for each in ast.walk(node)
    )  # fmt: skip


def judge_has(meaning: Has, history: History) -> Judged:
    """Nested loops, a function that calls itself: the program's text has them."""
    facts, what = history.facts, meaning.what
    loops = (ast.For, ast.While)
    match what:
        case "nested loops" | "inner loop":
            holds = any(
                isinstance(node, loops) and any(isinstance(each, loops) and each is not node for each in ast.walk(node))
                for node in facts.nodes
            )
        case "for loop" | "while loop":  # where a program has both, it is not asked which of them is told
            kinds = {type(node) for node in facts.nodes if isinstance(node, loops)}
            holds = kinds == {ast.For if what == "for loop" else ast.While}
        case "inner if":
            holds = any(
                isinstance(node, ast.If)
                and any(isinstance(each, ast.If) and each is not node for each in ast.walk(node))
                for node in facts.nodes
            )
        case "recursive function":
            names = [meaning.name] if meaning.name else [*facts.functions]
            holds = all(_calls_itself(name, history) for name in names)
        case "recursion":
            holds = any(_calls_itself(name, history) for name in facts.functions)
        case _ if what.startswith("building "):
            holds = _is_built(what.removeprefix("building "), history)
        case _:
            holds = _has_unit(what.removeprefix("by "), history)
    return grounded("source", None, step=False) if holds else unreadable("source", f"the program has no {what}")
