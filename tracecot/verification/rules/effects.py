"""Judges what is said of effects: what is appended, stored, removed, printed; and that nothing is."""

import ast

from tracecot.execution import Event
from tracecot.values import NotPlain, Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, recorded, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.meanings import Does, NewKey
from tracecot.verification.rules.doing import (
    METHODS,
    argument_texts,
    between,
    concerns,
    deeds_of,
    edges_of,
    effects_of,
    events_of,
    has,
    is_at,
    is_at_index,
    is_its_own,
    is_such,
)
from tracecot.verification.rules.holders import is_done_to
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable

_NEAR = 500


def judge_does(meaning: Does, line: int | None, cursor: Cursor) -> Judged:
    """Line 8 appends `word.upper()`; nothing is appended."""
    if meaning.verb in ("+=", "-="):
        return _steps(meaning, line, cursor)
    if meaning.negated:
        return _not_done(meaning, cursor)
    history = cursor.history
    what = meaning.what
    assert what is not None
    if meaning.verb in _WHOLE and meaning.where is None:
        return _changed_whole(meaning, what, line, cursor)
    nearest: int | None = None
    for count, seq in enumerate(cursor.ahead(deeds_of(history, meaning.verb), line)):
        if count >= _NEAR:
            break
        nearest = seq if nearest is None else nearest
        if concerns(history, seq, what, meaning.where, cursor) and is_at_index(history, seq, meaning.index):
            sides = edges_of(history, seq, what) if meaning.edge else ("",)
            if not sides:
                return unreadable("mutate", f"whether that is the {meaning.edge} isn't known")
            if meaning.edge not in sides:
                continue
            if not is_its_own(what, seq, history):
                return unreadable("mutate", f"{shown(history.events[seq].text)} puts it in other words")
            if meaning.holder and not is_done_to(meaning.holder, seq, history):
                return unreadable(
                    "mutate", f"whether {shown(history.events[seq].text)} is done to “{meaning.holder}” isn't known"
                )
            effects = effects_of(history, seq)
            cursor.land(effects[-1] if effects else seq)
            cursor.left = tuple(effects)
            return grounded("mutate", seq, *effects)
    if nearest is not None:
        return refuted("mutate", f"{_told(history.events[nearest])}", nearest)
    if not deeds_of(history, meaning.verb):
        return unreadable("mutate", f"no event of the program is known as “{meaning.verb}”")
    return refuted("mutate", "no such thing happens from here on", reason="not_found")


_WHOLE = frozenset({"sort", "reverse", "clear", "change", "update"})


def _changed_whole(meaning: Does, what: Code, line: int | None, cursor: Cursor) -> Judged:
    """Line 4 sorts `xs`: the object itself is what changes."""
    history = cursor.history
    nearest: int | None = None
    copied: int | None = None
    for seq in cursor.ahead(events_of(history, meaning.verb), line):
        nearest = seq if nearest is None else nearest
        event = history.events[seq]
        is_taken = event.name in ("sorted", "reversed") and what.norm in argument_texts(event.text)
        if (
            is_taken
            and what.sort == "N"
            and all(history.events[each].name != what.norm for each in effects_of(history, seq))
        ):
            copied = seq if copied is None else copied
            continue
        if is_taken or is_at(history, event, what, seq):
            effects = effects_of(history, seq)
            cursor.land(effects[-1] if effects else seq)
            return grounded("mutate", seq, *effects)
    if meaning.state and _is_in_order(text_at(history, what, cursor.at)):
        return grounded("state", None)
    if copied is not None:
        return unreadable("mutate", f"{shown(history.events[copied].text)} makes another object")
    if nearest is not None:
        return refuted("mutate", _told(history.events[nearest]), nearest)
    return refuted("mutate", f"{shown(what.text)} isn't changed so from here on", reason="not_found")


def _is_in_order(text: str | None) -> bool:
    """Whether a list's or tuple's items ascend."""
    try:
        items = recorded(text) if text is not None else None
        return isinstance(items, list | tuple) and list(items) == sorted(items)
    except (NotPlain, TypeError):
        return False


def _told(event: Event) -> str:
    given = ", ".join(value.repr if isinstance(value, Plain) else "..." for name, value in event.args if name != "self")
    return f"{shown(event.text)} with {shown(given)}" if given else shown_event(event)


def _not_done(meaning: Does, cursor: Cursor) -> Judged:
    """Nothing is appended from here to the end of the pass."""
    history = cursor.history
    high = cursor.scopes[-1].high if cursor.scopes else history.length
    low = cursor.at
    own = set(METHODS.get(meaning.verb, ())) - {"insert", "setdefault", "write"}
    seqs = [
        seq for seq in events_of(history, meaning.verb)
        if meaning.verb != "append" or not history.events[seq].name or history.events[seq].name in own
    ]  # fmt: skip
    known = False
    if meaning.what is None and meaning.where is None and (told := _just_removed(meaning.verb, seqs, cursor)):
        return unreadable("mutate", f"{_told(history.events[told])}, as was told of this pass")
    if meaning.what is not None and meaning.verb == "add" and (summed := _summed(meaning.what, low, high, cursor)):
        return refuted("mutate", shown_event(history.events[summed]), summed)
    for seq in between(seqs, low, high):
        if not is_such(history, seq, meaning.verb) or (
            history.events[seq].kind == "value" and not history.events[seq].name
        ):
            continue
        known = True
        if meaning.what is not None and not has(history, history.events[seq], meaning.what, seq):
            continue
        if meaning.where is not None and not is_at(history, history.events[seq], meaning.where, seq):
            continue
        if not cursor.scopes and _is_later_pass(seq, cursor):
            break  # how far "nothing" reaches isn't said
        return refuted("mutate", _told(history.events[seq]), seq)
    if not known and not seqs and not _may_happen(history, meaning.verb):
        return unreadable("mutate", f"nothing in the program is known as “{meaning.verb}”")
    if (done := _done_before(meaning, seqs, cursor)) is not None:
        return unreadable("mutate", f"{_told(history.events[done])}, before this is said")
    return grounded("mutate", cursor.at, step=False)


def _done_before(meaning: Does, seqs: list[int], cursor: Cursor) -> int | None:
    """Such a deed in the pass, or else the call, that is told: "nothing was appended" may be said of all of it."""
    history = cursor.history
    call = history.call_of.get(history.events[cursor.at].frame)
    low = cursor.scopes[-1].low if cursor.scopes and meaning.what is None else (call or 0)
    for seq in between(seqs, low, cursor.at + 1):
        event, here = history.events[seq], history.events[cursor.at]
        of_another_pass = (
            meaning.what is None and not cursor.scopes and (event.loop, event.pass_) != (here.loop, here.pass_)
        )
        if of_another_pass or not is_such(history, seq, meaning.verb) or (event.kind == "value" and not event.name):
            continue
        if meaning.what is not None and not _is_key_or(history, event, meaning.what, seq):
            continue
        if meaning.where is None or is_at(history, event, meaning.where, seq):
            return seq
    return None


def _is_key_or(history: History, event: Event, what: Code, seq: int) -> bool:
    """Whether the deed is about this value, or stores something under it."""
    is_key = event.kind == "bind" and event.name.endswith(f"[{closed_value(what)}]")
    return is_key or has(history, event, what, seq)


def _just_removed(verb: str, seqs: list[int], cursor: Cursor) -> int | None:
    """What was told to be removed in this pass: "1 is popped and nothing is removed" doesn't say of which of them."""
    if verb not in ("remove", "pop"):
        return None
    here = cursor.history.events[cursor.at]
    low = cursor.scopes[-1].low if cursor.scopes else cursor.at - _NEAR
    for seq in between(seqs, low, cursor.at + 1):
        event = cursor.history.events[seq]
        if cursor.is_told(seq) and (event.frame, event.loop, event.pass_) == (here.frame, here.loop, here.pass_):
            return seq
    return None


def _summed(what: Code, low: int, high: int, cursor: Cursor) -> int | None:
    """The next `x += ...` of this pass that adds the value."""
    history, wanted = cursor.history, closed_value(what)
    for seq in between(history.kinds.get("bind", []), low, high):
        number = history.statement[seq]
        node = history.facts.statements[number].node if number >= 0 else None
        if not isinstance(node, ast.AugAssign) or not isinstance(node.op, ast.Add):
            continue
        if not cursor.scopes and _is_later_pass(seq, cursor):
            return None
        added = text_at(history, read_code(ast.unparse(node.value)), max(seq - 1, 0))
        if wanted is not None and is_same(added, wanted):
            return seq
    return None


def _is_later_pass(seq: int, cursor: Cursor) -> bool:
    """Whether the event is of a later pass of a loop than the event told last."""
    here, there = cursor.history.events[cursor.at], cursor.history.events[seq]
    return here.loop is not None and (here.loop, here.pass_) != (there.loop, there.pass_)


def _may_happen(history: History, verb: str) -> bool:
    names = set(METHODS.get(verb, ()))
    for node in history.facts.nodes:
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in names:
                return True
            case ast.AugAssign() if verb in ("add", "append", "change"):
                return True
            case ast.Subscript(ctx=ast.Store()) if verb in ("store", "add", "change", "update", "insert"):
                return True
            case ast.Delete() if verb == "remove":
                return True
            case ast.Assign() if verb in ("store", "change"):
                return True
    return False


def _steps(meaning: Does, line: int | None, cursor: Cursor) -> Judged:
    """`count` is increased by 1: its next change adds that much."""
    history = cursor.history
    name, step = meaning.where, meaning.what
    if name is None or step is None:
        return unreadable("bind", "increased by what?")
    sign = "+" if meaning.verb == "+=" else "-"
    for seq in cursor.ahead(history.by_name.get(name.norm, []), line):
        event = history.events[seq]
        before = history.value_at(event.frame, name.norm, seq - 1)
        if before is None or not isinstance(event.value, Plain):
            continue
        expected = closed_value(read_code(f"{before.repr} {sign} {step.text}"))
        if is_same(event.value.repr, expected):
            cursor.land(seq)
            return grounded("bind", seq)
        if cursor.scopes:
            return refuted(
                "bind", f"{shown(name.text)} goes from {shown(before.repr)} to {shown(event.value.repr)}", seq
            )
    return refuted("bind", f"{shown(name.text)} doesn't change so from here on", reason="not_found")


def judge_new_key(meaning: NewKey, line: int | None, cursor: Cursor) -> Judged:
    """A new key: a test of membership in this pass says that it wasn't there."""
    history = cursor.history
    if not cursor.scopes:
        return unreadable("state", "new where?")
    scope = cursor.scopes[-1]
    seqs = sorted([*history.shapes().get("NotIn", []), *history.shapes().get("In", [])])
    for seq in between(seqs, scope.low, scope.high):
        event = history.events[seq]
        tested = event.text.partition(" not in " if " not in " in event.text else " in ")[0]
        if meaning.noun in history.facts.bound and meaning.noun != tested:
            return refuted("state", f"{shown(tested)} is tested, not {shown(meaning.noun)}", seq)
        is_new = same_value(event.value, "True") is (" not in " in event.text)
        if not is_new:
            return refuted("state", shown_event(event), seq)
        if meaning.again and not any(
            same_value(history.events[other].value, event.value.repr if isinstance(event.value, Plain) else "")
            and history.events[other].text == event.text
            for other in between(seqs, scope.loop.passes[0], scope.low)
        ):
            return refuted("state", "no key was new before", seq)
        return grounded("branch", seq)
    return unreadable("state", "nothing tests whether it is new")
