"""Judges how a value stands to the one before it: whether the name rises, drops, starts, comes back or stays."""

from tracecot.values import NotPlain
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import is_same, recorded, source_at, text_at
from tracecot.verification.meanings import Moves
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable


def judge_moves(meaning: Moves, cursor: Cursor) -> Judged:
    """`total` rises to `9`: what it was before its last change is compared with what it is."""
    history, name = cursor.history, meaning.name
    changed = source_at(history, name.norm, cursor.at) if name.sort == "N" else cursor.at
    if meaning.how == "stays":
        return _stays(name, cursor)
    now = text_at(history, name, cursor.at)
    if changed is None or now is None:
        return unreadable("bind", f"nobody knows what {shown(name.text)} was before")
    before = text_at(history, name, changed - 1) if changed else None
    match meaning.how:
        case "up" | "down":
            return _compared(meaning, before, now, changed)
        case "starts":
            is_first = history.states.get(history.events[changed].frame, {}).get(name.norm, [changed])[0] == changed
            is_new = is_first if name.sort == "N" else before is None
            if is_new and not is_same(text_at(history, name, max(cursor.moments())), now):
                return unreadable("bind", f"{shown(name.text)} changes here")
            return grounded("bind", changed, step=False) if is_new else _was(name, before)
        case "back":
            return _back(name, now, changed, cursor)
    raise AssertionError(meaning)


def _stays(name: Code, cursor: Cursor) -> Judged:
    """Neither the statement nor the pass that is told gives the name another value than it had."""
    history = cursor.history
    last, first = max(cursor.moments()), history.first_of[history.execution[cursor.at]]
    before, now = text_at(history, name, first - 1) if first else None, text_at(history, name, last)
    if before is None or now is None:
        return unreadable("state", f"nobody knows what {shown(name.text)} was before")
    if not is_same(before, now):
        return _was(name, before)
    if cursor.scopes and not is_same(text_at(history, name, cursor.scopes[-1].low - 1), now):
        return unreadable("state", f"nobody knows since when {shown(name.text)} is {shown(now)}")
    return grounded("state", last, step=False)


def _compared(meaning: Moves, before: str | None, now: str, changed: int) -> Judged:
    if before is None:
        return unreadable("bind", f"{shown(meaning.name.text)} was nothing before")
    try:
        one, other = _size(recorded(before)), _size(recorded(now))
    except NotPlain:
        one = other = None
    if one is None or other is None or one[0] != other[0]:
        return unreadable("bind", f"nobody knows which of {shown(before)} and {shown(now)} is more")
    is_so = other > one if meaning.how == "up" else other < one
    return grounded("bind", changed, step=False) if is_so else _was(meaning.name, before)


def _size(value: object) -> tuple[str, float] | None:
    """What is compared: numbers by themselves, containers by how many items they have."""
    match value:
        case bool():
            return None
        case int() | float():
            return "number", value
        case str() | bytes() | list() | tuple() | dict() | set() | frozenset():
            return "length", len(value)
    return None


def _back(name: Code, now: str, changed: int, cursor: Cursor) -> Judged:
    history = cursor.history
    earlier = history.states.get(history.events[changed].frame, {}).get(name.norm, [])
    had = [text_at(history, name, seq) for seq in earlier if seq < changed]
    if any(is_same(one, now) for one in had[:-1]) and not is_same(had[-1], now):
        return grounded("bind", changed, step=False)
    return unreadable("bind", f"{shown(name.text)} was not {shown(now)} and then something else before")


def _was(name: Code, before: str | None) -> Judged:
    return refuted("bind", f"{shown(name.text)} was {shown(before or 'nothing')} before")
