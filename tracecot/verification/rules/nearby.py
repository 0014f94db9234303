"""Judges what is said of the pass at hand without naming code: it is appended, no exception, the remainder is 3."""

import ast
from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.cursor import Cursor, Scope
from tracecot.verification.executions.here import closed_value, is_same, text_at
from tracecot.verification.executions.history import History, pass_window, same_value
from tracecot.verification.meanings import Compares, DoneHere, FromTo, Neither, NotHere, NothingMore, NounIs
from tracecot.verification.rules.doing import edges_of, effects_of, events_of, is_at, is_such
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.operands import operand_values

_NEAR = 200  # events that are looked at where no pass is told


def judge_nearby(
    meaning: NothingMore | DoneHere | NotHere | Neither | Compares | NounIs | FromTo, cursor: Cursor
) -> Judged:
    """What is said is shown by what happens here, or isn't understood."""
    match meaning:
        case NothingMore():
            return _nothing_more(meaning.same, cursor)
        case DoneHere():
            return _done(meaning, cursor)
        case NotHere(what=what):
            return _not_here(what, cursor)
        case Neither():
            return _neither(cursor)
        case Compares():
            return _compares(meaning, cursor)
        case NounIs():
            return _noun_is(meaning, cursor)
        case FromTo():
            return _from_to(meaning, cursor)


def pass_at(cursor: Cursor) -> Scope | None:
    """The pass that is told: named, or that of the event that was told last."""
    if cursor.scopes:
        return cursor.scopes[-1]
    history = cursor.history
    event = history.events[cursor.at]
    loop = history.loops.get(event.loop or -1)
    if loop is None or event.pass_ is None or cursor.slice is not None or not 1 <= event.pass_ <= len(loop.passes):
        return None
    return Scope(*pass_window(history, loop, event.pass_), loop, event.pass_)


_NEAR = 200  # events that are looked at where no pass is told


def in_reach(seqs: list[int], cursor: Cursor) -> Iterator[int]:
    """Those of the events that may be told in this pass; without a pass, those that are near."""
    if cursor.slice is not None:
        return
    is_behind = not cursor.scopes and cursor.history.events[cursor.at].kind == "loop_end"
    scope = None if is_behind else pass_at(cursor)
    high = cursor.at + _NEAR if scope is None else scope.high
    for seq in cursor.ahead(seqs):
        if seq >= high:
            return
        yield seq


def _innermost(cursor: Cursor) -> Scope | None:
    """The pass of the event that was told last, where it lies within the one that is named."""
    scope = pass_at(cursor)
    event = cursor.history.events[cursor.at]
    loop = cursor.history.loops.get(event.loop or -1)
    if scope is None or loop is None or event.pass_ is None or not 1 <= event.pass_ <= len(loop.passes):
        return scope
    low, high = pass_window(cursor.history, loop, event.pass_)
    return Scope(low, high, loop, event.pass_) if scope.low <= low and high <= scope.high else scope


def _ahead(seqs: list[int], cursor: Cursor) -> Iterator[int]:
    """Those of the events that may be told in this pass; without a pass, those that are near."""
    if cursor.slice is not None:
        return
    scope = pass_at(cursor)
    high = cursor.at + _NEAR if scope is None else scope.high
    for seq in cursor.ahead(seqs):
        if seq >= high:
            return
        yield seq


def _done(meaning: DoneHere, cursor: Cursor) -> Judged:
    """It is appended; it is appended to `out`."""
    verb, where = meaning.verb, meaning.where
    if pass_at(cursor) is None:
        return unreadable("mutate", "in which pass?")
    history = cursor.history
    summed = [seq for seq in history.kinds.get("bind", []) if _is_summed(history, seq, verb)]
    deeds = [] if verb == "subtract" else [seq for seq in events_of(history, verb) if is_such(history, seq, verb)]
    for seq in _ahead(sorted({*summed, *deeds}), cursor):
        if where is not None and not is_at(history, history.events[seq], where, seq):
            continue
        if meaning.edge and meaning.edge not in edges_of(history, seq, None):
            continue
        effects = effects_of(history, seq)
        cursor.land(effects[-1] if effects else seq)
        return grounded("mutate", seq, *effects)
    return unreadable("mutate", "no such thing happens in this pass")


def _nothing_more(same: bool, cursor: Cursor) -> Judged:
    """Skipped; nothing changes."""
    history, scope = cursor.history, _innermost(cursor)
    if scope is None:
        return unreadable("mutate", "in which pass?")
    changes = sorted([*history.kinds.get("bind", []), *history.kinds.get("mutate", [])])
    header = cursor.header_end(scope.loop, scope.number)
    later = [seq for seq in changes if max(cursor.at, header) < seq < scope.high]
    if any(not (same and _leaves(history, seq)) for seq in later):
        return unreadable("mutate", "something changes in this pass")
    asked = [seq for seq in history.kinds.get("branch", []) if scope.low <= seq < scope.high]
    done = [seq for seq in changes if header < seq <= cursor.at]
    if done and not any(seq > done[-1] and history.statement[seq] != scope.loop.statement for seq in asked):
        return unreadable("mutate", "nothing is asked after the last change")
    return grounded("branch", asked[-1] if asked else cursor.at, step=False)


def _leaves(history: History, seq: int) -> bool:
    """Whether a binding gives a name the value that it had."""
    event = history.events[seq]
    return is_same(event.value.repr if isinstance(event.value, Plain) else None, _before(history, event))


def _is_summed(history: History, seq: int, verb: str) -> bool:
    """Whether the binding is that of `x += ...` or `x -= ...`."""
    number = history.statement[seq]
    node = history.facts.statements[number].node if number >= 0 else None
    sign = {"add": ast.Add, "subtract": ast.Sub}.get(verb)
    return sign is not None and isinstance(node, ast.AugAssign) and isinstance(node.op, sign)


def _not_here(what: str, cursor: Cursor) -> Judged:
    """No exception: in the pass that is told."""
    history, scope = cursor.history, _innermost(cursor)
    if scope is None or (what != "exception" and scope.loop.end <= cursor.at):
        return _never_from_here(what, cursor)
    is_last = scope.number == len(scope.loop.passes)
    if what == "exception":
        kinds = [*history.kinds.get("raise", []), *history.kinds.get("catch", [])]
        happens = any(scope.low <= seq < scope.high for seq in kinds) or (is_last and scope.loop.why == "raised")
    else:
        left = {"break": "broken", "return": "returned"}[what]
        inside = any(
            scope.low <= loop.start and loop.end <= scope.high for loop in history.loops.values() if loop.why == left
        )
        happens = inside or (is_last and scope.loop.why == left)
    if happens:
        return unreadable("branch", "it happens here")
    return grounded("branch", cursor.at, step=False)


def _never_from_here(what: str, cursor: Cursor) -> Judged:
    """No exception, where no pass is told: none in the whole execution."""
    history = cursor.history
    ended = (each for each in history.loops.values() if each.end == cursor.at)
    loop = next(ended, cursor.loop)
    if what != "exception" and loop is not None and loop.end <= cursor.at and cursor.slice is None:
        left = loop.why == {"break": "broken", "return": "returned"}[what]
        return unreadable("branch", "it happened") if left else grounded("branch", loop.end, step=False)
    kinds = history.kinds.get("raise", []) + history.kinds.get("catch", [])
    possible = any(isinstance(each, ast.Try | ast.Raise) for each in history.facts.nodes)
    if what != "exception" or cursor.slice is not None or not possible or kinds:
        return unreadable("branch", "in which pass?")
    return grounded("branch", cursor.at, step=False)


def _neither(cursor: Cursor) -> Judged:
    """Two conditions or more are asked in this pass, and none is true."""
    history, scope = cursor.history, pass_at(cursor)
    if scope is None:
        return unreadable("branch", "in which pass?")
    asked = [
        seq for seq in history.kinds.get("branch", [])
        if scope.low <= seq < scope.high and history.events[seq].why not in ("while", "and", "or")
    ]  # fmt: skip
    texts = {history.events[seq].text for seq in asked}
    if len(texts) < 2 or any(same_value(history.events[seq].value, "True") for seq in asked):
        return unreadable("branch", "some condition is true here, or there are not two")
    cursor.land(asked[-1])
    return grounded("branch", asked[-1], *asked[:-1])


def _compares(meaning: Compares, cursor: Cursor) -> Judged:
    """Compare 4 and 2: the operands of the next comparison that has them."""
    history = cursor.history
    wanted = sorted([closed_value(meaning.one) or "", closed_value(meaning.other) or ""])
    signs = ("Lt", "LtE", "Gt", "GtE", "Eq", "NotEq")
    seqs = sorted(seq for sign in signs for seq in history.shapes().get(sign, []))
    for seq in _ahead(seqs, cursor):
        values = operand_values(history.events[seq], seq, cursor)
        if values is not None and sorted(values) == wanted:
            cursor.land(seq)
            return grounded("value", seq)
    return unreadable("value", "they are not compared here")


#: The operations that give what a noun names: by the call's name, or by the operator's in `ast`.
_OPERATIONS = {
    "remainder": ("", "Mod"), "rest": ("", "Mod"), "length": ("len", ""), "size": ("len", ""), "minimum": ("min", ""),
    "smallest": ("min", ""), "maximum": ("max", ""), "largest": ("max", ""), "sum": ("sum", "Add"),
    "product": ("", "Mult"), "difference": ("", "Sub"), "quotient": ("", "FloorDiv"),
}  # fmt: skip


def _noun_is(meaning: NounIs, cursor: Cursor) -> Judged:
    """The remainder is 3."""
    history = cursor.history
    name, sign = _OPERATIONS[meaning.noun]
    wanted = closed_value(meaning.value)
    seqs = sorted([*history.methods.get(name, []), *(history.shapes().get(sign, []) if sign else [])])
    for seq in _ahead(seqs, cursor):
        if wanted is not None and same_value(history.events[seq].value, wanted):
            cursor.land(seq)
            return grounded("value", seq)
        if pass_at(cursor) is None:
            break  # without a pass the next one is meant
    return unreadable("value", f"no {meaning.noun} is worked out so from here on")


def _from_to(meaning: FromTo, cursor: Cursor) -> Judged:
    """From 2 to 5: something that had the one value gets the other."""
    history = cursor.history
    before, after = closed_value(meaning.before), closed_value(meaning.after)
    for seq in _ahead(history.kinds.get("bind", []), cursor):
        event = history.events[seq]
        if after is not None and same_value(event.value, after) and is_same(_before(history, event), before):
            cursor.land(seq)
            return grounded("bind", seq)
    for seq in _ahead(history.valued(after) if after is not None and before is not None else [], cursor):
        if before in _taken(history, seq):
            cursor.land(seq)
            return grounded("value", seq)
    return unreadable("bind", "nothing here goes from the one to the other")


def _taken(history: History, seq: int) -> set[str]:
    """What an evaluation was made of: what it was called on and with, and the values of its parts."""
    event = history.events[seq]
    if event.kind not in ("value", "mutate", "return"):
        return set()
    values = [value for _, value in event.args] + [history.events[read].value for read in event.reads]
    match read_code(event.text).node if event.kind == "value" else None:
        case ast.Subscript(value=part) | ast.BinOp(left=part):
            owner = text_at(history, read_code(ast.unparse(part)), max(seq - 1, 0))
            values += [] if owner is None else [Plain("", owner)]
    return {value.repr for value in values if isinstance(value, Plain)}


def _before(history: History, event: Event) -> str | None:
    """What the name was before."""
    value = history.value_at(event.frame, event.name, event.seq - 1) if event.name.isidentifier() else None
    return value.repr if isinstance(value, Plain) else None
