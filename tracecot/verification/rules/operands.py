"""The evaluations of the program that a closed operation such as `2 < 2` stands for."""

import ast
from collections.abc import Callable, Iterator

from tracecot.execution import Event
from tracecot.syntax import is_same_tree, unparsed
from tracecot.values import Plain
from tracecot.verification.code.reading import BUILTIN_NAMES, Code, normal, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed, text_at
from tracecot.verification.executions.history import History, same_value


def substituted(subject: Code, wanted: str, cursor: Cursor) -> int | None:
    """The evaluation ahead in which the operator had these operands."""
    operands = operands_of(subject.node)
    if operands is None:
        called = next((seq for seq in calls_like(subject, cursor) if _gives(seq, wanted, cursor)), None)
        if called is not None:
            cursor.land(called)
        return called
    shape, texts = operands
    for seq in shaped(shape, cursor):
        event = cursor.history.events[seq]
        if not same_value(event.value, wanted):
            continue
        if operand_values(event, seq, cursor) == texts:
            cursor.land(seq)
            return seq
    return None


def _gives(seq: int, wanted: str, cursor: Cursor) -> bool:
    return same_value(cursor.history.events[seq].value, wanted)


def calls_like(subject: Code, cursor: Cursor) -> Iterator[int]:
    """The calls ahead that this one is with values in place of their arguments.

    `lists.pop(1)` is `lists.pop(lists.index(n))` where the index is 1.
    """
    match subject.node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name) as callee, args=args, keywords=[]):
            wanted = [closed(argument) for argument in args]
        case _:
            return
    history = cursor.history
    if None in wanted or subject.norm in history.by_text:
        return
    for count, seq in enumerate(cursor.ahead(history.methods.get(name, []))):
        if count >= 60:
            return
        event = history.events[seq]
        given = [value for key, value in event.args if key.isdigit()]
        if (
            len(given) == len(wanted)
            and all(same_value(value, text or "") for value, text in zip(given, wanted, strict=True))
            and is_called_on(event, callee, cursor)
        ):
            yield seq


def is_called_on(event: Event, callee: ast.expr, cursor: Cursor) -> bool:
    """Whether the call is of the same function, or of a method of the same object."""
    match read_code(event.text).node:
        case ast.Call(func=function) if unparsed(function) == unparsed(callee):
            return True
    if isinstance(callee, ast.Name):  # `isupper()` without its owner
        return callee.id not in cursor.history.facts.functions and callee.id not in BUILTIN_NAMES
    assert isinstance(callee, ast.Attribute)
    owner = read_code(unparsed(callee.value))
    here = closed(callee.value) or text_at(cursor.history, owner, max(event.seq - 1, 0))
    return here is not None and same_value(dict(event.args).get("self"), here)


def is_with_values(told: ast.expr, written: ast.expr, moment: int, history: History) -> bool:
    """Whether an expression is one of the program's with values in place of some of its names."""
    if is_same_tree(told, written):
        return True
    value = closed(told)
    if value is not None:
        here = text_at(history, read_code(unparsed(written)), moment)
        return here is not None and same_value(Plain("", here), value)
    if isinstance(told, ast.Name) and isinstance(written, ast.Name):
        return False
    return _agree(told, written, lambda one, other: is_with_values(one, other, moment, history))


def _agree(one: ast.expr, other: ast.expr, parts_agree: Callable[[ast.expr, ast.expr], bool]) -> bool:
    """Whether two expressions are of one kind and agree in each of their parts."""
    parts = [list(ast.iter_child_nodes(node)) for node in (one, other)]
    if type(one) is not type(other) or _said(one) != _said(other) or len(parts[0]) != len(parts[1]):
        return False
    return all(
        parts_agree(part, its) if isinstance(part, ast.expr) and isinstance(its, ast.expr) else is_same_tree(part, its)
        for part, its in zip(*parts, strict=True)
    )


def _said(node: ast.expr) -> list[object]:
    """What a node says beside its parts: the name of an attribute, a constant's value."""
    own = (getattr(node, field, None) for field in node._fields if field != "kind")
    return [each for each in own if not isinstance(each, ast.AST | list)]


def is_substituted(told: Code, written: ast.expr, moment: int, history: History) -> bool:
    """Whether an operation is one of the program's, perhaps with values in place of parts; a value or a name always may be."""
    if told.node is None or told.sort not in "CE" or not _is_operation(told.node):
        return True
    return _is_filled_in(told.node, written, moment, history)


_OPERATIONS = (ast.BinOp, ast.BoolOp, ast.Compare, ast.Call, ast.IfExp, ast.Subscript)


def _is_operation(node: ast.expr) -> bool:
    """Whether it works something out: `-1` is a number."""
    return isinstance(node, _OPERATIONS) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))


def may_stand_for(told: ast.expr, written: ast.expr) -> bool:
    """Whether an expression may be one of the program's with values put in, whatever they are."""
    if is_same_tree(told, written):
        return True
    if not isinstance(written, ast.Constant) and closed(told) is not None:
        return True
    return _agree(told, written, may_stand_for)


def _is_filled_in(told: ast.expr, written: ast.expr, moment: int, history: History) -> bool:
    if is_same_tree(told, written):
        return True
    if not _is_operation(told) or (_is_set(told) and not isinstance(written, ast.Call)):
        return is_with_values(told, written, moment, history)
    return _agree(told, written, lambda one, other: _is_filled_in(one, other, moment, history))


def _is_set(node: ast.expr) -> bool:
    """Whether it is the empty set, which is a value that is written as a call."""
    return isinstance(node, ast.Call) and not node.args and unparsed(node.func) in ("set", "frozenset")


def operands_of(node: ast.expr | None) -> tuple[str, list[str]] | None:
    """An operation's sign and the values of its closed operands."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            parts = [left, right]
            shape = type(op).__name__
        case ast.BinOp(left=left, op=sign, right=right):
            parts = [left, right]
            shape = type(sign).__name__
        case _:
            return None
    texts = [text for part in parts if (text := closed(part)) is not None]
    return (shape, texts) if len(texts) == len(parts) else None


def shaped(shape: str, cursor: Cursor) -> Iterator[int]:
    """The evaluations ahead with this operator, nearest first; in the pass that is told, or nearby."""
    history = cursor.history
    seqs = history.shapes().get(shape, [])
    for count, seq in enumerate(cursor.ahead(seqs)):
        if count >= 60:
            return
        yield seq


def operand_values(event: Event, seq: int, cursor: Cursor) -> list[str] | None:
    """The values that the operands had in this evaluation; None where one can't be told."""
    node = read_code(event.text).node
    match node:
        case ast.Compare(left=left, comparators=[right]) | ast.BinOp(left=left, right=right):
            parts = [left, right]
        case _:
            return None
    texts: list[str] = []
    for part in parts:
        text = _part_value(part, event, seq, cursor)
        if text is None:
            return None
        texts.append(text)
    return texts


def is_written_so(told: ast.expr | None, seq: int, cursor: Cursor) -> bool:
    """Whether an operation in the text, `0 % 2` of `0 % 2 == 0`, has the operands that the one in its place had."""
    event = cursor.history.events[seq]
    match told, read_code(event.text).node:
        case ast.Compare(left=one), ast.Compare(left=other):
            pass
        case _:
            return True
    operands = operands_of(one)
    if not isinstance(one, ast.BinOp) or not isinstance(other, ast.BinOp) or operands is None:
        return True
    if type(one.op) is not type(other.op):
        return True  # it may be written in another way
    values = [_part_value(part, event, seq, cursor) for part in (other.left, other.right)]
    return None in values or values == operands[1]


def _part_value(part: ast.expr, event: Event, seq: int, cursor: Cursor) -> str | None:
    """The value that a sub-expression had in this evaluation."""
    history = cursor.history
    wanted = unparsed(part)
    for read in event.reads:
        other = history.events[read]
        if other.kind == "value" and normal(other.text) == wanted:
            return other.value.repr if isinstance(other.value, Plain) else None
    return text_at(history, read_code(wanted), max(seq - 1, 0))
