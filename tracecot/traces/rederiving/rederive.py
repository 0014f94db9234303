"""Walks through a trace: each event must follow from those before it, or can't be told; or it is wrong."""

import ast
from collections.abc import Callable

from tracecot.canonical import Constructed
from tracecot.execution import Event, EventKind, Trace
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.altering import Altering
from tracecot.traces.rederiving.asking import is_callable
from tracecot.traces.rederiving.calls import given_of, printed
from tracecot.traces.rederiving.code import Code, Site
from tracecot.traces.rederiving.deriving import FAILURES, Wrong, event_place, shown
from tracecot.traces.rederiving.flow import Statement, Step
from tracecot.traces.rederiving.memory import FOREIGN, Frame, holds_objects, is_handle
from tracecot.traces.rederiving.records import Disagreement, Rederivation
from tracecot.values import Plain, Value


def rederive(code: Code, trace: Trace) -> Rederivation:
    """What follows of the trace's events, from the program's text and the values recorded before each."""
    return Walk(code, trace).result()


_ROLES = {"value": "value", "branch": "branch", "bind": "bind", "iteration": "turn"}


class Walk(Altering):
    """One walk through one trace."""

    def __init__(self, code: Code, trace: Trace) -> None:
        super().__init__(code, trace)
        self.found = Rederivation()
        self.ranks: dict[int, tuple[float, bool, Site]] = {}  # by frame: where in its order it has got to
        self.steps: dict[int, tuple[Statement, Step]] = {}  # by frame: the last step that was told
        self.once: set[tuple[object, ...]] = set()  # what the passes of comprehensions told
        self.lost: set[int] = set()  # frames of which the last step isn't known
        self.targets: dict[int, str] = {}  # by frame: the variable that the pass gives a value to next
        self.derive: dict[EventKind, Callable[[Event], bool | None]] = {
            "call": self._call, "value": self._value, "bind": self._bind, "mutate": self._mutate,
            "branch": self._branch, "iteration": self._iteration, "loop_end": self._loop_end, "raise": self._raise,
            "return": self._return, "print": self._print, "yield": self._hands_on,
        }  # fmt: skip

    def result(self) -> Rederivation:
        """Walks to the end, or to the first event that is wrong."""
        event = None
        try:
            for event in self.events:
                self._step(event)
        except Wrong as wrong:
            assert event is not None
            self.found.disagreement = Disagreement(event.seq, event.kind, event.line, str(wrong)[:500])
        return self.found

    def _step(self, event: Event) -> None:
        if event.frame not in self.memory.frames and event.kind != "call":
            raise Wrong("its frame has not begun")
        site = self._site_of(event)
        if self.changing and event.kind != "mutate":
            raise Wrong(f"{self.changing} changed, and it isn't told")
        self.changing = ""
        self._gives_target(event)
        self._in_order(event, site)
        derive = self.derive.get(event.kind)
        outcome = derive(event) if derive else None
        if outcome is not None:
            self.found.events[event.kind] += 1
            self.found.derived[event.kind] += outcome
        self._remember(event, site)

    def _remember(self, event: Event, site: Site | None) -> None:
        """The event becomes part of what is known."""
        if event.kind == "call":
            frame = Frame(event.function, event)
            frame.names = dict(event.args)
            self.memory.frames[event.frame] = frame
            self.memory.by_function[event.function].append(event.frame)
            return
        frame = self.memory.frames[event.frame]
        match event.kind:
            case "value":
                frame.latest[event_place(event)] = event.seq
            case "branch":
                frame.truths[event_place(event)] = event.seq
            case "bind" | "mutate" if event.value is not None and event.name.isidentifier():
                self._names(frame, event, site)[event.name] = event.value
                if event.kind == "bind":
                    frame.bound[event.name] = event.seq
            case "delete":
                frame.names.pop(event.name, None)
            case "yield":
                frame.yielded.append(event.seq)
            case "return":
                frame.returned = event.seq

    def _names(self, frame: Frame, event: Event, site: Site | None) -> dict[str, Value]:
        """Where a variable of this name lives: in a comprehension around it, or in the frame."""
        for comprehension in reversed(site.comprehensions if site else ()):
            turn = frame.turns.setdefault(id(comprehension), {})
            if event.name in turn or (event.kind == "bind" and self._is_clause_target(site, comprehension)):
                return turn
        return frame.names

    def _is_clause_target(self, site: Site | None, comprehension: ast.expr) -> bool:
        node: ast.AST | None = site.node if site else None
        while node is not None and node is not comprehension:
            if isinstance(node, ast.NamedExpr):
                return False
            if isinstance(node, ast.comprehension):
                return self.code.owners.get(id(node)) is comprehension
            node = self.code.parents.get(id(node))
        return False

    def _gives_target(self, event: Event) -> None:
        """A pass begins with its variable's new value."""
        if event.kind == "mutate":
            return
        name = self.targets.pop(event.frame, "")
        if name and (event.kind, event.name) != ("bind", name) and event.kind != "raise":
            raise Wrong(f"the pass gives {name} a value, and it isn't told")
        loop = self.code.loops.get(event_place(event)) if event.kind == "iteration" else None
        if isinstance(loop, ast.For | ast.comprehension) and isinstance(loop.target, ast.Name):
            self.targets[event.frame] = loop.target.id

    def _in_order(self, event: Event, site: Site | None) -> None:
        """Within a frame each step is told, once, and a step back is made by a loop's next turn alone."""
        if event.kind in ("raise", "catch", "resume", "yield", "exit", "delete", "enter"):
            self.steps.pop(event.frame, None)  # who knows where it goes on
            self.ranks.pop(event.frame, None)
            self.lost.add(event.frame)
            return
        if event.kind == "return":
            self._ends(event)
        role = _ROLES.get(event.kind)
        if role is None or site is None:
            return
        if site.comprehensions:
            self._told_once(event)
            return
        order = "value" if role == "branch" else role
        if order in site.rank:
            self._moves_on(event, site, role, site.rank[order])
        self._tells_all(event, site, role)

    def _told_once(self, event: Event) -> None:
        """A pass of a comprehension evaluates each part once."""
        loop = self.loops.get(event.loop) if event.loop is not None else None
        if loop is None or not isinstance(loop.node, ast.comprehension) or event.kind == "iteration":
            return
        key = event.loop, event.pass_, event.kind, event_place(event)
        if key in self.once:
            raise Wrong("it is told twice")
        self.once.add(key)

    def _moves_on(self, event: Event, site: Site, role: str, rank: float) -> None:
        before = self.ranks.get(event.frame)
        if (
            before is not None
            and (rank, role == "branch") <= before[:2]
            and not self._goes_round(site, role, before[2])
        ):
            raise Wrong("it stands before what was told already, or is told twice")
        self.ranks[event.frame] = rank, role == "branch", site

    def _goes_round(self, site: Site, role: str, before: Site) -> bool:
        """Whether the step begins another pass of a loop that the last step was in."""
        around = (*before.loops, *before.headers)
        for loop in site.headers:
            if loop in around and (role == "turn" if isinstance(loop, ast.For) else role != "turn"):
                return True
        return False

    def _tells_all(self, event: Event, site: Site, role: str) -> None:
        node: ast.AST = site.node
        if role == "turn":
            turning = self.code.loops.get(event_place(event))
            if turning is None:
                return
            node = turning
        statement = self.code.flow.of.get(id(node))
        step = id(node), role
        if statement is None or step not in statement.rank:
            return
        before = self.steps.get(event.frame)
        missing = ""
        if before is not None:
            missing = self.code.flow.missing(before, (statement, step))
        elif event.frame not in self.lost:
            missing = self.code.flow.missing_at_start((statement, step))
        if missing:
            raise Wrong(missing)
        self.lost.discard(event.frame)
        self.steps[event.frame] = statement, step

    def _ends(self, event: Event) -> None:
        """A frame ends where its function lets it."""
        function = self.code.functions.get(event.function)
        if event.frame in self.lost or isinstance(function, ast.Lambda) or function is None:
            return
        last = self.code.returns.get(event_place(event))
        statement = self.code.flow.statements.get(id(last)) if last else None
        if missing := self.code.flow.missing_at_end(self.steps.get(event.frame), statement):
            raise Wrong(missing)

    def _call(self, event: Event) -> None:
        if event.seq == 0 and event.frame != 1:
            raise Wrong("the first frame is missing")

    def _return(self, event: Event) -> None:
        site = self._site_of(event)
        if site is None or event.value is None or not event.text:
            return
        self._handed_on(event, site)

    def _hands_on(self, event: Event) -> None:
        site = self._site_of(event)
        if site is not None:
            self._handed_on(event, site)

    def _handed_on(self, event: Event, site: Site) -> None:
        """What is handed on is what was told before."""
        if isinstance(site.node, ast.expr) and not isinstance(site.node, ast.Constant):
            node = site.node
            self._agrees(event, event.value, lambda: self._value_at(event, node))

    def _bind(self, event: Event) -> None:
        site = self._site_of(event)
        node = site.node if site else None
        if node is None or event.value is None:
            return
        parent = self.code.parents.get(id(node))
        match parent:
            case ast.Assign(targets=targets, value=value) if node in targets:
                self._agrees(event, event.value, lambda: self._value_at(event, value))
            case ast.NamedExpr(value=value) | ast.AnnAssign(value=ast.expr() as value):
                self._agrees(event, event.value, lambda: self._value_at(event, value))
            case ast.AugAssign() | ast.For() | ast.comprehension():
                self._same_as_read(event)

    def _same_as_read(self, event: Event) -> None:
        """The value is that of the event that it was read from: the new value, or the pass."""
        told = [self.events[seq] for seq in event.reads if self.events[seq].kind in ("value", "iteration")]
        if len(told) != 1 or told[0].value == event.value or not event.name.isidentifier():
            return
        if self._is_quiet(event, told[0].seq):
            raise Wrong(f"{shown(event.value)} is recorded, and {shown(told[0].value)} was read")

    def _branch(self, event: Event) -> bool:
        site = self._site_of(event)
        if site is None or not isinstance(site.node, ast.expr) or event.why == "case":
            return False
        node = site.node

        def truth() -> bool:
            value = self._value_at(event, node)
            if is_handle(value):
                return bool(is_callable(value))
            if holds_objects(value) and not isinstance(value, list | tuple | dict | set | frozenset):
                raise NotEvaluable("an object's truth is its own affair")
            return bool(value)

        return self._agrees(event, event.value, truth)

    def _raise(self, event: Event) -> bool:
        if any(self.events[seq].kind == "raise" for seq in event.reads):
            return any(
                one.kind == "raise" and (one.name, one.value) == (event.name, event.value)
                for one in (self.events[seq] for seq in event.reads)
            )
        statement = self.code.raises.get(event_place(event))
        site = self._site_of(event)
        if statement is not None and statement.exc is not None:
            return self._raised_by_statement(event, statement.exc)
        if site is None or not isinstance(site.node, ast.expr):
            return False
        try:
            self._evaluated(event, site.node, site)
        except NotEvaluable as error:
            return error.error == event.name
        except FAILURES as error:
            return type(error).__name__ == event.name
        return False

    def _raised_by_statement(self, event: Event, made: ast.expr) -> bool:
        match made:
            case ast.Name(id=name):
                return name == event.name
            case ast.Call(func=ast.Name(id=name), args=args):
                if name != event.name:
                    return False
                told = self.memory.fresh(event.frame, made, event.reads)
                if told is None or not isinstance(event.value, Plain):
                    return False
                error = self.memory.value_of(told)
                if isinstance(error, Constructed) and len(error.arguments) == len(args) == 1:
                    return event.value.repr == repr(error.arguments[0])
                return not args and event.value.repr == "''"
        return False

    def _print(self, event: Event) -> bool:
        site = self._site_of(event)
        if site is None or not isinstance(site.node, ast.Call):
            return False
        node = site.node
        if not isinstance(node.func, ast.Name) or node.func.id != "print" or not self.code.is_builtin("print"):
            return False

        def text() -> str:
            following = self.events[event.seq + 1]
            if following.kind != "value" or event_place(following) != event_place(event):
                raise NotEvaluable("the call isn't told")
            given = given_of(following, self.memory.readings, lambda _, __: FOREIGN)
            return printed(given.positional, given.named.get("sep", " "), given.named.get("end", "\n"))

        return self._agrees(event, event.value, text)
