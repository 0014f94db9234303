"""Judges calls of lambdas, which have no name: a line tells which one, or what was told last."""

from collections.abc import Sequence

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.meanings import CallsLambda, Said
from tracecot.verification.rules.calls import has_given
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable

_NAME = "<lambda>"


def judge_lambda_called(meaning: CallsLambda, cursor: Cursor, following: Sequence[Said] = ()) -> Judged:
    """The lambda on line 3 is called: with the arguments told next, or else the call of it that comes next is."""
    history = cursor.history
    told = _told_last(cursor) if meaning.line is None else None
    line = meaning.line if told is None else told.line
    if line is None:
        return unreadable("call", "what is called?")
    calls = [
        seq for seq in history.calls.get(_NAME, [])
        if history.events[seq].line == line and (told is None or history.events[seq].text == told.text)
    ]  # fmt: skip
    if cursor.slice is None:
        calls = _not_before(calls, cursor, is_another=told is not None)
    nearest: int | None = None
    for seq in cursor.ahead(calls):
        nearest = seq if nearest is None else nearest
        if has_given(history.events[seq], following, cursor):
            cursor.land(seq)
            return grounded("call", seq)
    if nearest is None:
        return refuted("call", f"no lambda on line {line} is called from here on", reason="not_found")
    event = history.events[nearest]
    given = ", ".join(f"{name}={value.repr if isinstance(value, Plain) else '...'}" for name, value in event.args)
    return refuted("call", f"the lambda on line {line} is called with {shown(given)}", nearest)


def _not_before(calls: Sequence[int], cursor: Cursor, *, is_another: bool) -> list[int]:
    """The call of it that was told last and those after it: one statement makes many, and they have an order."""
    told = max((seq for seq in calls if cursor.is_told(seq)), default=-1)
    return [seq for seq in calls if seq > told or (seq == told and not is_another)]


def _told_last(cursor: Cursor) -> Event | None:
    """The call of the lambda in which what was told last happened."""
    call = cursor.history.call_of.get(cursor.history.events[cursor.at].frame)
    event = None if call is None else cursor.history.events[call]
    return event if event is not None and event.name == _NAME else None
