"""Judges what comes of an operation that is named by its verb, and what becomes of the item of a pass."""

import ast
from collections.abc import Iterator, Sequence
from itertools import chain

from tracecot.execution import Event
from tracecot.values import NotPlain, Plain
from tracecot.verification.code.reading import Code, normal, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, recorded, text_at
from tracecot.verification.executions.history import History, LoopRun, same_value
from tracecot.verification.meanings import (
    AlsoSo,
    CalledWith,
    Carried,
    Has,
    Kept,
    LeftSo,
    Made,
    MadeBy,
    Mentions,
    Offered,
    Spans,
    ToTheLast,
)
from tracecot.verification.meanings.making import OfMaking
from tracecot.verification.rules.candidates import candidates, kind_of
from tracecot.verification.rules.doing import effects_of
from tracecot.verification.rules.having import judge_has
from tracecot.verification.rules.judging import Judged, grounded, unreadable
from tracecot.verification.rules.keeping import judge_kept
from tracecot.verification.rules.mentions import judge_answers, judge_mentions
from tracecot.verification.rules.nearby import in_reach, pass_at
from tracecot.verification.rules.operands import calls_like, operand_values, operands_of
from tracecot.verification.rules.passes import loops_to_tell
from tracecot.verification.text.nouns import are, is_a

#: What is called to do what a verb says.
_CALLED: dict[str, tuple[str, ...]] = {
    "split": ("split", "rsplit", "splitlines", "partition", "rpartition"), "join": ("join",), "str": ("str",),
    "int": ("int",), "float": ("float",), "list": ("list",), "tuple": ("tuple",), "set": ("set",),
    "reverse": ("reversed", "reverse"), "sort": ("sorted", "sort"), "strip": ("strip", "lstrip", "rstrip"),
    "lower": ("lower", "casefold"), "upper": ("upper",), "capitalize": ("capitalize", "title"),
    "replace": ("replace",), "round": ("round",), "sum": ("sum",),
}  # fmt: skip
#: Its operators.
_OPERATORS: dict[str, tuple[type[ast.operator], ...]] = {
    "join": (ast.Add,), "sum": (ast.Add,), "multiply": (ast.Mult,), "divide": (ast.Div, ast.FloorDiv), "subtract": (ast.Sub,),
}  # fmt: skip
#: Those with a number of their own: the operators and the number.
_FACTORS: dict[str, tuple[tuple[type[ast.operator], ...], int]] = {
    "double": ((ast.Mult,), 2), "halve": ((ast.Div, ast.FloorDiv), 2), "square": ((ast.Pow,), 2),
}  # fmt: skip


def judge_making(meaning: OfMaking, answers: Sequence[Code], cursor: Cursor) -> Judged:
    """What is said is shown by what happens here, or isn't understood."""
    match meaning:
        case MadeBy():
            return _made_by(meaning, cursor)
        case Made():
            return _made(meaning, cursor)
        case ToTheLast(name=name):
            return _to_the_last(name, cursor)
        case Offered(call=call):
            return _offered(call, answers, cursor)
        case Kept():
            return judge_kept(meaning, cursor)
        case Has():
            return judge_has(meaning, cursor.history)
        case CalledWith(values=values):
            return _called_with(values, cursor.history)
        case AlsoSo():
            return _also_so(meaning, cursor)
        case Spans():
            return _spans(meaning, cursor)
        case LeftSo(value=value):
            return _left_so(value, cursor)


def _made_by(meaning: MadeBy, cursor: Cursor) -> Judged:
    """Converting it to a string gives `'2'`: the next operation of the kind that gives the value was made so."""
    history, wanted = cursor.history, closed_value(meaning.value)
    if wanted is None:
        return unreadable("value", "a value of nothing")
    for seq in in_reach(history.valued(wanted), cursor):
        event = history.events[seq]
        node = read_code(event.text).node if event.kind in ("value", "mutate", "bind") else None
        if node is None or not _is_done(meaning.deed, event, node, history):
            continue
        parts = _taken(event, node, seq, history)
        if meaning.of is not None and not _is_among(meaning.of, parts, seq, history):
            continue
        if meaning.between and not set(meaning.between) & {*parts}:
            continue
        if not _are_told_as(meaning.kind, parts):
            continue
        cursor.land(seq)
        return grounded(kind_of(event), seq)
    return unreadable("value", "nothing here is made so")


def _are_told_as(noun: str, parts: list[str]) -> bool:
    """Whether the first of the values is what the noun says, or all of them are, or the items of one of them."""
    if not noun:
        return True
    try:
        values = [recorded(part) for part in parts]
    except NotPlain:
        return False
    if not noun.endswith("s"):
        return bool(values) and is_a(noun, values[0])
    holders = [value for value in values if isinstance(value, list | tuple | set)]
    texts = [value for value in values[:1] if isinstance(value, str) and not holders]  # of what is joined it is a sign
    return are(noun, values) or any(are(noun, value) for value in (*holders, *texts))


def judge_carried(meaning: Carried, cursor: Cursor) -> Judged:
    """After sorting: the next operation of the kind."""
    history, deed, of = cursor.history, meaning.deed, meaning.of
    names = _CALLED.get(deed, ())
    seqs = sorted(seq for name in names for seq in history.methods.get(name, ()))
    for seq in in_reach(seqs, cursor):
        event = history.events[seq]
        node = read_code(event.text).node
        parts = [] if node is None else _taken(event, node, seq, history)
        if (of is not None and not _is_among(of, parts, seq, history)) or not _are_told_as(meaning.kind, parts):
            continue
        effects = effects_of(history, seq)
        cursor.land(effects[-1] if effects else seq)
        return grounded("value", seq, *effects)
    return unreadable("value", "nothing of that kind is done from here on")


def _is_done(deed: str, event: Event, node: ast.expr, history: History) -> bool:
    """Whether the event is an operation of the kind."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name in _CALLED.get(deed, ()) and event.kind != "bind"
        case ast.Subscript(slice=ast.Slice(step=step)) if deed in ("reverse", "slice"):
            return deed == "slice" or (step is not None and ast.unparse(step) == "-1")
        case ast.BinOp(op=sign, right=right, left=left):
            if deed in _FACTORS:
                signs, number = _FACTORS[deed]
                squares = deed == "square" and isinstance(sign, ast.Mult) and ast.dump(left) == ast.dump(right)
                has_number = any(isinstance(each, ast.Constant) and each.value == number for each in (left, right))
                return squares or (isinstance(sign, signs) and has_number)
            return isinstance(sign, _OPERATORS.get(deed, ()))
    return False


def _taken(event: Event, node: ast.expr, seq: int, history: History) -> list[str]:
    """The values that an operation was made of."""
    values = [value.repr for _, value in event.args if isinstance(value, Plain)]
    match node:
        case ast.Subscript(value=part):
            parts = [part]
        case ast.BinOp(left=left, right=right):
            parts = [left, right]
        case _:
            parts = []
    known = [text_at(history, read_code(ast.unparse(part)), max(seq - 1, 0)) for part in parts]
    read = [history.events[each].value for each in event.reads]
    return [*values, *(text for text in known if text), *(value.repr for value in read if isinstance(value, Plain))]


def _is_among(of: Code, parts: list[str], seq: int, history: History) -> bool:
    wanted = closed_value(of) or text_at(history, of, max(seq - 1, 0))
    return wanted is not None and any(same_value(Plain("", part), wanted) for part in parts)


def _made(meaning: Made, cursor: Cursor) -> Judged:
    """This call or operation is carried out here: as the program writes it, or with values in place of its names."""
    history, code = cursor.history, meaning.code
    seqs: Iterator[int] = chain(
        candidates(code, None, cursor), calls_like(code, cursor), _operations_like(code, cursor)
    )
    for seq in seqs:
        if history.events[seq].kind not in ("value", "mutate", "call", "bind"):
            continue
        effects = effects_of(history, seq)
        if meaning.target is not None and not _gets(meaning.target, seq, history):
            break
        cursor.land(effects[-1] if effects else seq)
        return grounded(kind_of(history.events[seq]), seq, *effects)
    return unreadable("value", "nothing here is made so")


def _gets(target: Code, seq: int, history: History) -> bool:
    """Whether the statement that made it gives the name or the object another value."""
    execution = history.execution[seq]
    for event in history.events[seq : history.last_of[execution] + 1]:
        changes = event.kind in ("bind", "mutate") and history.execution[event.seq] == execution
        if changes and (event.name == target.norm or event.name.startswith((f"{target.norm}[", f"{target.norm}."))):
            return True
    return False


def _to_the_last(name: Code, cursor: Cursor) -> Judged:
    """`total` is 7 at the end: it is when the function that was called is over."""
    history = cursor.history
    frame = history.events[0].frame
    back = history.returns.get(frame)
    now = text_at(history, name, cursor.at)
    if back is None or now is None or cursor.slice is not None or history.events[cursor.at].frame != frame:
        return unreadable("state", "at which end?")
    if is_same(text_at(history, name, back), now):
        return grounded("state", None, step=False)
    return unreadable("state", f"`{name.text}` is something else at the end")


def _operations_like(code: Code, cursor: Cursor) -> Iterator[int]:
    """Operations with these operands, also those of `x += 3`."""
    history, operands = cursor.history, operands_of(code.node)
    if operands is None:
        yield from _done_to(code, cursor)
        return
    shape, texts = operands
    for seq in in_reach(history.shapes().get(shape, []), cursor):
        if operand_values(history.events[seq], seq, cursor) == texts:
            yield seq
    for seq in in_reach(history.kinds.get("bind", []), cursor):
        number = history.statement[seq]
        node = history.facts.statements[number].node if number >= 0 else None
        if not isinstance(node, ast.AugAssign) or type(node.op).__name__ != shape:
            continue
        parts = [read_code(ast.unparse(part)) for part in (node.target, node.value)]
        if [text_at(history, part, max(seq - 1, 0)) for part in parts] == texts:
            yield seq


def _done_to(code: Code, cursor: Cursor) -> Iterator[int]:
    """The `total -= 1` that `total - 1` stands for."""
    history = cursor.history
    match code.node:
        case ast.BinOp(left=ast.Name(id=name), op=op, right=right):
            wanted = read_code(ast.unparse(right))
        case _:
            return
    for seq in in_reach(history.by_name.get(name, []), cursor):
        number = history.statement[seq]
        node = history.facts.statements[number].node if number >= 0 else None
        if isinstance(node, ast.AugAssign) and type(node.op) is type(op):
            before = max(seq - 1, 0)
            took = text_at(history, read_code(ast.unparse(node.value)), before)
            if is_same(took, closed_value(wanted) or text_at(history, wanted, before) or ""):
                yield seq


def _called_with(values: Sequence[Code], history: History) -> Judged:
    """The function is called with `[1, 2]`: the call in question."""
    first = history.events[0]
    wanted = [closed_value(value) for value in values]
    given = [value for _, value in first.args]
    if first.kind != "call" or None in wanted or len(given) < len(wanted):
        return unreadable("call", "what it was called with can't be told")
    if all(same_value(value, text or "") for value, text in zip(given, wanted, strict=False)):
        return grounded("call", 0, step=False)
    return unreadable("call", "it is called with something else")


def _also_so(meaning: AlsoSo, cursor: Cursor) -> Judged:
    """False, too: so was another condition in the pass before it, or this one in a pass before."""
    history, scope = cursor.history, pass_at(cursor)
    low = 0 if scope is None else scope.low
    truth, norm = str(meaning.truth), meaning.condition.norm
    for seq in reversed(history.kinds.get("branch", [])):
        event = history.events[seq]
        if low <= seq < cursor.at and normal(event.text) != norm:
            if same_value(event.value, truth):
                return grounded("branch", seq, step=False)
            break  # the one just before came out otherwise
    return unreadable("branch", "nothing else came out so before")


def _spans(meaning: Spans, cursor: Cursor) -> Judged:
    """The loop goes over the indices 0 to 3: a range, or an enumeration, that is counted so."""
    history = cursor.history
    first, last = closed_value(meaning.first), closed_value(meaning.last)
    over = ("range", "enumerate") if meaning.are_indices else ("range",)
    for loop in loops_to_tell(cursor, None)[:1]:
        if loop.is_comprehension or not loop.passes or loop.why != "exhausted":
            break
        numbers = [_counted(begins, history) for begins in loop.passes]
        steps = [str(each) for each in range(int(numbers[0] or 0), int(numbers[0] or 0) + len(numbers))]
        if numbers == steps and [numbers[0], numbers[-1]] == [first, last] and _goes_over(over, loop, history):
            cursor.begin(loop)
            cursor.loop = loop
            return grounded("iteration", loop.passes[0])
    return unreadable("iteration", "no loop goes from the one to the other")


def _goes_over(names: Sequence[str], loop: LoopRun, history: History) -> bool:
    """Whether the loop goes over what a call of one of these gives."""
    match history.facts.statements[loop.statement].node:
        case ast.For(iter=ast.Call(func=ast.Name(id=name))):
            return name in names
    return False


def _counted(begins: int, history: History) -> str | None:
    """The first number that a pass's header binds."""
    last = history.last_of[history.execution[begins]]
    for event in history.events[begins : last + 1]:
        if event.kind == "bind" and begins in event.reads and isinstance(event.value, Plain):
            return event.value.repr if event.value.type == "int" else None
    return None


def _left_so(value: Code, cursor: Cursor) -> Judged:
    """..., which gives `[1, 2]`: what the deed that was told last left."""
    wanted = closed_value(value)
    events = cursor.history.events
    for seq in (cursor.at, *cursor.last):
        if wanted is not None and events[seq].kind in ("mutate", "bind") and same_value(events[seq].value, wanted):
            return grounded("mutate", seq, step=False)
    return unreadable("mutate", "that leaves something else")


def _offered(call: Code, answers: Sequence[Code], cursor: Cursor) -> Judged:
    """The answer of an input prediction, or a call that was made."""
    if any(isinstance(right.node, ast.Call) for right in answers):
        judged = judge_answers(call, answers, cursor.history)
        return judged if judged.holds else unreadable("answer", "another call is the answer")
    return judge_mentions(Mentions(call), None, cursor)
