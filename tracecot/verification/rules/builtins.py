"""Judges what is said of what a call did, on the values that the call was recorded with."""

import ast
from collections.abc import Iterator
from functools import lru_cache

from tracecot.evaluation import evaluate, holding
from tracecot.execution import Event
from tracecot.operations import NotEvaluable
from tracecot.syntax import unparsed
from tracecot.values import NotPlain, Plain, read_plain
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value
from tracecot.verification.executions.history import same_value
from tracecot.verification.meanings import Did
from tracecot.verification.rules.candidates import candidates, not_so
from tracecot.verification.rules.conditions import CONDITIONS
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable
from tracecot.verification.rules.operands import calls_like

_POSITIONS = ("first", "second", "third")
_LONGEST = 20_000  # characters of a value


def judge_did(meaning: Did, line: int | None, cursor: Cursor) -> Judged:
    """`s.split(',')` cuts at 2 separators into 3 parts: `['a', 'b', 'c']`."""
    wanted = closed_value(meaning.value)
    if wanted is None:
        return unreadable("value", f"{meaning.value.text[:40]} has no value that we can tell")
    nearest: int | None = None
    otherwise: Judged | None = None
    for seq in _calls(meaning, line, cursor):
        event = cursor.history.events[seq]
        nearest = seq if nearest is None else nearest
        if event.kind != "value" or not same_value(event.value, wanted):
            continue
        judged = _on_values(meaning, event, event.name in cursor.history.facts.functions)
        if judged.holds:
            cursor.land(seq)
            return judged
        otherwise = judged if seq == nearest else otherwise
    return otherwise or not_so(meaning.subject, wanted, nearest, line, cursor)


def _calls(meaning: Did, line: int | None, cursor: Cursor) -> Iterator[int]:
    """The evaluations of the call, or of one that has these values: `'a,b'.split(',')` for `s.split(',')`."""
    yield from candidates(meaning.subject, line, cursor)
    yield from calls_like(meaning.subject, cursor)


def _on_values(meaning: Did, event: Event, is_own: bool) -> Judged:
    """Whether the conditions hold on what the call was given and gave."""
    names, *conditions = CONDITIONS[meaning.what]
    if is_own or event.name not in names.split():
        return unreadable("value", f"`{event.name}` is not known to do this")
    values = _values(event) | _said(meaning)
    try:
        for condition in conditions:
            text = condition.replace("NAME", event.name).replace("KEY", str(values.get("f", "")))
            if not evaluate(_condition(text), holding(values)):
                return refuted("value", f"on {shown(event.text)} it is not so that `{text}`", event.seq)
    except NotEvaluable as error:
        return unreadable("value", f"{shown(event.text)}: {error}")
    return grounded("value", event.seq)


@lru_cache(1_024)
def _condition(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _values(event: Event) -> dict[str, object]:
    """What the call was given and gave, by the names that conditions use."""
    values: dict[str, object] = {"value": _read(event.value), "name": event.name, "given": [], "named": []}
    for name, value in event.args:
        known = _read(value)
        if name.isdigit():
            values["given"] = [*values["given"], known]  # type: ignore[misc]
            if int(name) < len(_POSITIONS):
                values[_POSITIONS[int(name)]] = known
        else:
            values[name] = known
            values["named"] = [*values["named"], name]  # type: ignore[misc]
    types = {name: value.type for name, value in event.args}
    values["of"], values["kind"] = types.get("self", ""), types.get("0", "")
    values["it"] = values.get("self", values.get("third" if event.name == "sub" else "first"))
    return values


def _said(meaning: Did) -> dict[str, object]:
    """The numbers and values that the text names; a count that it leaves out is none."""
    said: dict[str, object] = {"n": 0, "m": 0, "k": 0, "e": 0, **dict(meaning.numbers)}
    for name, code in meaning.codes:
        if name in "tf":
            said[name] = code.norm if name == "t" or code.norm in ("len", "abs") else "unknown"
            continue
        text = closed_value(code)
        if text is not None:
            said[name] = _read(Plain("", text))
        said["terms"] = _terms(code.node)
    return said


def _read(value: object) -> object:
    """A recorded value; of what is no data its text."""
    return _plain(value.repr) if isinstance(value, Plain) else None


@lru_cache(1_024)
def _plain(text: str) -> object:
    try:
        return read_plain(text, _LONGEST)
    except NotPlain:
        return text


def _terms(node: ast.expr | None) -> list[object]:
    """The numbers of `1 + 2 + 3`, or of a product."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Mult(), right=right):
            return [*_terms(left), *_terms(right)]
        case ast.expr():
            text = closed_value(read_code(unparsed(node)))
            return [None if text is None else _read(Plain("", text))]
    return []
