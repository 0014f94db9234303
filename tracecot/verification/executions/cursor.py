"""Where a reader of the text stands in the trace: what may be told next, and what holds here."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from tracecot.execution import Event
from tracecot.verification.executions.history import History, LoopRun, pass_window
from tracecot.verification.executions.slices import causes, sliced

_OF_ITSELF = frozenset({"call", "return", "raise"})  # what tells of a call, or reaches who made it
_INSIDE = 100  # events of a loop's later passes that are looked at before its end is
_DEEP = 30  # calls inside one another
_DEDUCED = 300  # events that are walked through from the one told last


@dataclass(frozen=True, slots=True)
class Scope:
    """The pass that the text speaks of: its events are `[low, high)`."""

    low: int
    high: int
    loop: LoopRun
    number: int


@dataclass(slots=True)
class Cursor:
    """A place in the trace, which never goes back from one execution of a statement to an earlier one.

    In a deduction (`slice` is given) order is free, and only events that the result depends on may be told.
    """

    history: History
    floor: int = 0  # no earlier event may be told, but those of the same execution of a statement
    at: int = 0  # the event told last
    scopes: tuple[Scope, ...] = ()  # outermost first
    stretch: tuple[LoopRun, int, int] | None = None  # the passes that were summarized last; their details may follow
    implied: bool = False  # whether the stretch is only what a name's values were told of
    loop: LoopRun | None = None  # the loop that was spoken of last
    slice: frozenset[int] | None = None
    failing: tuple[int, ...] = ()  # the passes that the last summary excepted
    branch: int | None = None  # the branch that was told last
    last: tuple[int, ...] = ()  # the events that the last claim told
    told: int = 0  # the events told so far, in a check those of the check: a bit for each, by its seq
    deduced: int = 0  # those told in the deduction before it
    left: tuple[int, ...] = ()  # what the deed told last made of objects, while nothing was told of that
    offered: int = -1  # the nearest event that the statement being judged may tell
    passed_over: bool = False  # whether the statement landed on a later one
    strict: bool = False  # no statement may land on a later one
    fresh: bool = False  # a statement may land only on what was not told
    beyond: int = -1  # a statement may land only after this event
    ceiling: int = -1  # and on no event after this one

    @classmethod
    def at_the_result(cls, history: History) -> "Cursor":
        """Where a deduction begins."""
        return cls(history, at=max(history.length - 1, 0), slice=sliced(history))

    @classmethod
    def anywhere(cls, history: History) -> "Cursor":
        """For asking whether something was so at any moment."""
        return cls(history, slice=frozenset(range(history.length)))

    def copy(self) -> "Cursor":
        """A cursor of its own at the same place."""
        return Cursor(*_FIELDS(self))

    def place(self) -> object:
        """What tells two cursors apart."""
        loop = None if self.loop is None else self.loop.number
        return self.floor, self.at, loop, tuple((scope.loop.number, scope.number) for scope in self.scopes)

    def read_forward(self) -> None:
        """The deduction is over: a check is read from the beginning of the execution."""
        self.floor, self.at, self.slice = 0, 0, None
        self.scopes, self.stretch, self.implied, self.loop = (), None, False, None
        self.failing, self.branch = (), None
        self.told, self.deduced = 0, self.deduced | self.told

    def note(self, seqs: Iterable[int]) -> None:
        """These events are told."""
        for seq in seqs:
            self.told |= 1 << seq

    def is_told(self, seq: int) -> bool:
        """Whether a claim told the event."""
        return bool(self.told >> seq & 1)

    def all_told(self) -> set[int]:
        """The events that the text tells anywhere."""
        bits = self.told | self.deduced
        return {seq for seq in range(bits.bit_length()) if bits >> seq & 1}

    # What may be told

    def ahead(self, seqs: list[int], line: int | None = None) -> Iterator[int]:
        """Those of the sorted events that may be told here, nearest first."""
        if self.slice is not None:
            yield from self._on(line, self._deduced(seqs))
            return
        self.offered = -1
        for seq in self._ahead(seqs, line):
            if seq <= self.beyond or 0 <= self.ceiling < seq or (self.fresh and self.is_told(seq)):
                continue
            if self._is_of_an_untold_call(seq):
                continue
            self.offered = seq if self.offered < 0 else self.offered
            yield seq
            if self.strict:
                return

    def _is_of_an_untold_call(self, seq: int) -> bool:
        """Whether it happens in a later call of the function that the reader was told is called, and nobody told that one.

        A call inside the one that was told may be spoken of as its expression: `fact(2)`.
        """
        event, last = self.history.events[seq], self.history.events[self.at]
        if event.frame == last.frame or event.function != last.function or event.kind in _OF_ITSELF:
            return False
        here, there = self.history.call_of.get(last.frame), self.history.call_of.get(event.frame)
        if here is None or there is None or not self.is_told(here) or self.is_told(there):
            return False
        return self.history.returns.get(last.frame, self.history.length) < there

    def _deduced(self, seqs: list[int]) -> Iterator[int]:
        """Those that the result depends on: first of the same statement, then what the event told last depends on."""
        assert self.slice is not None
        wanted = self.slice.intersection(seqs)
        if len(wanted) > 1:
            execution = self.history.execution[self.at]
            here = [seq for seq in sorted(wanted, reverse=True) if self.history.execution[seq] == execution]
            yield from here
            wanted = wanted.difference(here)
            for seq in causes(self.history, self.at, _DEDUCED):
                if seq in wanted:
                    wanted -= {seq}
                    yield seq
        yield from sorted(wanted, reverse=True)

    def _ahead(self, seqs: list[int], line: int | None) -> Iterator[int]:
        if not seqs:
            return
        limit = self._limit()
        low = self.floor
        # What the running function goes on to do is nearer than what its caller did before, and so on outwards.
        for execution in self.history.open_at(self.at):
            if self._first_of(execution) < self.floor:
                yield from self._of(execution, seqs, limit, line)
            high = self._back(execution, limit)
            if low < high:
                yield from self._on(line, _between(seqs, low, high))
                low = high
        yield from self._on(line, _between(seqs, low, limit))
        if limit < self.history.length:
            yield from self._on(line, self._outside(seqs, limit))

    def _on(self, line: int | None, seqs: Iterable[int]) -> Iterable[int]:
        """Those that stand on the line, if one is named."""
        return seqs if line is None else (seq for seq in seqs if is_on_line(self.history, seq, line))

    def _outside(self, seqs: list[int], limit: int) -> Iterator[int]:
        """Those after the pass that the text speaks of, as far as they may be told there."""
        ends = max((scope.loop.end for scope in self.scopes), default=limit)
        inside = 0
        for seq in _between(seqs, max(limit, self.floor), ends):
            if self.may_leave_for(seq):
                yield seq
            else:
                inside += 1
                if inside > _INSIDE:
                    break
        yield from _between(seqs, max(limit, ends, self.floor), self.history.length)

    def _first_of(self, execution: int) -> int:
        """The first event of a statement's execution; what the statement did before it slept is behind."""
        if execution == self.history.execution[self.at] and self.history.events[self.at].kind == "resume":
            return self.at
        return self.history.first_of[execution]

    def _of(self, execution: int, seqs: list[int], limit: int, line: int | None) -> Iterator[int]:
        """Those that an execution of a statement did before the floor."""
        behind = self._passes_behind()
        for seq in self._on(line, _between(seqs, self._first_of(execution), min(self.floor, limit))):
            if seq not in behind and self._is_of(seq, execution):
                yield seq

    def _passes_behind(self) -> range:
        """The passes of a comprehension before the one that was told last."""
        event = self.history.events[self.at]
        loop = self.history.loops.get(event.loop or -1)
        if loop is None or not loop.is_comprehension:
            return range(0)
        number = min(event.pass_ or 1, len(loop.passes))
        return range(loop.passes[0], loop.passes[number - 1]) if loop.passes else range(0)

    def _is_of(self, seq: int, execution: int) -> bool:
        """Whether the event belongs to the execution of a statement, or is a call that it made of which nothing was told."""
        if self.history.execution[seq] == execution:
            return True
        event = self.history.events[seq]
        if event.kind != "call" or self.history.caller_of.get(event.frame) != execution:
            return False
        told = self.history.events[self.at]
        if told.kind == "return" and self.history.execution[self.at] == execution:
            return False  # the call that made it is over
        end = self.history.returns.get(event.frame, self.history.length)
        return not self.told >> seq & (1 << end - seq + 1) - 1

    def _back(self, execution: int, limit: int) -> int:
        """The end of the function that the statement stands in; what an exception left has none of its own."""
        frame = self.history.events[self.history.first_of[execution]].frame
        if frame not in self.history.returns and frame not in self.history.yielding:
            return limit
        return min(self.history.returns.get(frame, -1) + 1, limit)

    def _limit(self) -> int:
        return self.scopes[-1].high if self.scopes else self.history.length

    def may_leave_for(self, seq: int, loop: int = -1) -> bool:
        """Whether an event after the pass that the text speaks of lies outside of the loop's text, or begins its next pass."""
        return all(
            seq < scope.high or scope.loop.number == loop or not self._is_inside(seq, scope.loop)
            for scope in self.scopes
        )

    def _is_inside(self, seq: int, loop: LoopRun) -> bool:
        statement = self.history.statement[seq]
        event = self.history.events[seq]
        if seq < loop.end and event.frame != loop.frame and self._is_called_from(event.frame, loop.frame):
            return True  # what a later pass called
        if event.frame != loop.frame or not event.text or seq >= loop.end:
            return False  # of another call, behind the loop, or the end of the function's text
        if statement < 0 or statement == loop.statement:
            return statement >= 0
        return loop.statement in self.history.facts.statements[statement].parents

    def _is_called_from(self, frame: int, other: int) -> bool:
        """Whether the one frame runs inside a call that the other made."""
        for _ in range(_DEEP):
            caller = self.history.caller_of.get(frame)
            if caller is None:
                return False
            frame = self.history.events[self.history.first_of[caller]].frame
            if frame == other:
                return True
        return False

    # Moving

    def land(self, seq: int) -> None:
        """The event is told."""
        self.left = ()
        if self.slice is not None:
            self.at = seq
            return
        near = self.offered < 0 or self.history.execution[seq] == self.history.execution[self.offered]
        self.passed_over = self.passed_over or not near
        # A call that the statement under way made may be told after what came of it; then what ran in it may be, too.
        self.floor = seq if self.history.events[seq].kind == "call" else max(self.floor, seq)
        # A reason may follow its result; what holds here is then still what the result left.
        self.at = max(self.at, seq) if self.history.execution[seq] == self.history.execution[self.at] else seq
        if self.history.events[seq].kind == "branch":
            self.branch = seq
        if not all(scope.low <= seq < scope.high for scope in self.scopes):
            self.scopes = tuple([scope for scope in self.scopes if scope.low <= seq < scope.high])
        if self.stretch is not None and self.stretch[0].end < seq:
            self.stretch = None

    def enter(self, loop: LoopRun, number: int) -> None:
        """The text speaks of this pass from now on."""
        low, high = pass_window(self.history, loop, number)
        if self.scopes and (self.scopes[-1].loop.number, self.scopes[-1].number) == (loop.number, number):
            return  # it speaks of it already
        told = [
            place
            for place, scope in enumerate(self.scopes)
            if (scope.loop.number, scope.number) == (loop.number, number)
        ]
        if told and self.slice is None:  # it goes on behind a loop inside, and not back
            self.scopes, self.loop = self.scopes[: told[0] + 1], loop
            return
        outer = tuple(
            scope for scope in self.scopes
            if scope.loop.number != loop.number and scope.low <= low and high <= scope.high + 1
        )  # fmt: skip
        self.scopes = (*outer, Scope(low, high, loop, number))
        self.loop = loop
        if self.stretch is not None and self.stretch[0].number == loop.number and number > self.stretch[2]:
            self.stretch, self.implied = None, False  # the text goes on behind it
        if self.slice is None:
            self.floor = low
            self.at = self.header_end(loop, number)

    def begin(self, loop: LoopRun) -> None:
        """The loop is entered: what comes before it is behind."""
        if self.slice is not None:
            return
        self.loop = loop
        first = min(loop.start, self.history.length - 1)
        for before in range(first - 1, max(first - 200, self.floor) - 1, -1):
            if self.history.events[before].frame == loop.frame and not self._is_header(before, loop):
                break
            first = before  # of the header, or of what ran in functions that it called
        if first > self.floor:
            self.floor = self.at = first

    def _is_header(self, seq: int, loop: LoopRun) -> bool:
        return self.history.statement[seq] == loop.statement and self.history.events[seq].frame == loop.frame

    def header_end(self, loop: LoopRun, number: int) -> int:
        """The last event of a pass's header: its target is bound."""
        begins = loop.passes[number - 1]
        if loop.is_comprehension:
            follower = begins + 1
            events = self.history.events
            while follower < len(events) and events[follower].kind == "bind" and begins in events[follower].reads:
                follower += 1
            return follower - 1
        return self.history.last_of[self.history.execution[begins]]

    # What holds here

    def moments(self) -> Iterator[int]:
        """The moments that "here" may mean: after the event told last, and after its statement."""
        here = self._changed()
        yield here
        if self.slice is None:
            last = self.history.last_of[self.history.execution[self.at]]
            if last != here and last < self._limit():
                yield last

    def _changed(self) -> int:
        """The event told last; of an item that was set the change of the object that it is an item of."""
        events, here = self.history.events, self.at
        last = min(self.history.last_of[self.history.execution[here]], self._limit() - 1)
        while here < last and events[here].kind in ("bind", "mutate") and events[here + 1].kind == "mutate":
            here += 1
        return here

    def next_on_line(self, line: int) -> int | None:
        """The next event on the line that may be told."""
        seqs = on_line(self.history, line)
        return next(self.ahead(seqs), None)


_FIELDS = attrgetter(*Cursor.__slots__)


def _between(seqs: list[int], low: int, high: int) -> Iterator[int]:
    """Those of the sorted events in `[low, high)`, as far as they are asked for."""
    return map(seqs.__getitem__, range(bisect_left(seqs, low), bisect_left(seqs, high)))


def is_on_line(history: History, seq: int, line: int) -> bool:
    """Whether the event, or the simple statement or header that it belongs to, stands on the line."""
    event = history.events[seq]
    if event.line == line:
        return True
    number = history.statement[seq]
    if number < 0 or not event.text:
        return False
    statement = history.facts.statements[number]
    return statement.line <= line <= statement.header_end and event.line <= statement.header_end


def on_line(history: History, line: int) -> list[int]:
    """The events of a line, in order."""
    if not history.lines:
        for event in history.events:
            for each in _lines_of(history, event) if event.text else ():
                history.lines.setdefault(each, []).append(event.seq)
    return history.lines.get(line, [])


def _lines_of(history: History, event: Event) -> Iterable[int]:
    """The lines that the event stands on."""
    number = history.statement[event.seq]
    if number < 0:
        return (event.line,)
    statement = history.facts.statements[number]
    if event.line > statement.header_end:
        return (event.line,)
    return {event.line, *range(statement.line, statement.header_end + 1)}
