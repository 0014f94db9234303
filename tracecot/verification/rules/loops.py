"""Judges how often loops run, over what, and how they end."""

import ast
from bisect import bisect_left
from collections.abc import Sequence

from tracecot.syntax import unparsed
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, text_at
from tracecot.verification.executions.history import LoopRun
from tracecot.verification.meanings import LoopEnds, LoopEntered, LoopRuns, Said, Stands
from tracecot.verification.rules.breaking import is_broken_on
from tracecot.verification.rules.judging import Judged, grounded, refuted, unreadable

NEAR = 200  # events or loops of one kind that are looked at


def judge_loop_runs(meaning: LoopRuns, line: int | None, cursor: Cursor) -> Judged:
    """The loop goes through the 5 items of `words`: told on entering, it looks ahead."""
    where = meaning.line if meaning.line is not None else line
    history = cursor.history
    if meaning.same:
        if cursor.loop is None:
            return unreadable("iteration", "of which loop?")
        loops = [cursor.loop]
    else:
        loops = [loop for loop in _entered_next(where, cursor) if _is_such_loop(loop, meaning, cursor)]
    if not loops:
        return refuted("iteration", "no such loop runs from here on", reason="not_found")
    loop = loops[0]
    cursor.begin(loop)
    cursor.loop = loop
    if meaning.count is not None and len(loop.passes) != meaning.count:
        return refuted(
            "iteration",
            f"the loop on line {loop.line} makes {len(loop.passes)} passes",
            min(loop.start, history.length - 1),
        )
    return grounded("iteration", loop.passes[0] if loop.passes else min(loop.end, history.length - 1))


def judge_loop_entered(meaning: LoopEntered, line: int | None, cursor: Cursor) -> Judged:
    """The while loop is entered: the next one makes a pass."""
    loops = _entered_next(meaning.line if meaning.line is not None else line, cursor)
    if not loops or cursor.slice is not None:
        return unreadable("iteration", "of which loop?")
    loop = loops[0]
    if not loop.passes:
        return refuted(
            "iteration", f"the loop on line {loop.line} makes no pass", min(loop.end, cursor.history.length - 1)
        )
    cursor.begin(loop)
    cursor.loop = loop
    return grounded("iteration", loop.passes[0])


def _entered_next(line: int | None, cursor: Cursor) -> list[LoopRun]:
    """The loops that begin from here on, nearest first; those of comprehensions last."""
    history = cursor.history
    execution = history.execution[cursor.at]
    low = min(cursor.floor, history.first_of[execution])
    found = [
        loop for loop in history.loops.values()
        if loop.start >= cursor.floor or (loop.start >= low and history.execution[loop.start] == execution)
        or cursor.slice is not None
    ]  # fmt: skip
    found = [loop for loop in found if line is None or loop.line == line]
    inside = [
        loop
        for loop in found
        if all(
            loop.start < scope.high or cursor.may_leave_for(loop.start)
            for scope in cursor.scopes
            if loop.start < history.length
        )
    ]
    found = sorted(inside, key=lambda loop: (loop.is_comprehension, _is_elsewhere(loop, cursor), loop.entered))[:NEAR]
    return _own_first(found, cursor)


def _own_first(found: list[LoopRun], cursor: Cursor) -> list[LoopRun]:
    """Of a loop in a recursive function the run of the call that the text is in, where that of its caller is under way."""
    first, frame = next(iter(found), None), cursor.history.events[cursor.at].frame
    if first is None or first.frame == frame or first.entered >= cursor.floor or cursor.slice is not None:
        return found
    own = next((loop for loop in found if loop.statement == first.statement and loop.frame == frame), None)
    return found if own is None else [own, *[loop for loop in found if loop is not own]]


def _is_elsewhere(loop: LoopRun, cursor: Cursor) -> bool:
    """Whether a generator that sleeps here must go on before it gets to the loop, which nobody told."""
    history = cursor.history
    if loop.frame == history.events[cursor.at].frame:
        return False
    resumes = history.kinds.get("resume", [])
    places = range(bisect_left(resumes, cursor.at + 1), bisect_left(resumes, loop.entered))
    return any(history.events[resumes[place]].frame == loop.frame for place in places)


def _is_such_loop(loop: LoopRun, meaning: LoopRuns, cursor: Cursor) -> bool:
    if meaning.over is not None and not _walks(loop, meaning.over, meaning.count, cursor):
        return False
    if meaning.condition is not None:
        node = cursor.history.facts.statements[loop.statement].node
        return isinstance(node, ast.While) and unparsed(node.test) == meaning.condition.norm
    return True


def _walks(loop: LoopRun, over: Code, count: int | None, cursor: Cursor) -> bool:
    """Whether the loop walks over that: by its text, or by a value that its iterable has."""
    history = cursor.history
    node = history.facts.statements[loop.statement].node if loop.statement >= 0 else None
    iterable = unparsed(node.iter) if isinstance(node, ast.For) else ""
    if over.norm == iterable:
        return True
    if isinstance(node, ast.For) and over.norm in {
        unparsed(part) for part in ast.walk(node.iter) if isinstance(part, ast.expr)
    }:
        return True
    if loop.is_comprehension and loop.passes:
        return over.norm in history.events[loop.end].text if loop.end < history.length else True
    here = max(loop.start - 1, 0)
    wanted = closed_value(over) or text_at(history, over, here)
    return wanted is not None and bool(iterable) and is_same(wanted, text_at(history, read_code(iterable), here))


def judge_loop_ends(meaning: LoopEnds, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
    """The loop ends: of those that run, the innermost whose end fits what is said next."""
    history = cursor.history
    running = [scope.loop for scope in reversed(cursor.scopes)] or ([cursor.loop] if cursor.loop is not None else [])
    ahead = sorted(
        (loop for loop in history.loops.values() if loop.end >= cursor.floor and not loop.is_comprehension),
        key=lambda loop: loop.end,
    )
    loops = list(dict.fromkeys(loop.number for loop in [*running, *ahead][:NEAR]))
    found = [history.loops[number] for number in loops if cursor.floor <= history.loops[number].end < history.length]
    if meaning.which == "outer":
        found = [
            loop
            for loop in found
            if not any(
                isinstance(history.facts.statements[parent].node, ast.For | ast.While)
                for parent in history.facts.statements[loop.statement].parents
            )
        ]
    where = meaning.line if meaning.line is not None else line
    if where is not None:
        found = [loop for loop in found if loop.line == where]
    if meaning.how:
        found = [
            loop for loop in found if loop.why == meaning.how or (meaning.how == "early" and loop.why != "exhausted")
        ]
    if meaning.over is not None:
        found = [loop for loop in found if _walks(loop, meaning.over, None, cursor)]
    if meaning.how == "broken":
        found = [loop for loop in found if _ends_in_the_pass(loop, cursor)]
    if meaning.at is not None:
        found = [loop for loop in found if is_broken_on(meaning.at, loop, history)]
    if meaning.after is not None:
        under_way = [loop for loop in found if loop in running and loop.line == where]
        found = [loop for loop in under_way[:1] or found if len(loop.passes) == meaning.after]
    if not found:
        here = running[0] if running else None
        how = "" if here is None else f"the loop on line {here.line} makes {len(here.passes)} passes and is {here.why}"
        return refuted(
            "iteration", how or "no loop ends from here on", here.end if here and here.end < history.length else None
        )
    loop = next((each for each in found if _leaves(each, following, cursor)), found[0])
    cursor.floor = max(cursor.floor, loop.end)
    cursor.at = loop.end
    cursor.scopes = tuple(
        scope for scope in cursor.scopes if scope.low <= loop.end < scope.high and scope.loop.number != loop.number
    )
    cursor.stretch = None
    cursor.loop = None if not cursor.scopes else cursor.scopes[-1].loop
    return grounded("iteration", loop.end)


def _ends_in_the_pass(loop: LoopRun, cursor: Cursor) -> bool:
    """Whether the loop's end lies in the passes that are named: its own last one, or one of a loop around it."""
    return all(
        scope.number == len(loop.passes) if scope.loop.number == loop.number else loop.end <= scope.high
        for scope in cursor.scopes
    )


def _leaves(loop: LoopRun, following: Sequence[Said], cursor: Cursor) -> bool:
    for said in following[:2]:
        if isinstance(said.meaning, Stands) and said.meaning.code.value is not None:
            wanted = closed_value(said.meaning.code.value)
            target = said.meaning.code.targets[0]
            if wanted is not None and not is_same(text_at(cursor.history, target, loop.end), wanted):
                return False
    return True
