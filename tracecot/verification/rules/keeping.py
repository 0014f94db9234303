"""Judges what becomes of the item of a pass: whether it is kept, or left out."""

from collections.abc import Sequence

from tracecot.values import Plain
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.cursor import Cursor, Scope
from tracecot.verification.executions.here import closed_value, is_same, names_in, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.meanings import Kept
from tracecot.verification.rules.doing import effects_of
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.nearby import in_reach, pass_at


def judge_kept(meaning: Kept, cursor: Cursor) -> Judged:
    """It is included, or left out: the item of the pass that is told."""
    history, scope = cursor.history, pass_at(cursor)
    if scope is None:
        return unreadable("iteration", "in which pass?")
    items = _items_of(scope, history)
    if meaning.what is not None:
        named = closed_value(meaning.what) or text_at(history, meaning.what, cursor.at)
        items = [item for item in items if is_same(item, named)]
    if not items:
        return unreadable("iteration", "which item?")
    if scope.loop.is_comprehension:
        asked = [seq for seq in history.kinds.get("branch", []) if scope.low <= seq < scope.high]
        if not asked or any(history.events[seq].why != "comp_if" for seq in asked):
            return unreadable("iteration", "nothing is asked of it")
        is_so = all(same_value(history.events[seq].value, "True") for seq in asked)
        if is_so is not meaning.kept:
            return unreadable("branch", "it is not so")
        return grounded("branch", asked[-1], step=False)
    if not meaning.kept:
        return _left_out(scope, cursor)
    for seq in in_reach(sorted(seq for name in ("append", "add") for seq in history.methods.get(name, ())), cursor):
        given = [value for name, value in history.events[seq].args if name != "self"]
        if any(same_value(value, item) for value in given for item in items):
            effects = effects_of(history, seq)
            cursor.land(effects[-1] if effects else seq)
            return grounded("mutate", seq, *effects)
    return unreadable("mutate", "no such thing happens in this pass")


def _items_of(scope: Scope, history: History) -> list[str]:
    """What the pass's header binds."""
    begins = scope.loop.passes[scope.number - 1]
    own = history.events[begins : history.last_of[history.execution[begins]] + 1]
    return [
        event.value.repr for event in own
        if event.kind == "bind" and begins in event.reads and isinstance(event.value, Plain)
    ]  # fmt: skip


def _left_out(scope: Scope, cursor: Cursor) -> Judged:
    """It is ignored: nothing changes in the pass but what the conditions ask about, and the loop goes on."""
    history, loop = cursor.history, scope.loop
    if scope.number == len(loop.passes) and loop.why != "exhausted":
        return unreadable("iteration", "the loop is left in this pass")
    begins = history.last_of[history.execution[loop.passes[scope.number - 1]]]
    asked = [
        seq for seq in history.kinds.get("branch", [])
        if begins < seq < scope.high and history.statement[seq] != loop.statement
    ]  # fmt: skip
    for kind in ("bind", "mutate", "delete", "print", "yield", "return"):
        for seq in history.kinds.get(kind, []):
            if begins < seq < scope.high and not _is_asked_about(seq, asked, history):
                return unreadable("mutate", "something changes in this pass")
    return grounded("branch", asked[-1], step=False) if asked else unreadable("branch", "nothing is asked here")


def _is_asked_about(seq: int, asked: Sequence[int], history: History) -> bool:
    """Whether the event binds a name that only this statement binds, for a condition that is asked after it."""
    event = history.events[seq]
    binds = [each for each in history.by_name.get(event.name, ()) if history.events[each].kind == "bind"]
    is_only = event.kind == "bind" and {history.statement[each] for each in binds} == {history.statement[seq]}
    return is_only and any(
        each > seq and event.name in names_in(read_code(history.events[each].text)) for each in asked
    )
