"""What the program asks where a text says how another comparison of the same things came out.

`n > 1` and `n < 1` may both be false, and the program asks only one of them. A condition that it doesn't ask must come
out as one of its own in all cases: `b > a` for `a < b`, `a <= b` for `not a > b`, `len(xs) != 0` for `len(xs) > 0`.
"""

import ast
from collections.abc import Sequence

from tracecot.syntax import nodes_of, unparsed
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, text_at
from tracecot.verification.executions.history import History
from tracecot.verification.executions.programs import Comparison, comparisons_in
from tracecot.verification.rules.judging import Judged, refuted, shown, unreadable
from tracecot.verification.rules.operands import is_with_values

#: How two values may lie to one another where the comparison is true.
LIE: dict[type[ast.cmpop], frozenset[str]] = {
    ast.Lt: frozenset("<"), ast.LtE: frozenset("<="), ast.Gt: frozenset(">"), ast.GtE: frozenset(">="),
    ast.Eq: frozenset("="), ast.NotEq: frozenset("<>"),
}  # fmt: skip
ANY = frozenset("<=>")
_TURNED = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq}
_OPPOSITE = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OF_NONE = {ast.Is: ast.Eq, ast.IsNot: ast.NotEq}
_COUNTING = frozenset({"len", "count", "find", "index", "bit_length"})
_LEAST = {"find": -1}
_MOST_POINTS = 1_000


def judge_unasked(condition: Code, truth: bool, cursor: Cursor) -> Judged | None:
    """The finding on a condition that is told to have come out so, where the program asks something else of the same things.

    None where it asks just that, or nothing of the kind.
    """
    facts = cursor.history.facts
    if condition.sort != "E" or condition.norm in facts.expressions or condition.node is None:
        return None
    for node in nodes_of(condition.node):
        if isinstance(node, ast.BoolOp) and (judged := _joined_otherwise(node, cursor)) is not None:
            return judged
        if isinstance(node, ast.Compare) and unparsed(node) not in facts.expressions:
            for told in comparisons_in(node):
                if (judged := _unasked(told, truth, cursor)) is not None:
                    return judged
    return None


def _joined_otherwise(told: ast.BoolOp, cursor: Cursor) -> Judged | None:
    """The finding on `a or b` where the program asks `a and b`."""
    history, own = cursor.history, {unparsed(part) for part in told.values}
    joined = [node for node in history.facts.nodes if isinstance(node, ast.BoolOp)]
    alike = [node for node in joined if own <= {unparsed(part) for part in node.values}]
    if not alike or any(type(node.op) is type(told.op) for node in alike):
        return None
    return refuted("branch", f"the program asks {shown(unparsed(alike[0]))}")


def _unasked(told: Comparison, truth: bool, cursor: Cursor) -> Judged | None:
    history = cursor.history
    alike = [asked for asked in history.facts.comparisons if _shares(told, asked)]
    if not alike or any(is_same_always(told, asked, cursor.at, history) for asked in alike):
        return None
    same = next((asked for asked in alike if sign_between(told, asked, cursor.at, history) is not None), None)
    if same is None or (told[1] is ast.Eq and truth):  # `i == 3` may say what `i` is, and is no account of `i < 3`
        return unreadable("branch", f"the program asks {shown(text_of(same or alike[0]))}")
    return refuted("branch", f"the program asks {shown(text_of(same))}")


def text_of(asked: Comparison) -> str:
    """The comparison as `ast.unparse` writes it."""
    return ast.unparse(ast.Compare(asked[0], [asked[1]()], [asked[2]]))


def _shares(told: Comparison, asked: Comparison) -> bool:
    """Whether both compare one thing that is no value."""
    own = {unparsed(part) for part in (told[0], told[2]) if not isinstance(part, ast.Constant)}
    return any(unparsed(part) in own for part in (asked[0], asked[2]))


def is_same_always(told: Comparison, asked: Comparison, moment: int, history: History) -> bool:
    """Whether the one is true in all cases in which the other is, or in none of them."""
    sign = sign_between(told, asked, moment, history)
    if sign is not None and told[1] in (sign, _OPPOSITE[sign]):
        return True
    points = _points(told, asked, moment, history)
    if points is None:
        return False
    agree = {one == other for one, other in points}
    return len(agree) == 1


def decides(told: Comparison, truth: bool, asked: Comparison, moment: int, history: History) -> bool:
    """Whether what is told of two things leaves open no more how the program's comparison of them comes out."""
    sign = sign_between(told, asked, moment, history)
    if sign is not None and (told[1] in (sign, _OPPOSITE[sign])):
        return True
    if sign in LIE and told[1] in LIE:
        said = LIE[told[1]] if truth else ANY - LIE[told[1]]
        return said <= LIE[sign] or said.isdisjoint(LIE[sign])
    points = _points(told, asked, moment, history)
    return points is not None and len({other for one, other in points if one is truth}) == 1


def sign_between(told: Comparison, asked: Comparison, moment: int, history: History) -> type[ast.cmpop] | None:
    """The sign that the program has between the two things in the order in which the text has them; None of others."""
    sign = asked[1]
    if sign in _OF_NONE and "None" in (unparsed(asked[0]), unparsed(asked[2])) and told[1] in LIE:
        sign = _OF_NONE[sign]
    if sign in LIE and told[1] in _OF_NONE and "None" in (unparsed(told[0]), unparsed(told[2])):
        sign = {same: other for other, same in _OF_NONE.items()}.get(sign, sign)
    if _are_with_values((told[0], told[2]), (asked[0], asked[2]), moment, history):
        return sign if _is_comparable(sign, told[1]) else None
    turned = _TURNED.get(sign)
    if turned is not None and _are_with_values((told[0], told[2]), (asked[2], asked[0]), moment, history):
        return turned if _is_comparable(turned, told[1]) else None
    return None


def _is_comparable(sign: type[ast.cmpop], other: type[ast.cmpop]) -> bool:
    """Whether one is said of the same things as the other: `in` of a member, `<` of two values."""
    return other in (sign, _OPPOSITE[sign]) or (sign in LIE and other in LIE)


def _are_with_values(told: Sequence[ast.expr], asked: Sequence[ast.expr], moment: int, history: History) -> bool:
    return all(is_with_values(one, other, moment, history) for one, other in zip(told, asked, strict=True))


def _points(told: Comparison, asked: Comparison, moment: int, history: History) -> list[tuple[bool, bool]] | None:
    """How both come out for each of the numbers that what they compare with a number may be, as far as they differ."""
    one, other = _bounded(told), _bounded(asked)
    if one is None or other is None or one[0] != other[0]:
        return None
    low, high = sorted((one[2], other[2]))
    if high - low > _MOST_POINTS:
        return None
    halves = range(2 * low - 2, 2 * high + 3)
    numbers = [half / 2 for half in halves if _may_be(half / 2, one[0], moment, history)]
    return [(_holds(number, one), _holds(number, other)) for number in numbers]


_Bound = tuple[str, type[ast.cmpop], int]


def _bounded(comparison: Comparison) -> _Bound | None:
    """What is compared with a whole number, by which sign, and the number."""
    left, sign, right = comparison
    for one, by, other in ((left, sign, right), (right, _TURNED.get(sign), left)):
        number = closed_value(read_code(unparsed(other)))
        if by in LIE and number is not None and number.removeprefix("-").isdecimal():
            return unparsed(one), by, int(number)
    return None


def _holds(number: float, bound: _Bound) -> bool:
    lie = "<" if number < bound[2] else ">" if number > bound[2] else "="
    return lie in LIE[bound[1]]


def _may_be(number: float, text: str, moment: int, history: History) -> bool:
    """Whether the expression may come to that: a length is whole and never below zero."""
    code = read_code(text)
    match code.node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _COUNTING:
            return number.is_integer() and number >= _LEAST.get(name, 0)
        case ast.BinOp(op=ast.Mod(), right=ast.Constant(value=int(by))) if by > 0:
            return number.is_integer() and 0 <= number < by
    here = text_at(history, code, moment)
    return here is None or not here.removeprefix("-").isdecimal() or number.is_integer()
