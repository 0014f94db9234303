"""Judges how often, in all, lines are executed and functions called."""

import ast

from tracecot.verification.cursor import Cursor
from tracecot.verification.history import History
from tracecot.verification.judging import Judged, grounded, refuted, unreadable
from tracecot.verification.meanings import TimesRun


def judge_times_run(meaning: TimesRun, cursor: Cursor) -> Judged:
    """Line 8 is executed twice; `f` is called three times."""
    history = cursor.history
    if meaning.line is not None:
        runs = runs_of_line(history, meaning.line)
        what = f"line {meaning.line} is executed"
    else:
        runs = _calls(history, "" if meaning.function is None else meaning.function.norm)
        what = "it is called"
    if runs is None:
        return unreadable("summary", "how often can't be told")
    if len(runs) != meaning.count:
        return refuted("summary", f"{what} {len(runs)} times", runs[0] if runs else None)
    return grounded("summary", runs[0] if runs else None, *runs[1:])


def runs_of_line(history: History, line: int) -> list[int] | None:
    """The first event of each execution of the statement on the line; None where that can't be told."""
    inside = [each for each in history.facts.on_line(line) if each.line == line]
    if len(inside) != 1 or isinstance(inside[0].node, ast.For | ast.While | ast.FunctionDef | ast.ClassDef | ast.Try):
        return None
    runs = [first for first in history.first_of if history.statement[first] == inside[0].number]
    silent = isinstance(inside[0].node, ast.Break | ast.Continue | ast.Pass)
    return None if silent and not runs else runs


def _calls(history: History, name: str) -> list[int] | None:
    """The calls of the function; without a name, of the only one that the program has."""
    if not name and len(history.facts.functions) == 1:
        (name,) = history.facts.functions
    return history.calls.get(name) if name in history.facts.functions else None
