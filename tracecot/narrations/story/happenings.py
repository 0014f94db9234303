"""What happened in a stretch of a story, taken apart for telling: effects, clauses, what other frames did."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from tracecot.execution import Event
from tracecot.narrations.story.tree import Item, Run, Step, runs_inside, runs_of


@dataclass(frozen=True, slots=True)
class Clauses:
    """The passes of a statement's comprehensions."""

    events: list[Event]


Part = Run | Clauses | list[Event]  # of what happened in a step; a list is effects of one kind


#: What does nothing: values, and where a frame goes on; an item of `yield from` is followed by that.
SILENT = frozenset({"value", "iteration", "loop_end", "return", "resume"})


def effects_of(events: Sequence[Event]) -> list[list[Event]]:
    """The events that do something, bindings and changes of one cause together; comprehensions' own are left out."""
    passes = {event.loop for event in events if event.kind == "iteration" and event.why == "comp"}
    groups: list[list[Event]] = []
    for event in events:
        if event.kind in SILENT or event.loop in passes:
            continue
        if groups and event.kind in ("bind", "mutate") and groups[-1][0].kind == event.kind:
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def together(parts: list[Part]) -> list[Part]:
    """The parts, with what one statement yields without a break in one of them."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, list) and isinstance(last, list) and part[0].kind == last[0].kind == "yield":
            joined[-1] = [*last, *part]
        else:
            joined.append(part)
    return joined


def drawn_first(head: Step) -> tuple[Step, Step]:
    """What a `for` loop's iterator did to find the next item, and the pass that begins with it."""
    first = head.events[0].seq
    drawn = [run for run in head.runs if run.start < first] if isinstance(head.statement, ast.For) else []
    rest = head.runs[len(drawn) :]
    return Step(head.statement, [], drawn), Step(head.statement, head.events, rest)


def size(run: Run) -> int:
    """How many events the run has, its own and those of the frames that ran inside it."""
    return run.last - run.start


def runs_in(run: Run) -> int:
    """How many runs it is made of: itself, and those of the frames that ran inside it."""
    if not run.runs:
        for each in reversed(list(runs_of(run))):
            each.runs = 1 + sum(inner.runs for inner in runs_inside(each.items))
    return run.runs


def is_felt(run: Run) -> bool:
    """Whether anything in it, or in what ran inside it, changes what others see or ends something early."""
    if run.is_felt is None:
        for each in reversed(list(runs_of(run))):
            inside = any(inner.is_felt for inner in runs_inside(each.items))
            each.is_felt = inside or any(map(_is_felt, own_events(each.items)))
    return bool(run.is_felt)


def _is_felt(event: Event) -> bool:
    is_elsewhere = event.kind == "bind" and not event.name.isidentifier()
    return is_elsewhere or event.kind in ("mutate", "delete", "print", "raise", "yield", "resume")


def own_events(items: Sequence[Item]) -> list[Event]:
    """The events of the items, of this frame alone."""
    found: list[Event] = []
    for item in items:
        if isinstance(item, Step):
            found += item.events
            continue
        found += item.before.events
        for each in item.passes:
            found += own_events([each.head, *each.items])
        found += [*(item.after.events if item.after else []), *([item.end] if item.end else [])]
        found += item.behind.events if item.behind else []
    return found


def everything(items: Sequence[Item]) -> list[Event]:
    """The events of the items and of all that ran inside them."""
    found = own_events(items)
    for inner in runs_inside(items):
        for run in runs_of(inner):
            found += [*([run.call] if run.begins else []), *own_events(run.items)]
    return sorted(found, key=attrgetter("seq"))


def clauses_of(events: Sequence[Event]) -> Clauses | None:
    """The events of the passes of a statement's comprehensions."""
    loops = {event.loop for event in events if event.kind == "iteration" and event.why == "comp"}
    return Clauses([event for event in events if event.loop in loops]) if loops else None


def last_events(items: Sequence[Item]) -> list[Event]:
    """The events of the last statement, which the return belongs to."""
    while items:
        last = items[-1]
        if isinstance(last, Step):
            return last.events
        if not last.passes:
            return []
        items = last.passes[-1].items
    return []
