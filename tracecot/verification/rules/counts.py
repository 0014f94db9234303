"""Judges how often, in all, lines are executed and functions called."""

import ast

from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.history import History
from tracecot.verification.meanings import Never, Operations, TimesRun
from tracecot.verification.rules.judging import Judged, grounded, refuted, unreadable
from tracecot.verification.rules.loops import NEAR


def judge_times_run(meaning: TimesRun, cursor: Cursor) -> Judged:
    """Line 8 is executed twice; `f` is called three times."""
    history = cursor.history
    if meaning.line is not None:
        runs = runs_of_line(history, meaning.line)
        what = f"line {meaning.line} is executed"
    else:
        runs = _calls(history, "" if meaning.function is None else meaning.function.norm, meaning.helper)
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


def _calls(history: History, name: str, helper: bool) -> list[int] | None:
    """The calls of the function; without a name, of the only one that the program has, or that helps."""
    functions = set(history.facts.functions) - ({history.facts.entry_point} if helper else set())
    if not name and len(functions) == 1:
        (name,) = functions
    return history.calls.get(name) if name in history.facts.functions else None


def judge_rounds(count: int, cursor: Cursor) -> Judged:
    """After five passes: those of the loop that is told, or up to this one."""
    history = cursor.history
    if cursor.slice is not None:
        return unreadable("iteration", "of which loop?")
    running = [scope.loop for scope in reversed(cursor.scopes)] + ([cursor.loop] if cursor.loop is not None else [])
    others = [loop for loop in history.loops.values() if not loop.is_comprehension]
    loops = running or (others[:NEAR] if len({loop.statement for loop in others}) == 1 else [])
    for loop in loops[:1] if not cursor.scopes else loops:
        if len(loop.passes) == count and loop.end >= cursor.floor:
            return grounded("iteration", loop.passes[-1] if loop.passes else None)
    if cursor.scopes and cursor.scopes[-1].number == count:
        return grounded("iteration", cursor.scopes[-1].loop.passes[count - 1])
    return unreadable("iteration", "no loop that is told makes so many passes")


def judge_last_line(runs: bool, history: History) -> Judged:
    """The last line of the function that is called is executed, or not."""
    functions = history.facts.functions.get(history.facts.entry_point)
    if not functions:
        return unreadable("line", "of which function?")
    line = functions[0].body[-1].lineno
    seqs = runs_of_line(history, line)
    if seqs is None:
        return unreadable("line", "whether it runs can't be told")
    if bool(seqs) is not runs:
        return refuted("line", f"line {line} is {'' if seqs else 'not '}executed", seqs[0] if seqs else None)
    return grounded("line", seqs[0] if seqs else None, step=False)


def judge_in_all(meaning: Operations | Never, history: History) -> Judged:
    """Three additions; `break` is never executed."""
    if isinstance(meaning, Never):
        return _never(meaning, history)
    kept = [seq for seq in history.kinds.get("bind", []) if _keeps(history, seq, meaning.operator)]
    made = kept or history.shapes().get(meaning.operator, [])
    if len(made) != meaning.count:
        return unreadable("summary", f"{len(made)} are recorded, and others may be meant")
    return grounded("summary", made[0] if made else None, *made[1:])


def _keeps(history: History, seq: int, operator: str) -> bool:
    """Whether the binding is that of an assignment such as `x += 1`."""
    number = history.statement[seq]
    node = history.facts.statements[number].node if number >= 0 else None
    return isinstance(node, ast.AugAssign) and type(node.op).__name__ == operator


def _no_early_return(history: History) -> Judged:
    """The return is not taken: of those in the function that is called none but the last is executed."""
    functions = history.facts.functions.get(history.facts.entry_point)
    lines = [node.lineno for node in ast.walk(functions[0]) if isinstance(node, ast.Return)] if functions else []
    runs = [runs_of_line(history, line) for line in sorted(lines)[:-1]]
    if not runs or any(each is None or each for each in runs):
        return unreadable("summary", "there is none before the last, or one is executed")
    return grounded("summary", None, step=False)


def _never(meaning: Never, history: History) -> Judged:
    if meaning.code.text == "break":
        broken = next((loop.end for loop in history.loops.values() if loop.why == "broken"), None)
        has_one = any(isinstance(node, ast.Break) for node in history.facts.nodes)
        if broken is not None or not has_one:
            return unreadable("summary", "a loop ends by a break, or the program has none")
        return grounded("summary", None, step=False)
    if meaning.code.text == "return":
        return _no_early_return(history)
    lines = history.facts.quoted(meaning.code.text) if meaning.line is None else [meaning.line]
    runs = [runs_of_line(history, line) for line in lines]
    if not runs or any(each is None for each in runs):
        return unreadable("summary", "whether it is executed can't be told")
    first = next((each[0] for each in runs if each), None)
    if first is not None:
        return refuted("summary", "it is executed", first)
    return grounded("summary", None, step=False)
