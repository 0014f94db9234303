"""Judges line numbers, which lines run, and which arm of a condition or `match` is taken."""

import ast
from collections.abc import Iterator

from tracecot.values import Plain
from tracecot.verification.code.reading import Code, normal
from tracecot.verification.executions.cursor import Cursor, is_on_line, on_line
from tracecot.verification.executions.here import closed_value, truth_of
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.executions.programs import Statement
from tracecot.verification.executions.silent_lines import led_to, silent_on
from tracecot.verification.meanings import ArmRuns, LineIsTrue, LineRuns, Matches
from tracecot.verification.questions import line_after
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.rules.operands import operand_values, operands_of


def judge_line(number: int, cursor: Cursor) -> Judged:
    """Line 6: what is said next happens there; by itself it says that there is such a line."""
    lines = cursor.history.facts.lines
    if not 1 <= number <= len(lines):
        return refuted("line", f"the program has {len(lines)} lines", reason="not_found")
    return grounded("line", None, step=False)


#: The kinds of claims that are of what happens on a line.
_HAPPENING = frozenset({"bind", "mutate", "branch", "raise", "return", "value"})


def on_its_line(judged: Judged, line: int | None, history: History) -> Judged:
    """What holds, if it happens on the line that its clause names."""
    if line is None or not judged.holds or not judged.events or judged.kind not in _HAPPENING:
        return judged
    if any(is_on_line(history, seq, line) for seq in judged.events):
        return judged
    return refuted("line", f"it happens on line {history.events[judged.events[0]].line}", judged.events[0])


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
    decided = _decided_by(meaning.condition, cursor)
    if decided is not None and not decided:
        return _not_decided(meaning.condition)
    if (silent := silent_on(meaning.number, history)) is not None:
        return _silent_runs(meaning, silent, decided or _just_decided(silent, cursor), cursor)
    if meaning.runs:
        decided = decided or _just_decided(inside[-1], cursor)
        high = _window_end(decided[0], cursor) if decided else history.length
        for seq in cursor.ahead(seqs):
            if (header := _goes_round(meaning.number, seq, cursor)) is not None:
                return grounded("line", header)
            if decided and not (decided[0] < seq < high and _is_same_frame(seq, decided[0], history)):
                break
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
    if run is None and line_after(branch, history) == meaning.number:
        run = branch  # it begins, and what it calls first never comes back
    if run is not None:
        return refuted("line", f"line {meaning.number} is executed: {shown_event(history.events[run])}", run)
    return grounded("branch", branch)


def _goes_round(line: int, seq: int, cursor: Cursor) -> int | None:
    """The next pass of the loop whose pass is told, where its header stands on the line, and what runs there is behind the pass."""
    if cursor.slice is not None or not cursor.scopes or cursor.scopes[-1].loop.line != line:
        return None
    loop, number = cursor.scopes[-1].loop, cursor.scopes[-1].number
    if seq < cursor.scopes[-1].high:
        return None
    return loop.passes[number] if number < len(loop.passes) else None


def judge_reached(code: Code, line: int | None, cursor: Cursor) -> Judged:
    """We hit `break`: it is executed in the pass that is told, or right after what was told last."""
    lines = [each for each in cursor.history.facts.quoted(code.text) if line in (None, each)]
    for number in lines:
        there = cursor.copy()
        judged = judge_line_runs(LineRuns(number, runs=True), there)
        if judged.holds and judged.events and _is_near(judged.events[0], cursor):
            return judge_line_runs(LineRuns(number, runs=True), cursor)
    return unreadable("line", f"nothing shows that {shown(code.text)} is executed here")


def _is_near(seq: int, cursor: Cursor) -> bool:
    """Whether the event is of the pass that is told, or of what the function does next but for leaving a loop."""
    history, here = cursor.history, cursor.history.events[cursor.at]
    if cursor.slice is not None or (cursor.scopes and cursor.scopes[-1].low <= seq < cursor.scopes[-1].high):
        return True
    low, high = history.last_of[history.execution[cursor.at]] + 1, history.first_of[history.execution[seq]]
    between = (history.events[each] for each in range(low, high))
    return not any(event.frame == here.frame and event.kind != "loop_end" for event in between)


def _silent_runs(meaning: LineRuns, silent: Statement, decided: list[int], cursor: Cursor) -> Judged:
    """A line that leaves no event runs when what stands over it leads there."""
    led = led_to(silent, cursor.history)
    if led is None:
        return unreadable("line", "nothing is recorded of that line")
    if meaning.runs:
        seq = next(iter(decided), None) if decided else next(cursor.ahead(led), None)
        if seq is None:
            return refuted("line", f"line {meaning.number} isn't executed from here on", reason="not_found")
        if seq not in led:
            return refuted(
                "line", f"line {meaning.number} isn't executed: {shown_event(cursor.history.events[seq])}", seq
            )
        cursor.land(seq)
        return grounded("line", seq)
    branch = decided[0] if decided else _deciding(meaning.number, cursor)
    if branch is None:
        return refuted("line", f"nothing told so far decides over line {meaning.number}")
    high = _window_end(branch, cursor)
    run = next((seq for seq in led if branch <= seq < high and _is_same_frame(seq, branch, cursor.history)), None)
    if run is not None:
        return refuted("line", f"line {meaning.number} is executed: {shown_event(cursor.history.events[run])}", run)
    return grounded("branch", branch)


def _just_decided(statement: Statement, cursor: Cursor) -> list[int]:
    """The condition over the statement that was told last, if nothing else was told since."""
    seq = cursor.branch
    if seq is None or cursor.history.execution[seq] != cursor.history.execution[cursor.at]:
        return []
    return [seq] if cursor.history.statement[seq] in statement.parents else []


def _is_same_frame(one: int, other: int, history: History) -> bool:
    return history.events[one].frame == history.events[other].frame


def _deciding(line: int, cursor: Cursor) -> int | None:
    """The condition that was evaluated last, at or before the cursor or right after, and decides over the line."""
    history = cursor.history
    parents = {parent for statement in history.facts.on_line(line)[-1:] for parent in statement.parents}
    end = min(history.last_of[history.execution[cursor.at]] + 1, history.length)
    low = history.first_of[history.execution[cursor.at]]
    low = low if cursor.branch is None else min(low, cursor.branch)
    frames = history.frames_at(cursor.at)  # what a call that is over decided, it decided for itself
    for seq in range(end - 1, max(end - 400, low - 1), -1):
        if (
            history.statement[seq] in parents
            and _may_decide(seq, line, history)
            and history.events[seq].frame in frames
        ):
            is_here = history.execution[seq] == history.execution[cursor.at] or seq >= cursor.at
            return seq if is_here or _is_told(seq, cursor) else None  # what was passed over decides nothing any more
    for seq in cursor.ahead(history.kinds.get("branch", [])):
        if history.statement[seq] in parents:
            cursor.land(seq)
            return seq
    return None


def decided_next(line: int, cursor: Cursor) -> int | None:
    """The next condition that decides over the line, where it leads past it."""
    history = cursor.history
    parents = {parent for statement in history.facts.on_line(line)[-1:] for parent in statement.parents}
    seq = next(
        (seq for seq in cursor.ahead(history.kinds.get("branch", [])) if history.statement[seq] in parents), None
    )
    return seq if seq is not None and same_value(history.events[seq].value, "False") else None


def _may_decide(seq: int, line: int, history: History) -> bool:
    """Whether what happened leads to the line or past it: the end of a loop only where it made no pass, or to its `else`."""
    event = history.events[seq]
    if event.kind == "iteration":
        return history.facts.on_line(line)[-1].parents[-1] == history.statement[seq]  # nothing else stands over it
    if event.kind != "loop_end":
        return event.kind in ("branch", "catch", "raise")
    loop, node = history.loops.get(event.loop or -1), history.facts.statements[history.statement[seq]].node
    if loop is None or not loop.passes or not isinstance(node, ast.For | ast.AsyncFor | ast.While):
        return True
    return bool(node.orelse) and line >= node.orelse[0].lineno


def _window_end(seq: int, cursor: Cursor) -> int:
    """Where the pass that the event belongs to ends; of a loop's end that of the loop around it."""
    history = cursor.history
    event = history.events[seq]
    loop = history.loops.get(event.loop or -1)
    if event.kind == "loop_end":
        later = map(history.events.__getitem__, range(seq + 1, history.length))
        event = next((each for each in later if each.frame == event.frame), event)
        loop = history.loops.get(event.loop or -1)
    if loop is not None and event.pass_ is not None:
        number = event.pass_ + (event.kind == "branch" and history.statement[seq] == loop.statement)
        if number < len(loop.passes) or loop.why != "returned":
            return loop.passes[number] if number < len(loop.passes) else loop.end
    back = history.returns.get(event.frame)  # a loop that is left by a return ends before it
    return history.length if back is None else back + 1


def judge_arm(meaning: ArmRuns, line: int | None, cursor: Cursor) -> Judged:
    """So the else branch runs: decided by the condition that was told last."""
    history = cursor.history
    closed = _closed_truth(meaning.condition)
    if closed is not None and _takes(meaning.arm, closed[0]) is not meaning.runs:
        return refuted("branch", closed[1])
    decided = _decided_by(meaning.condition, cursor)
    if decided is not None and not decided:
        return _not_decided(meaning.condition)
    for near in decided or _branches_near(cursor):
        seq = _alike_with_else(meaning.condition, near, cursor) if meaning.arm == "else" else near
        if seq is None:
            return unreadable("branch", f"{shown(history.events[near].text)} has no such arm")
        event = history.events[seq]
        truth = isinstance(event.value, Plain) and event.value.repr == "True"
        if _takes(meaning.arm, truth) is not meaning.runs:
            return refuted("branch", f"{shown(event.text)} is {'true' if truth else 'false'} here", seq)
        if _is_late(seq, cursor):
            return unreadable("branch", f"{shown(event.text)} was not told, and what it led to was")
        return grounded("branch", seq)
    return unreadable("branch", "no condition was told before")


def _alike_with_else(condition: Code | None, near: int, cursor: Cursor) -> int | None:
    """The branch or, where its `if` has no `else`, the next one of its pass that reads alike with values: `1 == 0`."""
    history, operands = cursor.history, operands_of(condition.node) if condition is not None else None
    if not _has_no_else(history, near):
        return near
    here = history.events[near]
    for seq in history.kinds.get("branch", []):
        event = history.events[seq]
        is_of_pass = (event.frame, event.loop, event.pass_) == (here.frame, here.loop, here.pass_)
        if seq > near and is_of_pass and not _has_no_else(history, seq):
            return seq if operands is not None and operand_values(event, seq, cursor) == operands[1] else None
    return None


def _has_no_else(history: History, seq: int) -> bool:
    """Whether the branch is that of an `if` statement without `else`."""
    number = history.statement[seq]
    node = history.facts.statements[number].node if number >= 0 else None
    return isinstance(node, ast.If) and history.events[seq].why == "if" and not node.orelse


def _takes(arm: str, truth: bool) -> bool:
    """Whether a condition that is so leads into the arm."""
    return truth if arm in ("if", "body") else not truth


def _closed_truth(condition: Code | None) -> tuple[bool, str] | None:
    """What `2 < 2`, a condition with its values, is by itself, and the same in words."""
    if condition is None or condition.sort != "C" or (text := closed_value(condition)) is None:
        return None
    truth = truth_of(text)
    return None if truth is None else (truth, f"{shown(condition.text)} is {'true' if truth else 'false'}")


def _is_late(seq: int, cursor: Cursor) -> bool:
    """Whether nobody told the condition, and a step of the arm that it decided was told already."""
    history, at = cursor.history, cursor.history.statement[cursor.at]
    if cursor.slice is not None or at < 0 or cursor.at <= seq:
        return False
    is_same_frame = history.events[seq].frame == history.events[cursor.at].frame
    return (
        is_same_frame and not _is_told(seq, cursor) and history.statement[seq] in history.facts.statements[at].parents
    )


def _is_told(seq: int, cursor: Cursor) -> bool:
    """Whether the text told the event, or what led to it in the same execution of its statement."""
    return any(cursor.is_told(each) for each in range(cursor.history.first_of[cursor.history.execution[seq]], seq + 1))


def judge_no_arm(arm: str, cursor: Cursor) -> Judged:
    """Without hitting the `else` branch: in the loop that is told, no condition that has one decided so."""
    history = cursor.history
    loop = cursor.loop or history.loops.get(history.events[cursor.at].loop or -1)
    if loop is None or cursor.slice is not None or not loop.passes:
        return unreadable("branch", "in which loop?")
    asked = [
        seq for seq in history.kinds.get("branch", [])
        if loop.passes[0] < seq < loop.end and history.events[seq].frame == loop.frame and _has_arm(history, seq, arm)
    ]  # fmt: skip
    taken = next((seq for seq in asked if same_value(history.events[seq].value, str(arm == "if"))), None)
    if not asked or taken is not None:
        return unreadable("branch", "it was taken, or no condition in the loop has it")
    cursor.land(asked[-1])
    return grounded("branch", asked[-1])


def _has_arm(history: History, seq: int, arm: str) -> bool:
    """Whether the branch is that of an `if` statement, which has such an arm."""
    number = history.statement[seq]
    node = history.facts.statements[number].node if number >= 0 else None
    return isinstance(node, ast.If) and (arm == "if" or bool(node.orelse))


def _decided_by(condition: Code | None, cursor: Cursor) -> list[int] | None:
    """The branches that this condition has just decided; None where it decides no branch by itself."""
    history = cursor.history
    if condition is None or condition.is_value:
        return None
    seqs = [seq for seq in history.by_text.get(condition.norm, ()) if history.events[seq].kind == "branch"]
    if not seqs:
        return None
    told = {history.execution[seq] for seq in (cursor.at, *cursor.last)}
    return [seq for seq in seqs if history.execution[seq] in told]


def _not_decided(condition: Code | None) -> Judged:
    text = shown(None if condition is None else condition.text)
    return refuted("branch", f"{text} decides nothing here", reason="out_of_order")


def _branches_near(cursor: Cursor) -> Iterator[int]:
    """The condition told last, or the next one."""
    history = cursor.history
    end = history.last_of[history.execution[cursor.at]]
    low = cursor.scopes[-1].low if cursor.scopes else 0  # what another pass decided is not told here
    here = history.events[cursor.at]
    for seq in range(end, max(end - 200, low - 1), -1):
        event = history.events[seq]
        if event.kind == "branch":
            if (event.frame, event.loop) == (here.frame, here.loop) and event.pass_ != here.pass_:
                break  # it decided in another pass
            yield seq
            return
    yield from cursor.ahead(history.kinds.get("branch", []))


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
