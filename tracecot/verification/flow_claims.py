"""Judges what is said of the flow: passes, loops, lines, arms, calls, returns, exceptions."""

import ast
from collections.abc import Iterator, Sequence

from tracecot.execution import Raised
from tracecot.values import Plain
from tracecot.verification.code import Code, normal, read_code
from tracecot.verification.cursor import Cursor, on_line
from tracecot.verification.here import closed_value, is_same, text_at
from tracecot.verification.history import LoopRun, same_value
from tracecot.verification.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.meanings import (
    ArmRuns,
    Calls,
    Given,
    InPass,
    LineIsTrue,
    LineRuns,
    LoopEnds,
    LoopRuns,
    Matches,
    Raises,
    Resumes,
    Returns,
    Said,
    Stands,
)
from tracecot.verification.programs import EXCEPTIONS

_NEAR = 200  # events or loops of one kind that are looked at


def _loops(cursor: Cursor, line: int | None) -> list[LoopRun]:
    """The loops that may be spoken of: those that run now, innermost first, then the one spoken of, then those ahead."""
    running = [scope.loop for scope in reversed(cursor.scopes)]
    found = [*running, *([cursor.loop] if cursor.loop is not None else [])]
    ahead = [loop for loop in cursor.history.loops.values() if loop.end >= cursor.floor or cursor.slice is not None]
    statements = [loop for loop in ahead if not loop.is_comprehension]
    found += sorted(statements, key=lambda loop: loop.start) + [loop for loop in ahead if loop.is_comprehension]
    unique = list({loop.number: loop for loop in found}.values())[:_NEAR]
    return [loop for loop in unique if line is None or loop.line == line]


# Passes


def judge_pass(meaning: InPass, line: int | None, cursor: Cursor, following: Sequence[Said]) -> Judged:
    """Pass 3: the loop is the one in which what is said next holds."""
    found: list[tuple[LoopRun, int]] = []
    for loop in _loops(cursor, meaning.line):
        number = _number(meaning, loop, cursor)
        if number is not None and 1 <= number <= len(loop.passes) and _may_begin(loop, number, cursor):
            found.append((loop, number))
    if meaning.which:
        found = _narrowed(meaning.which, found, cursor)
    if not found:
        return _no_pass(meaning, cursor)
    if meaning.only and (cursor.stretch is None or cursor.failing != (meaning.number,)):
        return refuted("summary", "it isn't the only pass that differs")
    fitting = next((each for each in found if _fits(each, following, cursor)), None)
    loop, number = fitting or found[0]
    cursor.enter(loop, number)
    if fitting is None:
        other = next(
            (k for k in (number - 1, number + 1) if 1 <= k <= len(loop.passes) and _fits((loop, k), following, cursor)),
            None,
        )
        if other is not None:
            return refuted("iteration", f"that is pass {other}", loop.passes[other - 1])
        if _is_of_another_loop(loop, following, cursor):
            return refuted(
                "iteration", "that pass was told before, or comes later", loop.passes[number - 1], "out_of_order"
            )
    begins = loop.passes[number - 1]
    end = cursor.header_end(loop, number)
    return grounded("iteration", begins, *range(begins + 1, end + 1))


def _number(meaning: InPass, loop: LoopRun, cursor: Cursor) -> int | None:
    if meaning.number is not None:
        return meaning.number
    if meaning.which == "last":
        return len(loop.passes)
    current = next((scope.number for scope in cursor.scopes if scope.loop.number == loop.number), None)
    return None if current is None else current + 1


def _may_begin(loop: LoopRun, number: int, cursor: Cursor) -> bool:
    begins = loop.passes[number - 1]
    if cursor.slice is not None:
        return True
    if cursor.stretch is not None and cursor.stretch[0].number == loop.number:
        return cursor.stretch[1] <= number
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
    loops = _loops(cursor, meaning.line)
    if loops:
        return refuted(
            "iteration",
            f"the loop on line {loops[0].line} makes {len(loops[0].passes)} passes, and reading is past it or not there",
            loops[0].passes[0] if loops[0].passes else None,
            "out_of_order",
        )
    return refuted("iteration", "no loop runs from here on", reason="not_found")


# Loops


def judge_loop_runs(meaning: LoopRuns, line: int | None, cursor: Cursor) -> Judged:
    """The loop goes through the 5 items of `words`: told on entering, it looks ahead."""
    where = meaning.line if meaning.line is not None else line
    history = cursor.history
    if meaning.same:
        loops = [cursor.loop] if cursor.loop is not None else []
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
    return sorted(inside, key=lambda loop: (loop.is_comprehension, loop.start))[:_NEAR]


def _is_such_loop(loop: LoopRun, meaning: LoopRuns, cursor: Cursor) -> bool:
    if meaning.over is not None and not _walks(loop, meaning.over, meaning.count, cursor):
        return False
    if meaning.condition is not None:
        node = cursor.history.facts.statements[loop.statement].node
        return isinstance(node, ast.While) and ast.unparse(node.test) == meaning.condition.norm
    return True


def _walks(loop: LoopRun, over: Code, count: int | None, cursor: Cursor) -> bool:
    """Whether the loop walks over that: by its text, or by a value that its iterable has."""
    history = cursor.history
    node = history.facts.statements[loop.statement].node if loop.statement >= 0 else None
    iterable = ast.unparse(node.iter) if isinstance(node, ast.For) else ""
    if over.norm == iterable:
        return True
    if isinstance(node, ast.For) and over.norm in {
        ast.unparse(part) for part in ast.walk(node.iter) if isinstance(part, ast.expr)
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
    loops = list(dict.fromkeys(loop.number for loop in [*running, *ahead][:_NEAR]))
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
    if line is not None:
        found = [loop for loop in found if loop.line == line] or found
    if meaning.how:
        found = [
            loop for loop in found if loop.why == meaning.how or (meaning.how == "early" and loop.why != "exhausted")
        ]
    if meaning.after is not None:
        found = [loop for loop in found if len(loop.passes) == meaning.after]
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


def _leaves(loop: LoopRun, following: Sequence[Said], cursor: Cursor) -> bool:
    for said in following[:2]:
        if isinstance(said.meaning, Stands) and said.meaning.code.value is not None:
            wanted = closed_value(said.meaning.code.value)
            target = said.meaning.code.targets[0]
            if wanted is not None and not is_same(text_at(cursor.history, target, loop.end), wanted):
                return False
    return True


# Lines and arms


def judge_line(number: int, cursor: Cursor) -> Judged:
    """Line 6: what is said next happens there; by itself it says that there is such a line."""
    lines = cursor.history.facts.lines
    if not 1 <= number <= len(lines):
        return refuted("line", f"the program has {len(lines)} lines", reason="not_found")
    return grounded("line", None, step=False)


def judge_line_truth(meaning: LineIsTrue, cursor: Cursor) -> Judged:
    """The condition on line 8 is false: the next time that its statement decides."""
    history = cursor.history
    deciding = [
        seq for seq in history.kinds.get("branch", []) if history.events[seq].why not in ("and", "or", "comp_if")
    ]
    for seq in cursor.ahead(deciding, meaning.number):
        truth = same_value(history.events[seq].value, "True")
        if truth is meaning.truth:
            cursor.land(seq)
            return grounded("branch", seq)
        return refuted("branch", f"it is {'true' if truth else 'false'} here", seq)
    return refuted("branch", f"no condition on line {meaning.number} is evaluated from here on", reason="not_found")


def judge_line_runs(meaning: LineRuns, cursor: Cursor) -> Judged:
    """Line 6 is skipped: it isn't executed before the pass, or the block that it stands in, is over."""
    history = cursor.history
    inside = list(history.facts.on_line(meaning.number))
    if not inside:
        return refuted("line", f"there is no statement on line {meaning.number}", reason="not_found")
    seqs = on_line(history, meaning.number)
    if meaning.runs:
        for seq in cursor.ahead(seqs):
            cursor.land(seq)
            return grounded("line", seq)
        return refuted("line", f"line {meaning.number} isn't executed from here on", reason="not_found")
    statement = inside[-1]
    branch = _deciding(meaning.number, cursor)
    if branch is None:
        return refuted("line", f"nothing told so far decides over line {statement.line}")
    high = _window_end(branch, cursor)
    run = next(
        (seq for seq in seqs if branch < seq < high and history.events[seq].frame == history.events[branch].frame), None
    )
    if run is not None:
        return refuted("line", f"line {meaning.number} is executed: {shown_event(history.events[run])}", run)
    return grounded("branch", branch)


def _deciding(line: int, cursor: Cursor) -> int | None:
    """The condition that was evaluated last, at or before the cursor or right after, and decides over the line."""
    history = cursor.history
    parents = {parent for statement in history.facts.on_line(line)[-1:] for parent in statement.parents}
    end = min(history.last_of[history.execution[cursor.at]] + 1, history.length)
    low = history.first_of[history.execution[cursor.at]]
    low = low if cursor.branch is None else min(low, cursor.branch)
    for seq in range(end - 1, max(end - 400, low - 1), -1):
        if history.events[seq].kind in ("branch", "loop_end", "catch", "raise") and history.statement[seq] in parents:
            return seq
    for seq in cursor.ahead(history.kinds.get("branch", [])):
        if history.statement[seq] in parents:
            cursor.land(seq)
            return seq
    return None


def _window_end(seq: int, cursor: Cursor) -> int:
    """Where the pass that the event belongs to ends."""
    history = cursor.history
    event = history.events[seq]
    loop = history.loops.get(event.loop or -1)
    if loop is not None and event.pass_ is not None:
        number = event.pass_ + (event.kind == "branch" and history.statement[seq] == loop.statement)
        return loop.passes[number] if number < len(loop.passes) else loop.end
    back = history.returns.get(event.frame)
    return history.length if back is None else back + 1


def judge_arm(meaning: ArmRuns, line: int | None, cursor: Cursor) -> Judged:
    """So the else branch runs: decided by the condition that was told last."""
    history = cursor.history
    for seq in _branches_near(cursor):
        event = history.events[seq]
        truth = isinstance(event.value, Plain) and event.value.repr == "True"
        taken = truth if meaning.arm in ("if", "body") else not truth
        if taken is meaning.runs:
            return grounded("branch", seq)
        return refuted("branch", f"{shown(event.text)} is {'true' if truth else 'false'} here", seq)
    return unreadable("branch", "no condition was told before")


def _branches_near(cursor: Cursor) -> Iterator[int]:
    """The condition told last, or the next one."""
    history = cursor.history
    end = history.last_of[history.execution[cursor.at]]
    for seq in range(end, max(end - 200, -1), -1):
        if history.events[seq].kind == "branch":
            yield seq
            return
    yield from cursor.ahead(history.kinds.get("branch", []))


# Calls, returns, exceptions


def judge_calls(meaning: Calls, line: int | None, cursor: Cursor) -> Judged:
    """`helper` is called with `3`."""
    history = cursor.history
    function = meaning.function
    if function is None:
        return unreadable("call", "who is called?")
    if meaning.bare:
        calls = history.calls.get(function.norm, [])
        if calls and not history.events[calls[0]].args:
            return grounded("call", calls[0], step=False)
        return refuted("call", f"{shown(function.text)} is called with arguments, or not at all")
    name, given = _callee(function, cursor)
    wanted = [
        closed_value(argument) or text_at(history, argument, cursor.at) for argument in meaning.arguments
    ] or given
    seqs = history.calls.get(name) or history.methods.get(name, [])
    nearest: int | None = None
    for seq in cursor.ahead(seqs, None if history.calls.get(name) else line):
        event = history.events[seq]
        nearest = seq if nearest is None else nearest
        values = [value for key, value in event.args if key != "self" or event.kind == "call"]
        if wanted is None or all(
            text is not None and any(same_value(value, text) for value in values) for text in wanted
        ):
            cursor.land(seq)
            return grounded("call", seq)
    if nearest is not None:
        event = history.events[nearest]
        told = ", ".join(f"{key}={value.repr if isinstance(value, Plain) else '...'}" for key, value in event.args)
        return refuted("call", f"`{name}` is called with {shown(told)}", nearest)
    return refuted("call", f"`{name}` is not called from here on", reason="not_found")


def judge_given(meaning: Given, cursor: Cursor) -> Judged:
    """Called with `n = 3`: an argument of the call that was told last."""
    event = cursor.history.events[cursor.at]
    code = meaning.code
    if event.kind != "call" or code.value is None or len(code.targets) != 1:
        return unreadable("call", "no call was told before")
    wanted = closed_value(code.value) or text_at(cursor.history, code.value, max(event.under or 0, 0))
    value = dict(event.args).get(code.targets[0].norm)
    if wanted is not None and same_value(value, wanted):
        return grounded("call", event.seq)
    told = value.repr if isinstance(value, Plain) else None
    return refuted("call", f"{shown(code.targets[0].text)} is {shown(told)} in this call", event.seq)


def _callee(function: Code, cursor: Cursor) -> tuple[str, list[str | None] | None]:
    """The function's name, and its arguments' texts if the code is a call."""
    match function.node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            return name, [text_at(cursor.history, read_code(ast.unparse(argument)), cursor.at) for argument in args]
        case ast.Attribute(attr=name):
            return name, None
    return function.norm, None


def judge_resumes(meaning: Resumes, cursor: Cursor) -> Judged:
    """`gen` goes on: the next time that it is asked for more."""
    history = cursor.history
    for seq in cursor.ahead(history.kinds.get("resume", [])):
        if history.events[seq].function.rpartition(".")[2] == meaning.function.norm:
            cursor.land(seq)
            # It may be in a later pass of its loops by the next thing that is told; so may what it draws from.
            frames = {history.events[each].frame for each in history.calls.get(meaning.function.norm, [])}
            cursor.scopes = tuple(scope for scope in cursor.scopes if scope.loop.frame not in frames)
            return grounded("call", seq)
    return refuted("call", f"{shown(meaning.function.text)} is not resumed from here on", reason="not_found")


def judge_matches(meaning: Matches, line: int | None, cursor: Cursor) -> Judged:
    """`kind` matches `'a' | 'b'`: the next time that a `match` over it tries the pattern."""
    history = cursor.history
    cases = [seq for seq in history.kinds.get("branch", []) if history.events[seq].why == "case"]
    for seq in cursor.ahead(cases, line):
        event = history.events[seq]
        if normal(event.text) != normal(meaning.pattern.text) or not _is_matched(meaning.subject, seq, cursor):
            continue
        truth = same_value(event.value, "True")
        if truth is not meaning.truth:
            return refuted("branch", f"it {'matches' if truth else 'does not match'} here", seq)
        cursor.land(seq)
        return grounded("branch", seq)
    return refuted("branch", "no such pattern is tried from here on", reason="not_found")


def _is_matched(subject: Code, seq: int, cursor: Cursor) -> bool:
    statements = cursor.history.facts.statements
    number = cursor.history.statement[seq]
    around = [statements[number], *[statements[parent] for parent in statements[number].parents]]
    matches = [each.node for each in around if isinstance(each.node, ast.Match)]
    return any(ast.unparse(node.subject) == subject.norm for node in matches)


def judge_returns(meaning: Returns, line: int | None, cursor: Cursor) -> Judged:
    """The function returns 5: a frame ends with this value, from here on."""
    history = cursor.history
    wanted = closed_value(meaning.value)
    nearest: int | None = None
    for seq in _returns_ahead(meaning, line, cursor):
        event = history.events[seq]
        nearest = seq
        if wanted is None:
            if _is_returned(meaning.value, seq, cursor):
                cursor.land(seq)
                return grounded("return", seq)
        elif same_value(event.value, wanted):
            cursor.land(seq)
            return grounded("return", seq)
    if nearest is not None:
        return refuted("return", shown_event(history.events[nearest]).replace("`` is", "the result is"), nearest)
    if line is not None and history.kinds.get("return"):
        return refuted("return", f"line {line} does not return from here on", reason="not_found")
    if isinstance(history.trace.outcome, Raised):
        return refuted("return", f"it raises {history.trace.outcome.type}")
    return refuted("return", "nothing returns from here on", reason="out_of_order")


def _returns_ahead(meaning: Returns, line: int | None, cursor: Cursor) -> Iterator[int]:
    history = cursor.history
    seqs = history.kinds.get("return", [])
    if meaning.function is not None and meaning.function.sort == "N":
        seqs = [seq for seq in seqs if history.events[seq].function.rpartition(".")[2] == meaning.function.norm]
    for count, seq in enumerate(cursor.ahead(seqs, line)):
        if count < _NEAR or seq == seqs[-1]:
            yield seq


def _is_returned(value: Code, seq: int, cursor: Cursor) -> bool:
    history = cursor.history
    event = history.events[seq]
    if read_code(event.text).norm == value.norm:
        return True
    return isinstance(event.value, Plain) and is_same(text_at(history, value, seq), event.value.repr)


def judge_uncaught(cursor: Cursor) -> Judged:
    """Nothing catches it: the execution ends with the exception."""
    if isinstance(cursor.history.trace.outcome, Raised):
        return grounded("raise", cursor.history.kinds.get("raise", [None])[-1])
    return refuted("raise", "the call returns")


def judge_raises(meaning: Raises, line: int | None, cursor: Cursor) -> Judged:
    """`int(s)` raises ValueError with a message."""
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


def _is_cause(cause: Code, seq: int, cursor: Cursor) -> bool:
    """Whether the exception came out of this expression, or left this function."""
    history = cursor.history
    if cause.norm in _texts_around(seq, cursor):
        return True
    if cause.norm == history.facts.entry_point:
        return isinstance(history.trace.outcome, Raised) and seq == history.kinds["raise"][-1]
    return cause.norm == history.events[seq].function.rpartition(".")[2]


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
