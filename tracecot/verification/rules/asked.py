"""Judges what a text says of how a condition came out, by its words or by its value."""

import ast

from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.history import History
from tracecot.verification.executions.programs import comparisons_in
from tracecot.verification.meanings import Equals, IsTrue
from tracecot.verification.records import Refuted
from tracecot.verification.rules.candidates import is_of_the_next
from tracecot.verification.rules.equality import judge_equals
from tracecot.verification.rules.equivalents import is_same_always, judge_unasked, sign_between, text_of
from tracecot.verification.rules.judging import Judged, refuted, shown
from tracecot.verification.rules.truth import condition_in, its_value, judge_truth


def judge_condition(meaning: IsTrue, line: int | None, cursor: Cursor) -> Judged:
    """`n > 1` is false: it is so here, and the program asks it."""
    condition = condition_in(meaning.condition) if meaning.asked else None
    unasked = None if condition is None else judge_unasked(condition, meaning.truth, cursor)
    if unasked is not None and isinstance(unasked.finding, Refuted):
        return unasked
    judged = _judged(meaning, line, cursor)
    if unasked is None and condition is not None and judged.holds and judged.kind == "state":
        unasked = _asked_there(condition, line, cursor)  # it is so, but no evaluation showed it
    return unasked if unasked is not None and judged.holds else judged


def _asked_there(condition: Code, line: int | None, cursor: Cursor) -> Judged | None:
    """The finding on a condition that the program has, where it asks something else of the same things here or next."""
    if not isinstance(condition.node, ast.Compare) or len(condition.node.ops) != 1 or cursor.slice is not None:
        return None
    history, (told,) = cursor.history, comparisons_in(condition.node)
    for asked in history.facts.comparisons:
        if sign_between(told, asked, cursor.at, history) is None or is_same_always(told, asked, cursor.at, history):
            continue
        seq = next(cursor.ahead(history.by_text.get(text_of(asked), []), line), None)
        if seq is not None and (history.execution[seq] == history.execution[cursor.at] or is_of_the_next(seq, cursor)):
            return refuted("branch", f"the program asks {shown(text_of(asked))} there", seq)
    return None


def _judged(meaning: IsTrue, line: int | None, cursor: Cursor) -> Judged:
    """Whether it is so, whoever asks."""
    if meaning.value is None:
        return judge_truth(meaning, line, cursor)
    told = judge_equals(Equals(meaning.condition, meaning.value), line, cursor)
    is_told = told.holds or _is_only_a_value(meaning.condition, cursor.history)
    return its_value(told if is_told else judge_truth(meaning, line, cursor), meaning.value, cursor.history)


def _is_only_a_value(code: Code, history: History) -> bool:
    """Whether the program works `a or b` out and never decides by it: then its value is what counts."""
    known = [history.events[seq].kind for seq in history.by_text.get(code.norm, ())]
    return isinstance(code.node, ast.BoolOp) and "value" in known and "branch" not in known
