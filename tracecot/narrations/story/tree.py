"""The story of an execution: its events as a tree of runs, statements, loops and passes, in the order of telling."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tracecot.execution import Event, Trace
from tracecot.narrations.story.places import Places, places_of


@dataclass(slots=True)
class Step:
    """One execution of one statement, or of a compound statement's head."""

    statement: ast.stmt | None
    events: list[Event] = field(default_factory=list)  # of this frame, in order
    runs: list["Run"] = field(default_factory=list)  # of other frames, called or resumed in it, in order


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
    behind: Step | None = None  # what its iterator changed when it found its end, told when the loop is left


Item = Step | Loop


@dataclass(slots=True)
class Run:
    """What a frame did from where it was called or resumed to where it gave back control.

    A plain function has one run. A generator has one for each time that it was asked for more, and so has a function
    whose generator expressions are drawn from after it returned.
    """

    call: Event  # of the frame
    begins: bool = True  # the call is in this run
    items: list[Item] = field(default_factory=list)
    end: Event | None = None  # its `return`, when that is in this run
    is_generator: bool = False
    resumes: bool = False  # it begins where a `yield` comes back
    start: int = 0  # seq of the first event
    last: int = 0  # seq of the last event
    runs: int = 0  # how many runs it is made of, itself among them; 0 while nobody has counted
    is_felt: bool | None = None  # whether anything in it changes what others see; None while nobody has looked


def story_of(trace: Trace, code: str) -> Run:
    """The run of the entry point, with all that happened in it; nobody changes it."""
    return _story(Recorded(trace.events), code)


class Recorded:
    """The events of one trace: as a key it is these very events, and none that are equal."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        self.events = events

    def __hash__(self) -> int:
        return id(self.events)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recorded) and other.events is self.events


@lru_cache(maxsize=2)  # an execution is told for one task after the other
def _story(told: Recorded, code: str) -> Run:
    return _Builder(places_of(code)).build(told.events)


class _Open:
    """A frame that is being read."""

    def __init__(self, run: Run, depth: int, *, is_drawn: bool = False) -> None:
        self.run = run
        self.depth = depth
        self.is_drawn = is_drawn  # only its generator expression runs, because a frame inside asked for more
        self.loops: list[Loop] = []
        self.earlier = 0  # how many of the loops were begun in an earlier run
        self.step: Step | None = None
        self.waiting: list[Run] = []  # runs that came back, before the event that uses them
        self.gave_back = False  # by its last event

    @property
    def frame(self) -> int:
        """The frame's number."""
        return self.run.call.frame

    def items(self) -> list[Item]:
        """Where the next statement goes."""
        return self.loops[-1].passes[-1].items if len(self.loops) > self.earlier else self.run.items

    def put(self, step: Step, event: Event) -> None:
        """The event belongs to the step, and so do the runs that came back before it."""
        step.events.append(event)
        step.runs += self.waiting
        self.waiting = []
        self.step = step

    def begun(self, statement: ast.stmt | None) -> Step | None:
        """The step under way, if it is one of this statement."""
        return self.step if self.step is not None and self.step.statement is statement else None

    def resume(self, event: Event) -> None:
        """A new run of the frame begins, in the middle of whatever it was doing."""
        call, is_generator = self.run.call, self.run.is_generator
        self.run = Run(call, begins=False, is_generator=is_generator, start=event.seq, last=event.seq)
        self.run.resumes = event.kind == "resume"
        self.earlier = len(self.loops)
        self.step = None

    def give_back(self) -> list[Run]:
        """The run that ends here, and those after it that belong to no statement of it."""
        if self.step is not None:
            self.step.runs += self.waiting
            self.waiting = []
        after, self.waiting = self.waiting, []
        return [self.run, *after]


class _Builder:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.open: dict[int, _Open] = {}
        self.stack: list[_Open] = []  # the frames that run, the innermost last
        self.comprehensions: set[int | None] = set()  # their loops

    def build(self, events: tuple[Event, ...]) -> Run:
        first = Run(events[0])
        for event in events:
            if event.kind == "iteration" and event.why == "comp":
                self.comprehensions.add(event.loop)
            if self.stack and not self._is_drawn(event):
                self._come_back(event)
            if event.kind == "call":
                run = first if event is events[0] else Run(event, start=event.seq, last=event.seq)
                self.open[event.frame] = _Open(run, event.depth)
                self.stack.append(self.open[event.frame])
                continue
            opened = self._opened(event)
            opened.run.last = event.seq
            opened.run.is_generator |= event.kind == "yield"
            opened.gave_back = event.kind in ("return", "yield", "raise")
            self._read(opened, event)
        self._leave(1)
        first.items += [Step(None, [], [run]) for run in self.stack[0].give_back()[1:]]
        return first

    def _is_drawn(self, event: Event) -> bool:
        """Whether the event is of a generator expression that a frame further in asked for more."""
        top = self.stack[-1]
        return (
            event.kind != "call"
            and event.loop in self.comprehensions
            and not top.gave_back
            and (top.frame != event.frame or top.is_drawn)
            and any(opened.frame == event.frame for opened in self.stack[:-1])
        )

    def _opened(self, event: Event) -> _Open:
        """The frame's reading, on top of the stack."""
        if self.stack[-1].frame != event.frame:
            opened = self.open[event.frame]
            if opened in self.stack:  # it is drawn from
                run = Run(opened.run.call, begins=False, start=event.seq, last=event.seq)
                opened = _Open(run, self.stack[-1].depth + 1, is_drawn=True)
            else:
                opened.resume(event)
            self.stack.append(opened)
        return self.stack[-1]

    def _come_back(self, event: Event) -> None:
        """Those that run deeper than the event's frame, or in its place, have given back control."""
        running = None if event.kind == "call" else self._place_of(event.frame)
        if running is not None:
            self._leave(running + 1)
        while len(self.stack) > 1 and running is None and not self._is_caller(self.stack[-1], event):
            self._leave(len(self.stack) - 1)

    def _place_of(self, frame: int) -> int | None:
        """Where in the stack the frame runs: mostly at its end, where it is looked for first."""
        for place in reversed(range(len(self.stack))):
            if self.stack[place].frame == frame and not self.stack[place].is_drawn:
                return place
        return None

    @staticmethod
    def _is_caller(opened: _Open, event: Event) -> bool:
        return opened.depth < event.depth or (opened.is_drawn and event.kind == "call")

    def _leave(self, depth: int) -> None:
        while len(self.stack) > depth:
            runs = self.stack.pop().give_back()
            self.stack[-1].waiting += runs

    def _read(self, opened: _Open, event: Event) -> None:
        statement = self.places.statement(event)
        if event.kind == "return":
            opened.run.end = event
        if not isinstance(statement, ast.For | ast.AsyncFor | ast.While):
            self._add(opened, statement, event)
            return
        loop = opened.loops[-1] if opened.loops and opened.loops[-1].statement is statement else None
        if loop is not None and len(opened.loops) <= opened.earlier:
            self._go_on(opened, statement, event)
        elif event.kind == "iteration" and event.why != "comp":
            self._begin_pass(opened, loop or self._begin(opened, statement, event), event)
        elif event.kind == "loop_end" and _is_end_of(statement, event) and (loop is None or event.loop == loop.number):
            self._end(opened, loop or self._begin(opened, statement, event), event)
        elif loop is None:
            left = opened.items()[-1] if opened.items() else None
            if isinstance(left, Loop) and left.statement is statement and event.kind == "mutate":
                left.behind = left.behind or Step(statement)
                opened.put(left.behind, event)
            else:
                self._add(opened, statement, event)
        else:
            # The next item's names, or the condition of a further pass or the last.
            opened.put(opened.begun(statement) or Step(statement), event)

    def _go_on(self, opened: _Open, statement: ast.stmt, event: Event) -> None:
        """A loop that an earlier run began: what its head does here are steps like others."""
        self._add(opened, statement, event)
        if event.kind == "loop_end":
            opened.loops.pop()
            opened.earlier = len(opened.loops)
            opened.step = None

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
        if opened.waiting:  # what ran while the loop's iterator found its end
            loop.after = loop.after or Step(loop.statement)
            loop.after.runs += opened.waiting
            opened.waiting = []
        opened.loops.pop()
        opened.step = None

    def _add(self, opened: _Open, statement: ast.stmt | None, event: Event) -> None:
        step = opened.begun(statement)
        if step is None:
            step = Step(statement)
            opened.items().append(step)
        opened.put(step, event)


def _is_end_of(statement: ast.For | ast.AsyncFor | ast.While, event: Event) -> bool:
    """Whether the end of a loop is that of the statement, and not of a comprehension in its head."""
    return (event.line, event.col) == (statement.lineno, statement.col_offset)


def steps_of(items: Sequence[Item]) -> Iterator[Step]:
    """All steps of this frame, in order."""
    for item in items:
        if isinstance(item, Step):
            yield item
            continue
        yield item.before
        for each in item.passes:
            yield each.head
            yield from steps_of(each.items)
        yield from (step for step in (item.after, item.behind) if step)


def runs_of(run: Run) -> Iterator[Run]:
    """The run and all that ran inside it, each before those inside it, however deep they are nested."""
    waiting = [run]
    while waiting:
        run = waiting.pop()
        yield run
        waiting += reversed(runs_inside(run.items))


def runs_inside(items: Sequence[Item]) -> list[Run]:
    """The runs of other frames that these items called or resumed, in order; not those further inside."""
    return [inner for step in steps_of(items) for inner in step.runs]
