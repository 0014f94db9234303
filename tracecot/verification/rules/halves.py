"""Holds the halves of a deduction together: "`n - 1` is `2`, so `n` is `3`"; "`n % 2` is `0`, since `4 % 2` is `0`"."""

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from tracecot.values import Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, names_in, text_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.records import Claim, Grounded
from tracecot.verification.rules.given_reasons import Shown
from tracecot.verification.rules.judging import shown
from tracecot.verification.rules.operands import is_substituted, operand_values, operands_of

_IS = re.compile(r"\bis\b")  # "becomes" and `n = 3` tell what comes of it
_MOST = 200  # evaluations of an expression that are looked at
_WORKED_OUT = ast.BinOp | ast.Call | ast.Subscript | ast.UnaryOp | ast.Tuple


def torn(
    causes: Sequence[Shown], effects: Sequence[Shown], backward: bool, history: History
) -> Iterator[tuple[Claim, str]]:
    """The claims of which a part of the same sentence shows that they aren't so, each with what is.

    Args:
        causes: what is given as the reason.
        effects: what is said to come of it, the nearest first.
        backward: the sentence is of a deduction, in which "so" leads from a result to what it was made of.
        history: the execution.
    """
    yield from _of_redone(effects[:1], causes[:1], backward, history)
    yield from _of_result(causes, effects[:1], history)
    if not backward:
        return
    whole = [each for each in causes[-1:] if _is_operation(each[0])]
    for operation in whole:
        yield from _of_operand(operation, effects[:1], history)
    yield from _of_redone(whole, [each for each in effects[1:2] if effects[0][0].kind != "arithmetic"], True, history)
    for before, (claim, _) in pairwise(effects):
        if before[0].kind == "dependency" and is_of_its_own(claim, history):
            yield claim, "the program works nothing out with these values"


def _is_operation(claim: Claim) -> bool:
    """Whether it gives the value of something that is worked out."""
    is_value = claim.kind in ("value", "state") and isinstance(claim.finding, Grounded)
    is_value = is_value and closed_value(read_code(claim.says)) is not None
    return is_value and isinstance(read_code(claim.subject).node, _WORKED_OUT)


def _is_redone(claim: Claim) -> bool:
    """Whether it works something out with values alone."""
    is_so = claim.kind == "arithmetic" and isinstance(claim.finding, Grounded)
    return is_so and isinstance(read_code(claim.subject).node, _WORKED_OUT)


def is_of_its_own(claim: Claim, history: History) -> bool:
    """Whether it works out with an operator what the program doesn't, in whole or in a part: `1 + 2 + 12` of `1 + 2`."""
    node = read_code(claim.subject).node if _is_redone(claim) else None
    if not isinstance(node, ast.BinOp):
        return False
    parts = [part for part in ast.walk(node) if isinstance(part, ast.BinOp) and part is not node]
    return claim.finding == Grounded(None) or not all(_is_worked_out(part, history) for part in parts)


def of_their_own(sentence: Sequence[Claim], history: History) -> list[Claim]:
    """The sums of a deduction's sentence that are none of the program's, in the order of the sentence."""
    return [
        claim
        for place, claim in enumerate(sentence)
        if is_of_its_own(claim, history) and not (place and _is_redone_of(claim, sentence[place - 1]))
    ]


def _is_redone_of(claim: Claim, before: Claim) -> bool:
    """Whether it does with values what was told just before: `torn` asks whether these are the program's values."""
    told, written = operands_of(read_code(claim.subject).node), read_code(before.subject).node
    if told is None or not isinstance(written, ast.BinOp) or not _is_operation(before) or not _is_redone(claim):
        return False
    return told[0] == type(written.op).__name__ and is_same(closed_value(read_code(claim.subject)), before.says)


def _is_worked_out(node: ast.BinOp, history: History) -> bool:
    """Whether the program has the operation, or evaluates it with these operands."""
    operands = operands_of(node)
    if operands is None or ast.unparse(node) in history.facts.expressions:
        return True
    sign, values = operands
    cursor = Cursor(history)
    seqs = history.shapes().get(sign, [])[:_MOST]
    return any(operand_values(history.events[seq], seq, cursor) == values for seq in seqs)


def _of_redone(
    operation: Sequence[Shown], redone: Sequence[Shown], backward: bool, history: History
) -> Iterator[tuple[Claim, str]]:
    """`4 % 2` is `0`, beside `n % 2` is `0`: the same with the values in place, and the same value."""
    for (claim, events), (other, _) in zip(operation, redone, strict=False):
        if not _is_operation(claim) or not _is_redone(other) or not events:
            continue
        told, written = read_code(other.subject), read_code(claim.subject)
        alike = type(told.node) is type(written.node)
        if not is_same(closed_value(told), closed_value(read_code(claim.says))):
            if backward or alike:
                yield claim, f"{shown(other.subject)} is {shown(other.says)}"
        elif backward or alike:
            moments = [_moment(claim, events), *_others_alike(written, claim.says, history)]
            if not any(_may_be(told, written, moment, history) for moment in moments):
                yield other, f"that is not {shown(claim.subject)} with its values here"


def _others_alike(written: Code, value: str, history: History) -> Iterator[int]:
    """The moments before the program worked the expression out with the same result."""
    wanted = closed_value(read_code(value)) or ""
    seqs = islice(
        (seq for seq in history.telling(written.norm) if same_value(history.events[seq].value, wanted)), _MOST
    )
    yield from (max(seq - 1, 0) for seq in seqs)


def _may_be(told: Code, written: Code, moment: int, history: History) -> bool:
    """Whether the one is the other with its values at the moment, as far as these can be told."""
    names = names_in(written) - _CALLED
    if written.node is None or any(text_at(history, read_code(name), moment) is None for name in names):
        return True
    return any(is_substituted(each, written.node, moment, history) for each in (told, _mirrored(told)))


def _mirrored(code: Code) -> Code:
    """The sum or product with its sides exchanged, as people write it, too."""
    match code.node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Mult() as op, right=right):
            return read_code(ast.unparse(ast.BinOp(right, op, left)))
    return code


def _moment(claim: Claim, events: Sequence[int]) -> int:
    """When the names of the expression had the values that it was made of."""
    return events[0] if claim.kind == "state" else max(events[0] - 1, 0)


_CALLED = frozenset({"abs", "chr", "int", "len", "max", "min", "ord", "round", "sorted", "str", "sum", "float", "set"})


def _of_operand(operation: Shown, effects: Sequence[Shown], history: History) -> Iterator[tuple[Claim, str]]:
    """`n - 1` is `2`, so `n` is `3`: the operand's value there, or what the statement gives the name."""
    claim, events = operation
    for effect, _ in effects:
        wanted, name = closed_value(read_code(effect.says)) if effect.says else None, effect.subject
        if wanted is None or not events or not name.isidentifier() or not isinstance(effect.finding, Grounded):
            continue
        is_operand = name in names_in(read_code(claim.subject))
        if not (is_operand and _IS.search(effect.text)) and _is_given(name, wanted, events[0], history):
            continue
        if not is_operand:
            yield effect, f"{shown(claim.subject)} says nothing of {shown(name)}"
            continue
        moments = [_moment(claim, events), *_others_alike(read_code(claim.subject), claim.says, history)]
        actual = [text_at(history, read_code(name), moment) for moment in moments]
        if actual[0] is not None and not any(is_same(each, wanted) for each in actual):
            yield effect, f"{shown(name)} is {shown(actual[0])} there"


def _of_result(causes: Sequence[Shown], effects: Sequence[Shown], history: History) -> Iterator[tuple[Claim, str]]:
    """`f(n - 1) + f(n - 2)` is `3`, so `f` returns `3`: what a call returns it worked out itself, and no other call."""
    for _, (seq, *_) in (each for each in effects if each[0].kind == "return" and each[1]):
        event = history.events[seq]
        for claim, events in causes:
            is_it = read_code(claim.subject).norm == read_code(event.text).norm and _is_operation(claim)
            if is_it and events and history.events[events[0]].frame != event.frame:
                value = event.value.repr if isinstance(event.value, Plain) else None
                yield claim, f"{shown(claim.subject)} is {shown(value)} in the call that returns that"


def _is_given(name: str, wanted: str, seq: int, history: History) -> bool:
    """Whether the statement that the event is of gives the name that value."""
    execution = history.execution[seq]
    changes = (each for each in history.by_name.get(name, ()) if history.execution[each] == execution)
    return any(same_value(history.events[each].value, wanted) for each in changes if each >= seq)
