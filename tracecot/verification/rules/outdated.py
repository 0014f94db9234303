"""Judges values that are given as a reason: they are those of the moment at which what they led to came about."""

import ast
from collections.abc import Iterable, Iterator, Sequence

from tracecot.execution import Event
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.here import closed_value, is_same, names_in, text_at
from tracecot.verification.executions.history import History
from tracecot.verification.records import Claim, Grounded
from tracecot.verification.rules.judging import shown
from tracecot.verification.rules.reasons import asked_by

_STATES = frozenset({"state", "bind", "mutate", "value"})
_HOLDS_VALUE = (ast.Name, ast.Attribute, ast.Subscript)
_COMES_ABOUT = frozenset({"bind", "mutate", "value", "return", "branch"})


def outdated(
    causes: Iterable[tuple[Claim, Sequence[int]]], effects: Iterable[tuple[Claim, Sequence[int]]], history: History
) -> Iterator[tuple[Claim, str]]:
    """The causes that have another value when the effect's statement begins, and still before the effect, with that.

    "`n` is `4` and `n // 2` is `4`, so `n = 4`" tells of `n // 2` with the `n` that it led to.
    """
    effect = next(((claim, events) for claim, events in effects if events), None)
    if effect is None or effect[0].kind not in _COMES_ABOUT:
        return
    first = history.events[min(effect[1])]
    given = [each for each in causes if _is_told_of(*each, first, history)]
    read = {name for code in asked_by(effect[1], history) for name in names_in(code)} if given else set()
    for claim, _ in given:
        code, told = read_code(claim.subject), closed_value(read_code(claim.says))
        if told is None or not names_in(code) <= read:
            continue
        known = [text for moment in _moments(first, history) if (text := _text_at(code, first, moment, history))]
        if known and not any(is_same(text, told) for text in known):
            yield claim, f"{shown(claim.subject)} is {shown(known[-1])} when that is worked out"


def _is_told_of(claim: Claim, events: Sequence[int], first: Event, history: History) -> bool:
    """Whether the claim gives a name or a part of an object a value, in the effect's call or another one of its function."""
    if claim.kind not in _STATES or not isinstance(claim.finding, Grounded) or not events:
        return False
    if not isinstance(read_code(claim.subject).node, _HOLDS_VALUE):
        return False
    event = history.events[min(events)]
    if claim.kind == "value" and history.execution[event.seq] == history.execution[first.seq]:
        return False  # the statement itself read it so
    is_over = history.returns.get(event.frame, history.length) < first.seq
    return event.frame == first.frame or (event.function == first.function and is_over)


def _moments(first: Event, history: History) -> list[int]:
    """Just before the effect, and before its statement began."""
    return [max(first.seq - 1, 0), max(history.first_of[history.execution[first.seq]] - 1, 0)]


def _text_at(code: Code, first: Event, moment: int, history: History) -> str | None:
    """What the expression is in the effect's frame at the moment; None where that can't be told."""
    if code.sort == "N":
        value = history.value_at(first.frame, code.norm, moment)
        return None if value is None else value.repr
    return text_at(history, code, moment) if history.events[moment].frame == first.frame else None
