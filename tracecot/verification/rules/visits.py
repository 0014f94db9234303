"""Judges how often a line has run by now, what runs next, what never runs, and of which type a value is."""

import ast

from tracecot.operations import NotEvaluable
from tracecot.syntax import unparsed
from tracecot.verification.code.reading import Code, normal
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import object_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.executions.silent_lines import led_to, silent_on
from tracecot.verification.meanings import IsA, NeverRuns, NextLine, NthTime, TypeIs
from tracecot.verification.questions import is_telling, line_after, seen
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable


def judge_nth_time(meaning: NthTime, cursor: Cursor) -> Judged:
    """This is the 2nd time that line 5 runs: so many executions of it have begun by now."""
    history = cursor.history
    if (silent := silent_on(meaning.line, history)) is not None:
        return _silent_nth_time(meaning, led_to(silent, history), cursor)
    begun = seen(meaning.line, cursor.at, history)
    if not begun:
        return refuted("iteration", f"line {meaning.line} has not run yet", reason="not_found")
    if len(begun) != meaning.number:
        times = "once" if len(begun) == 1 else f"{len(begun)} times"
        return refuted("iteration", f"line {meaning.line} has run {times} by now", history.first_of[begun[-1]])
    if begun[-1] not in history.open_at(cursor.at):
        if _is_of_the_pass(begun[-1], cursor):
            return unreadable("iteration", "more was told since then")
        told = history.facts.statements[history.statement[cursor.at]].line if history.statement[cursor.at] >= 0 else 0
        return refuted("iteration", f"what is told happens on line {told}", cursor.at)
    return grounded("iteration", history.first_of[begun[-1]], step=False)


def _is_of_the_pass(execution: int, cursor: Cursor) -> bool:
    """Whether the execution of the statement was told in the pass that the text speaks of."""
    first, last = cursor.history.first_of[execution], cursor.history.last_of[execution]
    in_pass = all(scope.low <= first < scope.high for scope in cursor.scopes)
    return in_pass and any(cursor.is_told(seq) for seq in range(first, last + 1))


def _silent_nth_time(meaning: NthTime, led: list[int] | None, cursor: Cursor) -> Judged:
    """The same of a line of which nothing is recorded."""
    if led is None:
        return unreadable("iteration", "nothing is recorded of that line")
    begun = [seq for seq in led if seq <= cursor.at]
    if len(begun) != meaning.number:
        return refuted(
            "iteration", f"line {meaning.line} has run {len(begun)} times by now", begun[-1] if begun else None
        )
    return grounded("iteration", begun[-1], step=False)


def judge_next_line(meaning: NextLine, cursor: Cursor) -> Judged:
    """Line 7 runs next: the condition told last leads there, or what happens next in the function does."""
    history = cursor.history
    execution = history.execution[cursor.at]
    if cursor.branch is not None and history.execution[cursor.branch] == execution:
        after = line_after(cursor.branch, history)
        if after is not None:
            if after == meaning.line:
                return grounded("line", cursor.branch, step=False)
            return refuted("line", f"line {after} runs next", cursor.branch)
    return _by_events(meaning.line, execution, history)


def _by_events(line: int, execution: int, history: History) -> Judged:
    last = history.last_of[execution]
    frame = history.events[last].frame
    for seq in range(last + 1, history.length):
        if history.events[seq].frame == frame and history.statement[seq] >= 0 and history.execution[seq] != execution:
            after = history.facts.statements[history.statement[seq]].line
            if after == line:
                return grounded("line", seq, step=False)
            here = [each.node for each in history.facts.on_line(line)]
            if here and is_telling(here[-1]):
                return refuted("line", f"line {after} runs next", seq)
            return unreadable("line", "nothing is recorded of that line")
    return refuted("line", "nothing runs after it in this function", reason="not_found")


def judge_never_runs(meaning: NeverRuns, cursor: Cursor) -> Judged:
    """Line 7 never runs: nothing of it happens in the whole execution, and the condition named always led past it."""
    history = cursor.history
    if meaning.condition is not None and (wrong := _led_there(meaning.condition, meaning, history)) is not None:
        return wrong
    numbers = {each.number for each in history.facts.statements if each.line == meaning.line}
    if not numbers:
        return refuted("line", f"there is no statement on line {meaning.line}", reason="not_found")
    seq = next((seq for seq in range(history.length) if history.statement[seq] in numbers), None)
    if seq is not None:
        return refuted("line", f"line {meaning.line} runs", seq)
    if (silent := silent_on(meaning.line, history)) is not None and (led := led_to(silent, history)) is not None:
        return refuted("line", f"line {meaning.line} runs", led[0]) if led else grounded("line", None, step=False)
    if not all(is_telling(history.facts.statements[number].node) for number in numbers):
        return unreadable("line", "nothing is recorded of that line")
    return grounded("line", None, step=False)


def _led_there(condition: Code, meaning: NeverRuns, history: History) -> Judged | None:
    """What is wrong about a condition that is said to stand over the line, and never to lead there; None where nothing."""
    over = _over(condition, meaning, history)
    asked = [
        seq for seq in history.kinds.get("branch", [])
        if history.statement[seq] in over and history.events[seq].why in ("if", "while")
    ]  # fmt: skip
    if not asked:
        return refuted(
            "branch", f"{shown(condition.text)} does not decide over line {meaning.line}", reason="not_found"
        )
    so = next((seq for seq in asked if same_value(history.events[seq].value, str(meaning.truth))), None)
    return None if so is None else refuted("branch", shown_event(history.events[so]), so)


def _over(condition: Code, meaning: NeverRuns, history: History) -> set[int]:
    """The numbers of the statements that lead to the line where this condition is so, and not where it isn't."""
    found: set[int] = set()
    for inner in (each for each in history.facts.statements if each.line == meaning.line):
        for number in reversed(inner.parents):
            outer = history.facts.statements[number]
            if isinstance(outer.node, ast.If | ast.While) and normal(unparsed(outer.node.test)) == condition.norm:
                arm = outer.node.body if meaning.truth else outer.node.orelse
                found |= {number} if inner.node in arm else set()
            inner = outer
    return found


def judge_type(meaning: TypeIs, cursor: Cursor) -> Judged:
    """Its type is `list`: of what the claim before told, where that was the subject's own value."""
    history = cursor.history
    told = [seq for seq in cursor.last if _gives(seq, meaning.subject, history)]
    value = history.events[told[-1]].value if told else None
    if value is not None:
        kind = value.type
    else:
        try:
            kind = type(object_at(history, meaning.subject, cursor.at)).__name__
        except NotEvaluable:
            return unreadable("value", f"{meaning.subject.text[:40]} has no value here that we can tell")
    if kind == meaning.type:
        return grounded("state", told[-1] if told else None, step=False)
    return refuted("state", f"{shown(meaning.subject.text)} is of type {kind}")


def _gives(seq: int, subject: Code, history: History) -> bool:
    """Whether the event gives the subject its value, or comes back from the call that it is."""
    event = history.events[seq]
    if event.kind in ("return", "yield"):
        return isinstance(subject.node, ast.Call)
    return subject.norm in (normal(event.text), normal(event.name))


def judge_is_a(meaning: IsA, cursor: Cursor) -> Judged:
    """`total` is a number: what it is now is of such a type."""
    try:
        kind = type(object_at(cursor.history, meaning.subject, cursor.at)).__name__
    except NotEvaluable:
        return unreadable("state", f"{meaning.subject.text[:40]} has no value here that we can tell")
    if kind == "bool" and "int" in meaning.types:
        return unreadable("state", f"{shown(meaning.subject.text)} is a bool, which is an int too")
    if kind in meaning.types:
        return grounded("state", None, step=False)
    return refuted("state", f"{shown(meaning.subject.text)} is of type {kind} here")
