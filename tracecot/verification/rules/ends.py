"""Judges what a text says the call comes to, when it says no more than the value or the exception."""

import ast
from collections.abc import Sequence

from tracecot.execution import Raised, Returned
from tracecot.values import Plain
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.mentions import judge_answers


def judge_ends(value: Code, answers: Sequence[Code], cursor: Cursor) -> Judged:
    """A value that stands alone: the answer, or not understood."""
    outcome = cursor.history.trace.outcome
    if isinstance(outcome, Raised):
        raised = cursor.history.kinds.get("raise", [])
        if is_raised(value, outcome) and raised:
            return grounded("answer", None, step=False)
        return unreadable("answer", "a value of nothing")
    judged = judge_answers(value, answers, cursor.history)
    return judged if judged.holds else unreadable("answer", "a value of nothing")


def is_raised(value: Code, outcome: Raised) -> bool:
    """Whether the code spells the exception: its type, or a call with its message."""
    match value.node:
        case ast.Name(id=name):
            return name == outcome.type
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=message)], keywords=[]):
            return name == outcome.type and outcome.message in (str(message), repr(message))
    return False


def judge_no_return(history: History) -> Judged:
    """The call doesn't return anything."""
    raised = history.kinds.get("raise", [])
    if isinstance(history.trace.outcome, Raised):
        return grounded("raise", raised[-1] if raised else None)
    return unreadable("return", "the call does return")


def judge_whole(value: Code, answers: Sequence[Code], history: History) -> Judged:
    """A container or text by itself names what the call gives, or what it is given."""
    told = closed_value(value)
    outcome = history.trace.outcome
    known = (
        [given for _, given in history.events[0].args] if history.events and history.events[0].kind == "call" else []
    )
    known += [outcome.value] if isinstance(outcome, Returned) else []
    if told is not None and any(isinstance(each, Plain) and same_value(each, told) for each in known):
        return grounded("mention", None, step=False)
    return unreadable("value", "a value of nothing")
