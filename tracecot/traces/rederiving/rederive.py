"""Walks through a trace: each event must follow from those before it, or can't be told; or it is wrong."""

import ast
from collections.abc import Callable

from tracecot.canonical import Constructed
from tracecot.execution import Event, EventKind, Raised, Returned, Trace
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.altering import Altering
from tracecot.traces.rederiving.asking import is_callable
from tracecot.traces.rederiving.calls import given_of, printed
from tracecot.traces.rederiving.code import Code, Site
from tracecot.traces.rederiving.deriving import FAILURES, Wrong, event_place, shown, text_of
from tracecot.traces.rederiving.flow import Statement, Step
from tracecot.traces.rederiving.handing import handed_by_input, listed
from tracecot.traces.rederiving.memory import FOREIGN, Frame, as_iterable, holds_objects, is_handle
from tracecot.traces.rederiving.records import Disagreement, Rederivation
from tracecot.traces.rederiving.unpacking import Taken, taken
from tracecot.values import Plain, Value, plain


def rederive(code: Code, trace: Trace, given: str | None = None) -> Rederivation:
    """What follows of the trace's events, from the program's text and the values recorded before each.

    Args:
        code: the program that was executed.
        trace: what is recorded of it.
        given: the arguments of the call, as source; without them no trace follows whole.
    """
    return Walk(code, trace, given).result()


_ROLES = {"value": "value", "branch": "branch", "bind": "bind", "iteration": "turn"}


class Walk(Altering):
    """One walk through one trace."""

    def __init__(self, code: Code, trace: Trace, given: str | None) -> None:
        super().__init__(code, trace)
        self.given = given
        self.ranks: dict[int, tuple[float, bool, Site]] = {}  # by frame: where in its order it has got to
        self.steps: dict[int, tuple[Statement, Step]] = {}  # by frame: the last step that was told
        self.once: set[tuple[object, ...]] = set()  # what the passes of comprehensions told
        self.lost: set[int] = set()  # frames of which the last step isn't known
        self.targets: dict[int, str] = {}  # by frame: the variable that the pass gives a value to next
        self.derive: dict[EventKind, Callable[[Event], bool | None]] = {
            "value": self._value, "mutate": self._mutate, "branch": self._branch, "iteration": self._iteration,
            "loop_end": self._loop_end, "raise": self._raise, "print": self._print,
        }  # fmt: skip
        self.compare: dict[EventKind, Callable[[Event], bool]] = {
            "bind": self._bind, "return": self._return, "yield": self._yield, "resume": self._resume,
            "enter": self._enter, "catch": self._catch,
        }  # fmt: skip

    def result(self) -> Rederivation:
        """Walks to the end, or to the first event that is wrong."""
        event = None
        try:
            for event in self.events:
                self._step(event)
            self.found.untold += sum(not frame.is_matched for frame in self.memory.frames.values())
            self._compared(self._ends_as_told())
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
        if event.kind == "call":
            self._remember(event, site)
            self._call(event)
            return
        if event.kind in self.compare:
            self._compared(self.compare[event.kind](event))
        elif event.kind in self.derive and (outcome := self.derive[event.kind](event)) is not None:
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
        """A frame begins; whether with what it was given shows when its call comes back, unless that was told."""
        frame = self.memory.frames[event.frame]
        if event.frame == 1:
            given = None if self.given is None else handed_by_input(self.code.functions.get(event.function), self.given)
            frame.is_matched = given == event.args
            if given is not None and not frame.is_matched and not self.code.is_decorated(event.function):
                raise Wrong(f"the call gives {listed(given)}, and it has {listed(event.args)}")
            return
        for seq in event.reads:  # a generator or coroutine was made long before it begins
            if text_of(self.events[seq]) in ("<generator>", "<coroutine>"):
                frame.is_matched = frame.is_matched or self._handed_to(frame, self.events[seq]) == event.args

    def _ends_as_told(self) -> bool:
        """Whether the outcome is what the entry point's frame came to."""
        match self.trace.outcome:
            case Returned(value):
                last = self.memory.frames.get(1)
                return last is not None and last.returned is not None and self.events[last.returned].value == value
            case Raised(kind, message):
                told = [one for one in self.events if one.kind == "raise"]
                return bool(told) and (told[-1].name, told[-1].value) == (kind, plain(message))
        return False

    # Events that hand on what was told; whether they do

    def _return(self, event: Event) -> bool:
        statement = self.code.returns.get(event_place(event))
        if statement is not None and statement.value is not None:
            value = statement.value
            return self._agrees(event, event.value, lambda: self._value_at(event, value))
        site = self._site_of(event)
        if event.text and site is not None and isinstance(site.node, ast.expr):
            node = site.node  # of a lambda
            return self._agrees(event, event.value, lambda: self._value_at(event, node))
        return self._agrees(event, event.value, lambda: None)

    def _yield(self, event: Event) -> bool:
        site = self._site_of(event)
        if site is None or not isinstance(site.node, ast.expr):
            return False
        node = site.node.value if isinstance(site.node, ast.Yield) else site.node
        if isinstance(self.code.parents.get(id(node)), ast.YieldFrom):
            return False
        return self._agrees(event, event.value, lambda: None if node is None else self._value_at(event, node))

    def _resume(self, event: Event) -> bool:
        return event.value is None

    def _enter(self, event: Event) -> bool:
        returned = self._returned_to(event)
        return bool(returned) and returned[-1].value == event.value

    def _catch(self, event: Event) -> bool:
        raised = [self.events[seq] for seq in event.reads if self.events[seq].kind == "raise"]
        return bool(raised) and (raised[-1].name, raised[-1].value) == (event.name, event.value)

    def _bind(self, event: Event) -> bool:
        site = self._site_of(event)
        if site is None:
            return self._bound_by_statement(event, None)
        node = site.node
        path = self._unpacking(node)
        root = self.code.parents.get(id(path[-1].node if path else node))
        match root:
            case ast.Assign(value=value) | ast.NamedExpr(value=value) | ast.AnnAssign(value=ast.expr() as value):
                return self._agrees(event, event.value, lambda: taken(self._value_at(event, value), path))
            case ast.For() | ast.comprehension():
                return self._agrees(event, event.value, lambda: taken(self._pass_of(event), path))
            case ast.AugAssign():
                return self._same_as_read(event)
        return self._bound_by_statement(event, node)

    def _bound_by_statement(self, event: Event, node: ast.AST | None) -> bool:
        """What `def`, `class`, `with` and `except` give a name."""
        text = text_of(event)
        read = [self.events[seq] for seq in event.reads]
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                return text == f"<function {name}>"
            case ast.ClassDef(name=name):
                return text == f"<class {name}>"
        return any(
            (one.kind == "enter" and one.value == event.value)
            or (one.kind == "catch" and isinstance(one.value, Plain) and text == f"{one.name}({one.value.repr})")
            for one in read
        )

    def _unpacking(self, node: ast.AST) -> list[Taken]:
        """The steps from a target outwards to what it is unpacked from."""
        path: list[Taken] = []
        around = self.code.parents.get(id(node))
        while isinstance(around, ast.Tuple | ast.List | ast.Starred):
            if not isinstance(around, ast.Starred):
                path.append(Taken(around, node))
            node, around = around, self.code.parents.get(id(around))
        return path

    def _pass_of(self, event: Event) -> object:
        """The item of the pass that gave the variable its value."""
        told = [self.events[seq] for seq in event.reads if self.events[seq].kind == "iteration"]
        if len(told) != 1:
            raise NotEvaluable("which pass isn't told")
        return as_iterable(self.memory.value_of(told[0]))

    def _same_as_read(self, event: Event) -> bool:
        """The new value is that of the operation."""
        told = [self.events[seq] for seq in event.reads if self.events[seq].kind == "value"]
        same = [one for one in told if one.value == event.value]
        if len(told) == 1 and not same and event.name.isidentifier() and self._is_quiet(event, told[0].seq):
            raise Wrong(f"{shown(event.value)} is recorded, and {shown(told[0].value)} was read")
        return bool(same)

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
