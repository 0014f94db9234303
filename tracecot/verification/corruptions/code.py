"""Code that is quoted wrongly: another operator, another sign, a dropped negation, another name."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from random import Random

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.corruptions.falsehood import is_false, is_never
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.records import Edit, Lie
from tracecot.verification.corruptions.values import changed, names_given, slot
from tracecot.verification.records import Claim

OPPOSITE: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: ">=", ast.GtE: "<", ast.Gt: "<=", ast.LtE: ">",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
ORDERS = (ast.Lt, ast.GtE, ast.Gt, ast.LtE)
NEGATIONS = (ast.NotIn, ast.IsNot)
#: The sign that says the same of any two things but equal ones.
WEAKER: dict[type[ast.cmpop], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
_TRUTH_TOLD = re.compile(r"` (?:is `?(?:true|false|True|False)|holds|fails)\b")
TRUTHS = {"True": "False", "False": "True"}
PARTLY_ORDERED = ("set", "frozenset", "dict_keys", "float", "Counter")  # `<` and `>=` may both be false of these


def operator_changed(honest: Honest) -> Iterator[Lie]:
    """A comparison by the opposite operator, a sum as a difference: never what the result goes with."""
    for claim, event, node, start in _quoted(honest, "operator_changed"):
        truth = TRUTHS.get(claim.says)
        match node:
            case ast.Compare(ops=[op], left=left, comparators=[right]) if truth and not isinstance(op, NEGATIONS):
                if _is_total(honest, op) and is_false(honest, claim, event, truth):
                    yield _between(honest, claim, start, left, right, OPPOSITE[type(op)])
            case ast.BinOp(op=ast.Add() | ast.Sub() as op, left=left, right=ast.Constant(value=int(by)) as right) if by:
                sign = 1 if isinstance(op, ast.Sub) else -1
                # Where the sum is that, the difference is what the text says.
                other = changed(claim.says, partial(_less, 2 * sign * by), honest.chance())
                if other is not None and is_false(honest, claim, event, other):
                    yield _between(honest, claim, start, left, right, "-" if isinstance(op, ast.Add) else "+")


def sign_changed(honest: Honest) -> Iterator[Lie]:
    """`n < 1` as `n <= 1`, said to come out as the program's does: it never asks that, whatever comes of it."""
    for claim, event, node, start in _quoted(honest, "sign_changed"):
        match node:
            case ast.Compare(ops=[op], left=left, comparators=[right]) if type(op) in WEAKER:
                asked = ast.unparse(node)
                is_told = _TRUTH_TOLD.match(honest.text, start + len(claim.subject), claim.end)
                if is_told and event.text == asked and _is_only_one(honest, node):
                    lie = _between(honest, claim, start, left, right, WEAKER[type(op)])
                    yield replace(lie, subject="the sign", value=lie.subject, really=(asked,))


def _is_only_one(honest: Honest, asked: ast.Compare) -> bool:
    """Whether the program compares neither of the two with anything in another way, and they may be equal."""
    sides = {ast.unparse(side) for side in (asked.left, *asked.comparators)}
    numbers = [side.value for side in (asked.left, *asked.comparators) if isinstance(side, ast.Constant)]
    if any(type(number) is not int or number < 1 for number in numbers) or len(sides) < 2:
        return False
    compared = [each for each in ast.walk(ast.parse(honest.code)) if isinstance(each, ast.Compare)]
    others = [each for each in compared if sides & {*map(ast.unparse, (each.left, *each.comparators))}]
    return {ast.unparse(each) for each in others} <= {ast.unparse(asked)}


def _less(by: int, value: object, _: Random) -> object:
    """The number less that; None of anything else."""
    return value - by if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is_total(honest: Honest, op: ast.cmpop) -> bool:
    """Whether the operator's opposite is false where it is true: not so for sets and nan."""
    types = {event.value.type for event in honest.trace.events if isinstance(event.value, Plain)}
    return not isinstance(op, ORDERS) or types.isdisjoint(PARTLY_ORDERED)


def negation_dropped(honest: Honest) -> Iterator[Lie]:
    """`not in` becomes `in`, `is not` becomes `is`, `not x` becomes `x`; the truth is told as before."""
    for claim, event, node, start in _quoted(honest, "negation_dropped"):
        if claim.says not in TRUTHS or not is_false(honest, claim, event, TRUTHS[claim.says]):
            continue
        match node:
            case ast.Compare(ops=[ast.NotIn() | ast.IsNot() as op], left=left, comparators=[right]):
                yield _between(honest, claim, start, left, right, OPPOSITE[type(op)])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                says = claim.subject.removeprefix("not").lstrip()
                if is_never(honest, (says, ast.unparse(operand)), claim.says):
                    edit = Edit(start, start + len(claim.subject), says)
                    yield Lie((edit,), claim, says, claim.says)


def _quoted(honest: Honest, seed: str) -> Iterator[tuple[Claim, Event, ast.expr, int]]:
    """Claims about an expression that the text quotes, with its tree and its place."""
    for claim, event in honest.mixed(honest.claims_of("branch", "value", "arithmetic", "state"), seed):
        start = honest.text.find(f"`{claim.subject}`", claim.start, claim.end) if claim.subject.isascii() else -1
        if start < 0:
            continue
        try:
            node = ast.parse(claim.subject, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        yield claim, event, node, start + 1


def _between(honest: Honest, claim: Claim, start: int, left: ast.expr, right: ast.expr, operator: str) -> Lie:
    """The lie that another operator stands between the operands."""
    between = honest.text[start + (left.end_col_offset or 0) : start + right.col_offset]
    closing, opening = between[: len(between) - len(between.lstrip(") "))], between[len(between.rstrip("( ")) :]
    says = f"{closing.rstrip()} {operator} {opening.lstrip()}"
    edit = Edit(start + (left.end_col_offset or 0), start + right.col_offset, says)
    other = claim.subject[: left.end_col_offset] + says + claim.subject[right.col_offset :]
    return Lie((edit,), claim, other, claim.says)


def name_swapped(honest: Honest) -> Iterator[Lie]:
    """What holds of one name is said of another, which never has that value."""
    names = list(dict.fromkeys(name for event in honest.trace.events for name in names_given(event)))
    for claim, _ in honest.mixed(honest.claims_of("bind", "state", "value", "mutate"), "name_swapped"):
        place = honest.text.find(f"`{claim.subject}", claim.start, claim.end)
        if place < 0 or not claim.subject.isidentifier() or slot(honest, claim) is None:
            continue
        for other in honest.mixed(names, "name_swapped", str(place)):
            if other != claim.subject and is_never(honest, (other,), claim.says):
                edit = Edit(place + 1, place + 1 + len(claim.subject), other)
                yield Lie((edit,), claim, other, claim.says)
                break
