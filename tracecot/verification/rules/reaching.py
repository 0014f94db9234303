"""Whether a condition lets something happen: what is told stands under it, or behind an arm of it that would have left."""

import ast
from collections.abc import Iterator, Sequence

from tracecot.execution import Event
from tracecot.verification.executions.history import History, same_value

_LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def lets_happen(cause: Sequence[int], effect: Sequence[int], history: History) -> bool:
    """Whether one of the conditions, as it came out, is why an event of the effect was reached in its own function.

    Of a recursive one it may be told of another call, where it came out in the same way.
    """
    conditions = [history.events[seq] for seq in cause if history.events[seq].kind == "branch"]
    return any(
        _stands_under(event, condition, history)
        or (event.frame == condition.frame and _comes_behind(event, condition, history))
        for event in (history.events[seq] for seq in effect)
        for condition in conditions
    )


def is_denied(cause: Sequence[int], effect: Sequence[int], history: History) -> bool:
    """Whether each event of the effect that stands under such a condition stands where it came out otherwise."""
    given = {(event.text, event.value) for event in (history.events[seq] for seq in cause) if event.kind == "branch"}
    over = {(each.text, each.value) for seq in effect for each in _over(history.events[seq], history)}
    return bool(given) and given.isdisjoint(over) and bool({text for text, _ in given} & {text for text, _ in over})


def _stands_under(event: Event, condition: Event, history: History) -> bool:
    """Whether a condition over the event is the same and came out the same: in which pass isn't looked at."""
    return any((each.text, each.value) == (condition.text, condition.value) for each in _over(event, history))


def _over(event: Event, history: History) -> Iterator[Event]:
    """What stands over the event in its function, inner conditions and passes first."""
    while event.under is not None and history.events[event.under].frame == event.frame:
        event = history.events[event.under]
        yield event


def _comes_behind(event: Event, condition: Event, history: History) -> bool:
    """Whether the event comes behind an `if` whose other arm would have left, in the same pass or at all."""
    number = history.statement[condition.seq]
    node = history.facts.statements[number].node if number >= 0 else None
    if not isinstance(node, ast.If) or condition.seq >= event.seq or event.line <= (node.end_lineno or node.lineno):
        return False
    other = node.orelse if same_value(condition.value, "True") else node.body
    if not other or not isinstance(other[-1], _LEAVES):
        return False
    is_of_pass = isinstance(other[-1], ast.Continue | ast.Break)
    return not is_of_pass or (condition.loop, condition.pass_) == (event.loop, event.pass_)
