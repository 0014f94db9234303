"""What the outcome depends on: the events that a text tells first where it can't tell all."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from tracecot.execution import Event
from tracecot.narrations.story.tree import Run, steps_of
from tracecot.narrations.story.turns import tangled


class Relevance:
    """The events that led to the end of an execution, or of the part of it that is told."""

    def __init__(
        self, story: Run, events: Sequence[Event], needed: Collection[int] = (), ends: Collection[int] = ()
    ) -> None:
        """Follows the links back, of data and of control.

        Args:
            story: the execution, or what is told of it.
            events: its events; each stands at the place that its `seq` names.
            needed: events that are told whatever they led to.
            ends: the events that it is all about; by default the outcome.
        """
        self.story = story
        self.events = events
        self.needed = needed
        self.ends = ends

    @cached_property
    def seqs(self) -> list[int]:
        """Those events, in order."""
        return sorted({*self.led, *_sliced(self.story, self.events, self.needed)} if self.needed else self.led)

    @cached_property
    def led(self) -> frozenset[int]:
        """What led there, without what is needed besides."""
        return frozenset(_sliced(self.story, self.events, self.ends or _ends(self.events)))

    @cached_property
    def tangled(self) -> frozenset[int]:
        """The generators that take turns with their own function."""
        return tangled(self.story)

    def has_part_in(self, run: Run) -> bool:
        """Whether something that happened in the run, or in what it called, led there."""
        place = bisect_left(self.seqs, run.start)
        return place < len(self.seqs) and self.seqs[place] <= run.last


def _ends(events: Sequence[Event]) -> Iterable[int]:
    """The events that are the outcome: the entry's return, else the last one and the last exception."""
    first = events[0].frame
    if events[-1].kind == "return" and events[-1].frame == first:
        return [events[-1].seq]
    raised = next((event.seq for event in reversed(events) if event.kind == "raise"), events[-1].seq)
    return [events[-1].seq, raised]


def _sliced(story: Run, events: Sequence[Event], ends: Iterable[int]) -> set[int]:
    handed = _handed_over(story)
    found = set(ends)
    left = list(found)
    while left:
        event = events[left.pop()]
        above = [*event.reads, *([] if event.under is None else [event.under]), *handed.get(event.seq, ())]
        if event.kind == "iteration" and event.seq and events[event.seq - 1].kind == "yield":
            above.append(event.seq - 1)
        for seq in above:
            if seq not in found:
                found.add(seq)
                left.append(seq)
    return found


def _handed_over(story: Run) -> dict[int, list[int]]:
    """Of calls that draw from generators, such as `list(squares(3))`: what these yielded."""
    found: dict[int, list[int]] = {}
    waiting = [story]
    while waiting:
        for step in steps_of(waiting.pop().items):
            waiting += step.runs
            yields = [seq for run in step.runs for seq in _yields(run)]
            for event in step.events if yields else ():
                if event.kind == "value" and event.name:
                    found[event.seq] = [seq for seq in yields if seq < event.seq]
    return found


def _yields(run: Run) -> Iterable[int]:
    """What the run hands over: not what the generators inside it do."""
    for step in steps_of(run.items):
        for event in step.events:
            if event.kind == "yield":
                yield event.seq
