"""Judges that something happens, without its value: a call is made, a name is bound, one value is turned into another."""

import ast

from tracecot.operations import NotEvaluable
from tracecot.values import NotPlain, Plain
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, recorded, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.meanings import DoesTo, Happens, Joined, LooksFor, Rebinds, Swaps, Turned
from tracecot.verification.rules.candidates import candidates, kind_of
from tracecot.verification.rules.doing import METHODS, deeds_of, edges_of, effects_of, is_at
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.rules.operands import calls_like


def judge_happens(meaning: Happens, line: int | None, cursor: Cursor) -> Judged:
    """`xs.sort()` sorts the list: the next evaluation, of a method that does what the verb says."""
    history = cursor.history
    name = _called(meaning.code.node)
    if name not in METHODS.get(meaning.verb, ()) or not _takes(meaning.which, meaning.code.node):
        return unreadable("mutate", f"whether {meaning.code.text[:40]} does so is not known")
    for seq in (*candidates(meaning.code, line, cursor), *calls_like(meaning.code, cursor)):
        effects = effects_of(history, seq)
        if meaning.order and not _is_ordered(history, effects, seq, meaning.order):
            return refuted("mutate", f"{shown_event(history.events[effects[-1] if effects else seq])}", seq)
        cursor.land(effects[-1] if effects else seq)
        return grounded("mutate", seq, *effects)
    return unreadable("mutate", f"{meaning.code.text[:40]} is not evaluated from here on")


def judge_does_to(meaning: DoesTo, line: int | None, cursor: Cursor) -> Judged:
    """... and appends it to `out`: the next such deed on the object."""
    history = cursor.history
    for seq in cursor.ahead(deeds_of(history, meaning.verb), line):
        event = history.events[seq]
        sides = edges_of(history, seq, None) if meaning.edge else ("",)
        if (
            meaning.edge in sides
            and is_at(history, event, meaning.where, seq)
            and _takes(meaning.which, read_code(event.text).node)
        ):
            effects = effects_of(history, seq)
            cursor.land(effects[-1] if effects else seq)
            return grounded("mutate", seq, *effects)
    return unreadable("mutate", "no such thing happens from here on")


def judge_swaps(meaning: Swaps, line: int | None, cursor: Cursor) -> Judged:
    """`nums[0]` and `nums[1]` are swapped: the next time that both get values at once, each has what the other had."""
    history = cursor.history
    names = {meaning.one.norm, meaning.other.norm}
    for seq in cursor.ahead(history.by_name.get(meaning.one.norm, []), line):
        execution = history.execution[seq]
        binds = [
            each for name in names for each in history.by_name.get(name, ())
            if history.execution[each] == execution and history.events[each].kind == "bind"
        ]  # fmt: skip
        if {history.events[each].name for each in binds} != names:
            continue
        before = history.first_of[execution] - 1
        olds = [text_at(history, code, max(before, 0)) for code in (meaning.other, meaning.one)]
        news = [text_at(history, code, history.last_of[execution]) for code in (meaning.one, meaning.other)]
        if None in olds or olds != news:
            continue
        cursor.land(max(binds))
        return grounded("bind", max(binds), *binds)
    return unreadable("bind", "nothing is swapped so from here on")


def judge_looks_for(meaning: LooksFor, line: int | None, cursor: Cursor) -> Judged:
    """`text.index('C')` finds the first `'C'`: the call is made with that value."""
    history = cursor.history
    for seq in (*candidates(meaning.subject, line, cursor), *calls_like(meaning.subject, cursor)):
        wanted = closed_value(meaning.value) or text_at(history, meaning.value, max(seq - 1, 0))
        given = [value for name, value in history.events[seq].args if name != "self"]
        if wanted is not None and any(same_value(value, wanted) for value in given):
            cursor.land(seq)
            return grounded("value", seq)
    return unreadable("value", f"{meaning.subject.text[:40]} does not look for it from here on")


def _takes(which: str, node: ast.expr | None) -> bool:
    """Whether a call takes its object's first item, or its last."""
    match node:
        case _ if not which:
            return True
        case ast.Call(func=ast.Attribute(attr="popitem" | "pop"), args=[]):
            return which == "last"
        case ast.Call(func=ast.Attribute(attr="popleft"), args=[]):
            return which == "first"
        case ast.Call(func=ast.Attribute(attr="pop"), args=[index]):
            return ast.unparse(index) == ("0" if which == "first" else "-1")
    return False


def _called(node: ast.expr | None) -> str:
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name
    return ""


def _is_ordered(history: History, effects: list[int], seq: int, order: str) -> bool:
    """Whether what came out is in that order."""
    value = history.events[effects[-1] if effects else seq].value
    if not effects and history.events[seq].name == "sort":
        value = dict(history.events[seq].args).get("self")  # it was in order before
    if not isinstance(value, Plain):
        return False
    try:
        items = recorded(value.repr)
        return isinstance(items, list) and items == sorted(items, reverse=order == "descending")
    except (NotPlain, NotEvaluable, TypeError):
        return False


def judge_rebinds(meaning: Rebinds, line: int | None, cursor: Cursor) -> Judged:
    """... and is assigned back to `d`."""
    history = cursor.history
    for seq in cursor.ahead(history.by_name.get(meaning.name.norm, []), line):
        if history.events[seq].kind == "bind":
            cursor.land(seq)
            return grounded("bind", seq)
    return refuted("bind", f"{shown(meaning.name.text)} gets no value from here on", reason="not_found")


def judge_joined(meaning: Joined, line: int | None, cursor: Cursor) -> Judged:
    """Joining them with a comma gives `'a,b'`: the next joining that gives this was done so."""
    history, wanted = cursor.history, closed_value(meaning.value)
    for seq in cursor.ahead(history.methods.get("join", []), line):
        event = history.events[seq]
        if wanted is None or not same_value(event.value, wanted):
            continue
        between = dict(event.args).get("self")
        if not meaning.between or any(same_value(between, sign) for sign in meaning.between):
            cursor.land(seq)
            return grounded("value", seq)
        return refuted("value", f"it is joined with {shown(getattr(between, 'repr', None))}", seq)
    return unreadable("value", "nothing that is joined from here on gives this")


def judge_turned(meaning: Turned, line: int | None, cursor: Cursor) -> Judged:
    """`text.upper()` turns `'a'` into `'A'`: the call was made on the one, or with it, and gave the other."""
    history = cursor.history
    wanted = closed_value(meaning.after)
    nearest: int | None = None
    for seq in (*candidates(meaning.subject, line, cursor), *calls_like(meaning.subject, cursor)):
        nearest = seq if nearest is None else nearest
        event = history.events[seq]
        before = closed_value(meaning.before) or text_at(history, meaning.before, max(seq - 1, 0))
        used = before is not None and any(same_value(value, before) for _, value in event.args)
        if used and wanted is not None and same_value(event.value, wanted):
            cursor.land(seq)
            return grounded(kind_of(event), seq)
    if nearest is not None:
        return refuted("value", shown_event(history.events[nearest]), nearest)
    return unreadable("value", f"{meaning.subject.text[:40]} is not evaluated from here on")
