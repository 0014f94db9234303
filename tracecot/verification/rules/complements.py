"""Judges a comparison that the program doesn't make by the opposite one, which it does: `x in xs` by `x not in xs`."""

import ast
from collections.abc import Sequence

from tracecot.operations import NotEvaluable
from tracecot.values import Plain
from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import object_at, truth_of
from tracecot.verification.executions.history import same_value
from tracecot.verification.executions.programs import Facts
from tracecot.verification.meanings import IsTrue
from tracecot.verification.rules.equivalents import ANY, LIE
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown_event
from tracecot.verification.rules.operands import operand_values, shaped

_EXACT: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip
#: Both may be false: of sets, of nan.
_ORDERS: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt}


def judge_by_opposite(condition: Code, truth: bool, line: int | None, cursor: Cursor) -> Judged | None:
    """The finding by the next evaluation of the opposite; None where there is none, or it doesn't decide."""
    found = _opposite(condition.node, cursor.history.facts)
    if found is None:
        return None
    history, (text, exact) = cursor.history, found
    seqs = [seq for seq in history.by_text.get(text, ()) if isinstance(history.events[seq].value, Plain)]
    for seq in cursor.ahead(seqs, line):
        actual = _truth_at(condition, seq, exact, cursor)
        if actual is None:
            return None
        if actual is not truth:
            return refuted("branch", shown_event(history.events[seq]), seq)
        cursor.land(seq)
        return grounded("branch" if history.events[seq].kind == "branch" else "value", seq)
    return None


def decided_otherwise(condition: Code, operands: Sequence[str], meaning: IsTrue, cursor: Cursor) -> int | None:
    """The next comparison of these two values by another sign, where what is said of them doesn't decide it.

    `5 < 5` is false, but that is no reason for `5 > 5` to be so; that `5 > 3` is one for `5 >= 3`. That two values
    differ may be a remark on them.
    """
    match condition.node:
        case ast.Compare(ops=[sign]) if type(sign) in LIE and (meaning.asked or type(sign) in _ORDERS):
            said = LIE[type(sign)] if meaning.truth else ANY - LIE[type(sign)]
        case _:
            return None
    history = cursor.history
    for other in LIE:
        for seq in shaped(other.__name__, cursor) if other is not type(sign) else ():
            event = history.events[seq]
            if operand_values(event, seq, cursor) != list(operands) or not isinstance(event.value, Plain):
                continue
            asked = LIE[other] if event.value.repr == "True" else ANY - LIE[other]
            return None if said <= asked else seq
    return None


_SUMS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}


def judge_misquoted(subject: Code, wanted: str, line: int | None, cursor: Cursor) -> Judged | None:
    """`len(xs) - 1`, which the program never evaluates, is said to be what its `len(xs) + 1` is."""
    match subject.node:
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SUMS:
            other = ast.unparse(ast.BinOp(left, _SUMS[type(sign)](), right))
        case _:
            return None
    history = cursor.history
    seqs = [] if subject.norm in history.by_text else history.by_text.get(other, [])
    seq = next(iter(cursor.ahead(seqs, line)), None)
    if seq is None or not same_value(history.events[seq].value, wanted):
        return None
    return refuted("value", f"that is {shown_event(history.events[seq])}", seq)


def _opposite(node: ast.expr | None, facts: Facts) -> tuple[str, bool] | None:
    """The opposite comparison as `ast.unparse` writes it, and whether it always is one."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return None
    sign = type(node.ops[0])
    other = _EXACT.get(sign) or _ORDERS.get(sign)
    if other is None:
        return None
    of_its_own = sign in (ast.Eq, ast.NotEq) and "__ne__" in facts.names
    text = ast.unparse(ast.Compare(node.left, [other()], node.comparators))
    return text, sign in _EXACT and not of_its_own


def _truth_at(condition: Code, seq: int, exact: bool, cursor: Cursor) -> bool | None:
    """The truth of the condition when its opposite was evaluated."""
    try:
        return bool(object_at(cursor.history, condition, seq))
    except NotEvaluable:
        value = cursor.history.events[seq].value
        opposite = truth_of(value.repr) if exact and isinstance(value, Plain) else None
        return None if opposite is None else not opposite
