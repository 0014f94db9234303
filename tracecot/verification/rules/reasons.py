"""Judges reasons: what is told after "so", or before "since", depends on what is given as its cause."""

import ast
import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence, Set
from itertools import islice

from tracecot.execution import Event
from tracecot.syntax import summed, unparsed
from tracecot.values import Value
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.here import source_at
from tracecot.verification.executions.history import History, same_value
from tracecot.verification.executions.programs import comparisons_in
from tracecot.verification.records import Claim
from tracecot.verification.rules.equivalents import decides
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, unreadable
from tracecot.verification.rules.operands import is_substituted
from tracecot.verification.rules.worked_out import is_alike

_NEAR = 20  # conditions before an effect that are looked at
_FAR = 4_000  # events that are walked through on the way from an effect to its cause


def judge_reason(
    effect: Sequence[int], cause: Sequence[int], subject: str, result: str, history: History, is_passed: bool = False
) -> Judged | None:
    """Whether an event of the effect depends on one of the cause; None where one of them is no event.

    Args:
        effect: the events that the effect's claim told.
        cause: the events that the cause's claim told.
        subject: what the cause is about: where it is an argument of the call, its name must play a part.
        result: what the effect is about.
        history: the execution.
        is_passed: the effect is a line that is passed over: what led to the condition over it is no cause of that.
    """
    if not effect or not cause:
        return None
    if _are_arguments(effect, cause, (subject, result), history):
        return refuted("dependency", f"{shown(result)} is an argument, too", effect[0])
    if result.isidentifier() and max(effect) < min(cause) and result in _given_by(history.events[max(effect)]):
        if not all(part.isidentifier() for part in subject.split(" , ")):
            if any(same_value(history.events[seq].value, "False") for seq in cause):
                return grounded("dependency", cause[0], step=False)  # nothing was done, so it is left as it was
            return unreadable("dependency", f"{shown(result)} had that value before")
        return refuted("dependency", f"{shown(result)} had that value before", max(effect))
    if _is_augmented_by(subject, effect, history):
        return grounded("dependency", cause[0], step=False)
    executions = {history.execution[seq] for seq in effect}
    for seq in cause:
        if history.execution[seq] in executions or _same_text(seq, effect, history):
            return grounded("dependency", seq, step=False)
    if not is_passed and any(
        _is_handled(seq, effect, history) or _is_let_through(seq, effect, history) for seq in cause
    ):
        return grounded("dependency", cause[0], step=False)
    if min(cause) > max(effect) and all(history.events[seq].kind == "branch" for seq in cause):
        return unreadable("dependency", "the program asks so only after it")
    wanted = {_signature(history.events[seq]) for seq in cause if history.events[seq].kind != "call"}
    names = _names(subject) if len(wanted) < len(cause) else frozenset()
    depth = min(history.events[seq].depth for seq in effect) if is_passed else -1
    if _depends(effect, wanted | _as_read(cause, history), names, frozenset(cause), depth, history):
        return grounded("dependency", cause[0], step=False)
    event = history.events[max(effect)]
    if not _names(subject.replace(" , ", " + ")):
        return unreadable("dependency", "a reason of nothing that the program names")
    return refuted("dependency", f"{shown(event.text or event.name)} does not depend on it", event.seq)


def asked_last(claim: Claim, told: tuple[int, ...], history: History) -> tuple[int, ...]:
    """The events that the claim told; of a condition that is so where the text has got, when the program asked it last."""
    if claim.kind != "state" or len(told) != 1 or claim.subject.isidentifier():
        return told
    asked = history.by_text.get(read_code(claim.subject).norm, ())
    place = bisect_right(asked, told[0]) - 1
    if place < 0 or history.events[asked[place]].frame != history.events[told[0]].frame:
        return told
    return (asked[place],)


def asked_with_values(claim: Claim, effect: Sequence[int], history: History) -> tuple[int, ...]:
    """The condition before the effect that asked what the claim, "`2 < 2` is false", says with values."""
    code = read_code(claim.subject)
    if claim.kind != "arithmetic" or not isinstance(code.node, ast.Compare) or not effect:
        return ()
    branches = history.kinds.get("branch", [])
    place = bisect_right(branches, max(effect))
    for seq in reversed(branches[max(place - _NEAR, 0) : place]):
        asked = read_code(history.events[seq].text).node
        if isinstance(asked, ast.Compare) and is_substituted(code, asked, max(seq - 1, 0), history):
            return (seq,)
    return ()


def is_of_no_event(claim: Claim, history: History) -> bool:
    """Whether the claim says of an expression, which the program doesn't evaluate, that it is so."""
    code = read_code(claim.subject)
    if isinstance(code.node, ast.Compare | ast.BoolOp) and claim.kind == "arithmetic":
        return True
    is_expression = isinstance(code.node, ast.Call | ast.Compare | ast.BoolOp | ast.BinOp)
    return claim.kind == "state" and is_expression and code.norm not in history.by_text


#: What a property that is given as a reason is asked by.
_ASKED_BY = {
    "odd": "% & //", "even": "% & //", "positive": "abs max min", "negative": "abs max min", "uppercase": "upper lower",
    "lowercase": "lower upper", "sorted": "sort < >",
}  # fmt: skip


_BY_ZERO = re.compile(r"[<>]=? -?[01]\b|\b[01] [<>]")


def is_asked(claim: Claim, effect: Sequence[int], history: History) -> bool:
    """Whether what led to the effect asks what the claim, its reason, says of a name or works out by itself."""
    code = read_code(claim.subject)
    events = [history.events[seq] for seq in effect]
    is_like = claim.says in _ASKED_BY or (claim.says in _OF_TRUTH and isinstance(code.node, ast.Name))
    if claim.kind != "state" or (code.norm in history.facts.expressions and not is_like):
        return True
    asked = asked_by(effect, history)
    if any(event.kind not in ("branch", "bind", "value", "mutate", "loop_end") for event in events):
        return not isinstance(code.node, ast.Compare) or not _is_another(claim, code.node, asked, effect, history)
    if claim.says in ("positive", "negative") and any(_BY_ZERO.search(each.norm) for each in asked):
        return True
    if claim.says in _ASKED_BY:
        return any(sign in each.text for each in asked for sign in _ASKED_BY[claim.says].split())
    match code.node:
        case ast.Name(id=name) if claim.says in _OF_TRUTH:
            return any(_weighs(name, each.node) for each in asked)
        case None | ast.Name() | ast.Constant():
            return True
        case ast.Compare() as told:
            compared = [node for each in asked if each.node is not None for node in ast.walk(each.node)]
            moment = max(min(effect) - 1, 0)
            is_so = claim.says != "False"
            return any(
                _compares_same(told, is_so, node, moment, history) for node in compared if isinstance(node, ast.Compare)
            )
    own = [node for each in asked if each.node is not None for node in ast.walk(each.node)]
    moment = max(min(effect) - 1, 0)
    return any(code.norm in each.norm for each in asked) or any(
        is_alike(code.node, other, moment, history) for other in own
    )


#: Properties that no comparison with another value asks for.
_OF_TRUTH = frozenset({"True", "False", "truthy", "falsy", "not truthy", "not falsy"})


def _weighs(name: str, node: ast.expr | None) -> bool:
    """Whether an expression uses the name otherwise than to compare it with something."""
    if node is None:
        return False
    compared = [each for each in ast.walk(node) if isinstance(each, ast.Compare)]
    parts = [part for each in compared for part in (each.left, *each.comparators)]
    uses = sum(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node))
    return uses > sum(isinstance(part, ast.Name) and part.id == name for part in parts)


def _compares_same(told: ast.Compare, is_so: bool, asked: ast.Compare, moment: int, history: History) -> bool:
    """Whether what is told of some things, perhaps with values in their place, decides how the program compares them."""
    pairs = list(zip(comparisons_in(told), comparisons_in(asked), strict=False))
    return len(told.ops) == len(asked.ops) and all(decides(one, is_so, other, moment, history) for one, other in pairs)


def _is_another(
    claim: Claim, told: ast.Compare, asked: Sequence[Code], effect: Sequence[int], history: History
) -> bool:
    """Whether what led to the effect asks of the same things something that the comparison doesn't decide."""
    moment, is_so = max(min(effect) - 1, 0), claim.says != "False"
    compared = [node for each in asked for node in (each.node,) if isinstance(node, ast.Compare)]
    of_the_same = [node for node in compared if _open_parts(node) == _open_parts(told)]
    return bool(of_the_same) and not any(_compares_same(told, is_so, node, moment, history) for node in of_the_same)


def _open_parts(node: ast.Compare) -> set[str]:
    """What is compared, but for constants."""
    return {unparsed(part) for part in (node.left, *node.comparators) if not isinstance(part, ast.Constant)}


def asked_by(effect: Sequence[int], history: History) -> list[Code]:
    """What the statements of these events evaluate, and the conditions that they stand under."""
    return [read_code(text) for seq in effect for text in _asked_at(history.events[seq], history)]


def is_of_a_call(effect: Sequence[int], history: History) -> bool:
    """Whether what one of these statements evaluates is a call and nothing more."""
    own = (text for seq in effect for text in _asked_at(history.events[seq], history)[:1])
    return any(isinstance(read_code(text).node, ast.Call) for text in own)


def _asked_at(event: Event, history: History) -> list[str]:
    """The statement or condition of the event, and the condition that it stands under."""
    above = None if event.under is None else history.events[event.under]
    number = history.statement[event.seq]
    own = event.text
    match history.facts.statements[number].node if number >= 0 else None:
        case ast.While(test=test) if event.kind == "loop_end" and event.why == "exhausted":
            own = unparsed(test)
        case _ if event.kind == "loop_end":
            decided = [history.events[seq] for seq in _statement(event.seq, history) if seq != event.seq]
            return [each.text for each in decided if each.kind == "branch"]
        case ast.Assign(value=value) | ast.Expr(value=value):
            own = unparsed(value)
        case ast.AugAssign() as augmented:
            own = summed(augmented)
    return [own, above.text] if above is not None and above.kind == "branch" else [own]


def _is_handled(seq: int, effect: Sequence[int], history: History) -> bool:
    """Whether the effect happens in, or behind, a handler that caught this exception in the same pass."""
    if history.events[seq].kind not in ("raise", "catch"):
        return False
    caught = next((each for each in history.kinds.get("catch", []) if each >= seq), None)
    if caught is None:
        return False
    handler = history.events[caught]
    return any(
        each > caught
        and (history.events[each].frame, history.events[each].loop, history.events[each].pass_)
        == (handler.frame, handler.loop, handler.pass_)
        for each in effect
    )


def _is_let_through(seq: int, effect: Sequence[int], history: History) -> bool:
    """Whether the cause is a condition that would have left: what follows `if n < 2: return n` comes of its being false."""
    number = history.statement[seq]
    node = history.facts.statements[number].node if number >= 0 else None
    if not isinstance(node, ast.If) or node.orelse or not same_value(history.events[seq].value, "False"):
        return False
    leaves = isinstance(node.body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)
    event = history.events[seq]
    own = range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
    same_pass = [
        each for each in effect
        if each > seq and history.events[each].depth >= event.depth and history.events[each].line not in own
    ]  # fmt: skip
    return leaves and bool(same_pass)


def _are_arguments(effect: Sequence[int], cause: Sequence[int], names: tuple[str, str], history: History) -> bool:
    """Whether both are names that got their values from one call, and none of them from the other."""
    told = {*effect, *cause}
    if len(told) > 1 or names[0] == names[1]:
        return False
    event = history.events[effect[0]]
    return event.kind == "call" and set(names) <= dict(event.args).keys()


def _given_by(event: Event) -> Container[str]:
    """The names that the event gives values to."""
    return dict(event.args) if event.kind == "call" else (event.name,) if event.kind in ("bind", "mutate") else ()


def _is_augmented_by(subject: str, effect: Sequence[int], history: History) -> bool:
    """Whether the effect is that of `x += 1`, and the cause speaks of `x + 1`."""
    for seq in effect:
        number = history.statement[seq]
        match history.facts.statements[number].node if number >= 0 else None:
            case ast.AugAssign(target=ast.Name()) as augmented:
                if summed(augmented) == read_code(subject).norm:
                    return True
    return False


def _same_text(seq: int, effect: Sequence[int], history: History) -> bool:
    """Whether both are told of one place of the program in one pass: a condition and the arm that it decides."""
    one = history.events[seq]
    return any(
        (one.line, one.frame, one.loop, one.pass_) == (other.line, other.frame, other.loop, other.pass_)
        for other in map(history.events.__getitem__, effect)
    )


def _names(subject: str) -> frozenset[str]:
    node = read_code(subject).node
    if node is None:
        return frozenset()
    return frozenset(each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def _signature(event: Event) -> tuple[str, Value | None]:
    """What two events share that tell the same fact: the same expression or name has the same value."""
    return (event.name if event.kind in ("bind", "mutate", "raise") else event.text) or event.name, event.value


def _as_read(cause: Sequence[int], history: History) -> set[tuple[str, Value | None]]:
    """What reads of items are that were given values: `memo[1] = 1`, and `memo[k]` is `1`."""
    given = (history.events[seq] for seq in cause if history.events[seq].kind == "bind")
    return {(event.text, event.value) for event in given}


def _depends(
    effect: Sequence[int],
    wanted: Set[tuple[str, Value | None]],
    names: frozenset[str],
    cause: Set[int],
    depth: int,
    history: History,
) -> bool:
    """Whether the links lead from the effect to one of the wanted events, or to one that uses an argument of the cause."""
    found = set(effect)
    passes: set[int] = set()  # that begin with what is wanted: a reason only of what reads it
    read: set[int] = set(effect)
    left = [seq for seq in effect for seq in _statement(seq, history)]
    found.update(left)
    while left and len(found) < _FAR:
        seq = left.pop()
        event = history.events[seq]
        read.update(event.reads)
        if _signature(event) in wanted or (event.text, event.value) in wanted:
            if event.kind != "iteration" or event.why == "while":
                return True
            passes.add(seq)
        if names and event.kind != "call" and _uses(event, names, cause, history):
            return True
        above = [*event.reads, *([] if event.under is None or event.depth <= depth else [event.under])]
        for other in above:
            if other not in found:
                found.add(other)
                left.append(other)
    return len(found) >= _FAR or not passes.isdisjoint(read)


def _uses(event: Event, names: frozenset[str], cause: Set[int], history: History) -> bool:
    """Whether the event uses one of the names while it has what the cause gave it, if perhaps changed in place."""
    target = {event.name} if event.kind == "bind" else set()
    for name in names & _names(event.text) - target:
        source = source_at(history, name, max(event.seq - 1, 0))
        if source is None or source in cause or history.events[source].kind == "mutate":
            return True
    return False


def _statement(seq: int, history: History) -> Iterable[int]:
    """The events of the statement's execution up to this one: what it was made of; of a loop's end what led to it."""
    event = history.events[seq]
    if event.kind == "loop_end" and event.why == "broken":
        decided = (place for place in range(seq - 1, -1, -1) if history.events[place].kind == "branch")
        return [seq, *islice((place for place in decided if history.events[place].frame == event.frame), 1)]
    return range(max(history.first_of[history.execution[seq]], seq - 200), seq + 1)
