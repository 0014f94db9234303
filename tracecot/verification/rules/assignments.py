"""Judges assignments as they stand, and equations."""

import ast
import re
from collections.abc import Iterator
from itertools import islice

from tracecot.syntax import unparsed
from tracecot.values import Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, source_at
from tracecot.verification.executions.history import LoopRun, same_value
from tracecot.verification.meanings import Stands
from tracecot.verification.rules.candidates import (
    candidates,
    changes_of,
    ever,
    holds_here,
    is_of_the_next,
    kind_of,
    left_otherwise,
    not_so,
)
from tracecot.verification.rules.equality import (
    both_here,
    by_assignment,
    closed_equation,
    judge_value,
    worked_out_by,
)
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable
from tracecot.verification.rules.operands import operand_values, operands_of
from tracecot.verification.rules.verbs import done_otherwise

_MOST_PASSES = 200  # that are looked through for an item


def judge_stands(meaning: Stands, line: int | None, cursor: Cursor) -> Judged:
    """`seen['b'] = []`, `a, b = 1, 2`, `len(s) + 1 = 4`, `x += 1`."""
    code = meaning.code
    if code.value is None or not code.targets:
        return unreadable("bind", "an unusual assignment")
    if code.augmented:
        return _augmented(code, line, cursor)
    _enter_by_item(code, cursor)
    judged: list[Judged] = []
    for subject, value in _pairs(code):
        if subject.sort in "LC":
            judged.append(closed_equation(subject, value, cursor))
            continue
        wanted = closed_value(value)
        if _makes_object(value, cursor) and not holds_here(subject, wanted or "", cursor):
            source = _source(code, line, cursor)
            return source if source.holds else unreadable("bind", "what is made so looks different in the recording")
        if wanted is None:
            source = _source(code, line, cursor)
            is_elsewhere = source.kind == "line" and not source.holds
            return source if source.holds or is_elsewhere else both_here(subject, value, line, cursor, bound=True)
        if meaning.held and cursor.slice is not None:
            judged.append(holds_here(subject, wanted, cursor) or not_so(subject, wanted, None, None, cursor))
            continue
        found = _assigned(subject, wanted, meaning.done or line is not None, line, cursor)
        if (other := worked_out_by(value, found, cursor.history)) is not None:
            return unreadable("bind", f"it is made by {shown(other)}")
        found = by_assignment(found, cursor.history) if meaning.assigned else found
        judged.append(found)
    failed = next((each for each in judged if not each.holds), None)
    if failed is not None:
        return failed
    events = tuple(seq for each in judged for seq in each.events)
    is_told = meaning.verb and (meaning.verb != "leave" or line is not None)  # "that leaves" is of one of its steps
    if is_told and (otherwise := done_otherwise(meaning.verb, events, cursor.history)) is not None:
        return otherwise
    if (other := _made_otherwise(code, events, cursor)) is not None:
        return unreadable("arithmetic", f"it is made by {shown(other)}")
    return Judged(judged[-1].kind, judged[-1].finding, events)


def _made_otherwise(code: Code, events: tuple[int, ...], cursor: Cursor) -> str | None:
    """What the statement that gave the name its value evaluates, where it is the same operation on other values."""
    history = cursor.history
    closed = [target for target in code.targets if target.sort == "C" and isinstance(target.node, ast.BinOp)]
    bound = [seq for seq in events if history.events[seq].kind == "bind"]
    for target, seq in ((target, seq) for target in closed for seq in bound):
        number = history.statement[seq]
        node = history.facts.statements[number].node if number >= 0 else None
        operands = operands_of(target.node)
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.BinOp) or operands is None:
            continue
        made = ast.unparse(node.value)
        evaluated = [
            each for each in history.by_text.get(made, ()) if history.execution[each] == history.execution[seq]
        ]
        for each in evaluated:
            values = operand_values(history.events[each], each, cursor)
            if operands[0] == type(node.value.op).__name__ and values is not None and values != operands[1]:
                return made
    return None


def _makes_object(value: Code, cursor: Cursor) -> bool:
    """Whether it makes an object of the program's own class, whose arguments needn't be what it shows."""
    match value.node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return bool(args) and name in cursor.history.facts.classes and not _shows_arguments(name, cursor)
    return False


def _shows_arguments(name: str, cursor: Cursor) -> bool:
    """Whether the execution has an object of the class that shows values without names, as its call does."""
    unnamed = re.compile(rf"{re.escape(name)}\((?!\w+=|\))")
    return any(isinstance(each.value, Plain) and unnamed.match(each.value.repr) for each in cursor.history.events)


def _enter_by_item(code: Code, cursor: Cursor) -> None:
    """After a summary, what is told of its passes again is told by their items: `i = 0` begins the pass that it names."""
    if cursor.stretch is None or cursor.slice is not None or code.value is None:
        return
    loop, first, last = cursor.stretch
    told = cursor.scopes[-1].number if cursor.scopes and cursor.scopes[-1].loop.number == loop.number else first - 1
    is_named = told >= first and (loop.passes[told - 1] in cursor.last or _binds(loop, told, code, cursor))
    if is_named and cursor.at == cursor.header_end(loop, told):
        return  # the pass was named by its number just before
    for number in range(max(first, told), min(last, told + _MOST_PASSES) + 1):
        if number == told or not _binds(loop, number, code, cursor):
            continue
        cursor.enter(loop, number)
        return


def _binds(loop: LoopRun, number: int, code: Code, cursor: Cursor) -> bool:
    """Whether the pass's header gives the name the value."""
    wanted = closed_value(code.value) if code.value is not None else None
    names = {target.norm for target in code.targets}
    header = range(loop.passes[number - 1], cursor.header_end(loop, number) + 1)
    events = [cursor.history.events[seq] for seq in header]
    return wanted is not None and any(
        event.kind == "bind" and event.name in names and same_value(event.value, wanted) for event in events
    )


def _pairs(code: Code) -> Iterator[tuple[Code, Code]]:
    """Each target with its value."""
    assert code.value is not None
    for target in code.targets:
        match target.node, code.value.node:
            case (ast.Tuple(elts=names), ast.Tuple(elts=values) | ast.List(elts=values)) if len(names) == len(values):
                for name, value in zip(names, values, strict=True):
                    yield read_code(unparsed(name)), read_code(unparsed(value))
            case _:
                yield target, code.value


def _source(code: Code, line: int | None, cursor: Cursor) -> Judged:
    """A statement of the program, quoted."""
    lines = cursor.history.facts.quoted(code.text)
    if not lines:
        return refuted("source", f"{shown(code.text)} is not in the program", reason="not_found")
    if line is not None and line not in lines:
        return refuted("line", f"{shown(code.text)} stands on line {lines[0]}")
    return grounded("source", None, step=False)


def _augmented(code: Code, line: int | None, cursor: Cursor) -> Judged:
    """`x += 1`, quoted: where it is said of a change of `x` that was told last, it is the statement that did it."""
    history = cursor.history
    for seq in cursor.last:
        number = history.statement[seq]
        node = history.facts.statements[number].node if number >= 0 else None
        is_of_name = history.events[seq].kind == "bind" and history.events[seq].name == code.targets[0].norm
        if is_of_name and node is not None and history.events[seq].line not in history.facts.quoted(code.text):
            return unreadable("source", f"it is done by {shown(unparsed(node))}")
    return _source(code, line, cursor)


def _assigned(subject: Code, wanted: str, done: bool, line: int | None, cursor: Cursor) -> Judged:
    """A name or item with its value: what happens next, or what holds here."""
    history = cursor.history
    if (left := left_otherwise(subject, wanted, line, cursor)) is not None:
        return left
    execution = history.execution[cursor.at]
    ahead = changes_of(subject, line, cursor)
    nearest = [*islice(ahead, 1)]  # of most statements the one that is meant
    for seq in nearest:
        event = history.events[seq]
        # A value that holds already is not looked for ahead, unless the statement that is told, or the next, gives it.
        given_here = history.execution[seq] == execution or is_of_the_next(seq, cursor)
        if same_value(event.value, wanted) and (done or given_here):
            cursor.land(seq)
            return grounded(kind_of(event), seq)
    changes = [*nearest, *ahead]
    coming = [seq for seq in changes[:50] if history.execution[seq] == execution and seq > cursor.at]
    if cursor.slice is None and coming and not any(same_value(history.events[seq].value, wanted) for seq in coming):
        # "`i + 1` is `4`, so `i = ...`" tells what the statement makes of the name, not what it was.
        return not_so(subject, wanted, coming[0], line, cursor)
    if (stale := _still_to_come(subject, changes, cursor)) is not None and not same_value(
        history.events[stale].value, wanted
    ):
        later = [seq for seq in changes if seq < cursor.scopes[-1].high]
        if not any(same_value(history.events[seq].value, wanted) for seq in later):
            return not_so(subject, wanted, stale, line, cursor)
    if not done and (held := holds_here(subject, wanted, cursor)) is not None:
        return held
    for seq in changes:
        if same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded(kind_of(history.events[seq]), seq)
    if line is not None:
        return _assigned_on(subject, wanted, line, cursor) or not_so(
            subject, wanted, next(iter(changes), None), line, cursor
        )
    if subject.sort == "E" and not history.by_name.get(subject.norm):
        return judge_value(subject, wanted, line, cursor)
    if done and not changes and (held := holds_here(subject, wanted, cursor)) is not None:
        source = held.events[0] if held.events else None
        if source is not None and history.execution[source] == history.execution[cursor.at]:
            return held
    if cursor.slice is not None and (found := ever(subject, wanted, cursor)) is not None:
        return found
    return not_so(subject, wanted, next(iter(changes), None), line, cursor)


def _still_to_come(subject: Code, changes: list[int], cursor: Cursor) -> int | None:
    """The name's next change in the pass that is told, where what it is now was left by an earlier pass."""
    if not cursor.scopes or not changes or changes[0] >= cursor.scopes[-1].high:
        return None
    source = source_at(cursor.history, subject.norm, cursor.at)
    return changes[0] if source is None or source < cursor.scopes[-1].low else None


def _assigned_on(subject: Code, wanted: str, line: int, cursor: Cursor) -> Judged | None:
    """What a line leaves: a loop's header with what the loop made, a call on the line, an expression's value."""
    history = cursor.history
    for seq in candidates(subject, line, cursor):
        if same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded(kind_of(history.events[seq]), seq)
    upcoming = cursor.next_on_line(line)
    if upcoming is not None and history.events[upcoming].kind == "call":
        value = dict(history.events[upcoming].args).get(subject.norm)
        if same_value(value, wanted):
            cursor.land(upcoming)
            return grounded("call", upcoming)
    return None
