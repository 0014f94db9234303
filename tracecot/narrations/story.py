"""The story of an execution: its events as a tree of frames, statements, loops and passes, in the order of telling."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracecot.execution import Event, Trace
from tracecot.narrations.places import Places, places_of


@dataclass(slots=True)
class Step:
    """One execution of one statement, or of a compound statement's head."""

    statement: ast.stmt | None
    events: list[Event] = field(default_factory=list)  # of this frame, in order
    frames: list[tuple[int, "Frame"]] = field(default_factory=list)  # calls made in it, before the event of that seq


@dataclass(slots=True)
class Pass:
    """One pass of a loop."""

    number: int
    head: Step  # what the loop's head did: the condition, the item, the names bound
    items: list["Item"] = field(default_factory=list)


@dataclass(slots=True)
class Loop:
    """One execution of a `for` or `while` statement."""

    statement: ast.For | ast.AsyncFor | ast.While
    number: int
    before: Step  # the iterable's value, or the first condition when there was no pass
    passes: list[Pass] = field(default_factory=list)
    after: Step | None = None  # the condition that ended it
    end: Event | None = None


Item = Step | Loop


@dataclass(slots=True)
class Frame:
    """One execution of a function."""

    call: Event
    items: list[Item] = field(default_factory=list)
    end: Event | None = None  # its `return`, or None when an exception left it


def story_of(trace: Trace, code: str) -> Frame:
    """The frame of the entry point, with all that happened in it."""
    return _Builder(places_of(code)).build(trace.events)


class _Open:
    """A frame that is being read."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.loops: list[Loop] = []
        self.step: Step | None = None
        self.waiting: list[Frame] = []  # calls that came back, before the event that uses them

    def items(self) -> list[Item]:
        """Where the next statement goes."""
        return self.loops[-1].passes[-1].items if self.loops else self.frame.items

    def put(self, step: Step, event: Event) -> None:
        """The event belongs to the step, and so do the calls that came back before it."""
        step.events.append(event)
        for frame in self.waiting:
            step.frames.append((event.seq, frame))
        self.waiting.clear()
        self.step = step

    def leave(self, frame: Frame) -> None:
        """A call that never came back belongs to the statement that was running, unless it is known already."""
        known = [each for step in steps_of(self.frame.items) for _, each in step.frames]
        if self.step is not None and not any(each is frame for each in known):
            self.step.frames.append((frame.call.seq, frame))

    def begun(self, statement: ast.stmt | None) -> Step | None:
        """The step under way, if it is one of this statement."""
        return self.step if self.step is not None and self.step.statement is statement else None


class _Builder:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.open: dict[int, _Open] = {}
        self.callers: dict[int, int] = {}

    def build(self, events: tuple[Event, ...]) -> Frame:
        first = Frame(events[0])
        running = events[0].frame
        self.open[running] = _Open(first)
        for event in events[1:]:
            if event.kind == "call":
                self.callers[event.frame] = running
                self.open[event.frame] = _Open(Frame(event))
            else:
                self._come_back(running, event.frame)
                self._read(self.open[event.frame], event)
            running = event.frame
        self._leave()
        return first

    def _leave(self) -> None:
        """The frames that an exception left belong to the statement that called them."""
        for opened in reversed(list(self.open.values())):
            if opened.frame.end is None and opened.frame.call.frame in self.callers:
                self.open[self.callers[opened.frame.call.frame]].leave(opened.frame)

    def _come_back(self, running: int, target: int) -> None:
        """Hands the frames between to their callers, when the target is one of these."""
        chain = []
        while running != target:
            if running not in self.callers:
                return  # a generator goes on: nobody came back
            chain.append(running)
            running = self.callers[running]
        for number in chain:
            self.open[self.callers[number]].waiting.append(self.open[number].frame)

    def _read(self, opened: _Open, event: Event) -> None:
        statement = self.places.statement(event)
        if event.kind == "return":
            opened.frame.end = event
        if not isinstance(statement, ast.For | ast.AsyncFor | ast.While):
            self._add(opened, statement, event)
            return
        loop = opened.loops[-1] if opened.loops and opened.loops[-1].statement is statement else None
        if event.kind == "iteration" and event.why != "comp":
            self._begin_pass(opened, loop or self._begin(opened, statement, event), event)
        elif event.kind == "loop_end" and (loop is None or event.loop == loop.number):
            self._end(opened, loop or self._begin(opened, statement, event), event)
        elif loop is None:
            self._add(opened, statement, event)
        else:
            # The next item's names, or the condition of a further pass or the last.
            opened.put(opened.begun(statement) or Step(statement), event)

    def _begin(self, opened: _Open, statement: ast.For | ast.AsyncFor | ast.While, event: Event) -> Loop:
        """A loop whose head was read as a step of its own until now."""
        items = opened.items()
        loop = Loop(statement, event.loop or 0, Step(statement))
        if opened.begun(statement) and items and items[-1] is opened.step:
            items.pop()
            if isinstance(statement, ast.For | ast.AsyncFor):
                loop.before, opened.step = opened.step, None
        items.append(loop)
        opened.loops.append(loop)
        return loop

    def _begin_pass(self, opened: _Open, loop: Loop, event: Event) -> None:
        head = opened.begun(loop.statement) if isinstance(loop.statement, ast.While) else None
        loop.passes.append(Pass(event.pass_ or len(loop.passes) + 1, head or Step(loop.statement)))
        opened.put(loop.passes[-1].head, event)

    def _end(self, opened: _Open, loop: Loop, event: Event) -> None:
        if isinstance(loop.statement, ast.While):
            loop.after = opened.begun(loop.statement)
            if loop.passes and loop.after is loop.passes[-1].head:
                loop.after = None
        loop.end = event
        opened.loops.pop()
        opened.step = None

    def _add(self, opened: _Open, statement: ast.stmt | None, event: Event) -> None:
        step = opened.begun(statement)
        if step is None:
            step = Step(statement)
            opened.items().append(step)
        opened.put(step, event)


def steps_of(items: list[Item]) -> Iterator[Step]:
    """All steps of this frame, in order."""
    for item in items:
        if isinstance(item, Step):
            yield item
            continue
        yield item.before
        for each in item.passes:
            yield each.head
            yield from steps_of(each.items)
        if item.after:
            yield item.after
