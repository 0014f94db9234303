"""Judges what is said of the program's text on a line, of parameters, and of what the result is like."""

import ast
from collections.abc import Sized

from tracecot.execution import Returned
from tracecot.syntax import unparsed
from tracecot.values import NotPlain, Plain
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import recorded
from tracecot.verification.executions.history import History
from tracecot.verification.executions.programs import Facts
from tracecot.verification.meanings import InText, IsTrue, Mentions, Stands, Takes, TakesCount, Tells
from tracecot.verification.rules.assignments import judge_stands
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable
from tracecot.verification.rules.mentions import judge_mentions
from tracecot.verification.rules.operands import is_substituted
from tracecot.verification.rules.truth import judge_truth


def judge_takes(meaning: Takes, facts: Facts) -> Judged:
    """`f` takes `xs` and `limit`: these are all its parameters, in this order."""
    functions = facts.functions.get(meaning.function.norm)
    if not functions:
        return unreadable("source", "the program has no function of that name")
    told = [name.norm for name in meaning.names]
    had = [[each.arg for each in _parameters(function.args)] for function in functions]
    if told in had or told in [names[1:] for names in had if names[:1] == ["self"]]:
        return grounded("source", None, step=False)
    return refuted("source", f"it takes {', '.join(had[0]) or 'nothing'}")


def _asks(meaning: InText, cursor: Cursor) -> Judged:
    """Line 8 checks `3 > 8`: it asks so next, whatever comes out."""
    asked = [IsTrue(meaning.code, truth, asked=True) for truth in (True, False)]
    holds = next((each for each in asked if judge_truth(each, meaning.line, cursor.copy()).holds), asked[0])
    return judge_truth(holds, meaning.line, cursor)


def judge_takes_count(meaning: TakesCount, facts: Facts) -> Judged:
    """`f` takes two arguments."""
    functions = facts.functions.get(meaning.function.norm)
    if not functions:
        return unreadable("source", "the program has no function of that name")
    counts = [len(_parameters(function.args)) for function in functions]
    if meaning.count in counts:
        return grounded("source", None, step=False)
    return refuted("source", f"it takes {counts[0]}")


def _parameters(arguments: ast.arguments) -> list[ast.arg]:
    rest = [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *rest]


def judge_in_text(meaning: InText, line: int | None, cursor: Cursor) -> Judged:
    """Line 7 tests `x < limit`: a condition, an iterable or a returned expression with this text stands there."""
    facts = cursor.history.facts
    if meaning.part == "done":
        return _is_done_by(meaning, cursor)
    there = [unparsed(node) for node in _parts_on(facts, meaning.line, meaning.part)]
    if meaning.code.norm in there:
        return grounded("source", None, step=False)
    if meaning.part == "test" and meaning.code.norm not in facts.expressions:  # with values in place of names
        parts = _parts_on(facts, meaning.line, meaning.part)
        if parts and not any(is_substituted(meaning.code, part, cursor.at, cursor.history) for part in parts):
            return unreadable("source", f"line {meaning.line} checks {shown(there[0])}")
        return _asks(meaning, cursor)
    if not there and meaning.part == "test" and meaning.code.sort not in "NL":  # in a comprehension, or a `case`
        return judge_mentions(Mentions(meaning.code), meaning.line, cursor)
    if {f"not {meaning.code.norm}", f"not ({meaning.code.norm})"} & {*there}:
        return unreadable("source", f"line {meaning.line} asks whether it is not so")
    found = f"it is {shown(there[0])}" if there else "nothing such stands there"
    return refuted("source", found, reason="contradicted" if there else "not_found")


def _is_done_by(meaning: InText, cursor: Cursor) -> Judged:
    """Line 4 runs `xs.sort()`, or `x = 3`: the line has this call or statement, perhaps with values in place of names."""
    history, code = cursor.history, meaning.code
    quoted = history.facts.quoted(code.text)
    if quoted and meaning.line in quoted:
        return grounded("source", None, step=False)
    if not isinstance(code.node, ast.Call) and not quoted:
        return judge_stands(Stands(code, done=True), meaning.line, cursor)
    calls = (each for each in history.facts.nodes if isinstance(each, ast.Call))
    there = [each for each in calls if each.lineno <= meaning.line <= (each.end_lineno or each.lineno)]
    moments = (cursor.at, max(history.first_of[history.execution[cursor.at]] - 1, 0))
    if isinstance(code.node, ast.Call) and any(
        is_substituted(code, each, moment, history) for each in there for moment in moments
    ):
        return grounded("source", None, step=False)
    found = "".join(history.facts.lines[max(meaning.line - 1, 0) : meaning.line]).strip()
    return refuted("source", f"line {meaning.line} is {shown(found)}")


def _parts_on(facts: Facts, line: int, part: str) -> list[ast.expr]:
    """The expressions of that sort on the line: the whole condition and what it is joined from."""
    found: list[ast.expr] = []
    for node in facts.nodes:
        if getattr(node, "lineno", 0) != line:
            continue
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) | ast.Assert(test=test):
                found += _joined(test) if part == "test" else []
            case ast.For(iter=over):
                found += [over] if part == "over" else []
            case ast.Return(value=ast.expr() as value):
                found += [value] if part == "result" else []
    return found


def _joined(test: ast.expr) -> list[ast.expr]:
    """A condition and its parts."""
    match test:
        case ast.BoolOp(values=values):
            return [test, *(inner for value in values for inner in _joined(value))]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return [test, *_joined(operand)[1:]]
    return [test]


def judge_tells(meaning: Tells, history: History) -> Judged:
    """The result has 4 items, is a list."""
    outcome = history.trace.outcome
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, Plain):
        return unreadable("answer", "the call gives no value that is known as a whole")
    if meaning.type and outcome.value.type != meaning.type:
        return refuted("answer", f"it is a {outcome.value.type}")
    if meaning.count is not None:
        length = _length(outcome.value.repr)
        if length is None:
            return unreadable("answer", "it has no length")
        if length != meaning.count:
            return refuted("answer", f"it has {length}")
    return grounded("answer", None, step=False)


def _length(text: str) -> int | None:
    """How many items a recorded value has; None of one that has none."""
    try:
        value = recorded(text)
    except NotPlain:
        return None
    return len(value) if isinstance(value, Sized) else None
