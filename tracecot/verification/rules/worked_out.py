"""Whether what a text works out by itself, or says of no event, plays a part in what it is given as the reason of."""

import ast
from collections.abc import Iterable, Sequence

from tracecot.syntax import unparsed
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.here import is_same, names_in, source_at, text_at
from tracecot.verification.executions.history import History
from tracecot.verification.records import Claim

_TURNABLE = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)
_MADE_BY = frozenset({"bind", "mutate", "value", "return", "branch"})


def is_alike(told: ast.expr, written: ast.AST, moment: int, history: History) -> bool:
    """Whether the one may be the other with values in place of names: `n + 1` of `n + k`, where `k` is 1."""
    match told, written:
        case ast.BinOp(op=op, left=one, right=other), ast.BinOp(op=sign, left=left, right=right):
            if type(op) is not type(sign):
                return False
            turned = isinstance(op, _TURNABLE) and not _differ((one, other), (right, left), moment, history)
            return turned or not _differ((one, other), (left, right), moment, history)
        case ast.Call(func=function, args=given), ast.Call(func=called, args=args):
            return unparsed(function) == unparsed(called) and not _differ(given, args, moment, history)
        case ast.Subscript(value=owner, slice=key), ast.Subscript(value=owned, slice=written_key):
            return unparsed(owner) == unparsed(owned) and not _differ((key,), (written_key,), moment, history)
    return False


def _differ(told: Iterable[ast.expr], written: Iterable[ast.expr], moment: int, history: History) -> bool:
    """Whether one of these has another value than what the program has in its place, as far as both can be told."""
    for one, other in zip(told, written, strict=False):
        if ast.dump(one) == ast.dump(other):
            continue
        texts = [text_at(history, read_code(unparsed(each)), moment) for each in (one, other)]
        if None not in texts and not is_same(*texts):
            return True
    return False


def is_worked_out(claim: Claim, effect: Sequence[int], asked: Sequence[Code], history: History) -> bool:
    """Whether the program works out there what the claim, a sum of the text's own, works out.

    Args:
        claim: what is given as the reason; no event shows it.
        effect: the events that it is the reason of.
        asked: what the statements of these events evaluate.
        history: the execution.
    """
    code = read_code(claim.subject)
    events = [history.events[seq] for seq in effect]
    if claim.kind != "arithmetic" or not isinstance(code.node, ast.BinOp) or code.norm in history.facts.expressions:
        return True
    if any(event.kind not in _MADE_BY for event in events):
        return True
    nodes = [node for each in asked if each.node is not None for node in ast.walk(each.node)]
    moment = max(history.first_of[history.execution[min(effect)]] - 1, 0)
    if any(is_alike(code.node, node, moment, history) for node in nodes):
        return True
    if any(event.kind == "branch" for event in events):  # what it asks about may have been worked out before
        return not any(isinstance(node, ast.BinOp) and type(node.op) is type(code.node.op) for node in nodes)
    return False


def is_other_sum(claim: Claim, history: History) -> bool:
    """Whether the claim, of which no event tells, works out what the program does by that sign, but with other values."""
    node = read_code(claim.subject).node
    if claim.kind != "arithmetic" or not isinstance(node, ast.BinOp) or ast.unparse(node) in history.facts.expressions:
        return False
    return bool(history.shapes().get(type(node.op).__name__))


def is_about(
    told: Claim, effect: Sequence[int], causes: Iterable[tuple[Claim, Sequence[int]]], history: History
) -> bool:
    """Whether something that is given has a part in a condition that the program doesn't ask.

    It names what the condition does, or is what one of these names was made of.
    """
    names = names_in(read_code(told.subject))
    sources = [source for name in names if (source := source_at(history, name, max(effect))) is not None]
    made = {history.execution[source] for source in sources if history.events[source].kind == "bind"}
    for claim, events in causes:
        given = names_in(read_code(claim.subject))
        if not given or given & names:
            return True
        if any(history.events[seq].kind == "value" and history.execution[seq] in made for seq in events):
            return True
    return False
