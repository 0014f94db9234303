"""Judges that a condition is true or false."""

import ast
from bisect import bisect_left
from itertools import islice

from tracecot.execution import Event
from tracecot.operations import NotEvaluable
from tracecot.values import Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor, is_on_line
from tracecot.verification.executions.here import closed_value, names_in, object_at, text_at, truth_of
from tracecot.verification.executions.history import History, own_window, same_value
from tracecot.verification.meanings import IsTrue
from tracecot.verification.rules.candidates import MOST, is_behind, is_of_the_next, moments
from tracecot.verification.rules.complements import decided_otherwise, judge_by_opposite
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.rules.operands import is_written_so, operand_values, operands_of, shaped


def judge_truth(meaning: IsTrue, line: int | None, cursor: Cursor) -> Judged:
    """`key not in seen` is true."""
    history = cursor.history
    condition = condition_in(meaning.condition)
    if condition is None:
        return unreadable("branch", f"{meaning.condition.text[:60]} is no condition")
    if condition.sort in "LC":
        return closed_truth(condition, meaning, cursor)
    seqs = [seq for seq in history.by_text.get(condition.norm, ()) if history.events[seq].kind == "branch"]
    seqs = seqs or [seq for seq in history.telling(condition.norm) if history.events[seq].kind == "value"]
    nearest: int | None = None
    for count, seq in enumerate(cursor.ahead(seqs, line)):
        event = history.events[seq]
        if _was_just_told(seq, cursor) and _truth(event) is not meaning.truth:
            continue  # "`2 < 3` is true. `j < i` is false": the next time
        nearest = seq if nearest is None else nearest
        if _truth(event) is meaning.truth:
            cursor.land(seq)
            return grounded("branch" if event.kind == "branch" else "value", seq)
        if cursor.scopes or count >= MOST or _was_just_bound(condition, nearest, cursor):
            break  # within a pass the nearest counts
    own = _in_own_function(seqs, line, cursor) if cursor.scopes and nearest is not None else None
    if own is not None and _truth(history.events[own]) is meaning.truth:
        cursor.land(own)
        return grounded("branch" if history.events[own].kind == "branch" else "value", own)
    return _truth_here(condition, meaning.truth, nearest, line, cursor)


def its_value(judged: Judged, value: Code, history: History) -> Judged:
    """What is shown by how a condition came out, where its value is told: `xs and ys` may be `[]`, which is false."""
    decided = [seq for seq in judged.events if history.events[seq].kind == "branch"]
    pairs = ((history.events[seq].text, history.events[read]) for seq in decided for read in history.events[seq].reads)
    for text, made in pairs:
        if made.text == text and not same_value(made.value, value.norm):
            return unreadable("value", shown_event(made))
    return judged


def _was_just_told(seq: int, cursor: Cursor) -> bool:
    """Whether the event was told, of the statement that the text is at."""
    return cursor.is_told(seq) and cursor.history.execution[seq] == cursor.history.execution[cursor.at]


def _was_just_bound(condition: Code, nearest: int, cursor: Cursor) -> bool:
    """Whether what was told last gave a name of the condition its value, in the pass in which it is asked next."""
    history = cursor.history
    near, names = history.events[nearest], names_in(condition)
    told = [history.events[seq] for seq in {cursor.at, *cursor.last}]
    return any(
        event.kind == "bind" and event.name in names and event.pass_ is not None
        and (event.frame, event.loop, event.pass_) == (near.frame, near.loop, near.pass_)
        for event in told
    )  # fmt: skip


def _in_own_function(seqs: list[int], line: int | None, cursor: Cursor) -> int | None:
    """The next evaluation in the call that the text is in: a function called from there may ask the same."""
    frame = cursor.history.events[cursor.at].frame
    ahead = islice(cursor.ahead([seq for seq in seqs if cursor.history.events[seq].frame == frame], line), 1)
    return next((seq for seq in ahead if seq < cursor.scopes[-1].high), None)


def condition_in(code: Code) -> Code | None:
    """The condition itself, where a whole header is quoted."""
    if code.sort != "S":
        return code
    for keyword in ("if ", "elif ", "while ", "assert "):
        if code.text.startswith(keyword):
            inner = read_code(code.text[len(keyword) :].rstrip(":"))
            return inner if inner.node is not None else None
    return None


def _truth(event: Event) -> bool | None:
    return truth_of(event.value.repr) if isinstance(event.value, Plain) else None


def _truth_here(condition: Code, truth: bool, nearest: int | None, line: int | None, cursor: Cursor) -> Judged:
    """No evaluation ahead says so: what the condition is on the values here."""
    history = cursor.history
    if nearest is not None:
        event = history.events[nearest]
        word = {True: "true", False: "false", None: "untold"}[_truth(event)]
        return refuted("branch", f"{shown(event.text)} is {word} here", nearest)
    behind = is_behind(history.by_text.get(condition.norm, []), cursor)
    if line is not None and (decides := _decided_elsewhere(condition, line, cursor)) is not None:
        return refuted("line", f"{shown(condition.text)} is decided on line {history.events[decides].line}", decides)
    if cursor.slice is not None and (asked := judge_by_opposite(condition, truth, line, cursor)) is not None:
        return asked  # what leads to a result is what the program asked, not what was so when it was done
    if not truth and (judged := _denied(condition, line, cursor)) is not None:
        return judged
    actual: bool | None = None
    for moment in () if behind else moments(line, cursor):
        actual = _truth_at(condition, moment, cursor)
        if actual is truth:
            return grounded("state", moment)
    if actual is not None:
        return refuted("branch", f"{shown(condition.text)} is {'true' if actual else 'false'} here")
    seqs = history.telling(condition.norm) if condition.sort != "N" or not behind else history.by_text[condition.norm]
    if seqs:
        return refuted("branch", "it is evaluated, but not from here on", seqs[-1], "out_of_order")
    return judge_by_opposite(condition, truth, line, cursor) or unreadable(
        "branch", f"{condition.text[:60]} can't be evaluated here"
    )


def _denied(condition: Code, line: int | None, cursor: Cursor) -> Judged | None:
    """`f(x)` is not `4`, which the program doesn't ask: the finding by what it comes to here or in the next statement."""
    if condition.norm in cursor.history.facts.expressions:
        return None
    match condition.node:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]) if not isinstance(left, ast.Name):
            denied = closed_value(read_code(ast.unparse(right)))
        case _:
            return None
    history = cursor.history
    seq = next(cursor.ahead(history.telling(ast.unparse(left)), line), None)
    if seq is None or denied is None or not isinstance(history.events[seq].value, Plain):
        return None
    is_here = history.execution[seq] == history.execution[cursor.at]
    if cursor.slice is None and line is None and not is_here and not is_of_the_next(seq, cursor):
        return None
    if same_value(history.events[seq].value, denied):
        return refuted("value", shown_event(history.events[seq]), seq)
    return grounded("value", seq)


def _truth_at(condition: Code, moment: int, cursor: Cursor) -> bool | None:
    """Of a name that holds functions or objects, whether anything is in it."""
    try:
        return bool(object_at(cursor.history, condition, moment))
    except NotEvaluable:
        text = text_at(cursor.history, condition, moment) if condition.sort == "N" else None
        return None if text is None else truth_of(text)


def _decided_elsewhere(condition: Code, line: int, cursor: Cursor) -> int | None:
    """The first event by which the condition decides, where it never does on that line."""
    history = cursor.history
    seqs = [seq for seq in history.by_text.get(condition.norm, ()) if history.events[seq].kind == "branch"]
    return seqs[0] if seqs and not any(is_on_line(history, seq, line) for seq in seqs) else None


def closed_truth(condition: Code, meaning: IsTrue, cursor: Cursor) -> Judged:
    """`2 < 2` is false: as arithmetic, and as the condition that it stands for."""
    text = closed_value(condition)
    actual = None if text is None else truth_of(text)
    if actual is None:
        return unreadable("arithmetic", f"{condition.text[:60]} can't be evaluated")
    if actual is not meaning.truth:
        return refuted("arithmetic", f"{shown(condition.text)} is {'true' if actual else 'false'}")
    operands = operands_of(condition.node)
    if operands is None:
        return grounded("arithmetic", None, step=False)
    nearest: int | None = None
    for seq in shaped(operands[0], cursor):
        values = operand_values(cursor.history.events[seq], seq, cursor)
        if values is None:
            continue
        nearest = seq if nearest is None else nearest
        if values == operands[1] and is_written_so(condition.node, seq, cursor):
            other = _asked_after(seq, condition, operands, cursor) if cursor.is_told(seq) else None
            passed_over = cursor.passed_over
            cursor.land(seq if other is None else other)
            if other is not None:
                cursor.passed_over = passed_over  # what was told before isn't passed over
                seq = other
            return grounded("branch", seq, *_branch_of(seq, cursor))
    if nearest is not None and (cursor.scopes or (meaning.asked and _is_of_this_call(nearest, cursor))):
        return refuted("branch", shown_event(cursor.history.events[nearest]), nearest)
    if (other := decided_otherwise(condition, operands[1], meaning, cursor)) is not None:
        return refuted("branch", shown_event(cursor.history.events[other]), other)
    return _as_arithmetic(condition, operands[1], cursor) if meaning.asked else grounded("arithmetic", None, step=False)


def _as_arithmetic(condition: Code, operands: list[str], cursor: Cursor) -> Judged:
    """A comparison of which no event ahead tells, and which is so: whether the program makes it here at all."""
    compared = _compared_here(condition, operands, cursor)
    if compared is None:
        return grounded("arithmetic", None, step=False)
    late = [seq for seq in compared if _is_too_late_for(seq, cursor)]
    if len(late) < len(compared):
        return grounded("arithmetic", None, step=False)
    if late:
        return refuted("branch", "it is compared, but not from here on", late[-1], "out_of_order")
    return unreadable("arithmetic", "it is so, but the program compares no such values")


def _asked_after(told: int, condition: Code, operands: tuple[str, list[str]], cursor: Cursor) -> int | None:
    """The next comparison of the same values in the pass, by another statement than the one that was told."""
    history = cursor.history
    own = history.events[told]
    for seq in shaped(operands[0], cursor):
        event = history.events[seq]
        if (event.frame, event.loop, event.pass_) != (own.frame, own.loop, own.pass_) or own.pass_ is None:
            continue
        is_other = history.statement[seq] != history.statement[told] and not cursor.is_told(seq)
        if (
            is_other
            and operand_values(event, seq, cursor) == operands[1]
            and is_written_so(condition.node, seq, cursor)
        ):
            return seq
    return None


#: The comparison that is true where the other is false, and the one that says so with its sides exchanged.
_DENIED = {
    "Lt": "GtE", "GtE": "Lt", "Gt": "LtE", "LtE": "Gt", "Eq": "NotEq", "NotEq": "Eq", "In": "NotIn", "NotIn": "In",
}  # fmt: skip
_TURNED = {"Lt": "Gt", "Gt": "Lt", "LtE": "GtE", "GtE": "LtE", "Eq": "Eq", "NotEq": "NotEq"}
_MOST_COMPARED = 400  # evaluations that are looked at; nobody knows where there are more


def _is_of_this_call(seq: int, cursor: Cursor) -> bool:
    """Whether the event happens in the very call that the text is in, and not in one that it makes or that made it."""
    events = cursor.history.events
    return cursor.slice is None and events[seq].frame == events[cursor.at].frame


def _is_of_another_call(seq: int, cursor: Cursor) -> bool:
    """Whether the event happens in another call of the function that the text is in."""
    event, here = cursor.history.events[seq], cursor.history.events[cursor.at]
    return cursor.slice is None and event.function == here.function and event.frame != here.frame


def _is_too_late_for(seq: int, cursor: Cursor) -> bool:
    """Whether reading is past the comparison, of which nothing was told."""
    if cursor.slice is not None or seq >= cursor.floor:
        return False
    is_under_way = cursor.history.execution[seq] == cursor.history.execution[cursor.at]
    return not is_under_way and not any(cursor.is_told(each) for each in (seq, *_branch_of(seq, cursor)))


def _window(cursor: Cursor) -> tuple[int, int]:
    """The events of the pass that the text speaks of, or of the call that it is in: `[low, high)`."""
    history = cursor.history
    if cursor.slice is not None:
        return 0, history.length
    if cursor.scopes:
        return own_window(history, cursor.scopes[-1].loop, cursor.scopes[-1].number)
    frame = history.events[cursor.at].frame
    return history.call_of.get(frame, 0), history.returns.get(frame, history.length - 1) + 1


def _compared_here(condition: Code, operands: list[str], cursor: Cursor) -> list[int] | None:
    """The comparisons of these two values here, in this order or with the sign turned round; None where nobody knows."""
    history, node = cursor.history, condition.node
    asked = type(node.ops[0]).__name__ if isinstance(node, ast.Compare) else ""
    if asked not in _DENIED:
        return None
    turned = {_TURNED[sign] for sign in (asked, _DENIED[asked]) if sign in _TURNED}
    low, high = _window(cursor)
    known = [(shape, history.shapes().get(shape, [])) for shape in _DENIED]
    seqs = [(shape, seq) for shape, all_ in known for seq in all_[bisect_left(all_, low) : bisect_left(all_, high)]]
    if len(seqs) > _MOST_COMPARED or not any(all_ for _, all_ in known):
        return None
    found: list[int] = []
    for shape, seq in seqs:
        if _is_of_another_call(seq, cursor):
            continue
        values = operand_values(history.events[seq], seq, cursor)
        if values is None:
            return None
        is_so = values == operands and shape in (asked, _DENIED[asked]) and is_written_so(node, seq, cursor)
        if is_so or (values == operands[::-1] != operands and shape in turned):
            found.append(seq)
    return found


def _branch_of(seq: int, cursor: Cursor) -> tuple[int, ...]:
    """The branch that the condition's value decides at once."""
    after = seq + 1
    if after < cursor.history.length and cursor.history.events[after].kind == "branch":
        return (after,) if seq in cursor.history.events[after].reads else ()
    return ()
