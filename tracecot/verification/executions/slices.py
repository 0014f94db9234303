"""The dynamic slice: the events that the outcome depends on; and how much of it a text told."""

import ast
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from tracecot.execution import Event
from tracecot.syntax import nodes_of
from tracecot.values import NotPlain, Plain, read_value
from tracecot.verification.executions.history import History

_TOLD = frozenset({"bind", "mutate", "branch"})


def sliced(history: History) -> frozenset[int]:
    """The events that the outcome took values from or stands under, itself among them."""
    end = _end(history)
    if end is None:
        return frozenset()
    if end not in history.slices:
        history.slices[end] = _sliced(history, [end])
    return history.slices[end]


def _sliced(history: History, ends: Sequence[int]) -> frozenset[int]:
    found = set(ends)
    left = list(ends)
    while left:
        event = history.events[left.pop()]
        for seq in _above(history, event):
            if seq not in found:
                found.add(seq)
                left.append(seq)
    return frozenset(found)


def causes(history: History, seq: int, most: int) -> Iterator[int]:
    """The event and those that it depends on, the latest first: the way back through the execution."""
    found = {seq}
    left = [-seq]
    while left and len(found) < most:
        seq = -heappop(left)
        yield seq
        for other in _above(history, history.events[seq]):
            if other not in found:
                found.add(other)
                heappush(left, -other)
    yield from (-each for each in sorted(left))


def _above(history: History, event: Event) -> Iterator[int]:
    """What the event depends on at once: what it read, what it stands under, what a generator handed over."""
    yield from event.reads
    if event.under is not None:
        yield event.under
    if event.kind == "iteration" and event.seq and history.events[event.seq - 1].kind == "yield":
        yield event.seq - 1
    if event.kind == "value" and event.name:
        yield from _handed_over(history, event)


def _handed_over(history: History, event: Event) -> Iterator[int]:
    """What the generators yielded that ran while the call was made, such as `list(squares(3))`."""
    yields = history.kinds.get("yield", [])
    for place in range(bisect_left(yields, history.first_of[history.execution[event.seq]]), len(yields)):
        if yields[place] >= event.seq:
            return
        if history.events[yields[place]].depth > event.depth:
            yield yields[place]


def _end(history: History) -> int | None:
    """The event that is the outcome: the entry's return, or the last raise."""
    if not history.events:
        return None
    returned = history.returns.get(history.events[0].frame)
    if returned is not None:
        return returned
    raised = history.kinds.get("raise", [])
    return raised[-1] if raised else history.length - 1


def support(history: History, told: set[int]) -> float:
    """The share of the slice's bindings, changes and branches that were told; a statement's execution is told whole.

    What has no value that can be told (a function, an iterator, something too large) doesn't count.
    """
    wanted = [history.execution[seq] for seq in sliced(history) if _counts(history.events[seq])]
    return _share(wanted, {history.execution[seq] for seq in told})


def support_of_moment(history: History, told: set[int], end: int) -> float:
    """The same for the event that an answer hangs on; its own statement is the answer, and supports nothing."""
    answer = history.execution[end]
    event = history.events[end]
    passes = [*history.loops[event.loop or 0].passes, *_ways_out(history, end)] if event.kind == "loop_end" else []
    wanted = [history.execution[seq] for seq in _sliced(history, [end, *passes]) if _counts(history.events[seq])]
    executions = {history.execution[seq] for seq in told} - {answer}
    return _share([each for each in wanted if each != answer], executions)


def _ways_out(history: History, end: int) -> list[int]:
    """How the condition came out, each time, by which the loop that ends here was left early at last."""
    event = history.events[end]
    if event.why not in ("broken", "returned"):
        return []
    start = history.loops[event.loop or 0].start
    asked = [
        seq for seq in history.kinds.get("branch", [])
        if start <= seq < end and history.events[seq].frame == event.frame and _may_leave(history, seq)
    ]  # fmt: skip
    return [seq for seq in asked if history.statement[seq] == history.statement[asked[-1]]]


def _may_leave(history: History, seq: int) -> bool:
    """Whether a `break` or `return` stands in the statement, which the condition may let through."""
    node = history.facts.statements[history.statement[seq]].node
    return any(isinstance(each, ast.Break | ast.Return) for each in nodes_of(node))


def support_of_decisions(history: History, told: set[int], ends: Sequence[int]) -> float:
    """The same for decisions that an answer hangs on, which are to be told themselves."""
    wanted = [history.execution[seq] for seq in _sliced(history, ends) if _counts(history.events[seq])]
    return _share(wanted, {history.execution[seq] for seq in told})


def _share(wanted: list[int], told: set[int]) -> float:
    if not wanted or not told:
        return 1.0 if told else 0.0
    return sum(each in told for each in wanted) / len(wanted)


def _counts(event: Event) -> bool:
    return event.kind in _TOLD and _is_tellable(event)


def _is_tellable(event: Event) -> bool:
    """Whether there is something to tell: a value that can be written, a condition that asks something."""
    value = event.value
    if (
        not isinstance(value, Plain)
        or value.repr.startswith("<")
        or (event.kind == "branch" and _is_endless(event.text))
    ):
        return False
    if "<" not in value.repr:
        return True
    try:
        read_value(value.repr)
    except NotPlain:  # an object that holds a function or an iterator
        return False
    return True


def _is_endless(condition: str) -> bool:
    """Whether it is a literal, as in `while True`: nothing is decided there."""
    return condition in ("True", "1") or condition.isdecimal()
