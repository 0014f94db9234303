"""Judges what is said to follow from values: "`a` is `1` and `b` is `0`, so `a > b` is true"."""

import ast
from collections.abc import Iterable, Iterator, Mapping

from tracecot.evaluation import UNKNOWN, evaluate
from tracecot.operations import NotEvaluable
from tracecot.values import NotPlain
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.here import recorded
from tracecot.verification.records import Claim, Grounded

_CHANGES = frozenset({"bind", "mutate", "iteration", "call", "return"})  # after which a value given may be another


def contradicted(causes: Iterable[Claim], effects: Iterable[Claim]) -> Iterator[tuple[Claim, str]]:
    """The effects that don't follow, with what they are by the values given.

    Only of states: of what the program evaluates its events tell. A state holds at some moment near, which need not be
    the one at which the values that are given as its reason do.
    """
    given = dict(_given(causes))
    for effect in effects if given else ():
        if effect.kind in _CHANGES:
            return
        if effect.kind == "state" and isinstance(effect.finding, Grounded) and effect.says in ("True", "False"):
            value = _with(given, effect.subject)
            if value is not None and str(value) != effect.says:
                yield effect, f"with these values it is {value}"


def _given(causes: Iterable[Claim]) -> Iterator[tuple[str, object]]:
    """The expressions that have a value among the causes, as Python writes them, with it."""
    for cause in causes:
        node = read_code(cause.subject).node if cause.subject and cause.says else None
        if isinstance(node, ast.expr):
            try:
                yield ast.unparse(node), recorded(cause.says)
            except NotPlain:
                continue


def _with(given: Mapping[str, object], condition: str) -> bool | None:
    """Whether the condition is true by these values; None where they don't decide it."""
    node = read_code(condition).node
    if not isinstance(node, ast.expr):
        return None
    try:
        return bool(evaluate(node, known=lambda part: given.get(ast.unparse(part), UNKNOWN)))
    except NotEvaluable:
        return None
