"""Judges whether what is told now leaves the function or the pass, and which parts of the program are never reached."""

import ast

from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.history import History, LoopRun, same_value
from tracecot.verification.executions.silent_lines import led_to
from tracecot.verification.meanings import GoesOn, LoopElse, NeverCalled, NthCondition
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.nearby import pass_at


def judge_leaving(meaning: GoesOn | LoopElse | NeverCalled | NthCondition, cursor: Cursor) -> Judged:
    """What is said is shown by what happens here, or isn't understood."""
    match meaning:
        case GoesOn(how="returns"):
            return _returns(cursor)
        case GoesOn(how="continues"):
            return _continues(cursor)
        case GoesOn():
            return _goes_on(cursor)
        case LoopElse(runs=runs):
            return _loop_else(runs, cursor)
        case NeverCalled(name=name):
            return _never_called(name, cursor)
        case NthCondition():
            return _nth_condition(meaning, cursor)


def _returns(cursor: Cursor) -> Judged:
    """The function returns here: nothing but its return follows what was told."""
    history = cursor.history
    back = history.returns.get(history.events[cursor.at].frame)
    if cursor.slice is not None or back is None:
        return unreadable("return", "of which function?")
    between = range(history.last_of[history.execution[cursor.at]] + 1, back)
    if any(not _is_of_return(seq, history) for seq in between):
        return unreadable("return", "something else comes before it")
    cursor.land(back)
    return grounded("return", back)


def _is_of_return(seq: int, history: History) -> bool:
    """Whether the event belongs to a `return`, or to what it leaves."""
    number = history.statement[seq]
    node = history.facts.statements[number].node if number >= 0 else None
    return isinstance(node, ast.Return) or history.events[seq].kind in ("loop_end", "exit")


def _goes_on(cursor: Cursor) -> Judged:
    """It continues: the function does something else after what was told, beside returning."""
    history = cursor.history
    frame = history.events[cursor.at].frame
    if cursor.slice is not None:
        return unreadable("branch", "of which function?")
    begin = history.last_of[history.execution[cursor.at]] + 1
    follower = next((seq for seq in range(begin, history.length) if history.events[seq].frame == frame), None)
    if follower is None or history.events[follower].kind in ("return", "raise"):
        return unreadable("branch", "nothing follows here")
    return grounded("branch", None, step=False)


def _continues(cursor: Cursor) -> Judged:
    """`continue` runs in the pass that is told."""
    history, scope = cursor.history, pass_at(cursor)
    if scope is None or cursor.slice is not None:
        return unreadable("branch", "in which pass?")
    for each in history.facts.statements:
        if isinstance(each.node, ast.Continue):
            for seq in led_to(each, history) or ():
                if scope.low <= seq < scope.high and seq >= cursor.floor - 1:
                    cursor.land(seq)
                    return grounded("branch", seq)
    return unreadable("branch", "no `continue` is known to run here")


def _loop_else(runs: bool, cursor: Cursor) -> Judged:
    """The `else` of the loop: it runs when the loop isn't broken off."""
    history = cursor.history
    statements = history.facts.statements
    with_else = {each.number for each in statements if isinstance(each.node, ast.For | ast.While) and each.node.orelse}
    running = [scope.loop for scope in reversed(cursor.scopes)] + ([cursor.loop] if cursor.loop is not None else [])
    found: list[LoopRun] = [loop for loop in running if loop.statement in with_else]
    if not found:
        found = [loop for loop in history.loops.values() if loop.statement in with_else]
        found = found if len(found) == 1 else []
    if not found or found[0].why not in ("exhausted", "broken", "returned"):
        return unreadable("branch", "of which loop?")
    passes = [scope for scope in cursor.scopes if scope.loop.number == found[0].number]
    if runs and any(scope.number < len(scope.loop.passes) for scope in passes):
        return unreadable("branch", "not in this pass")
    if (found[0].why == "exhausted") is not runs:
        return unreadable("branch", f"the loop was {found[0].why}")
    return grounded("branch", min(found[0].end, history.length - 1), step=False)


def _never_called(name: str, cursor: Cursor) -> Judged:
    """`center` is never called, though the program's text calls it."""
    history = cursor.history
    named = any(
        isinstance(node, ast.Call) and name in (getattr(node.func, "attr", ""), getattr(node.func, "id", ""))
        for node in history.facts.nodes
    )
    if not named or history.methods.get(name) or history.calls.get(name):
        return unreadable("summary", "it is called, or the program has no such call")
    return grounded("summary", None, step=False)


def _nth_condition(meaning: NthCondition, cursor: Cursor) -> Judged:
    """The first condition of the pass holds; the second isn't asked."""
    history, scope = cursor.history, pass_at(cursor)
    if scope is None or cursor.slice is not None:
        return unreadable("branch", "in which pass?")
    frame = history.events[scope.low].frame
    asked = [
        seq for seq in history.kinds.get("branch", [])
        if scope.low <= seq < scope.high and history.events[seq].frame == frame
        and history.events[seq].why not in ("while", "and", "or", "comp_if")
    ]  # fmt: skip
    if meaning.truth is None:
        if 0 < len(asked) <= meaning.place:
            return grounded("branch", asked[-1], step=False)
        return unreadable("branch", "it is asked here, or nothing is")
    if meaning.place >= len(asked) or not same_value(history.events[asked[meaning.place]].value, str(meaning.truth)):
        return unreadable("branch", "it is not so here")
    if asked[meaning.place] >= cursor.floor:
        cursor.land(asked[meaning.place])
    return grounded("branch", asked[meaning.place])
