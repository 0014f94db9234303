"""Whether what a text works out by itself, or says of no event, plays a part in what it is given as the reason of."""

import ast
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tracecot.execution import Event
from tracecot.syntax import is_same_tree, unparsed
from tracecot.values import Plain
from tracecot.verification.code.reading import Code, normal, read_code
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
        if is_same_tree(one, other):
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


def worked_out_elsewhere(cause: Sequence[int], effect: Sequence[int], history: History) -> int | None:
    """The event of the effect that is made of what the cause tells, but not of what it was then: it worked that out anew."""
    for seq in effect:
        parts = _parts(history.events[seq].text) if history.events[seq].kind in _EVALUATED else frozenset()
        for other in cause if parts else ():
            given = history.events[other]
            if given.kind not in _EVALUATED or normal(given.text) not in parts or not isinstance(given.value, Plain):
                continue
            own = range(history.first_of[history.execution[seq]], seq)
            if other not in own and not any(_tells_the_same(given, history.events[each]) for each in own):
                return seq
    return None


_EVALUATED = frozenset({"branch", "value"})


@lru_cache(4_096)
def _parts(text: str) -> frozenset[str]:
    """What an expression works out on the way, as `ast.unparse` writes it."""
    node = read_code(text).node
    inner = [] if node is None else [each for each in ast.walk(node) if each is not node]
    return frozenset(unparsed(each) for each in inner if isinstance(each, _WORKED_OUT))


_WORKED_OUT = (ast.BinOp, ast.BoolOp, ast.Call, ast.Compare, ast.Subscript)


def _tells_the_same(given: Event, other: Event) -> bool:
    return other.kind in _EVALUATED and normal(other.text) == normal(given.text) and other.value == given.value


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
