"""Judges that a text comes to an item of what a loop goes through: what follows is of that pass."""

import ast
from collections.abc import Iterator

from tracecot.values import Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value
from tracecot.verification.executions.history import LoopRun, pass_window, same_value
from tracecot.verification.meanings import AtItem, Uses
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.mentions import judge_uses
from tracecot.verification.rules.nearby import pass_at
from tracecot.verification.rules.passes import loops_to_tell, may_begin

_MOST_LOOPS = 20
_MOST_PASSES = 2_000


def judge_at_item(meaning: AtItem, cursor: Cursor) -> Judged:
    """The third number, 45: the nearest pass with that item, at that place."""
    if meaning.uses and meaning.place is not None and cursor.slice is not None and meaning.what is None:
        return judge_uses(Uses(index=meaning.place), None, cursor.history.facts)
    if not meaning.enters:
        return _in_this_pass(meaning, cursor)
    for loop in loops_to_tell(cursor, None)[:_MOST_LOOPS]:
        for number in _numbers(meaning, loop):
            if _is_item(meaning, loop, number, cursor) and may_begin(loop, number, cursor):
                cursor.enter(loop, number)
                return _told(loop, number, cursor)
    if meaning.uses and meaning.place is not None and meaning.what is None:
        return judge_uses(Uses(index=meaning.place), None, cursor.history.facts)
    return unreadable("iteration", "no loop comes to such an item from here on")


def _told(loop: LoopRun, number: int, cursor: Cursor) -> Judged:
    begins = loop.passes[number - 1]
    return grounded("iteration", begins, *range(begins + 1, cursor.header_end(loop, number) + 1))


def _in_this_pass(meaning: AtItem, cursor: Cursor) -> Judged:
    """It sits at index 2: of the pass that is told."""
    near = pass_at(cursor)
    for scope in reversed(cursor.scopes or (() if near is None else (near,))):
        if _is_item(meaning, scope.loop, scope.number, cursor) and scope.number in _numbers(meaning, scope.loop):
            return _told(scope.loop, scope.number, cursor)
    return unreadable("iteration", "it is no item of the pass that is told")


def _numbers(meaning: AtItem, loop: LoopRun) -> Iterator[int]:
    """The passes that may be meant."""
    count = len(loop.passes)
    if meaning.place is not None:
        number = count if meaning.place < 0 else meaning.place + 1
        is_left = meaning.place < 0 and meaning.what is not None and loop.why != "exhausted"  # before its last item
        yield from [number] if 1 <= number <= count and not is_left else []
    else:
        yield from range(1, min(count, _MOST_PASSES) + 1)


def _is_item(meaning: AtItem, loop: LoopRun, number: int, cursor: Cursor) -> bool:
    events = cursor.history.events
    begins = loop.passes[number - 1]
    if events[begins].why == "while":
        is_next = begins >= cursor.at and (number == 1 or loop.passes[number - 2] < cursor.at)
        # told twice it is two passes, and no pass is left out: so short a label fits too many
        return is_next and meaning.index is None and _is_asked_first(meaning, loop, number, cursor)
    if events[begins].why not in ("for", "comp"):
        return False
    from_one = meaning.what is not None and number == meaning.index and not loop.is_comprehension
    if meaning.index is not None and not from_one and not _is_at_index(meaning.index, loop, number, cursor):
        return False  # "Row 1: [1, 2]" may count from 1, where its item says so
    wanted = _wanted(meaning)
    if wanted is None:
        return meaning.what is None and not meaning.word
    texts = [events[begins], *(events[seq] for seq in _bound(loop, number, cursor))]
    return any(same_value(event.value, wanted) for event in texts)


def _is_asked_first(meaning: AtItem, loop: LoopRun, number: int, cursor: Cursor) -> bool:
    """Whether the pass of a `while` loop is labelled by the number that its first condition comes to: bit 1."""
    history, wanted = cursor.history, _wanted(meaning)
    begins, (_, high) = loop.passes[number - 1], pass_window(history, loop, number)
    asked = next((history.events[seq] for seq in history.kinds.get("branch", []) if begins < seq < high), None)
    if asked is None or wanted is None:
        return False
    found = history.events[asked.seq - 1]
    is_number = isinstance(found.value, Plain) and found.value.type == "int"
    return is_number and found.text == asked.text and same_value(found.value, wanted)


def _wanted(meaning: AtItem) -> str | None:
    if meaning.what is None:
        return repr(meaning.word) if meaning.word else None
    return repr(meaning.what.text) if meaning.what.sort == "N" else closed_value(meaning.what)


def _bound(loop: LoopRun, number: int, cursor: Cursor) -> list[int]:
    """The bindings of the pass's header."""
    begins = loop.passes[number - 1]
    return [
        seq for seq in range(begins + 1, cursor.header_end(loop, number) + 1)
        if cursor.history.events[seq].kind == "bind"
    ]  # fmt: skip


def _is_at_index(index: int, loop: LoopRun, number: int, cursor: Cursor) -> bool:
    """Whether the loop counts its passes itself, or goes through a sequence whose item this is."""
    first = [cursor.history.events[seq].value for seq in _bound(loop, number, cursor)[:1]]
    counted = [value for value in first if isinstance(value, Plain) and value.type == "int"]
    if counted and number == 1:
        return counted[0].repr == str(index)
    if counted and len(_bound(loop, number, cursor)) > 1:
        return counted[0].repr == str(index)
    return number == index + 1


def judge_not_reached(value: Code, cursor: Cursor) -> Judged:
    """8 is never used: an item of an argument that no pass of a loop comes to."""
    history = cursor.history
    wanted = closed_value(value)
    given = [each for _, each in history.events[0].args] if history.events and history.events[0].kind == "call" else []
    texts = [each.repr for each in given if isinstance(each, Plain) and each.repr[:1] in "[({'\""]
    if wanted is None or not any(_contains(text, wanted) for text in texts):
        return unreadable("iteration", "it is no item of what the call is given")
    asked = AtItem(value)
    for loop in list(history.loops.values())[:_MOST_LOOPS]:
        for number in range(1, len(loop.passes) + 1):
            if _is_item(asked, loop, number, cursor):
                return unreadable("iteration", "a loop comes to such an item")
    walked = any(
        history.events[loop.passes[0]].why in ("for", "comp") for loop in history.loops.values() if loop.passes
    )
    return grounded("iteration", None, step=False) if walked else unreadable("iteration", "no loop goes through items")


def _contains(text: str, wanted: str) -> bool:
    """Whether the container with this text has the item."""
    node = read_code(text).node
    match node:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            texts = [ast.unparse(item) for item in items]
            return any(closed_value(read_code(text)) == wanted or _contains(text, wanted) for text in texts)
        case ast.Constant(value=str(held)):
            return wanted in (repr(sign) for sign in held)
    return False
