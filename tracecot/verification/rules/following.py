"""Judges what is said to follow from values: "`a` is `1` and `b` is `0`, so `a > b` is true"."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from tracecot.evaluation import UNKNOWN, evaluate
from tracecot.operations import NotEvaluable
from tracecot.syntax import unparsed
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
    states = list(_conditions(takewhile(lambda effect: effect.kind not in _CHANGES, effects)))
    given = dict(_given(causes)) if states else {}
    for state in states if given else ():
        value = _with(given, state.subject)
        if value is not None and str(value) != state.says:
            yield state, f"with these values it is {value}"


def _conditions(effects: Iterable[Claim]) -> Iterator[Claim]:
    """Those that say of a state whether it is so: few effects do."""
    for effect in effects:
        if effect.kind == "state" and isinstance(effect.finding, Grounded) and effect.says in ("True", "False"):
            yield effect


def _given(causes: Iterable[Claim]) -> Iterator[tuple[str, object]]:
    """The expressions that have a value among the causes, as Python writes them, with it."""
    for cause in causes:
        node = read_code(cause.subject).node if cause.subject and cause.says else None
        if isinstance(node, ast.expr):
            try:
                yield unparsed(node), recorded(cause.says)
            except NotPlain:
                continue


def _with(given: Mapping[str, object], condition: str) -> bool | None:
    """Whether the condition is true by these values; None where they don't decide it."""
    node = read_code(condition).node
    if not isinstance(node, ast.expr):
        return None
    try:
        return bool(evaluate(node, known=lambda part: given.get(unparsed(part), UNKNOWN)))
    except NotEvaluable:
        return None
