"""Judges which pass of which loop a text speaks of."""

import ast
from collections.abc import Sequence

from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, text_at
from tracecot.verification.executions.history import LoopRun, same_value
from tracecot.verification.meanings import InPass, Said, Stands
from tracecot.verification.rules.judging import Judged, grounded, refuted, unreadable
from tracecot.verification.rules.loops import NEAR


def loops_to_tell(cursor: Cursor, line: int | None) -> list[LoopRun]:
    """The loops that may be spoken of: one whose beginning was told last, those that run, innermost first, those ahead.

    Before all of them comes a comprehension of which values were just listed.
    """
    running = [scope.loop for scope in reversed(cursor.scopes)]
    if cursor.stretch is not None and cursor.stretch[0].is_comprehension:
        running = [cursor.stretch[0], *running]
    begun = [cursor.loop] if cursor.loop is not None and cursor.loop not in running else []
    found = [*begun, *running]
    ahead = [loop for loop in cursor.history.loops.values() if loop.end >= cursor.floor or cursor.slice is not None]
    statements = [loop for loop in ahead if not loop.is_comprehension]
    found += sorted(statements, key=lambda loop: loop.start) + [loop for loop in ahead if loop.is_comprehension]
    unique = list({loop.number: loop for loop in found}.values())[:NEAR]
    return [loop for loop in unique if line is None or loop.line == line]


def _is_here(meaning: InPass, cursor: Cursor) -> Judged:
    """This is the last pass: the innermost one that is told."""
    scope = cursor.scopes[-1] if cursor.scopes else None
    if scope is None or scope.number != (meaning.number or len(scope.loop.passes)):
        return unreadable("iteration", "it is not the pass that is told")
    return grounded("iteration", None, step=False)


def judge_pass(meaning: InPass, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
    """Pass 3: the loop is the one in which what is said next holds."""
    if meaning.here:
        return _is_here(meaning, cursor)
    found: list[tuple[LoopRun, int]] = []
    for loop in loops_to_tell(cursor, meaning.line):
        number = _number(meaning, loop, cursor)
        if number is not None and 1 <= number <= len(loop.passes) and may_begin(loop, number, cursor):
            found.append((loop, number))
    if meaning.which:
        found = _narrowed(meaning.which, found, cursor)
    if (begun := _just_begun(meaning.line, cursor)) is not None:
        found = [each for each in found if each[0] is begun]
    ended = _ended(meaning, cursor)
    if ended is not None and not (found := [each for each in found if _is_begun(each[0], ended, cursor)]):
        return refuted("iteration", f"the loop on line {ended.line} is over", ended.end, "out_of_order")
    anew = [each for each in found if meaning.begins and _begins_anew(*each, following, cursor)]
    if anew and len(anew) == len(found) and not _runs_once_more(*found[0], cursor):
        return _next_of(*found[0], cursor)
    found = [each for each in found if each not in anew] or found
    if not found:
        return _no_pass(meaning, cursor)
    if meaning.only and cursor.stretch is None:
        return unreadable("summary", "the only one of which passes?")
    if meaning.only and (cursor.stretch is None or cursor.failing != (meaning.number,)):
        return refuted("summary", "it isn't the only pass that differs")
    fitting = next((each for each in found if _fits(each, following, cursor)), None)
    loop, number = fitting or found[0]
    if fitting is None and _is_told_late(loop, number, following, cursor):
        return refuted(
            "iteration", "what happens in that pass was told before", loop.passes[number - 1], "out_of_order"
        )
    cursor.enter(loop, number)
    if fitting is None and not meaning.only:  # the only pass that differs is the one that the summary excepted
        near = sorted(range(1, len(loop.passes) + 1), key=lambda k: abs(k - number))[1:NEAR]
        other = next((k for k in near if _fits((loop, k), following, cursor)), None)
        if other is not None:
            return refuted("iteration", f"that is pass {other}", loop.passes[other - 1])
        if _is_of_another_loop(loop, following, cursor):
            return refuted(
                "iteration", "that pass was told before, or comes later", loop.passes[number - 1], "out_of_order"
            )
    begins = loop.passes[number - 1]
    end = cursor.header_end(loop, number)
    return grounded("iteration", begins, *range(begins + 1, end + 1))


def _just_begun(line: int | None, cursor: Cursor) -> LoopRun | None:
    """The run of the loop on the line that the text has begun, where it has told no pass of it."""
    loop = cursor.loop
    if loop is None or loop.line != line or cursor.slice is not None or cursor.stretch is not None:
        return None
    first = loop.passes[0] if loop.passes else loop.end
    is_told = cursor.told >> first & (1 << max(loop.end - first, 0)) - 1
    return None if is_told or cursor.at >= loop.end else loop


def _ended(meaning: InPass, cursor: Cursor) -> LoopRun | None:
    """The loop that was told to be over last, where the label may be of a pass of it, and of no loop's first."""
    if cursor.slice is not None or meaning.number is None or meaning.number < 2 or meaning.line is not None:
        return None
    loops = (loop for loop in cursor.history.loops.values() if loop.end == cursor.at and not loop.is_comprehension)
    return next((loop for loop in loops if len(loop.passes) >= meaning.number), None)


def _is_begun(loop: LoopRun, ended: LoopRun, cursor: Cursor) -> bool:
    """Whether the text has begun the loop, or it runs around the one that ended."""
    is_around = loop.start <= ended.start and ended.end <= loop.end and loop.number != ended.number
    return is_around or loop is cursor.loop or any(scope.loop is loop for scope in cursor.scopes)


def _begins_anew(loop: LoopRun, number: int, following: Sequence[Said], cursor: Cursor) -> bool:
    """Whether a pass of which something was told is begun once more; a label before each of its steps is none."""
    header = range(loop.passes[number - 1], cursor.header_end(loop, number) + 1)
    bound = {cursor.history.events[seq].name for seq in header if cursor.history.events[seq].kind == "bind"}
    first = following[0].meaning if following else None
    names = {target.norm for target in first.code.targets} if isinstance(first, Stands) else set()
    return (not bound or bool(bound & names)) and _was_told(loop, number, cursor)


def _runs_once_more(loop: LoopRun, number: int, cursor: Cursor) -> bool:
    """Whether the pass may be of another run of the loop that is still to be told."""
    others = (other for other in cursor.history.loops.values() if other.line == loop.line and other is not loop)
    return any(len(other.passes) >= number and other.passes[number - 1] >= cursor.floor for other in others)


def _was_told(loop: LoopRun, number: int, cursor: Cursor) -> bool:
    """Whether it is a pass that the text speaks of, and what happened behind its header was told."""
    here = [scope for scope in cursor.scopes if (scope.loop.number, scope.number) == (loop.number, number)]
    if cursor.slice is not None or not here or cursor.stretch is not None:
        return False
    scope = here[0]
    header = max(cursor.header_end(loop, number), scope.low)
    return bool(cursor.told >> header + 1 & (1 << max(scope.high - header - 1, 0)) - 1)


def _next_of(loop: LoopRun, number: int, cursor: Cursor) -> Judged:
    """A pass is begun twice: reading doesn't go back, and what follows is of the next one."""
    begins = loop.passes[number - 1]
    if number < len(loop.passes):
        cursor.enter(loop, number + 1)
    return refuted("iteration", f"pass {number} was told before", begins, "out_of_order")


def _number(meaning: InPass, loop: LoopRun, cursor: Cursor) -> int | None:
    if meaning.number is not None:
        return meaning.number
    if meaning.which == "last":
        return len(loop.passes)
    current = next((scope.number for scope in cursor.scopes if scope.loop.number == loop.number), None)
    return None if current is None else current + 1


def may_begin(loop: LoopRun, number: int, cursor: Cursor) -> bool:
    """Whether the text may speak of the pass here."""
    begins = loop.passes[number - 1]
    if cursor.slice is not None:
        return True
    if cursor.stretch is not None and cursor.stretch[0].number == loop.number and number <= cursor.stretch[2]:
        return cursor.stretch[1] <= number  # a detail of what was summarized
    if begins < cursor.floor:
        return any(scope.loop.number == loop.number and scope.number == number for scope in cursor.scopes)
    return cursor.may_leave_for(begins, loop.number)


def _narrowed(which: str, found: list[tuple[LoopRun, int]], cursor: Cursor) -> list[tuple[LoopRun, int]]:
    parents = {loop.number: cursor.history.facts.statements[loop.statement].parents for loop, _ in found}

    def depth(loop: LoopRun) -> int:
        nodes = [cursor.history.facts.statements[number].node for number in parents[loop.number]]
        return sum(isinstance(node, ast.For | ast.While) for node in nodes)

    if which == "inner":
        return sorted((each for each in found if depth(each[0]) > 0), key=lambda each: each[0].start)
    if which == "outer":
        return [each for each in found if depth(each[0]) == 0]
    return found


def _fits(candidate: tuple[LoopRun, int], following: Sequence[Said], cursor: Cursor) -> bool:
    """Whether the bindings that are said next hold in the pass."""
    loop, number = candidate
    history = cursor.history
    begins, end = loop.passes[number - 1], cursor.header_end(loop, number)
    for said in following[:3]:
        if not isinstance(said.meaning, Stands) or said.meaning.code.value is None:
            return True
        wanted = closed_value(said.meaning.code.value)
        names = [target.norm for target in said.meaning.code.targets]
        bound = [history.events[seq] for seq in range(begins, end + 1) if history.events[seq].kind == "bind"]
        told = [event for event in bound if event.name in names]
        if told and wanted is not None:
            return any(same_value(event.value, wanted) for event in told)
        if (
            not told
            and wanted is not None
            and not any(
                history.events[seq].loop == loop.number for name in names for seq in history.by_name.get(name, ())
            )
        ):
            return False
    return True


def _is_told_late(loop: LoopRun, number: int, following: Sequence[Said], cursor: Cursor) -> bool:
    """Whether the pass is under way and began with another value, and what is said to be its item is so in a call that it made."""
    history, first = cursor.history, following[0].meaning if following else None
    is_told = any((scope.loop.number, scope.number) == (loop.number, number) for scope in cursor.scopes)
    if not isinstance(first, Stands) or first.code.value is None or cursor.slice is not None or not is_told:
        return False
    if history.events[cursor.at].frame == loop.frame:
        return False
    wanted, names = closed_value(first.code.value), {target.norm for target in first.code.targets}
    header = range(loop.passes[number - 1], cursor.header_end(loop, number) + 1)
    binds = any(history.events[seq].kind == "bind" and history.events[seq].name in names for seq in header)
    return binds and all(is_same(text_at(history, target, cursor.at), wanted) for target in first.code.targets)


def _is_of_another_loop(loop: LoopRun, following: Sequence[Said], cursor: Cursor) -> bool:
    """Whether the name that is bound next is what another loop goes through."""
    if not following or not isinstance(following[0].meaning, Stands):
        return False
    names = {target.norm for target in following[0].meaning.code.targets}
    facts = cursor.history.facts
    for other in cursor.history.loops.values():
        node = facts.statements[other.statement].node if other.statement >= 0 else None
        if other.statement == loop.statement or not isinstance(node, ast.For):
            continue
        if names & {part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)}:
            return True
    return False


def _no_pass(meaning: InPass, cursor: Cursor) -> Judged:
    loops = loops_to_tell(cursor, meaning.line)
    if loops:
        return refuted(
            "iteration",
            f"the loop on line {loops[0].line} makes {len(loops[0].passes)} passes, and reading is past it or not there",
            loops[0].passes[0] if loops[0].passes else None,
            "out_of_order",
        )
    return refuted("iteration", "no loop runs from here on", reason="not_found")
