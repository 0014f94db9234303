"""Judges what is said in passing of things without a name, and how often things were done in all."""

import ast
from collections.abc import Iterator, Sequence

from tracecot.execution import Event
from tracecot.values import NotPlain, Plain
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, recorded
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.executions.silent_lines import led_to
from tracecot.verification.meanings import (
    AtTheEnd,
    BothEnds,
    BoundTimes,
    DoneTimes,
    FoundAt,
    HolderIs,
    IsHolderEmpty,
    LastValue,
    Moves,
    Numbered,
    PartRuns,
    TrueTimes,
    YieldsTimes,
)
from tracecot.verification.rules.doing import deeds_of
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.moving import judge_moves
from tracecot.verification.rules.nearby import pass_at

_TYPES: dict[str, tuple[str, ...]] = {
    "queue": ("list", "deque"), "deque": ("deque",), "stack": ("list", "deque"), "list": ("list",), "array": ("list",),
    "heap": ("list",), "buffer": ("list", "str"), "string": ("str",), "text": ("str",), "word": ("str",),
    "dict": ("dict", "defaultdict", "Counter", "OrderedDict"), "dictionary": ("dict", "defaultdict", "Counter", "OrderedDict"),
    "counter": ("dict", "defaultdict", "Counter"), "set": ("set", "frozenset"), "tuple": ("tuple",),
    "total": ("int", "float"), "sum": ("int", "float"), "running total": ("int", "float"),
}  # fmt: skip
_MOST_EVENTS = 200  # of a pass


def judge_passing(
    meaning: HolderIs
    | BothEnds
    | AtTheEnd
    | PartRuns
    | BoundTimes
    | DoneTimes
    | TrueTimes
    | YieldsTimes
    | IsHolderEmpty
    | FoundAt
    | Numbered
    | LastValue
    | Moves,
    cursor: Cursor,
) -> Judged:
    """What is said is shown by what is at hand, or isn't understood."""
    match meaning:
        case HolderIs():
            return _holder_is(meaning, cursor)
        case BothEnds(value=value):
            return _both_ends(value, cursor)
        case AtTheEnd():
            return _at_the_end(cursor)
        case PartRuns():
            return _part_runs(meaning, cursor.history)
        case BoundTimes():
            return _bound_times(meaning, cursor.history)
        case TrueTimes():
            return _true_times(meaning, cursor.history)
        case YieldsTimes():
            return _yields_times(meaning, cursor.history)
        case DoneTimes():
            return _done_times(meaning, cursor.history)
        case IsHolderEmpty(noun=noun):
            return _is_empty(noun, cursor)
        case LastValue(name=name):
            return _last_value(name, cursor)
        case Moves():
            return judge_moves(meaning, cursor)
        case FoundAt():
            return _found_at(meaning, cursor)
        case Numbered(pairs=pairs):
            return _numbered(pairs, cursor)


def _holder_is(meaning: HolderIs, cursor: Cursor) -> Judged:
    """The queue is `[1, 3]`: the only name with a value of that type has it now."""
    history, wanted = cursor.history, closed_value(meaning.value)
    if wanted is None or cursor.slice is not None:
        return unreadable("state", "a value of nothing")
    for moment in cursor.moments():
        held = dict(_held(_TYPES[meaning.noun], moment, history))
        called = [name for name in (meaning.noun, f"{meaning.noun}s") if name in held]
        for name, value in held.items() if not called else [(name, held[name]) for name in called]:
            if is_same(value.repr, wanted) and (called or len(held) == 1 or _is_told(name, cursor)):
                return grounded("state", None, step=False)
    return unreadable("state", f"no {meaning.noun} is so here")


def _is_empty(noun: str, cursor: Cursor) -> Judged:
    """The dict is empty: the only name with a value of that type has nothing in it."""
    for moment in cursor.moments():
        held = dict(_held(_TYPES[noun], moment, cursor.history))
        held = {name: held[name] for name in (noun, f"{noun}s") if name in held} or held
        for name, value in held.items():
            if (len(held) == 1 or _is_told(name, cursor)) and not _recorded_or(value):
                return grounded("state", None, step=False)
    return unreadable("state", f"no {noun} is empty here")


def _recorded_or(value: Plain) -> object:
    """The value; something that isn't empty where it is no plain data."""
    try:
        return recorded(value.repr)
    except NotPlain:
        return True


def _texts_at_hand(cursor: Cursor) -> Iterator[object]:
    """What the running function's names have, what the pass works out, and what the call was given."""
    history = cursor.history
    given = [value for _, value in history.events[0].args if isinstance(value, Plain)]
    named = [value for _, value in _held(("str", "list", "tuple"), cursor.at, history)]
    for value in (*named, *(value for _, value in _in_the_pass(cursor)), *given):
        yield _recorded_or(value)


def _found_at(meaning: FoundAt, cursor: Cursor) -> Judged:
    """`'ll'` at index 2: a text at hand has it there."""
    wanted = _recorded_or(Plain("", closed_value(meaning.value) or "0"))
    for held in _texts_at_hand(cursor):
        are_texts = isinstance(held, str) and isinstance(wanted, str) and bool(wanted)
        if are_texts and meaning.index in (str.find(held, wanted), str.rfind(held, wanted)):  # type: ignore[arg-type]
            return grounded("state", None, step=False)
    return unreadable("state", "no text at hand has it there")


def _numbered(pairs: Sequence[tuple[int, Code]], cursor: Cursor) -> Judged:
    """0:'A' 1:'b': one text or list has all of them there."""
    wanted = {index: closed_value(item) for index, item in pairs}
    for held in _texts_at_hand(cursor):
        if not isinstance(held, str | list | tuple) or max(wanted) >= len(held):
            continue
        if all(repr(held[index]) == text for index, text in wanted.items()):
            return grounded("state", None, step=False)
    return unreadable("state", "nothing at hand has these at these places")


def _held(types: Sequence[str], moment: int, history: History) -> Iterator[tuple[str, Plain]]:
    """The names of the running function that have a value of one of the types at the moment."""
    frame = history.events[moment].frame
    for name in history.states.get(frame, {}):
        value = history.value_at(frame, name, moment)
        if value is not None and value.type in types:
            yield name, value


def _is_told(name: str, cursor: Cursor) -> bool:
    """Whether what was told last is a change of the name."""
    return any(cursor.history.events[seq].name == name for seq in (cursor.at, *cursor.last))


def _both_ends(value: Code, cursor: Cursor) -> Judged:
    """The first and the last letter are `'n'`: of the item that the pass is about, or of what it works out."""
    wanted = closed_value(value)
    for seq, held in _in_the_pass(cursor):
        try:
            items = recorded(held.repr)
        except NotPlain:
            continue
        if isinstance(items, str | list | tuple) and len(items) > 1:
            if {repr(items[0]), repr(items[-1])} == {wanted}:
                return grounded("state", seq, step=False)
            return unreadable("state", "the first and the last are something else here")
    return unreadable("state", "nothing here has two ends")


def _in_the_pass(cursor: Cursor) -> Iterator[tuple[int, Plain]]:
    """What the pass that is told is about: what its header binds, then what is worked out in it."""
    history, scope = cursor.history, pass_at(cursor)
    if scope is None:
        return
    for event in history.events[scope.low : min(scope.high, scope.low + _MOST_EVENTS)]:
        if event.kind in ("bind", "value") and isinstance(event.value, Plain):
            yield event.seq, event.value


def _at_the_end(cursor: Cursor) -> Judged:
    """Final values: those when the function that was called is left."""
    history = cursor.history
    back = history.returns.get(history.events[0].frame)
    if cursor.slice is not None or back is None or history.events[0].kind != "call":
        return unreadable("state", "at which end?")
    cursor.scopes = ()
    cursor.floor = max(cursor.floor, history.first_of[history.execution[back]])
    cursor.at = max(cursor.at, cursor.floor)
    return grounded("state", None, step=False)


def _last_value(name: Code, cursor: Cursor) -> Judged:
    """`total` ends as 5: it gets no other value before the outermost pass that is told, or the function, is over."""
    history = cursor.history
    frame = history.events[cursor.at].frame
    high = cursor.scopes[-1].high if cursor.scopes else history.returns.get(frame, history.length)
    now = history.value_at(frame, name.norm, cursor.at)
    later = [seq for seq in history.states.get(frame, {}).get(name.norm, ()) if cursor.at < seq < high]
    if now is None or cursor.slice is not None:
        return unreadable("state", "no such name has a value here")
    if any(not same_value(history.events[seq].value, now.repr) for seq in later):
        return unreadable("state", f"`{name.text}` gets another value")
    return grounded("state", None, step=False)


def _part_runs(meaning: PartRuns, history: History) -> Judged:
    """The `break` was executed twice."""
    runs = _runs_of(meaning.part, history)
    if runs is None or len(runs) != meaning.count:
        return unreadable("summary", "it is not known to run so often")
    return grounded("summary", runs[0] if runs else None, *runs[1:])


def _runs_of(part: str, history: History) -> list[int] | None:
    """When the part of the program ran; None where that can't be told."""
    statements = history.facts.statements
    match part:
        case "break":
            return [loop.end for loop in history.loops.values() if loop.why == "broken"]
        case "continue":
            found = [led_to(each, history) for each in statements if isinstance(each.node, ast.Continue)]
            known = [seqs for seqs in found if seqs is not None]
            return sorted(seq for seqs in known for seq in seqs) if found and len(known) == len(found) else None
        case "handler":
            return history.kinds.get("catch", [])
        case "else":
            return _else_runs(history)
    return None


def _else_runs(history: History) -> list[int] | None:
    """The decisions that led into the program's only `else`."""
    asking = [each for each in history.facts.statements if isinstance(each.node, ast.If) and each.node.orelse]
    if len(asking) != 1 or any(
        isinstance(each, ast.Try | ast.For | ast.While) and each.orelse for each in history.facts.nodes
    ):
        return None
    return [
        seq for seq in history.kinds.get("branch", [])
        if history.statement[seq] == asking[0].number and history.events[seq].why == "if"
        and same_value(history.events[seq].value, "False")
    ]  # fmt: skip


def _bound_times(meaning: BoundTimes, history: History) -> Judged:
    """`best` was updated twice inside the loop."""
    seqs = [seq for seq in history.by_name.get(meaning.name.norm, ()) if history.events[seq].kind == "bind"]
    if meaning.way == "changed":
        seqs = [seq for seq in seqs if not _has_already(history, seq)]
    elif meaning.way:
        moved = [seq for seq in seqs if _moves(history, seq) == meaning.way]
        if meaning.count != len(moved) or meaning.in_loop or len({history.events[seq].frame for seq in seqs}) > 1:
            return unreadable("summary", f"it is {meaning.way}creased {len(moved)} times")
        return grounded("summary", moved[0] if moved else None, *moved[1:])
    inside = [seq for seq in seqs if history.events[seq].pass_ is not None]
    again = inside if meaning.in_loop else seqs[1:]  # the first time it is not updated, but made
    if meaning.count not in (len(inside), len(again)) or len({history.events[seq].frame for seq in seqs}) > 1:
        return unreadable("summary", f"it gets a value {len(seqs)} times")
    return grounded("summary", again[0] if again else None, *again[1:])


def _has_already(history: History, seq: int) -> bool:
    """Whether a binding gives the name the value that it had before."""
    event = history.events[seq]
    before = history.value_at(event.frame, event.name, seq - 1)
    return before is not None and same_value(event.value, before.repr)


def _moves(history: History, seq: int) -> str:
    """Whether a binding made the name's number greater ("in") or less ("de")."""
    event = history.events[seq]
    before = history.value_at(event.frame, event.name, seq - 1)
    try:
        old, new = (recorded(value.repr) for value in (before, event.value) if isinstance(value, Plain))
    except (NotPlain, ValueError):
        return ""
    if not isinstance(old, int | float) or not isinstance(new, int | float):
        return ""
    return "in" if new > old else "de" if new < old else ""


def _true_times(meaning: TrueTimes, history: History) -> Judged:
    """`x > 3` was true once: of all times that the program asked."""
    asked = [seq for seq in history.by_text.get(meaning.condition.norm, ()) if history.events[seq].kind == "branch"]
    so = [seq for seq in asked if same_value(history.events[seq].value, str(meaning.truth))]
    if not asked or len(so) != meaning.count:
        return unreadable("summary", f"it is so {len(so)} times")
    return grounded("summary", so[0] if so else None, *so[1:])


def _yields_times(meaning: YieldsTimes, history: History) -> Judged:
    """`gen` yields three values: the generator that was made once does."""
    name = meaning.function.norm
    seqs = [seq for seq in history.kinds.get("yield", []) if history.events[seq].function.rpartition(".")[2] == name]
    if len(seqs) != meaning.count or len(history.calls.get(name, ())) != 1:
        return unreadable("summary", f"it yields {len(seqs)} times")
    return grounded("summary", seqs[0] if seqs else None, *seqs[1:])


def _done_times(meaning: DoneTimes, history: History) -> Judged:
    """Only one of the four digits was added: in all, by the loop that made so many passes."""
    seqs = [seq for seq in deeds_of(history, meaning.verb) if history.events[seq].pass_ is not None]
    summed = [
        seq for seq in history.kinds.get("bind", []) if meaning.verb == "add" and _is_sum(history.events[seq], history)
    ]
    loops = [len(loop.passes) for loop in history.loops.values() if not loop.is_comprehension]
    if meaning.total is not None and meaning.total not in loops:
        return unreadable("summary", f"no loop makes {meaning.total} passes")
    for done in (seqs, summed):
        if len(done) == meaning.count and (done or not (seqs or summed)):
            return grounded("summary", done[0] if done else None, *done[1:])
    return unreadable("summary", f"that happens {len(seqs) or len(summed)} times")


def _is_sum(event: Event, history: History) -> bool:
    """Whether the binding is that of `x += ...` in a loop."""
    number = history.statement[event.seq]
    node = history.facts.statements[number].node if number >= 0 else None
    return event.pass_ is not None and isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add)
