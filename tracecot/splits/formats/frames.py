"""A trace line by line: the frames that an interpreter's tracing would show, made out of recorded events."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tracecot.execution import Event, Raised, Trace
from tracecot.values import Plain, Value

FrameKind = Literal["call", "line", "return", "exception"]
Spot = tuple[int, int]  # line, column in characters


class Unframed(Exception):
    """The execution can't be told line by line; the message is a word for the reason."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A step: for `call` and `line` the variables before the line runs, else the value returned or raised."""

    kind: FrameKind
    line: str  # the source line, its end included
    locals: Mapping[str, str] = field(default_factory=dict)
    value: str | None = None
    scope: int = field(default=0, compare=False)  # which execution of which function; 0 where it isn't known


@dataclass(slots=True)
class _Scope:
    """An execution of a function, so far."""

    number: int
    locals: dict[str, str]
    statement: int = 0  # the line of the statement that runs
    yielded: bool = False


def frames_of(code: str, trace: Trace) -> tuple[Frame, ...]:
    """The frames of a trace.

    Raises:
        Unframed: a value isn't there, or nobody knows on which line a call was made that raised.
    """
    return tuple(_Walk(code, trace).frames())


class _Walk:
    """Goes through the events of one trace, with the executions that are open."""

    def __init__(self, code: str, trace: Trace) -> None:
        self.trace = trace
        self.following = _following(trace.events)
        self.lines = [f"{line}\n" for line in code.split("\n")]
        tree = ast.parse(code)
        self.statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
        self.hidden = {self.spot(node) for node in _comprehension_targets(tree)}
        self.starts: dict[Spot, int] = {}
        self.scopes: dict[int, _Scope] = {}
        self.open: list[_Scope] = []
        self.raised: str | None = None

    def frames(self) -> Iterator[Frame]:
        """All frames, in order."""
        for event in self.trace.events:
            if self.raised is not None and event.kind != "raise":
                yield from self.left(event.frame)
            yield from self.seen(event)
        if isinstance(self.trace.outcome, Raised):
            yield from self.left(0)

    def seen(self, event: Event) -> Iterator[Frame]:
        """What one event shows, and what it changes."""
        match event.kind:
            case "call":
                yield from self.calling(event)
                scope = _Scope(event.frame, {name: _text(value) for name, value in event.args})
                self.scopes[event.frame] = scope
                yield self.entered(scope, event.line)
                return
            case "resume":
                yield from self.calling(event)
                yield self.entered(self.scopes[event.frame], event.line)
                return
            case "loop_end" if event.why != "exhausted":
                return
        scope = self.scopes[event.frame]
        statement = event.line if event.kind == "catch" else self.statement_of((event.line, event.col))
        yield from self.reached(scope, statement, again=scope.yielded and event.kind == "yield")
        yield from self.done(event, scope)

    def calling(self, event: Event) -> Iterator[Frame]:
        """The line of whoever calls: known by what happens in the caller next, since a call is told once it is made."""
        if not self.open:
            return
        caller = self.open[-1]
        after = self.following.get((event.seq, caller.number))
        if after is None or after.kind == "catch":
            caller.statement = 0
        else:
            yield from self.reached(caller, self.statement_of((after.line, after.col)))

    def reached(self, scope: _Scope, statement: int, again: bool = False) -> Iterator[Frame]:
        """A line, where it isn't the one that runs already."""
        if statement != scope.statement or again:
            scope.statement, scope.yielded = statement, False
            yield Frame("line", self.lines[statement - 1], dict(scope.locals), scope=scope.number)

    def done(self, event: Event, scope: _Scope) -> Iterator[Frame]:
        """The end of a stretch of execution, or a variable that changes."""
        line = self.lines[scope.statement - 1]
        match event.kind:
            case "bind" | "mutate" if event.name.isidentifier() and (event.line, event.col) not in self.hidden:
                if event.value is not None and (event.kind == "bind" or event.name in scope.locals):
                    scope.locals[event.name] = _text(event.value)
            case "delete":
                scope.locals.pop(event.name, None)
            case "return" | "yield":
                if scope in self.open:
                    self.open.remove(scope)
                scope.yielded = event.kind == "yield"
                yield Frame(
                    "return", line, value="None" if event.value is None else _text(event.value), scope=scope.number
                )
            case "raise":
                said = "" if event.value is None else _text(event.value)
                self.raised = event.name + (f": {ast.literal_eval(said)}" if said not in ("", "''") else "")
                yield Frame("exception", line, value=self.raised, scope=scope.number)

    def entered(self, scope: _Scope, line: int) -> Frame:
        self.open.append(scope)
        if not scope.yielded:
            scope.statement = 0
        return Frame("call", self.lines[line - 1], dict(scope.locals), scope=scope.number)

    def left(self, by: int) -> Iterator[Frame]:
        """The exception in each execution that it leaves, down to the one that goes on."""
        if self.open and self.open[-1].number == by:
            self.raised = None
            return
        while self.open:
            self.open.pop()
            if not self.open:
                break
            scope = self.open[-1]
            if not scope.statement:
                raise Unframed("line_not_known")
            yield Frame("exception", self.lines[scope.statement - 1], value=self.raised, scope=scope.number)
            if scope.number == by:
                break
        self.raised = None

    def statement_of(self, spot: Spot) -> int:
        """The first line of the innermost statement at the place."""
        found = self.starts.get(spot)
        if found is None:
            around = [node for node in self.statements if self.spot(node) <= spot < self.end(node)]
            found = max(around, key=self.spot).lineno if around else spot[0]
            self.starts[spot] = found
        return found

    def spot(self, node: ast.stmt | ast.expr) -> Spot:
        """Where a node begins; `ast` counts bytes."""
        line = self.lines[node.lineno - 1]
        return node.lineno, len(line.encode()[: node.col_offset].decode())

    def end(self, node: ast.stmt) -> Spot:
        return node.end_lineno or node.lineno, (node.end_col_offset or 0) + 1


def _following(events: tuple[Event, ...]) -> dict[tuple[int, int], Event]:
    """What happens next in each frame, by a call's (or a resumption's) `seq` and the frame."""
    later: dict[int, Event] = {}
    found: dict[tuple[int, int], Event] = {}
    for event in reversed(events):
        if event.kind in ("call", "resume"):
            found |= {(event.seq, frame): one for frame, one in later.items() if frame != event.frame}
        later[event.frame] = event
    return found


def _comprehension_targets(tree: ast.Module) -> Iterator[ast.expr]:
    """The variables of comprehensions, which are none of the function's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.comprehension):
            for part in ast.walk(node.target):
                if isinstance(part, ast.Name):
                    yield part


def _text(value: Value) -> str:
    if isinstance(value, Plain):
        return value.repr
    raise Unframed("value_too_large")
