"""Judges what is said of effects: what is appended, stored, removed, printed; and that nothing is."""

import ast
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from tracecot.execution import Event
from tracecot.syntax import unparsed
from tracecot.values import NotPlain, Plain
from tracecot.verification.code import Code, normal, read_code
from tracecot.verification.cursor import Cursor, is_on_line
from tracecot.verification.here import closed_value, is_same, names_in, recorded, text_at
from tracecot.verification.history import History, same_value
from tracecot.verification.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.meanings import Does, NewKey
from tracecot.verification.rules.operands import is_substituted, is_with_values

#: What is called to do what a verb says.
METHODS = {
    "append": ("append", "appendleft", "extend", "add", "insert", "write"),
    "add": ("add", "append", "extend", "insert", "update", "appendleft", "__iadd__"),
    "extend": ("extend", "append", "update"),
    "insert": ("insert", "appendleft", "append", "setdefault", "add"),
    "remove": ("remove", "discard", "pop", "popitem", "popleft", "clear", "replace", "strip", "difference_update"),
    "pop": ("pop", "popleft", "popitem"), "store": ("setdefault", "update", "append", "add"), "print": ("print",),
    "sort": ("sort", "sorted"), "reverse": ("reverse", "reversed"), "clear": ("clear",), "yield": (),
    "update": ("update",), "change": (),
}  # fmt: skip
_ADDING = frozenset({"append", "add", "extend"})
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
        if _concerns(history, seq, what, meaning.where, cursor) and _is_index(history, seq, meaning.index):
            sides = edges_of(history, seq, what) if meaning.edge else ("",)
            if not sides:
                return unreadable("mutate", f"whether that is the {meaning.edge} isn't known")
            if meaning.edge not in sides:
                continue
            if not _is_its_own(what, seq, history):
                return unreadable("mutate", f"{shown(history.events[seq].text)} puts it in other words")
            effects = effects_of(history, seq)
            cursor.land(effects[-1] if effects else seq)
            cursor.left = tuple(effects)
            return grounded("mutate", seq, *effects)
    if nearest is not None:
        return refuted("mutate", f"{_told(history.events[nearest])}", nearest)
    if not deeds_of(history, meaning.verb):
        return unreadable("mutate", f"no event of the program is known as “{meaning.verb}”")
    return refuted("mutate", "no such thing happens from here on", reason="not_found")


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed: its event, those that follow from it, and the pass that it is of."""

    history: History
    seq: int
    effects: tuple[int, ...]

    @property
    def number(self) -> int | None:
        """The pass."""
        return self.history.events[self.seq].pass_

    def has(self, what: Code) -> bool:
        """Whether it is about this value."""
        return has(self.history, self.history.events[self.seq], what, self.seq)


def deeds_between(
    verb: str, where: Code | None, line: int | None, frame: int, window: tuple[int, int], cursor: Cursor
) -> Iterator[Deed]:
    """The deeds of the verb in a stretch of the frame's events: at that place and on that line, where they are named."""
    history = cursor.history
    for seq in _between(_events(history, verb), *window):
        event = history.events[seq]
        if event.frame != frame or not _is_such(history, seq, verb) or (line and not is_on_line(history, seq, line)):
            continue
        if where is None or is_at(history, event, where, seq):
            yield Deed(history, seq, tuple(effects_of(history, seq)))


_WHOLE = frozenset({"sort", "reverse", "clear", "change", "update"})


def _changed_whole(meaning: Does, what: Code, line: int | None, cursor: Cursor) -> Judged:
    """Line 4 sorts `xs`: the object itself is what changes."""
    history = cursor.history
    nearest: int | None = None
    for seq in cursor.ahead(_events(history, meaning.verb), line):
        nearest = seq if nearest is None else nearest
        event = history.events[seq]
        is_taken = event.name in ("sorted", "reversed") and what.norm in _argument_texts(event.text)
        if is_taken or is_at(history, event, what, seq):
            effects = effects_of(history, seq)
            cursor.land(effects[-1] if effects else seq)
            return grounded("mutate", seq, *effects)
    if meaning.state and _is_in_order(text_at(history, what, cursor.at)):
        return grounded("state", None)
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


def _does_so(history: History, seq: int, verb: str) -> bool:
    """Whether a change in place, by whatever call, did what the verb says: the name's value was sorted, turned round, ..."""
    event = history.events[seq]
    before = history.value_at(event.frame, event.name, seq - 1)
    if verb == "change" or before is None or not isinstance(event.value, Plain):
        return verb == "change"
    try:
        old, new = recorded(before.repr), recorded(event.value.repr)
        match verb:
            case "clear":
                return bool(old) and not new
            case "reverse":
                return isinstance(old, list) and old[::-1] == new
            case "sort":
                return isinstance(old, list) and new == sorted(old)
    except (NotPlain, TypeError):
        pass
    return False


#: Methods by the end of the object that they put to or take from.
_AT_END = frozenset({"append", "extend", "__iadd__", "write"})
_AT_FRONT = frozenset({"appendleft", "extendleft", "popleft"})


def edges_of(history: History, seq: int, what: Code | None) -> tuple[str, ...]:
    """The ends of the object to which the deed puts something, or from which it takes it; none where that isn't known."""
    event = history.events[seq]
    given = dict(event.args)
    if getattr(given.get("self"), "repr", "") == "[]":
        return "front", "end"
    if event.name in _AT_END | _AT_FRONT:
        return ("front",) if event.name in _AT_FRONT else ("end",)
    match event.name, read_code(event.text).node:
        case "pop", ast.Call(args=[]):
            return ("end",)
        case "pop" | "insert", ast.Call():
            place = given.get("0")
            return {"0": ("front",), "-1": ("end",) if event.name == "pop" else ("middle",)}.get(
                getattr(place, "repr", ""), ("middle",)
            )
        case "", ast.BinOp(left=left, op=ast.Add(), right=right) if what is not None:
            wanted = text_at(history, what, max(seq - 1, 0))
            sides = {"front": left, "end": right}
            return tuple(
                side for side, part in sides.items()
                if unparsed(part) == what.norm or is_same(text_at(history, read_code(unparsed(part)), max(seq - 1, 0)), wanted)
            )  # fmt: skip
    return ()


def _is_index(history: History, seq: int, index: Code | None) -> bool:
    """Whether the place of an insertion is the one said."""
    if index is None:
        return True
    event = history.events[seq]
    text = closed_value(index) or text_at(history, index, max(seq - 1, 0))
    given = dict(event.args).get("0")
    return text is not None and given is not None and same_value(given, text)


def _events(history: History, verb: str) -> list[int]:
    """The events that the verb may speak of."""
    if verb == "yield":
        return history.kinds.get("yield", [])
    if verb == "print":
        return history.kinds.get("print", [])
    if verb not in history.deeds:
        seqs = [seq for name in METHODS.get(verb, ()) for seq in history.methods.get(name, ())]
        if verb in ("store", "add", "append", "insert", "update", "change", "extend"):
            seqs += history.kinds.get("bind", [])
        if verb in _ADDING:
            seqs += history.shapes().get("Add", [])
        if verb == "remove":
            seqs += history.kinds.get("delete", [])
        if verb in ("sort", "reverse", "clear", "change"):
            seqs += [seq for seq in history.kinds.get("mutate", []) if _does_so(history, seq, verb)]
        history.deeds[verb] = sorted(set(seqs))
    return history.deeds[verb]


def deeds_of(history: History, verb: str) -> list[int]:
    """Those of the events that the verb may speak of that are such deeds."""
    key = f"{verb} done"
    if key not in history.deeds:
        history.deeds[key] = [seq for seq in _events(history, verb) if _is_such(history, seq, verb)]
    return history.deeds[key]


def _is_such(history: History, seq: int, verb: str) -> bool:
    """Whether the event is a deed: a call, a sum that is kept, or an item that gets a value."""
    event = history.events[seq]
    if event.kind == "value" and not event.name:
        after = history.events[seq + 1] if seq + 1 < history.length else None
        return after is not None and after.kind in ("bind", "mutate", "value") and seq in after.reads
    if event.kind == "bind" and verb != "store":
        return "[" in event.name or "." in event.name or verb in ("update", "change")
    return True


def _concerns(history: History, seq: int, what: Code, where: Code | None, cursor: Cursor) -> bool:
    event = history.events[seq]
    if not has(history, event, what, seq):
        return False
    return where is None or is_at(history, event, where, seq)


def has(history: History, event: Event, what: Code, seq: int) -> bool:
    """Whether the event is about this value or expression."""
    wanted = closed_value(what)
    values = [value for name, value in event.args if name != "self"]
    if event.kind == "print":
        if wanted is None or not isinstance(event.value, Plain):
            return False
        # A line is told with its end or without; a number is told as it is and printed as text.
        return not {event.value.repr, _without_end(event.value.repr)}.isdisjoint({wanted, repr(wanted)})
    if event.kind in ("bind", "yield") or not event.args:
        values.append(event.value) if event.value is not None else None
    if event.name in ("pop", "popleft", "popitem"):
        values.append(event.value) if event.value is not None else None
    if event.kind == "value" and not event.name:
        values = [*_added(history, event, seq)]
    if event.kind == "delete":
        return what.norm in (event.name, event.text) or (wanted is not None and f"[{wanted}]" in event.name)
    if event.kind == "yield" and wanted is None:
        written = read_code(event.text).node
        return what.norm == normal(event.text) or (
            None not in (what.node, written) and is_with_values(what.node, written, seq, history)  # type: ignore[arg-type]
        )
    if wanted is None:
        wanted = text_at(history, what, max(seq - 1, 0))
        if what.norm in _argument_texts(event.text):
            return True
        if wanted is None:
            return False
    return any(same_value(value, wanted) for value in values)


def _is_its_own(what: Code, seq: int, history: History) -> bool:
    """Whether an operation that is told to be put somewhere is the program's: one of the call's arguments, or what is yielded."""
    event = history.events[seq]
    match read_code(event.text).node:
        case ast.Call(args=[_, *_] as parts) if event.name in METHODS["add"] or event.name in METHODS["insert"]:
            pass
        case ast.expr() as node if event.kind == "yield":
            parts = [node]
        case _:
            return True
    return any(is_substituted(what, part, max(seq - 1, 0), history) for part in parts)


def _without_end(text: str) -> str:
    """What a printed text shows: without the ends of lines at its end."""
    value = closed_value(read_code(text))
    return repr(ast.literal_eval(value).rstrip("\n")) if value is not None and value[:1] in "'\"" else text


def _added(history: History, event: Event, seq: int) -> list[Plain]:
    """The right operand of a sum."""
    match read_code(event.text).node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            texts = [text_at(history, read_code(unparsed(part)), max(seq - 1, 0)) for part in (right, left)]
            reads = [history.events[read].value for read in event.reads if history.events[read].kind == "value"]
            found = [Plain("", text) for text in texts[:1] if text is not None]
            return found + [value for value in reads if isinstance(value, Plain)]
    return []


def _argument_texts(text: str) -> set[str]:
    match read_code(text).node:
        case ast.Call(args=args, keywords=keywords):
            return {unparsed(part) for part in args} | {unparsed(part.value) for part in keywords}
        case ast.BinOp(right=right):
            return {unparsed(right)}
    return set()


def is_at(history: History, event: Event, where: Code, seq: int) -> bool:
    """Whether the event's container, or place in it, is this."""
    names = {event.name, event.text}
    match read_code(event.text).node:
        case ast.Call(func=ast.Attribute(value=owner)):
            names.add(unparsed(owner))
        case ast.BinOp(left=left):
            names.add(unparsed(left))
        case ast.Subscript(value=owner):
            names.add(unparsed(owner))
    for follower in effects_of(history, seq):
        names |= {history.events[follower].name, history.events[follower].text}
    if where.norm in names:
        return True
    if event.kind == "bind":
        text = closed_value(where) or text_at(history, where, max(seq - 1, 0))
        key = event.name.rpartition("[")[2].rstrip("]")
        return text is not None and is_same(closed_value(read_code(key)), text) if key else False
    here = text_at(history, where, max(seq - 1, 0))
    itself = dict(event.args).get("self")
    if here is None or itself is None or not same_value(itself, here):
        return False
    return closed_value(where) is not None or _is_itself(history, event, where, seq, here)


def _is_itself(history: History, event: Event, where: Code, seq: int, here: str) -> bool:
    """Whether the deed is done to that object: one that is only equal to it stays as it is."""
    match read_code(event.text).node:
        case ast.Call(func=ast.Attribute(value=owner)) if where.node is not None and _is_same_place(
            where.node, owner, max(seq - 1, 0), history
        ):
            return True
    after = text_at(history, where, (effects_of(history, seq) or [seq])[-1])
    return not is_same(after, here) or any(_changes_in_call(history, name, seq) for name in names_in(where))


def _is_same_place(one: ast.expr, other: ast.expr, moment: int, history: History) -> bool:
    """Whether two expressions are the same item of the same object: `seen['b']` is `seen[key]`."""
    match one, other:
        case ast.Subscript(value=first, slice=index), ast.Subscript(value=second, slice=key):
            texts = [text_at(history, read_code(unparsed(each)), moment) for each in (index, key)]
            return is_same(*texts) and _is_same_place(first, second, moment, history)
    return ast.dump(one) == ast.dump(other)


def _changes_in_call(history: History, name: str, seq: int) -> bool:
    """Whether a caller's name is changed in place by the call that is under way: it is recorded when that is over."""
    for frame in history.frames_at(seq)[1:]:
        later = next((each for each in history.states.get(frame, {}).get(name, ()) if each > seq), None)
        if later is not None:
            return history.events[later].kind == "mutate" and history.execution[later] in history.open_at(seq)
    return False


def effects_of(history: History, seq: int) -> list[int]:
    """The binds and changes that follow at once and read the event."""
    found: list[int] = []
    after = seq + 1
    told = {seq}
    while after < history.length and after - seq < 12:
        event = history.events[after]
        if event.kind not in ("bind", "mutate") or not told & set(event.reads):
            break
        found.append(after)
        told.add(after)
        after += 1
    return found


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
        seq for seq in _events(history, meaning.verb)
        if meaning.verb != "append" or not history.events[seq].name or history.events[seq].name in own
    ]  # fmt: skip
    known = False
    if meaning.what is None and meaning.where is None and (told := _just_removed(meaning.verb, seqs, cursor)):
        return unreadable("mutate", f"{_told(history.events[told])}, as was told of this pass")
    if meaning.what is not None and meaning.verb == "add" and (summed := _summed(meaning.what, low, high, cursor)):
        return refuted("mutate", shown_event(history.events[summed]), summed)
    for seq in _between(seqs, low, high):
        if not _is_such(history, seq, meaning.verb) or (
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
    return grounded("mutate", cursor.at, step=False)


def _just_removed(verb: str, seqs: list[int], cursor: Cursor) -> int | None:
    """What was told to be removed in this pass: "1 is popped and nothing is removed" doesn't say of which of them."""
    if verb not in ("remove", "pop"):
        return None
    here = cursor.history.events[cursor.at]
    low = cursor.scopes[-1].low if cursor.scopes else cursor.at - _NEAR
    for seq in _between(seqs, low, cursor.at + 1):
        event = cursor.history.events[seq]
        if cursor.is_told(seq) and (event.frame, event.loop, event.pass_) == (here.frame, here.loop, here.pass_):
            return seq
    return None


def _summed(what: Code, low: int, high: int, cursor: Cursor) -> int | None:
    """The next `x += ...` of this pass that adds the value."""
    history, wanted = cursor.history, closed_value(what)
    for seq in _between(history.kinds.get("bind", []), low, high):
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


def _between(seqs: list[int], low: int, high: int) -> Iterator[int]:
    for place in range(bisect_left(seqs, low), len(seqs)):
        if seqs[place] >= high:
            return
        yield seqs[place]


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
    for seq in _between(seqs, scope.low, scope.high):
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
            for other in _between(seqs, scope.loop.passes[0], scope.low)
        ):
            return refuted("state", "no key was new before", seq)
        return grounded("branch", seq)
    return unreadable("state", "nothing tests whether it is new")
