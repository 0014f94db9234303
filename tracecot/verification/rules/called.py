"""What calls of the program's own functions give, by their arguments."""

import ast

from tracecot.evaluation import evaluate
from tracecot.operations import NotEvaluable
from tracecot.syntax import unparsed
from tracecot.values import NotPlain, Plain, canonical
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import text_at
from tracecot.verification.executions.history import same_value
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown_event, unreadable


def called_with(subject: Code, cursor: Cursor) -> list[str] | None:
    """The arguments' texts, if the code calls a function of the program with closed arguments."""
    match subject.node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in cursor.history.calls:
            try:
                return [canonical(evaluate(argument)) for argument in args]
            except (NotEvaluable, NotPlain):
                return None
    return None


def call_gives(subject: Code, arguments: list[str], wanted: str | None, cursor: Cursor) -> Judged:
    """A call of the program's own function with these arguments gives this."""
    history = cursor.history
    name = subject.norm.partition("(")[0]
    calls = [
        seq for seq in history.calls.get(name, ())
        if [value.repr if isinstance(value, Plain) else "" for _, value in history.events[seq].args][: len(arguments)]
        == arguments
    ]  # fmt: skip
    if not calls and name == history.facts.entry_point:
        return unreadable("call", "this call was not executed")
    if not calls:
        return refuted("call", f"`{name}` is not called with these arguments", reason="not_found")
    back = [history.returns[history.events[seq].frame] for seq in calls if history.events[seq].frame in history.returns]
    for seq in cursor.ahead(sorted(back)):
        if wanted is not None and same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded("return", seq)
    if back:
        return refuted("return", shown_event(history.events[back[0]]), back[0])
    return refuted("return", f"`{name}` raises there")


def called_at(subject: Code, cursor: Cursor) -> list[str] | None:
    """The arguments' texts at the moment, if the code calls a function of the program with a text of its own."""
    match subject.node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in cursor.history.calls and args:
            texts = [text_at(cursor.history, read_code(unparsed(argument)), cursor.at) for argument in args]
            if subject.norm in cursor.history.by_text:
                return None
            return [text for text in texts if text is not None] if all(text is not None for text in texts) else None
    return None
