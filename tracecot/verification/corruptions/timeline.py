"""An execution as those see it who make lies: which facts happened when, compared by name and text alone."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tracecot.execution import Event, Raised, Returned, Trace
from tracecot.values import NotPlain, Plain, canonical_text
from tracecot.verification.corruptions.places import statements


@dataclass(frozen=True, slots=True)
class Fact:
    """A subject and what it was: `Fact("total", "4")`, or `Fact("pass of line 3", "2")`."""

    subject: str
    value: str
    lasting: bool = field(
        default=False, compare=False
    )  # it may be told as long as it is so, not only when it becomes so


def spelled(text: str) -> str:
    """The one spelling of a value: equal values of equal type have equal ones; other code stays as it is."""
    try:
        return canonical_text(text)
    except NotPlain:
        return text


def facts_of(event: Event) -> Iterator[Fact]:
    """What the event made so, under each of the names that a text may use."""
    if event.kind == "call":
        yield Fact("call", event.name)
        for name, value in event.args:
            if isinstance(value, Plain):
                yield Fact(name, value.repr)
        return
    if event.kind == "iteration" or event.kind == "loop_end":
        yield Fact(f"pass of line {event.line}", f"{event.pass_}" if event.kind == "iteration" else event.why)
    if not isinstance(event.value, Plain):
        return
    returned = f"{event.function}()" if event.kind == "return" else ""
    for subject in dict.fromkeys((event.name, event.text, returned)):
        if subject:
            yield Fact(subject, event.value.repr)


class Timeline:
    """The facts of an execution in their order."""

    def __init__(self, trace: Trace, code: str) -> None:
        self._moments, self._callers = _moments(trace, code)
        self._calls = {event.frame: event.seq for event in trace.events if event.kind == "call"}
        self._frames = [event.frame for event in trace.events]
        self._at: set[tuple[Fact, int]] = set()
        self._when: dict[Fact, list[int]] = defaultdict(list)
        self._of: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for event in trace.events:
            for fact in facts_of(event):
                self._when[fact].append(event.seq)
                self._at.add((fact, self._moments[event.seq]))
                self._of[fact.subject].append((event.seq, fact.value))
        self._end(trace)

    def _end(self, trace: Trace) -> None:
        """The outcome as a fact, should no event tell it."""
        last = len(trace.events)
        match trace.outcome:
            case Returned(value=Plain(repr=text)):
                self._when[Fact("outcome", text)].append(last)
            case Raised(type=kind):
                self._when[Fact("outcome", kind)].append(last)

    def values(self, subject: str) -> list[tuple[int, str]]:
        """Every value of the subject with its seq."""
        return self._of.get(subject, [])

    def ever(self, subject: str, value: str) -> bool:
        """Whether the subject was that at any moment."""
        return Fact(subject, spelled(value)) in self._when

    def held(self, subject: str, low: int, high: int) -> set[str]:
        """The values that the subject had between two moments, the one that it came with among them."""
        values = self.values(subject)
        first = max(bisect_right(values, low, key=lambda one: one[0]) - 1, 0)
        return {value for seq, value in values[first:] if seq <= high}

    def first(self, fact: Fact, low: int) -> int | None:
        """When the fact happens at this moment or after it."""
        when = self._when.get(fact, ())
        place = bisect_left(when, low)
        return when[place] if place < len(when) else None

    def follows(self, facts: Iterable[Fact], low: int, high: int | None = None) -> bool:
        """Whether the facts happen one after the other from one event on, up to another: as early as each may, which is best.

        Inside one execution of one statement their order is free, the calls that it makes are of it too, and what lasts
        may be told while it does. What ran in the calls of a loop's header may be told after the loop or pass is begun.
        """
        for fact in facts:
            if (fact, self.moment(low)) in self._at or (fact.lasting and self._lasts(fact, low)):
                continue
            under_way = self._called_by(fact, low) if fact.subject == "call" else None
            found = self.first(fact, low) if under_way is None else under_way
            if found is None or (high is not None and found > high):
                return False
            low = self.moment(found) if fact.subject.startswith("pass of") else found
        return True

    def _called_by(self, fact: Fact, low: int) -> int | None:
        """The first such call that a statement made which is under way at the moment."""
        open_ = self._open_at(low)
        return next((seq for seq in self._when.get(fact, ()) if self._callers.get(seq, -1) in open_), None)

    def _open_at(self, seq: int) -> set[int]:
        """The moments of the statements that are under way: the event's own, and those of its callers."""
        found: set[int] = set()
        while 0 <= seq < len(self._frames):
            found.add(self._moments[seq])
            call = self._calls.get(self._frames[seq], -1)
            found.add(self._callers.get(call, -1))
            seq = self._callers.get(call, -1) if self._callers.get(call, seq) < seq else -1
        return found - {-1}

    def whenever(self, fact: Fact) -> list[int]:
        """Every event at which the fact happens."""
        return self._when.get(fact, [])

    def moment(self, seq: int) -> int:
        """The first event of the statement's execution that the event belongs to."""
        return self._moments[seq] if seq < len(self._moments) else seq

    def _lasts(self, fact: Fact, seq: int) -> bool:
        """Whether the subject came to the event with that value."""
        values = self.values(fact.subject)
        place = bisect_right(values, seq, key=lambda one: one[0]) - 1
        return place >= 0 and values[place][1] == fact.value


def _moments(trace: Trace, code: str) -> tuple[list[int], dict[int, int]]:
    """For each event, the first event of its statement's execution; for each call, that of the statement that made it."""
    lines = statements(code)
    running: dict[int, tuple[int, int]] = {}  # by frame: where its statement begins in the code, and in the trace
    frames: dict[int, int] = {}  # by depth: the frame that runs there
    found: list[int] = []
    callers: dict[int, int] = {}  # by the seq of the call
    for event in trace.events:
        caller = frames.get(event.depth - 1)
        if event.kind == "call" and caller is not None and caller in running:
            callers[event.seq] = running[caller][1]
        frames[event.depth] = event.frame
        line = lines[event.line].start if event.line in lines else event.line
        if running.get(event.frame, (0, 0))[0] != line:
            begins = event.seq if event.kind == "call" else _called_before(trace.events, event)
            running[event.frame] = (line, begins)
            callers |= {each.seq: begins for each in trace.events[begins : event.seq] if each.depth == event.depth + 1}
        found.append(running[event.frame][1])
    return found, callers


def _called_before(events: Sequence[Event], first: Event) -> int:
    """Where a statement begins whose first own event this is: what it calls at once runs before it shows itself."""
    begins = first.seq
    while begins and events[begins - 1].depth > first.depth:
        begins -= 1
    return begins
