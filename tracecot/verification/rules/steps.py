"""Judges what is said of the next step: where a loop goes on, what item comes, what is under a key, where a recursion turns."""

import ast

from tracecot.values import NotPlain, Plain
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, recorded
from tracecot.verification.executions.history import same_value
from tracecot.verification.meanings import (
    AtItem,
    BaseCase,
    Carried,
    EntersLoop,
    LoopEntered,
    LoopGoesOn,
    NewEmpty,
    NextItem,
    Under,
)
from tracecot.verification.meanings.steps import OfSteps
from tracecot.verification.rules.items import judge_at_item
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.loops import judge_loop_entered
from tracecot.verification.rules.making import judge_carried
from tracecot.verification.rules.nearby import in_reach, pass_at
from tracecot.verification.text.nouns import is_told_as

_EMPTY = {"list": "[]", "dict": "{}", "set": "set()", "str": "''"}


def judge_steps(meaning: OfSteps, cursor: Cursor) -> Judged:
    """What is said is shown by what happens here, or isn't understood."""
    match meaning:
        case LoopGoesOn(which=which):
            return _goes_on(which, cursor)
        case NextItem():
            return _next_item(meaning, cursor)
        case Under():
            return _under(meaning, cursor)
        case NewEmpty(type=kind):
            return _new_empty(kind, cursor)
        case BaseCase():
            return _base_case(cursor)
        case EntersLoop():
            return _enters(cursor)
        case Carried():
            return judge_carried(meaning, cursor)


def _goes_on(which: str, cursor: Cursor) -> Judged:
    """The loop continues: it makes another pass after this one."""
    history = cursor.history
    scope = pass_at(cursor)
    if scope is None or cursor.slice is not None or cursor.at >= scope.loop.end:
        return unreadable("iteration", "of which loop?")
    loop, number = scope.loop, scope.number
    event = history.events[cursor.at]
    inner = history.loops.get(event.loop or -1)
    if which == "inner":
        if inner is None or (inner.number == loop.number and len(cursor.scopes) < 2):
            return unreadable("iteration", "of which loop?")
        loop, number = inner, event.pass_ or len(inner.passes)
    elif which == "outer":
        loop, number = (cursor.scopes[0].loop, cursor.scopes[0].number) if cursor.scopes else (loop, number)
        if inner is None or (inner.number == loop.number and len(cursor.scopes) < 2):
            return unreadable("iteration", "of which loop?")
    if number < len(loop.passes):
        return grounded("iteration", loop.passes[number], step=False)
    return unreadable("iteration", "the loop makes no other pass")


def _next_item(meaning: NextItem, cursor: Cursor) -> Judged:
    """The next element is 6: that of the pass after the one that is told."""
    history, scope = cursor.history, pass_at(cursor)
    wanted = closed_value(meaning.value)
    if scope is None or wanted is None or cursor.slice is not None or scope.number >= len(scope.loop.passes):
        return unreadable("iteration", "next after what?")
    begins, last = scope.loop.passes[scope.number], cursor.header_end(scope.loop, scope.number + 1)
    if history.events[begins].why != "for" or not is_told_as(meaning.noun, meaning.value):
        return unreadable("iteration", "the loop goes through no such items")
    item = history.events[last if _is_numbered(history.facts.statements[scope.loop.statement].node) else begins]
    probe = cursor.copy()
    judged = judge_at_item(AtItem(meaning.value), probe)
    come = (probe.scopes[-1].loop.number, probe.scopes[-1].number) if judged.holds and probe.scopes else None
    if same_value(item.value, wanted) and come == (scope.loop.number, scope.number + 1):
        return judge_at_item(AtItem(meaning.value), cursor)
    return unreadable("iteration", "another item is next")


def _is_numbered(node: ast.AST) -> bool:
    """Whether the loop goes through items with their numbers, and binds both: `for i, x in enumerate(xs)`."""
    match node:
        case ast.For(target=ast.Tuple(elts=[ast.Name(), ast.Name()]), iter=ast.Call(func=ast.Name(id="enumerate"))):
            return True
    return False


def _under(meaning: Under, cursor: Cursor) -> Judged:
    """The list under `'a'` is `['ANT']`: the only dict at hand that has the key."""
    history = cursor.history
    key, value = closed_value(meaning.key), closed_value(meaning.value)
    if key is None or value is None or cursor.slice is not None or not is_told_as(meaning.noun, meaning.value):
        return unreadable("state", "under which key?")
    for moment in cursor.moments():
        frame = history.events[moment].frame
        found = []
        for name in history.states.get(frame, {}):
            held = history.value_at(frame, name, moment)
            items = _items(held) if held is not None else {}
            if key in items:
                found.append(items[key])
        if len(found) == 1 and is_same(found[0], value):
            return grounded("state", None, step=False)
    return unreadable("state", "nothing at hand has this under that key")


def _items(held: Plain) -> dict[str, str]:
    try:
        value = recorded(held.repr)
    except NotPlain:
        return {}
    return {repr(key): repr(item) for key, item in value.items()} if isinstance(value, dict) else {}


def _new_empty(kind: str, cursor: Cursor) -> Judged:
    """A new list is created: something gets an empty one in this pass."""
    history = cursor.history
    if pass_at(cursor) is None:
        return unreadable("bind", "in which pass?")
    for seq in in_reach(history.valued(_EMPTY[kind]), cursor):
        if history.events[seq].kind == "bind":
            cursor.land(seq)
            return grounded("bind", seq)
    return unreadable("bind", "nothing of that kind is made in this pass")


def _base_case(cursor: Cursor) -> Judged:
    """This is the base case: the function calls itself elsewhere, and this call of it does not."""
    history = cursor.history
    event = history.events[cursor.at]
    if event.kind == "value" and event.seq and history.events[event.seq - 1].kind == "return":
        event = history.events[event.seq - 1]  # the call that was told by its value
    calls = [history.events[seq] for seq in history.kinds.get("call", [])]
    own = [each for each in calls if each.function == event.function]
    if cursor.slice is not None or len(own) < 2:
        return unreadable("call", "of which call?")
    callers = [
        history.events[history.first_of[history.caller_of[each.frame]]].frame
        for each in own if each.frame in history.caller_of
    ]  # fmt: skip
    recursive = any(each.frame in callers for each in own)
    if recursive and event.frame not in callers:
        return grounded("call", None, step=False)
    return unreadable("call", "this call makes others of its kind")


def _enters(cursor: Cursor) -> Judged:
    """We enter the loop: what was told last is what a pass begins with, or the next loop makes one."""
    history = cursor.history
    event = history.events[cursor.at]
    loop = history.loops.get(event.loop or -1)
    if loop is not None and event.kind == "branch" and history.statement[event.seq] == loop.statement:
        if same_value(event.value, "True") and loop.passes:
            return grounded("iteration", event.seq, step=False)
        return unreadable("iteration", "the loop is not entered here")
    judged = judge_loop_entered(LoopEntered(), None, cursor)
    return judged if judged.holds else unreadable("iteration", "the loop is not entered here")
