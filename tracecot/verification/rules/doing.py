"""What was done in an execution, and to what: the events of a verb, and whether one is of a value, an object, an end."""

import ast
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from tracecot.execution import Event
from tracecot.syntax import unparsed
from tracecot.values import NotPlain, Plain, Value
from tracecot.verification.code.reading import Code, normal, read_code
from tracecot.verification.executions.cursor import Cursor, is_on_line
from tracecot.verification.executions.here import closed_value, is_same, names_in, recorded, text_at
from tracecot.verification.executions.history import History, same_value
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


_KNOWN = frozenset(name for names in METHODS.values() for name in names)
_ADDING = frozenset({"append", "add", "extend"})


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
    for seq in between(events_of(history, verb), *window):
        event = history.events[seq]
        if event.frame != frame or not is_such(history, seq, verb) or (line and not is_on_line(history, seq, line)):
            continue
        if where is None or is_at(history, event, where, seq):
            yield Deed(history, seq, tuple(effects_of(history, seq)))


def node_of(history: History, seq: int) -> ast.AST | None:
    """The statement that the event is of."""
    number = history.statement[seq]
    return history.facts.statements[number].node if number >= 0 else None


def _does_so(history: History, seq: int, verb: str) -> bool:
    """Whether a change in place, by whatever call, did what the verb says: the name's value was sorted, turned round, ..."""
    event = history.events[seq]
    before = history.value_at(event.frame, event.name, seq - 1)
    if verb == "change" or before is None or not isinstance(event.value, Plain):
        return verb == "change"
    match node_of(history, seq):
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if name in _KNOWN.difference(METHODS[verb]):
            return False  # `xs.sort()` reverses nothing, whatever comes out
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


def is_at_index(history: History, seq: int, index: Code | None) -> bool:
    """Whether the place of an insertion is the one said."""
    if index is None:
        return True
    event = history.events[seq]
    text = closed_value(index) or text_at(history, index, max(seq - 1, 0))
    given = dict(event.args).get("0")
    return text is not None and given is not None and same_value(given, text)


def events_of(history: History, verb: str) -> list[int]:
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
        history.deeds[key] = [seq for seq in events_of(history, verb) if is_such(history, seq, verb)]
    return history.deeds[key]


def is_such(history: History, seq: int, verb: str) -> bool:
    """Whether the event is a deed: a call, a sum that is kept, or an item that gets a value."""
    event = history.events[seq]
    if event.kind == "value" and not event.name:
        after = history.events[seq + 1] if seq + 1 < history.length else None
        if after is None or after.kind not in ("bind", "mutate", "value") or seq not in after.reads:
            return False
        # A sum of numbers that is kept, or given to a call, puts nothing into anything.
        return not (verb in ("append", "extend") and _is_number(event.value) and (after.kind != "value" or after.name))
    if event.kind == "bind" and verb in ("append", "extend") and not isinstance(node_of(history, seq), ast.AugAssign):
        return False
    if event.kind == "bind" and verb != "store":
        return "[" in event.name or "." in event.name or verb in ("update", "change")
    return True


def _is_number(value: Value | None) -> bool:
    return isinstance(value, Plain) and value.type in ("int", "float", "complex", "bool")


def concerns(history: History, seq: int, what: Code, where: Code | None, cursor: Cursor) -> bool:
    """Whether the event is about this value, and of the object that is named."""
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
        if what.norm == normal(event.text) or what.node is None or written is None:
            return what.norm == normal(event.text)
        return is_with_values(what.node, written, seq, history)
    if wanted is None:
        wanted = text_at(history, what, max(seq - 1, 0))
        if what.norm in argument_texts(event.text):
            return True
        if wanted is None:
            return False
    return any(same_value(value, wanted) for value in values)


def is_its_own(what: Code, seq: int, history: History) -> bool:
    """Whether an operation that is told to be put somewhere is the program's: one of the call's arguments, or what is yielded."""
    event = history.events[seq]
    match node_of(history, seq):
        case ast.Assign(value=written) if event.kind == "bind":
            return is_substituted(what, written, max(seq - 1, 0), history)
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


def argument_texts(text: str) -> set[str]:
    """The arguments of a call, as the program writes them."""
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
            if _is_within(history, event, where, owner, seq):
                return False
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


#: How the texts of containers begin that can be no key of another.
_CHANGEABLE = ("[", "{", "set(", "deque(", "defaultdict(", "Counter(", "OrderedDict(")


def _is_within(history: History, event: Event, where: Code, owner: ast.expr, seq: int) -> bool:
    """Whether the object is one of those in the container: `seen[key].append(...)` appends nothing to `seen`."""
    itself = dict(event.args).get("self")
    if where.sort != "N" or where.norm == unparsed(owner) or not isinstance(itself, Plain):
        return False
    here = text_at(history, where, max(seq - 1, 0))
    return here is not None and here.startswith(_CHANGEABLE) and not same_value(itself, here)


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


def between(seqs: list[int], low: int, high: int) -> Iterator[int]:
    """Those of the sorted events in `[low, high)`."""
    for place in range(bisect_left(seqs, low), len(seqs)):
        if seqs[place] >= high:
            return
        yield seqs[place]
