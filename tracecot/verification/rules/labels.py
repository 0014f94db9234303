"""Judges that what a sentence says is of one call: `f(2)`: 2 < 2 is false."""

import ast
from collections.abc import Callable, Sequence

from tracecot.verification.alternatives import calls_with
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.meanings import InCall, Mentions, OnLine, Reason, Said
from tracecot.verification.rules.judging import Judged, refuted, shown
from tracecot.verification.rules.mentions import judge_mentions

_MOST_CALLS = 20

Judging = Callable[[Said, Cursor, Sequence[Said]], Judged]


def judge_in_call(meaning: InCall, cursor: Cursor, following: Sequence[Said], judged: Judging) -> Judged:
    """The first thing that is said of it is so in a call with these arguments, and not only in another one."""
    mentioned = judge_mentions(Mentions(meaning.code), None, cursor)
    calls = calls_with(cursor.history, meaning.code)
    place = next(
        (at for at, each in enumerate(following) if not isinstance(each.meaning, OnLine | Mentions | Reason)), -1
    )
    if not mentioned.holds or not calls or place < 0:
        return mentioned
    said, rest = following[place], following[place + 1 :]
    told = judged(said, cursor.copy(), rest)
    other = _call_of(told, cursor)
    if other is None or other in calls or _name(meaning.code) != cursor.history.events[other].name:
        return mentioned
    if any(_call_of(judged(said, _at(call, cursor), rest), cursor) == call for call in calls[:_MOST_CALLS]):
        return mentioned
    given = ", ".join(
        f"{name} = {shown(getattr(value, 'repr', None))}" for name, value in cursor.history.events[other].args
    )
    return refuted("call", f"that is so of the call with {given}", other)


def _name(code: Code) -> str:
    match code.node:
        case ast.Call(func=ast.Name(id=name)):
            return name
    return ""


def _at(call: int, cursor: Cursor) -> Cursor:
    """A reader who was just told of the call."""
    there = cursor.copy()
    there.floor = there.at = call
    there.scopes = ()
    return there


def _call_of(told: Judged, cursor: Cursor) -> int | None:
    """The call in which what was told happened; a call that is told happened in the one that made it."""
    if not told.holds or not told.events:
        return None
    event = cursor.history.events[told.events[0]]
    frame = event.frame
    if event.kind == "call":
        caller = cursor.history.caller_of.get(event.frame)
        if caller is None:
            return None
        frame = cursor.history.events[cursor.history.first_of[caller]].frame
    return cursor.history.call_of.get(frame)
