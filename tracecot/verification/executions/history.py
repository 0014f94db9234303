"""A trace made ready for questions: who was executed when, what a name was at a moment, which pass lasted how long."""

import ast
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tracecot.canonical import canonical_unordered
from tracecot.execution import Event, Trace
from tracecot.syntax import nodes_of
from tracecot.values import NotPlain, Plain, canonical_text, read_value
from tracecot.verification.code.reading import normal, read_code
from tracecot.verification.executions.programs import Facts

_HANDED_ON = 12  # events from the call of a function back to its definition
STEPS = frozenset({"call", "bind", "mutate", "branch", "iteration", "raise", "catch", "return", "value", "loop_end"})


@dataclass(slots=True, eq=False)  # a history has one object for each
class LoopRun:
    """One execution of a loop."""

    number: int
    passes: list[int]  # seqs of its iteration events
    end: int  # seq of its loop_end, or the number of events
    statement: int  # of the header
    line: int
    frame: int
    is_comprehension: bool
    why: str  # how it ended
    start: int = 0  # seq of the first event of the first pass's header
    entered: int = 0  # seq of the first event of what it goes through, which may run other loops before the first pass


@dataclass(slots=True)
class History:
    """The trace, indexed."""

    facts: Facts
    trace: Trace
    events: tuple[Event, ...] = ()
    statement: list[int] = field(default_factory=list)  # of each event
    execution: list[int] = field(default_factory=list)  # of each event: the execution of a statement, numbered
    first_of: list[int] = field(default_factory=list)  # of each execution: its first event
    last_of: list[int] = field(default_factory=list)  # of each execution: its last event
    by_text: dict[str, list[int]] = field(default_factory=dict)  # value and branch events by normal text
    by_name: dict[str, list[int]] = field(default_factory=dict)  # bind, mutate, delete events by name and by text
    states: dict[int, dict[str, list[int]]] = field(default_factory=dict)  # frame -> name -> seqs that changed it
    loops: dict[int, LoopRun] = field(default_factory=dict)
    calls: dict[str, list[int]] = field(default_factory=dict)  # call events by function
    returns: dict[int, int] = field(default_factory=dict)  # frame -> seq of its return
    call_of: dict[int, int] = field(default_factory=dict)  # frame -> seq of its call
    caller_of: dict[int, int] = field(default_factory=dict)  # frame -> the execution of a statement that called it
    kinds: dict[str, list[int]] = field(default_factory=dict)
    methods: dict[str, list[int]] = field(default_factory=dict)  # value events that are calls, by what was called
    deeds: dict[str, list[int]] = field(default_factory=dict)  # verb -> events that it may speak of
    outcomes: dict[str, str] = field(default_factory=dict)  # of the entry point's executed calls, by arguments
    messages: dict[str, str] = field(default_factory=dict)  # of those of them that raised, as texts with quotes
    #: The same, with calls that the execution makes itself: for what would be if the argument were another.
    executed: dict[str, str] = field(default_factory=dict)
    yielding: set[int] = field(default_factory=set)  # frames of generators
    ends: dict[int, int] = field(default_factory=dict)  # bindings of a comprehension's own names -> when these are gone
    # What follows is found when it is first asked for, and kept for all texts about the trace.
    lines: dict[int, list[int]] = field(default_factory=dict)  # the events of each line
    _shapes: dict[str, list[int]] = field(default_factory=dict)
    _telling: dict[str, list[int]] = field(default_factory=dict)
    _valued: dict[str, list[int]] = field(default_factory=dict)
    slices: dict[int, frozenset[int]] = field(default_factory=dict)  # by their last event, of `sliced`

    def valued(self, text: str) -> list[int]:
        """The events that have the value with this canonical text."""
        if not self._valued:
            for event in self.events:
                if isinstance(event.value, Plain) and event.kind in ("value", "bind", "mutate", "return"):
                    self._valued.setdefault(event.value.repr, []).append(event.seq)
        return self._valued.get(text, [])

    def has_text(self, text: str) -> bool:
        """Whether some value of the execution has the text in it."""
        return any(
            text in value.repr
            for event in self.events
            for value in (event.value, *[value for _, value in event.args])
            if isinstance(value, Plain)
        )

    def shapes(self) -> dict[str, list[int]]:
        """The value events of operations, by the operator's name in `ast`."""
        if not self._shapes:
            for text, seqs in self.by_text.items():
                shape = _shape(text)
                if shape:
                    values = [seq for seq in seqs if self.events[seq].kind == "value"]
                    self._shapes[shape] = sorted([*self._shapes.get(shape, []), *values])
        return self._shapes

    def telling(self, norm: str) -> list[int]:
        """The events that give the value of an expression or name, in order."""
        if norm not in self._telling:
            values = [seq for seq in self.by_text.get(norm, ()) if self.events[seq].kind == "value"]
            changes = [seq for seq in self.by_name.get(norm, ()) if self.events[seq].kind != "delete"]
            self._telling[norm] = sorted({*values, *changes})
        return self._telling[norm]

    @staticmethod
    def as_value(text: str) -> Plain:
        """A canonical text as a value."""
        return Plain("", text)

    @property
    def length(self) -> int:
        """How many events there are."""
        return len(self.events)

    def value_at(self, frame: int, name: str, moment: int) -> Plain | None:
        """What the name was in the frame after the event `moment`; None where it had no askable value."""
        seqs = self.states.get(frame, {}).get(name)
        if not seqs:
            return None
        place = bisect_right(seqs, moment)
        if not place:
            return None
        while moment > self.ends.get(seqs[place - 1], moment):
            place -= 1
            if not place:
                return None
        event = self.events[seqs[place - 1]]
        if event.kind == "call":
            value = dict(event.args).get(name)
        elif event.kind == "delete":
            return None
        else:
            value = event.value
        return value if isinstance(value, Plain) else None

    def names(self, name: str) -> bool:
        """Whether the name has a value anywhere in the execution."""
        return any(name in known for known in self.states.values())

    def open_at(self, seq: int) -> list[int]:
        """The executions of statements that are under way at the event: its own, then those of its callers."""
        found = [self.execution[seq]]
        frame = self.events[seq].frame
        while (caller := self.caller_of.get(frame)) is not None and caller not in found and len(found) < 30:
            found.append(caller)
            frame = self.events[self.first_of[caller]].frame
        return found

    def frames_at(self, moment: int) -> list[int]:
        """The frames in which a name may be looked up at the moment: the running one, then those that called it."""
        found: list[int] = []
        seq: int | None = moment
        while seq is not None and len(found) < 20:
            frame = self.events[seq].frame
            if frame not in found:
                found.append(frame)
            call = self.call_of.get(frame)
            seq = self.events[call].under if call is not None else None
        return found


#: The last traces that were asked for: of one execution several texts are verified, mostly one after the other.
_recent: deque[History] = deque(maxlen=8)


def history_of(facts: Facts, trace: Trace) -> History:
    """The trace, indexed; no calls but its own are known yet."""
    history = next((each for each in tuple(_recent) if each.trace is trace and each.facts is facts), None)
    if history is None:
        history = _indexed(facts, trace)
        _recent.append(history)
    return replace(history, outcomes={}, executed={}, messages={})


def _indexed(facts: Facts, trace: Trace) -> History:
    """The trace, indexed in one walk over its events."""
    history = History(facts, trace, trace.events)
    running: dict[int, tuple[int, int]] = {}  # frame -> statement, execution
    open_frames: dict[int, int] = {}  # depth -> frame
    entered: dict[int, int] = {}  # execution of a loop's header -> the first event of the one before it
    for event in trace.events:
        if event.kind == "call" and (caller := open_frames.get(event.depth - 1)) is not None:
            execution = running[caller][1]
            first = history.first_of[execution]
            # Of the caller's body nothing ran yet, or only what calls nothing: the statement that does shows itself later.
            if history.events[first].kind != "call" and _may_call(facts, history.statement[first]):
                history.caller_of[event.frame] = execution
        open_frames[event.depth] = event.frame
        before = running.get(event.frame)
        _place(history, event, running)
        if event.kind == "iteration" and before is not None and before[0] == history.statement[event.seq]:
            entered[history.execution[event.seq]] = history.first_of[before[1]]
        _index(history, event)
        if event.kind == "value":
            _came_back(history, event)
    for loop in history.loops.values():
        first = history.execution[loop.passes[0]] if loop.passes else -1
        loop.start = history.first_of[first] if loop.passes else loop.end
        loop.entered = entered.get(first, loop.start)
        if loop.is_comprehension and loop.passes:
            loop.start = loop.passes[0]
            _gone_after(history, loop)
        elif loop.passes:
            _drawn_from(history, loop)
    return history


def _gone_after(history: History, loop: LoopRun) -> None:
    """A comprehension's own names are gone when its statement is over; what `:=` binds in it stays."""
    passes = set(loop.passes)
    for event in history.events[loop.start : loop.end]:
        if event.kind == "bind" and not passes.isdisjoint(event.reads):
            history.ends[event.seq] = history.last_of[history.execution[event.seq]]


def _may_call(facts: Facts, number: int) -> bool:
    """Whether the statement has anything that may run a function."""
    node = facts.statements[number].node if number >= 0 else None
    if not isinstance(node, ast.Assign) or not all(isinstance(target, ast.Name) for target in node.targets):
        return True
    inert = ast.Constant | ast.Name | ast.List | ast.Tuple | ast.Dict | ast.Set
    return any(isinstance(each, ast.expr) and not isinstance(each, inert) for each in nodes_of(node.value))


def _drawn_from(history: History, loop: LoopRun) -> None:
    """The generator that a loop goes through is called by its header, before anything of that is recorded."""
    header, depth = history.execution[loop.passes[0]], history.events[loop.passes[0]].depth
    for seq in range(history.first_of[header] - 1, -1, -1):
        event = history.events[seq]
        if event.frame == loop.frame:
            return
        if event.kind == "call" and event.depth == depth + 1:
            history.caller_of[event.frame] = header


def _came_back(history: History, event: Event) -> None:
    """The statement that called is known for sure when it takes what the call returned."""
    for seq in event.reads:
        back = history.events[seq]
        if back.kind == "return" and back.depth == event.depth + 1:
            history.caller_of[back.frame] = history.execution[event.seq]


@lru_cache(8_192)
def _shape(text: str) -> str:
    match read_code(text).node:
        case ast.Compare(ops=[op]):
            return type(op).__name__
        case ast.BinOp(op=sign):
            return type(sign).__name__
    return ""


def _place(history: History, event: Event, running: dict[int, tuple[int, int]]) -> None:
    """Which execution of which statement the event belongs to."""
    statement = history.facts.statement_at(event.line, event.col)
    before = running.get(event.frame)
    begins_again = event.kind == "iteration" and event.why == "for"
    if before is None or before[0] != statement or begins_again:
        execution = len(history.first_of)
        history.first_of.append(event.seq)
        history.last_of.append(event.seq)
    else:
        execution = before[1]
        history.last_of[execution] = event.seq
    # After the condition of a `while` let a pass begin, the condition is evaluated anew.
    after = -2 if event.kind == "iteration" and event.why == "while" else statement
    running[event.frame] = (after, execution)
    history.statement.append(statement)
    history.execution.append(execution)


def _index(history: History, event: Event) -> None:
    seq, kind = event.seq, event.kind
    history.kinds.setdefault(kind, []).append(seq)
    match kind:
        case "value" | "branch":
            history.by_text.setdefault(normal(event.text), []).append(seq)
            if kind == "value" and event.name:
                history.methods.setdefault(event.name, []).append(seq)
        case "bind" | "mutate" | "delete":
            _index_change(history, event)
        case "call":
            history.calls.setdefault(event.name, []).append(seq)
            history.call_of[event.frame] = seq
            frame = history.states.setdefault(event.frame, {})
            _share(history, event)
            for name, _ in event.args:
                frame.setdefault(name, []).append(seq)
        case "return":
            history.returns[event.frame] = seq
        case "yield":
            history.yielding.add(event.frame)
        case "iteration" | "loop_end":
            _index_loop(history, event)


_MODULE = 0  # no frame has this number


def _share(history: History, event: Event) -> None:
    """Names that functions change from inside (`nonlocal`, `global`) have one history in all frames that see them."""
    outer = history.facts.changed_outside
    if not outer:
        return
    own = history.facts.bound_by(event.name, event.line)
    owner = _defined_in(history, event)
    for name, kind in outer.items():
        if name in own:
            continue
        if kind == "global":
            known = history.states.setdefault(_MODULE, {}).setdefault(name, [])
        elif owner is not None:
            known = history.states.setdefault(owner, {}).setdefault(name, [])
        else:
            continue
        history.states[event.frame][name] = known


def _defined_in(history: History, event: Event) -> int | None:
    """The frame in which the function that is called was defined: where the name that it is called by got it from."""
    around = event.function.rpartition(".<locals>.")[0]
    seq: int | None = event.seq
    for _ in range(_HANDED_ON):
        seq = next(iter(history.events[seq].reads), None) if seq is not None else None
        if seq is not None and history.events[seq].function == around:
            return history.events[seq].frame
    frames = {history.events[call].frame for call in history.calls.get(around.rpartition(".")[2], ())}
    return next(iter(frames)) if around and len(frames) == 1 else None


def _index_change(history: History, event: Event) -> None:
    name = normal(event.name)
    if event.name.isidentifier():
        history.states.setdefault(event.frame, {}).setdefault(event.name, []).append(event.seq)
    history.by_name.setdefault(name, []).append(event.seq)
    if event.kind == "bind" and event.text != event.name:
        history.by_name.setdefault(normal(event.text), []).append(event.seq)


def _index_loop(history: History, event: Event) -> None:
    number = event.loop or 0
    loop = history.loops.get(number)
    if loop is None:
        comprehension = event.why == "comp" or _in_comprehension(history, event)
        statement = history.statement[event.seq]
        loop = LoopRun(number, [], history.length, statement, event.line, event.frame, comprehension, "raised")
        history.loops[number] = loop
    if event.kind == "iteration":
        loop.passes.append(event.seq)
    else:
        loop.end, loop.why = event.seq, event.why


def _in_comprehension(history: History, event: Event) -> bool:
    statement = history.statement[event.seq]
    node = history.facts.statements[statement].node if statement >= 0 else None
    return not isinstance(node, ast.For | ast.While | ast.AsyncFor)


def pass_window(history: History, loop: LoopRun, number: int) -> tuple[int, int]:
    """The events of a pass, from the header's first event of it to the next header's last: `[from, to)`."""
    begins = loop.passes[number - 1]
    start = begins if loop.is_comprehension else history.first_of[history.execution[begins]]
    if number < len(loop.passes):
        return start, loop.passes[number]
    if loop.why == "returned" and loop.frame in history.returns:
        return start, history.returns[loop.frame] + 1
    return start, loop.end


def own_window(history: History, loop: LoopRun, number: int) -> tuple[int, int]:
    """As `pass_window`, without what a `while` asks for the next pass, or to find that there is none."""
    low, high = pass_window(history, loop, number)
    if loop.is_comprehension:
        return low, high
    if number < len(loop.passes):
        asked = history.first_of[history.execution[loop.passes[number]]]
        return low, asked if asked > loop.passes[number - 1] else high
    if loop.why == "exhausted":
        for seq in range(high - 1, low, -1):
            event = history.events[seq]
            if (
                event.kind == "branch"
                and event.why == "while"
                and event.frame == loop.frame
                and event.line == loop.line
            ):
                return low, history.first_of[history.execution[seq]] if seq > loop.passes[-1] else high
    return low, high


def same_value(value: object, claimed: str) -> bool:
    """Whether an event's value is the one with this canonical text; the order of plain dicts doesn't count."""
    if not isinstance(value, Plain):
        return False
    if value.repr == claimed:
        return True
    if "{" not in claimed or len(value.repr) != len(claimed):
        return False
    try:
        return canonical_unordered(read_value(value.repr)) == canonical_unordered(read_value(claimed))
    except NotPlain:
        return False


def canonical_or_none(text: str) -> str | None:
    """The canonical text of a literal."""
    try:
        return canonical_text(text)
    except NotPlain:
        return None
