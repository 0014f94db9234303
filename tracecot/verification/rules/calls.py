"""Judges calls, their arguments, what resumes and what is returned."""

import ast
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tracecot.execution import Event, Raised
from tracecot.syntax import unparsed
from tracecot.values import Plain, Value
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor, is_on_line
from tracecot.verification.executions.here import closed_value, is_same, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.meanings import Calls, Equals, Given, Resumes, Returns, Said
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.rules.loops import NEAR
from tracecot.verification.rules.operands import is_called_on, is_substituted, is_with_values


def judge_calls(meaning: Calls, line: int | None, cursor: Cursor, following: Sequence[Said] = ()) -> Judged:
    """`helper` is called with `3`; of several such calls it is the one that has the arguments told next."""
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
    if meaning.made and name in history.facts.functions and name not in history.facts.classes:
        return refuted("call", f"{shown(name)} is a function: it is called, and nothing is constructed")
    wanted = [
        closed_value(argument) or text_at(history, argument, cursor.at) for argument in meaning.arguments
    ] or given
    seqs = _constructed(name, cursor) or history.calls.get(name) or history.methods.get(name, [])
    nearest: int | None = None
    such: list[int] = []
    for seq in cursor.ahead(seqs, None if seqs and history.events[seqs[0]].kind == "call" else line):
        event = history.events[seq]
        nearest = seq if nearest is None else nearest
        values = [value for key, value in event.args if key != "self" or event.kind == "call"]
        if line is not None and not _is_made_on(line, event, history):
            continue
        if not _is_called_on(function, event, cursor):
            continue
        if wanted is None or _are_given(wanted, event, values, in_order=not meaning.arguments):
            such.append(seq)
            if len(such) == NEAR or has_given(event, following, cursor):
                break
    if such:
        landed = such[-1] if has_given(history.events[such[-1]], following, cursor) else such[0]
        cursor.land(landed)
        return grounded("call", landed)
    if nearest is not None:
        event = history.events[nearest]
        told = ", ".join(f"{key}={value.repr if isinstance(value, Plain) else '...'}" for key, value in event.args)
        return refuted("call", f"`{name}` is called with {shown(told)}", nearest)
    return refuted("call", f"`{name}` is not called from here on", reason="not_found")


def _is_made_on(line: int, event: Event, history: History) -> bool:
    """Whether the statement that made the call, if it is known, has the line: or the call's own, which is where it goes to."""
    caller = history.caller_of.get(event.frame) if event.kind == "call" else None
    return caller is None or event.line == line or is_on_line(history, history.first_of[caller], line)


def _is_called_on(function: Code, event: Event, cursor: Cursor) -> bool:
    """Whether a method is called on the object that is named: `words.upper()` is no call of `word.upper`."""
    match function.node:
        case ast.Call(func=ast.Attribute() as callee) | (ast.Attribute() as callee) if event.kind == "value":
            return is_called_on(event, callee, cursor)
    return True


def _are_given(wanted: Sequence[str | None], event: Event, values: Sequence[Value], in_order: bool) -> bool:
    """Whether the call has these arguments: at their places where the text shows the call itself."""
    if not all(text is not None and any(same_value(value, text) for value in values) for text in wanted):
        return False
    placed = [value for key, value in event.args if key != "self"]
    if not in_order or len(wanted) > len(placed):
        return True
    return all(same_value(value, text or "") for value, text in zip(placed, wanted, strict=False))


def judge_given(meaning: Given, cursor: Cursor) -> Judged:
    """Called with `n = 3`: an argument of the call that was told last."""
    event = cursor.history.events[cursor.at]
    code = meaning.code
    if event.kind != "call" or code.value is None or len(code.targets) != 1:
        return unreadable("call", "no call was told before")
    if _is_given(event, code, cursor):
        return grounded("call", event.seq)
    value = dict(event.args).get(code.targets[0].norm)
    told = value.repr if isinstance(value, Plain) else None
    return refuted("call", f"{shown(code.targets[0].text)} is {shown(told)} in this call", event.seq)


def _constructed(name: str, cursor: Cursor) -> list[int]:
    """The calls by which objects of the class are made, where it is one of the program that says how."""
    if name not in cursor.history.facts.classes:
        return []
    made = cursor.history.calls.get("__init__", [])
    return [seq for seq in made if cursor.history.events[seq].function.endswith(f"{name}.__init__")]


def has_given(event: Event, following: Sequence[Said], cursor: Cursor) -> bool:
    """Whether the call has the arguments that the sentence goes on to tell."""
    for said in following:
        if not isinstance(said.meaning, Given):
            break
        if not _is_given(event, said.meaning.code, cursor):
            return False
    return True


def _is_given(event: Event, code: Code, cursor: Cursor) -> bool:
    """Whether the argument `n = 3` is one of the call."""
    if code.value is None or len(code.targets) != 1:
        return False
    wanted = closed_value(code.value) or text_at(cursor.history, code.value, max(event.under or 0, 0))
    return wanted is not None and same_value(dict(event.args).get(code.targets[0].norm), wanted)


def _callee(function: Code, cursor: Cursor) -> tuple[str, list[str | None] | None]:
    """The function's name, and its arguments' texts if the code is a call."""
    match function.node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            return name, [text_at(cursor.history, read_code(unparsed(argument)), cursor.at) for argument in args]
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


def judge_returns(meaning: Returns, line: int | None, cursor: Cursor) -> Judged:
    """The function returns 5: a frame ends with this value, from here on."""
    history = cursor.history
    hit, nearest = _handed_over(meaning.value, _returns_ahead(meaning, line, cursor), cursor)
    if hit is not None:
        cursor.land(hit)
        return grounded("return", hit)
    if nearest is not None and _is_handed_over(meaning.value, nearest, cursor):
        return unreadable("return", f"{shown(history.events[nearest].text)} is what the program returns")
    if (
        nearest is not None
        and closed_value(meaning.value) is None
        and not _is_comparable(meaning.value, nearest, cursor)
    ):
        return unreadable("return", f"{meaning.value.text[:40]} has no value that we can tell")
    if _may_be_around(meaning, cursor):
        return unreadable("return", "which of the calls comes back isn't told")
    if nearest is not None:
        return refuted("return", shown_event(history.events[nearest]).replace("`` is", "the result is"), nearest)
    if line is not None and history.kinds.get("return"):
        return refuted("return", f"line {line} does not return from here on", reason="not_found")
    if isinstance(history.trace.outcome, Raised):
        return refuted("return", f"it raises {history.trace.outcome.type}")
    return refuted("return", "nothing returns from here on", reason="out_of_order")


def judge_returned(meaning: Returns, line: int | None, cursor: Cursor) -> Judged:
    """Line 18 returned `x`, which was told before, so that another line never runs."""
    history = cursor.history
    told = [seq for seq in history.kinds.get("return", []) if cursor.is_told(seq) and line is not None]
    behind = (
        seq for seq in told if is_on_line(history, seq, line or 0) and _is_handed_over(meaning.value, seq, cursor)
    )
    seq = next(behind, None)
    return judge_returns(meaning, line, cursor.copy()) if seq is None else grounded("return", seq, step=False)


def judge_yields(meaning: Equals, line: int | None, cursor: Cursor) -> Judged | None:
    """`gen` yields `5`: the generator does, from here on; None of what yields nothing here."""
    history = cursor.history
    seqs = [seq for seq in history.kinds.get("yield", []) if _is_in(meaning.subject, seq, history)]
    hit, nearest = _handed_over(meaning.value, islice(cursor.ahead(seqs, line), NEAR), cursor)
    if hit is not None:
        cursor.land(hit)
        return grounded("return", hit)
    if nearest is None:
        return refuted("return", "nothing more is yielded from here on", reason="out_of_order") if seqs else None
    return refuted("return", f"it yields there: {shown_event(history.events[nearest])}", nearest)


def _handed_over(value: Code, ahead: Iterable[int], cursor: Cursor) -> tuple[int | None, int | None]:
    """The first of these events that hands the value over, and the first of all."""
    nearest: int | None = None
    for seq in ahead:
        nearest = seq if nearest is None else nearest
        if _is_handed_over(value, seq, cursor):
            return (seq if _is_its_own(value, seq, cursor) else None), nearest
    return None, nearest


def _is_handed_over(value: Code, seq: int, cursor: Cursor) -> bool:
    wanted = closed_value(value)
    if wanted is None:
        return _is_returned(value, seq, cursor)
    return same_value(cursor.history.events[seq].value, wanted)


def _is_its_own(value: Code, seq: int, cursor: Cursor) -> bool:
    """Whether an operation that is told to be handed over is the program's."""
    written = read_code(cursor.history.events[seq].text)
    return written.node is None or is_substituted(value, written.node, max(seq - 1, 0), cursor.history)


def _is_in(function: Code, seq: int, history: History) -> bool:
    return history.events[seq].function.rpartition(".")[2] == function.norm


def _returns_ahead(meaning: Returns, line: int | None, cursor: Cursor) -> Iterator[int]:
    history = cursor.history
    seqs = history.kinds.get("return", [])
    if meaning.function is not None and meaning.function.sort == "N":
        seqs = [seq for seq in seqs if _is_in(meaning.function, seq, history)]
    told = history.events[cursor.at]
    if meaning.whole:
        own = history.returns.get(history.events[0].frame)
        seqs = [seq for seq in seqs if seq == own]
    if meaning.of_call and told.kind == "call":
        seqs = [seq for seq in seqs if history.events[seq].frame == told.frame]
    elif (own := _own_return(meaning, cursor)) is not None:
        seqs = seqs[: bisect_right(seqs, own)]
    for count, seq in enumerate(cursor.ahead(seqs, line)):
        if count < NEAR or seq == seqs[-1]:
            yield seq


def _own_return(meaning: Returns, cursor: Cursor) -> int | None:
    """Where the innermost call of the function that the text has told and not left comes back: it does before any around it."""
    history, told = cursor.history, cursor.history.events[cursor.at]
    if meaning.function is None or cursor.slice is not None or not cursor.last:
        return None  # behind something wrong nobody knows which call is meant
    calls = [history.call_of[frame] for frame in history.frames_at(cursor.at) if frame in history.call_of]
    is_over = told.kind == "return"
    under_way = [seq for seq in calls if not is_over or history.events[seq].frame != told.frame]
    own = next((seq for seq in under_way if _is_in(meaning.function, seq, history)), None)
    return history.returns.get(history.events[own].frame) if own is not None and cursor.is_told(own) else None


def _may_be_around(meaning: Returns, cursor: Cursor) -> bool:
    """Whether a call around the one told last, of which nothing is told yet, returns that: "`f` calls `f(1)`. `f` returns ..."."""
    history, function = cursor.history, meaning.function
    if function is None or meaning.of_call or cursor.slice is not None or history.events[cursor.at].kind != "call":
        return False
    backs = [history.returns[frame] for frame in history.frames_at(cursor.at)[1:] if frame in history.returns]
    return any(_is_in(function, seq, history) and _is_handed_over(meaning.value, seq, cursor) for seq in backs)


def _is_comparable(value: Code, seq: int, cursor: Cursor) -> bool:
    """Whether what is said to be returned is the program's own words, or has a value that can be told."""
    facts = cursor.history.facts
    return value.norm in facts.expressions or value.sort == "N" or text_at(cursor.history, value, seq) is not None


def _is_returned(value: Code, seq: int, cursor: Cursor) -> bool:
    history = cursor.history
    event = history.events[seq]
    written = read_code(event.text)
    if written.norm == value.norm:
        return True
    if value.node is not None and written.node is not None and is_with_values(value.node, written.node, seq, history):
        return True
    return isinstance(event.value, Plain) and is_same(text_at(history, value, seq), event.value.repr)


def is_generator(subject: Code, history: History) -> bool:
    """Whether it calls a generator of the program, which yielded something."""
    match subject.node:
        case ast.Call(func=ast.Name(id=name)):
            return not history.yielding.isdisjoint(history.events[seq].frame for seq in history.calls.get(name, ()))
    return False
