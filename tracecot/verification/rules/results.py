"""Judges what steps lead to: `→ 5` after what was said last, and what a test of parity says."""

import ast

from tracecot.execution import Event
from tracecot.syntax import unparsed
from tracecot.values import Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.meanings import Beside
from tracecot.verification.records import Refuted
from tracecot.verification.rules.candidates import kind_of
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.nearby import pass_at

_NEAR = 200


def loosely(judged: Judged) -> Judged:
    """What open words say is shown or isn't understood; only closed arithmetic can be wrong."""
    if isinstance(judged.finding, Refuted) and judged.kind != "arithmetic":
        return unreadable(judged.kind, f"read as contradicted: {judged.finding.actual}")
    return judged


def judge_gives(value: Code, cursor: Cursor) -> Judged:
    """`→ 5`: in the pass that is told something comes out as 5; without a pass it is the next thing that comes out."""
    history = cursor.history
    wanted = closed_value(value)
    if wanted is None or cursor.slice is not None:
        return unreadable("value", "a value of nothing")
    scope = pass_at(cursor)
    if scope is None:
        return _next_product(wanted, cursor)
    products = [seq for seq in history.valued(wanted) if _is_product(history, seq)]
    for seq in cursor.ahead(products):
        if seq >= scope.high:
            break
        cursor.land(seq)
        return grounded(kind_of(history.events[seq]), seq)
    return unreadable("value", "nothing in this pass comes out so")


def _next_product(wanted: str, cursor: Cursor) -> Judged:
    history = cursor.history
    coming = (seq for seq in range(cursor.at + 1, min(cursor.at + _NEAR, history.length)) if _is_product(history, seq))
    first = next(coming, None)
    if first is None:
        return unreadable("value", "nothing comes out from here on")
    execution = history.execution[first]
    for seq in (first, *coming):
        value = history.events[seq].value
        if history.execution[seq] != execution:
            break
        if isinstance(value, Plain) and value.repr == wanted and next(cursor.ahead([seq]), None) is not None:
            cursor.land(seq)
            return grounded(kind_of(history.events[seq]), seq)
    return unreadable("value", "something else comes out next")


def _is_product(history: History, seq: int) -> bool:
    """Whether the event is one that something comes out of: no loop's header, no part of an expression."""
    event = history.events[seq]
    if event.kind == "value":
        return bool(event.name)  # a call
    if event.kind == "bind":
        return not any(history.events[read].kind == "iteration" for read in event.reads)
    return event.kind in ("return", "yield", "mutate")


def judge_argument(meaning: Beside, cursor: Cursor) -> Judged | None:
    """`depth` 2: the next call that is made with this argument; None where there is none."""
    wanted, name = closed_value(meaning.value), meaning.subject.norm
    for seq in cursor.ahead(cursor.history.kinds.get("call", [])):
        given = dict(cursor.history.events[seq].args).get(name)
        if wanted is not None and same_value(given, wanted):
            cursor.land(seq)
            return grounded("call", seq)
    return None


def judge_parity(even: bool, cursor: Cursor) -> Judged:
    """Even: the next test of what is left of a division by two says so."""
    history, scope = cursor.history, pass_at(cursor)
    for count, seq in enumerate(cursor.ahead(history.kinds.get("branch", []))):
        if count >= _NEAR or (scope is not None and seq >= scope.high):
            break
        rest = _rest_of_two(history.events[seq], cursor)
        if rest is None:
            continue
        if (rest == "0") is even:
            cursor.land(seq)
            return grounded("branch", seq)
        break
    return unreadable("branch", "nothing here asks so")


def _rest_of_two(event: Event, cursor: Cursor) -> str | None:
    """What the division by two leaves that the condition asks about."""
    node = read_code(event.text).node
    node = node.left if isinstance(node, ast.Compare) else node
    match node:
        case ast.BinOp(left=left, op=ast.Mod(), right=right) if _text(right, event, cursor) == "2":
            value = _text(left, event, cursor)
        case ast.BinOp(left=left, op=ast.BitAnd(), right=ast.Constant(value=1)):
            value = _text(left, event, cursor)
        case _:
            return None
    return None if value is None else closed_value(read_code(f"({value}) % 2"))


def _text(node: ast.expr, event: Event, cursor: Cursor) -> str | None:
    return text_at(cursor.history, read_code(unparsed(node)), event.seq)
