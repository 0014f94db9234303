"""Damages honest traces in ways that a forger would try, to learn how much of it the re-deriver sees."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tracecot.execution import Event, Trace
from tracecot.values import Plain, Value

Fault = Literal["changed_value", "changed_argument", "dropped_event", "added_event", "swapped_events", "other_branch"]
FAULTS: tuple[Fault, ...] = (
    "changed_value", "changed_argument", "dropped_event", "added_event", "swapped_events", "other_branch",
)  # fmt: skip

#: Kinds whose value a forger would change; that of a `branch` has a fault of its own.
_CARRYING = ("value", "bind", "iteration", "mutate", "return", "yield", "print")
_OTHER = {"int": "7", "str": "'other'", "bool": "True", "float": "0.25", "list": "[7]", "NoneType": "0"}


@dataclass(frozen=True, slots=True)
class Damaged:
    """A trace with one fault in it."""

    fault: Fault
    seq: int  # of the event that was damaged, in the honest trace
    trace: Trace


def damaged(trace: Trace, seed: int = 0) -> Iterator[Damaged]:
    """The trace with each kind of fault that it has room for, once."""
    for fault in FAULTS:
        rng = random.Random(f"{seed} {trace.call_id} {fault}")
        places = [event.seq for event in trace.events if _ROOM[fault](trace.events, event)]
        if places:
            seq = rng.choice(places)
            yield Damaged(fault, seq, replace(trace, events=_DOING[fault](trace.events, seq)))


def _other_value(value: Value | None) -> Plain:
    """A value that differs, of the same type where one is at hand."""
    assert isinstance(value, Plain)
    kind, text = value.type, value.repr
    made = _OTHER.get(kind, "7")
    if made == text:
        made = {"True": "False", "7": "8"}.get(text, "'another'")
    return Plain(kind, made)


def _changed(events: tuple[Event, ...], seq: int) -> tuple[Event, ...]:
    event = events[seq]
    return (*events[:seq], replace(event, value=_other_value(event.value)), *events[seq + 1 :])


def _other_argument(events: tuple[Event, ...], seq: int) -> tuple[Event, ...]:
    event = events[seq]
    place = next(place for place, (_, value) in enumerate(event.args) if _is_data(value))
    changed = [(name, _other_value(value) if at == place else value) for at, (name, value) in enumerate(event.args)]
    return (*events[:seq], replace(event, args=tuple(changed)), *events[seq + 1 :])


def _other_branch(events: tuple[Event, ...], seq: int) -> tuple[Event, ...]:
    event = events[seq]
    assert isinstance(event.value, Plain)
    other = Plain("bool", "False" if event.value.repr == "True" else "True")
    return (*events[:seq], replace(event, value=other), *events[seq + 1 :])


def _dropped(events: tuple[Event, ...], seq: int) -> tuple[Event, ...]:
    return _numbered([*events[:seq], *events[seq + 1 :]], lambda old: None if old == seq else old - (old > seq))


def _added(events: tuple[Event, ...], seq: int) -> tuple[Event, ...]:
    return _numbered([*events[: seq + 1], *events[seq:]], lambda old: old + (old > seq))


def _swapped(events: tuple[Event, ...], seq: int) -> tuple[Event, ...]:
    other = {seq: seq + 1, seq + 1: seq}
    swapped = [*events[:seq], events[seq + 1], events[seq], *events[seq + 2 :]]
    return _numbered(swapped, lambda old: other.get(old, old))


def _numbered(events: list[Event], moved: Callable[[int], int | None]) -> tuple[Event, ...]:
    """The events numbered anew, and what they point to with them."""
    made = []
    for seq, event in enumerate(events):
        reads = tuple(sorted({new for old in event.reads if (new := moved(old)) is not None and new < seq}))
        under = None if event.under is None else moved(event.under)
        made.append(replace(event, seq=seq, reads=reads, under=under if under is None or under < seq else None))
    return tuple(made)


def _is_data(value: Value | None) -> bool:
    return isinstance(value, Plain) and not value.repr.startswith("<")


def _carries(events: tuple[Event, ...], event: Event) -> bool:
    return event.kind in _CARRYING and _is_data(event.value)


def _is_given(events: tuple[Event, ...], event: Event) -> bool:
    return event.kind == "call" and any(_is_data(value) for _, value in event.args)


def _is_step(events: tuple[Event, ...], event: Event) -> bool:
    return event.kind in ("value", "bind", "mutate", "branch", "iteration")


def _can_swap(events: tuple[Event, ...], event: Event) -> bool:
    """Whether the next event is another step of the same frame that doesn't read this one."""
    if not _is_step(events, event) or event.seq + 1 >= len(events):
        return False
    after = events[event.seq + 1]
    return _is_step(events, after) and after.frame == event.frame and event.seq not in after.reads


def _is_branch(events: tuple[Event, ...], event: Event) -> bool:
    return event.kind == "branch" and isinstance(event.value, Plain)


_ROOM: dict[Fault, Callable[[tuple[Event, ...], Event], bool]] = {
    "changed_value": _carries, "changed_argument": _is_given,
    "dropped_event": _is_step, "added_event": _is_step, "swapped_events": _can_swap, "other_branch": _is_branch,
}  # fmt: skip
_DOING: dict[Fault, Callable[[tuple[Event, ...], int], tuple[Event, ...]]] = {
    "changed_value": _changed, "changed_argument": _other_argument,
    "dropped_event": _dropped, "added_event": _added, "swapped_events": _swapped, "other_branch": _other_branch,
}  # fmt: skip
