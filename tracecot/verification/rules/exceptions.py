"""Judges what is raised, by what, and who catches it."""

import ast

from tracecot.execution import Raised
from tracecot.values import Plain
from tracecot.verification.alternatives import calls_with
from tracecot.verification.code.reading import Code, free_names, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same
from tracecot.verification.executions.history import History
from tracecot.verification.executions.programs import EXCEPTIONS
from tracecot.verification.meanings import Raises
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable
from tracecot.verification.rules.mentions import call_key


def judge_uncaught(cursor: Cursor) -> Judged:
    """Nothing catches it: the execution ends with the exception."""
    if isinstance(cursor.history.trace.outcome, Raised):
        return grounded("raise", cursor.history.kinds.get("raise", [None])[-1])
    return refuted("raise", "the call returns")


def judge_caught(cursor: Cursor) -> Judged:
    """It's caught: after what was raised, a handler begins."""
    history = cursor.history
    if history.events[cursor.at].kind not in ("raise", "catch"):
        return unreadable("raise", "no exception was told before")
    seq = next(cursor.ahead(history.kinds.get("catch", [])), None)
    if seq is None:
        return unreadable("raise", "nothing is caught from here on")
    cursor.land(seq)
    return grounded("raise", seq)


def judge_raises(meaning: Raises, line: int | None, cursor: Cursor) -> Judged:
    """`int(s)` raises ValueError with a message; of another call of the entry point its own execution decides."""
    if (elsewhere := _of_another_call(meaning, cursor.history)) is not None:
        return elsewhere
    history = cursor.history
    kind = "catch" if meaning.caught else "raise"
    wanted = None if meaning.message is None else _message(meaning.message)
    nearest: int | None = None
    for seq in cursor.ahead(history.kinds.get(kind, []), line):
        event = history.events[seq]
        nearest = seq if nearest is None else nearest
        message = event.value.repr if isinstance(event.value, Plain) else ""
        if not _is_kind(event.name, meaning.type) or (wanted is not None and not is_same(message, wanted)):
            continue
        if meaning.cause is not None and not _is_cause(meaning.cause, seq, cursor):
            continue
        cursor.land(seq)
        return grounded("raise", seq)
    if nearest is not None:
        event = history.events[nearest]
        message = event.value.repr if isinstance(event.value, Plain) else "untold"
        return refuted("raise", f"{event.name} with the message {shown(message)} on line {event.line}", nearest)
    return refuted("raise", "no exception from here on", reason="not_found")


def _of_another_call(meaning: Raises, history: History) -> Judged | None:
    """`f('a')` raises TypeError: by what that call did; None for what is not said of another call as a whole."""
    call = meaning.cause
    if call is None or not _is_closed_call(call, history.facts.entry_point) or calls_with(history, call):
        return None
    key = call_key(call)
    if key not in history.outcomes:
        return unreadable("call", "this call was not executed")
    if key not in history.messages:
        return refuted("raise", f"it returns {shown(history.outcomes[key])}")
    kind, message = history.outcomes[key], history.messages[key]
    wanted = None if meaning.message is None else _message(meaning.message)
    if not _is_kind(kind, meaning.type) or (wanted is not None and not is_same(message, wanted)):
        return refuted("raise", f"it raises {kind} with the message {shown(message)}")
    return grounded("raise", None)


def _is_closed_call(code: Code, entry_point: str) -> bool:
    """Whether it calls that function, on values alone."""
    match code.node:
        case ast.Call(func=ast.Name(id=name)) if name == entry_point:
            return free_names(code.node) == {name}
    return False


def _is_cause(cause: Code, seq: int, cursor: Cursor) -> bool:
    """Whether the exception came out of this expression, or left this function."""
    history = cursor.history
    if cause.norm in _texts_around(seq, cursor):
        return True
    called = _called(cause)
    if called and called == _called(read_code(history.events[seq].text)):
        return True  # with values in place of names
    if cause.norm == history.facts.entry_point:
        return isinstance(history.trace.outcome, Raised) and seq == history.kinds["raise"][-1]
    return cause.norm == history.events[seq].function.rpartition(".")[2]


def _called(code: Code) -> str:
    match code.node:
        case ast.Call(func=function):
            return ast.unparse(function)
        case ast.Subscript(value=owner):
            return ast.unparse(owner)
    return ""


def _message(code: Code) -> str | None:
    return closed_value(code) or repr(code.text)


def _is_kind(actual: str, named: str) -> bool:
    return actual == named or (
        named in EXCEPTIONS.get(actual, ()) and named not in ("Exception", "BaseException", "object")
    )


def _texts_around(seq: int, cursor: Cursor) -> set[str]:
    event = cursor.history.events[seq]
    node = read_code(event.text).node
    texts = {read_code(event.text).norm, event.text}
    return texts | ({ast.unparse(part) for part in ast.walk(node) if isinstance(part, ast.expr)} if node else set())
