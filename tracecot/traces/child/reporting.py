"""What every report of a frame needs: its place among the events, what it read, and which objects it changed."""

from collections.abc import Iterable
from typing import Any

from tracecot.traces.child import recorder as kinds
from tracecot.traces.child.recorder import Recorder
from tracecot.traces.child.render import FLAT, FROZEN, SIMPLE, Wire
from tracecot.traces.child.sites import Site

#: The events that take up what was handed over; a change in place reads what caused it.
_HANDING_ON = frozenset(
    {kinds.VALUE, kinds.BIND, kinds.BRANCH, kinds.ITERATION, kinds.YIELD, kinds.RESUME, kinds.ENTER, kinds.PRINT,
     kinds.RAISE, kinds.RETURN}
)  # fmt: skip


class Loop:
    """One execution of a loop."""

    __slots__ = ("number", "passes")

    def __init__(self, number: int) -> None:
        self.number = number
        self.passes = 0


class Shown:
    """An object that a name of the frame shows, and how it looked when last compared."""

    __slots__ = ("flat", "object", "value")

    def __init__(self, shown: object, value: Wire, flat: bool) -> None:
        self.object = shown
        self.value = value
        self.flat = flat  # nothing in it can change


class Reporting:
    """A frame's memory of its latest events, and the making of new ones."""

    __slots__ = (
        "call", "caller", "calls", "clean", "collected", "depth", "drawing", "epoch", "evaluating", "failing", "handed",
        "home", "known", "last", "loops", "matches", "names", "number", "objects", "parent", "recorder", "returned",
        "returning", "slots", "suspended", "unfinished", "withs",
    )  # fmt: skip

    def __init__(self, recorder: Recorder, home: int, number: int, parent: Any, caller: Any) -> None:
        self.recorder = recorder
        self.home = home  # the site of its function
        self.number = number
        self.parent = parent  # the frame in which its function was made
        self.epoch = recorder.epoch
        self.caller = caller  # the frame that called it from an expression
        self.call = -1  # the seq of its `call`
        self.depth = 0
        self.last: dict[int, int] = {}  # the seq of each site's latest event
        self.names: dict[str, int] = {}  # the seq of the event that last gave each variable its value
        self.objects: dict[str, Shown] = {}  # by variable: what may change in place
        self.loops: dict[int, Loop] = {}  # by site: the loops that have begun a pass
        self.slots: dict[int, Any] = {}  # values under way
        self.calls: dict[int, Any] = {}  # by site: the calls under way
        self.collected: dict[int, list[int]] = {}  # by a comprehension's site: the seqs of its elements
        self.evaluating: dict[int, list[tuple[Loop, Any]]] = {}  # by clause: the elements under way, innermost last
        self.unfinished: list[int] = []  # comprehension clauses that were thrown away before their end
        self.matches: dict[int, int] = {}  # how many cases of a `match` were told
        self.withs: list[int] = []  # the sites of the contexts that were entered
        self.clean = recorder.dirty  # as of this count no object looks different from what is known
        self.returned = -1  # the seq of the `return` of the function that was called from here
        self.drawing: tuple[int, ...] | None = None  # what a loop reads that is asking its iterator for an item
        self.handed: list[int] = []  # what functions gave that were called from here, but by no call of the program
        self.returning: tuple[int, object, tuple[int, ...]] | None = None
        self.known: tuple[object, bool] | None = None  # an operand of `and` or `or` whose truth was asked, with it
        self.failing = False
        self.suspended = False

    # The stack of running frames

    def push(self) -> None:
        """The frame runs (again)."""
        stack = self.recorder.stack
        if self.epoch != self.recorder.epoch:
            self.forget()
            self.recorder.functions.append(self.recorder.sites[self.home].function)
            self.number = len(self.recorder.functions)
        stack.append(self)
        self.depth = len(stack)
        self.suspended = False

    def pop(self) -> None:
        """The frame doesn't run any more."""
        stack = self.recorder.stack
        if stack and stack[-1] is self:
            stack.pop()
        elif self in stack:
            stack.remove(self)  # a generator that was closed while another frame ran

    def hand_over(self, seq: int) -> None:
        """What this frame gave goes to the frame that runs now, into whatever comes about there."""
        stack = self.recorder.stack
        if stack:
            stack[-1].handed.append(seq)

    # Events

    def add(
        self, kind: int, index: int, name: str = "", value: Wire | None = None, args: list[Any] | None = None,
        why: str = "", reads: Iterable[int] = (), under: int | None = None, loop: Loop | None = None,
    ) -> int:  # fmt: skip
        """The seq of the new event."""
        recorder = self.recorder
        if self.unfinished and kind != kinds.RAISE:
            self.finish_clauses("broken")
        events = recorder.events
        seq = len(events)
        if seq >= recorder.limit:
            recorder.full()
            events = recorder.events
            seq = len(events)
        site = recorder.sites[index]
        last = self.last
        if loop is None and site.loop is not None:
            loop = self.loops.get(site.loop) or self.loop_around(site.loop)
        if under is None:
            under = self.call if site.scope is None else last.get(site.scope, self.call)
        if self.handed:
            reads = self._with_handed(kind, reads)
        number = passes = None
        if loop is not None:
            number, passes = loop.number, loop.passes
        events.append([kind, self.number, self.depth, index, number, passes, name, value, args, why, reads, under])
        last[index] = seq
        return seq

    def _with_handed(self, kind: int, reads: Iterable[int]) -> Iterable[int]:
        """What the event reads, with what was handed over while it came about: `list(squares(3))`, `a + b`."""
        if kind in _HANDING_ON and not self.recorder.sketching:
            reads = sorted({*reads, *self.handed})
        if kind != kinds.PRINT:
            self.handed.clear()
        return reads

    def loop_around(self, index: int | None) -> Loop | None:
        """The innermost loop, from this site outwards, that has begun a pass."""
        while index is not None:
            loop = self.loops.get(index)
            if loop is not None:
                return loop
            index = self.recorder.sites[self.recorder.sites[index].end].loop
        return None

    def reads(self, site: Site, index: int = -1) -> list[int]:
        """The seqs that an event of this site takes its value from."""
        recorder = self.recorder
        if recorder.sketching:
            return []
        last = self.last
        found = [last[read] for read in site.reads if read in last]
        if self.collected:
            for read in site.reads:
                found += self.collected.pop(read, ())
        for read in site.pops:
            if read in last:
                found.append(last.pop(read))
        for hops, key in site.names:
            is_here = hops == 0 and self.epoch == recorder.epoch
            seq = (self.names if is_here else self.variables(hops)).get(key, -1)
            if seq >= 0:
                found.append(seq)
        if index in self.collected:
            found += self.collected.pop(index)
        return found if len(found) < 2 else sorted(set(found))

    def reads_under_way(self, index: int | None) -> tuple[int, ...]:
        """What the expression reads that is being evaluated: from it come the arguments of what it calls by itself."""
        if self.drawing is not None:
            return self.drawing
        if index is None or self.recorder.sketching:
            return ()
        under_way = self.calls.get(index)
        if type(under_way) is tuple:
            return tuple(under_way[3])
        site = self.recorder.sites[index]
        found = {self.last[read] for read in (*site.reads, *site.pops) if read in self.last}
        found.update(self.variables(hops).get(key, -1) for hops, key in site.names)
        found.discard(-1)
        return tuple(sorted(found))

    def variables(self, hops: int) -> dict[str, int]:
        """The latest events of the variables that live so many functions out."""
        frame = self
        while hops > 0 and frame.parent is not None:
            frame = frame.parent
            hops -= 1
        if frame.epoch != self.recorder.epoch:
            frame.forget()
        return self.recorder.globals if hops else frame.names

    def forget(self) -> None:
        """The frame began before the execution did (while the program was loaded): it knows no events."""
        self.epoch = self.recorder.epoch
        for known in (self.last, self.names, self.objects, self.loops, self.collected):
            known.clear()

    # Objects that change in place

    def track(self, key: str, value: Any, wire: Wire) -> None:
        """From now on the variable shows this object."""
        if id(type(value)) in SIMPLE:
            self.objects.pop(key, None)
            return
        shape = self.recorder.renderer.shape(value)
        if shape == FROZEN:
            self.objects.pop(key, None)
        else:
            self.objects[key] = Shown(value, wire, shape == FLAT)

    def compare(self, cause: int, index: int, receiver: tuple[object, ...] = ()) -> None:
        """Tells each name whose object looks different now; a receiver says that nothing else can have changed."""
        recorder = self.recorder
        for key, shown in list(self.objects.items()) if self.objects else ():
            if receiver and shown.flat and shown.object is not receiver[0]:
                continue
            value = recorder.value(shown.object)
            if value != shown.value:
                shown.value = value
                shown.flat = recorder.renderer.shape(shown.object) == FLAT
                before = self.names.get(key, -1)
                reads = [cause] if before in (-1, cause) else sorted((before, cause))
                self.names[key] = self.add(kinds.MUTATE, index, key.partition("@")[0], value, None, "", reads)
                self.last[index] = cause
        self.clean = recorder.dirty

    def finish_clauses(self, why: str) -> None:
        """The ends of comprehension clauses that were thrown away before their end."""
        unfinished, self.unfinished = self.unfinished, []
        for index in unfinished:
            self.end_loop(index, why)

    def end_loop(self, index: int, why: str, loop: Loop | None = None) -> None:
        """A loop is left; what its iterator changed while it found its end is told after it."""
        loop = self.loops.pop(index, loop)
        if loop is None:
            return
        site = self.recorder.sites[index]
        for key in site.variables:  # a comprehension's variables end with it
            self.objects.pop(key, None)
        seq = self.add(kinds.LOOP_END, site.end, why=why, loop=loop)
        if why == "exhausted" and self.clean != self.recorder.dirty:
            self.compare(seq, site.end)
