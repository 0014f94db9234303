"""Walks through a trace: each event must follow from those before it, or can't be told; or it is wrong."""

import ast
import copy
import fractions
import re
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from tracecot.canonical import Constructed, NotPlain, canonical
from tracecot.evaluation import UNKNOWN, evaluate
from tracecot.execution import Event, EventKind, Trace
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.asking import KINDS, is_callable, is_instance
from tracecot.traces.rederiving.calls import Given, given_of, is_lazy, printed, receiver_after, result_of
from tracecot.traces.rederiving.changing import assigned, deleted, path_of, replaced
from tracecot.traces.rederiving.classes import record_class
from tracecot.traces.rederiving.code import Code, Loop, Site
from tracecot.traces.rederiving.memory import FOREIGN, Frame, Memory, as_iterable, holds_objects, holds_sets, is_handle
from tracecot.traces.rederiving.order import Place
from tracecot.traces.rederiving.records import Disagreement, Rederivation
from tracecot.values import Plain, Value

#: What an operation on recorded data may raise: then the step can't be told from values.
_FAILURES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, MemoryError)
_EVENTED = (
    ast.BinOp, ast.BoolOp, ast.Compare, ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.ListComp, ast.SetComp,
    ast.DictComp, ast.IfExp,
)  # fmt: skip


_SHOWING_ORDER = (
    ast.Call, ast.ListComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr, ast.Starred, ast.List, ast.Tuple,
)  # fmt: skip
_ATTRIBUTES: dict[type, tuple[str, ...]] = {
    slice: ("start", "stop", "step"), range: ("start", "stop", "step"), complex: ("real", "imag"),
    int: ("real", "imag", "numerator", "denominator"), float: ("real", "imag"), deque: ("maxlen",),
    fractions.Fraction: ("numerator", "denominator"),
}  # fmt: skip


class Wrong(Exception):
    """An event contradicts what is known."""


def rederive(code: Code, trace: Trace) -> Rederivation:
    """What follows of the trace's events, from the program's text and the values recorded before each."""
    return _Walk(code, trace).result()


@dataclass(slots=True)
class _Loop:
    """One execution of a loop."""

    node: Loop | ast.comprehension
    frame: int
    start: int  # the seq of its first pass
    passes: int = 0
    items: "list[object] | None" = None  # what it goes over, if that can be told
    from_set: bool = False
    taken: "list[str] | None" = None


class _Walk:
    def __init__(self, code: Code, trace: Trace) -> None:
        self.code = code
        self.trace = trace
        self.events = trace.events
        self.memory = Memory(code, trace.events)
        self.found = Rederivation()
        self.loops: dict[int, _Loop] = {}
        self.ranks: dict[int, tuple[int, Site]] = {}  # by frame: where in its order it has got to
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
        site = self.code.sites.get(_place(event))
        self._in_order(event, site)
        derive = self.derive.get(event.kind)
        outcome = derive(event) if derive else None
        if outcome is not None:
            self.found.events[event.kind] += 1
            self.found.derived[event.kind] += outcome
        self._remember(event, site)

    # What is recorded

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
                frame.latest[_place(event)] = event.seq
            case "branch":
                frame.truths[_place(event)] = event.seq
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

    # Order

    def _in_order(self, event: Event, site: Site | None) -> None:
        """Within a frame, a step back is made by a loop's next turn alone."""
        role = {"value": "value", "branch": "value", "bind": "bind", "iteration": "turn"}.get(event.kind)
        if role is None or site is None or site.comprehensions or role not in site.rank:
            return
        rank = site.rank[role]
        before = self.ranks.get(event.frame)
        again = event.kind == "branch"  # the truth of a value that was told
        if before is not None and not (before[0] < rank or (again and before[0] == rank)):
            around = (*before[1].loops, *before[1].headers)
            if not any(loop in around for loop in site.headers):
                raise Wrong("it stands before what was told already")
        self.ranks[event.frame] = rank, site

    # Comparing

    def _agrees(
        self, event: Event, recorded: Value | None, make: Callable[[], object], since: int | None = None
    ) -> bool:
        """Whether what follows is what is recorded; False where nothing can be told.

        Raises:
            Wrong: something else follows.
        """
        try:
            if not isinstance(recorded, Plain):
                return False
            text = canonical(make())
        except (NotEvaluable, NotPlain, *_FAILURES):
            return False
        if text == recorded.repr or (recorded.type.startswith("dict_") and recorded.repr == f"{recorded.type}({text})"):
            return True
        if self._is_quiet(event, since):
            raise Wrong(f"{recorded.repr[:200]} is recorded, and {text[:200]} follows")
        return False

    def _is_quiet(self, event: Event, since: int | None) -> bool:
        """Whether nothing can have changed between the first thing that the event read and the event."""
        if since is None:
            inside = [
                seq for seq in event.reads if self.events[seq].kind == "value" and _within(self.events[seq], event)
            ]
            since = min(inside, default=event.seq)
        return not any(
            one.kind in ("mutate", "bind") or one.frame != event.frame for one in self.events[since + 1 : event.seq]
        )

    # Evaluating

    def _evaluated(self, event: Event, node: ast.expr, site: Site | None) -> object:
        """The expression's value, from its parts' recorded values.

        Raises:
            NotEvaluable: it can't be told.
            Wrong: a part of it is not recorded that must be.
        """
        objects = sets = False

        def look_up(name: str) -> object:
            nonlocal objects, sets
            value = self.memory.look_up(event.frame, site, name)
            objects, sets = objects or holds_objects(value), sets or holds_sets(value)
            return value

        def known(part: ast.expr) -> object:
            nonlocal objects, sets
            told = self.memory.fresh(event.frame, part, event.reads)
            if told is None and (truth := self._truth_told(event, part)) is not None:
                return truth
            if told is None:
                if isinstance(part, _EVENTED) and id(part) in self.code.place_of and not _is_folded(part):
                    raise NotEvaluable(f"nothing is recorded of {ast.unparse(part)}")
                return UNKNOWN
            value = as_iterable(self.memory.value_of(told))
            if is_handle(value) and isinstance(part, ast.GeneratorExp | ast.Lambda | ast.Call):
                return UNKNOWN  # what it gives is told by what it is made of
            objects, sets = objects or holds_objects(value), sets or holds_sets(value)
            return value

        value = evaluate(node, look_up, known)
        if objects and not _is_passing(node):
            raise NotEvaluable("objects of the program")
        return value

    def _value_at(self, event: Event, node: ast.expr) -> object:
        """The value of an expression that the event read: as it was told, or as its parts give it."""
        told = self.memory.fresh(event.frame, node, event.reads)
        if told is not None:
            return as_iterable(self.memory.value_of(told))
        return self._evaluated(event, node, self.code.sites.get(self.code.place_of.get(id(node), (0, 0, 0, 0))))

    def _truth_told(self, event: Event, part: ast.expr) -> bool | None:
        """Whether the test of a conditional expression was true, as it was told."""
        parent = self.code.parents.get(id(part))
        if not isinstance(parent, ast.IfExp) or parent.test is not part:
            return None
        seq = self.memory.frames[event.frame].truths.get(self.code.place_of[id(part)])
        value = None if seq is None else self.events[seq].value
        return value.repr == "True" if isinstance(value, Plain) else None

    # Kinds of events

    def _value(self, event: Event) -> bool | None:
        site = self.code.sites.get(_place(event))
        if site is None:
            return False
        match site.node:
            case ast.AugAssign() as changing:
                return self._agrees(event, event.value, lambda: self._augmented(event, changing, site))
            case ast.Call() as call:
                return self._called(event, call, site)
            case ast.Lambda() | ast.GeneratorExp():
                return None  # nothing is told of it but that it was made
            case ast.Attribute() as field if self.code.dotted(field):
                return None  # something of the library
            case ast.Tuple(elts=elements) if elements and all(map(self._is_class, elements)):
                return None  # constants
            case ast.Attribute() as field:
                return self._agrees(event, event.value, lambda: self._attribute(event, field, site))
            case ast.Compare(ops=[ast.Is() | ast.IsNot()]) as comparison:
                return self._agrees(event, event.value, lambda: self._identity(event, comparison))
            case ast.YieldFrom(value=iterable):
                return self._delegated(event, iterable)
            case ast.expr() as node:
                return self._agrees(event, event.value, lambda: self._evaluated(event, node, site))
        return False

    def _is_class(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and (
            self.code.dotted(node) != ""
            or (self.code.is_builtin(node.id) and node.id in KINDS)
            or node.id in self.code.own
        )

    def _attribute(self, event: Event, node: ast.Attribute, site: Site) -> object:
        """An object's field, or what every value of a builtin type has."""
        owner = self._value_at(event, node.value)
        if isinstance(owner, Constructed):
            return self._evaluated(event, node, site)
        if node.attr in _ATTRIBUTES.get(type(owner), ()):
            return getattr(owner, node.attr)
        text = event.value.repr if isinstance(event.value, Plain) else ""
        if text in (f"<function {node.attr}>", f"<method {node.attr}>") and callable(getattr(type(owner), node.attr)):
            return Constructed(text, called=False)
        raise NotEvaluable("an unknown attribute")

    def _identity(self, event: Event, node: ast.Compare) -> bool:
        """Whether two values are one, where that can be told."""
        left, right = (self._value_at(event, part) for part in (node.left, node.comparators[0]))
        wanted = isinstance(node.ops[0], ast.Is)
        singles = (None, True, False, ...)
        for one, other in ((left, right), (right, left)):
            if any(one is single for single in singles):
                return (other is one) is wanted
            if one is FOREIGN and not holds_objects(other):
                return not wanted  # data is no object of the program's
        raise NotEvaluable("identity can't be told from values")

    def _delegated(self, event: Event, iterable: ast.expr) -> bool | None:
        """What `yield from` gives in the end: nothing, of data; of a generator of the program what it returned."""
        returned = [self.events[seq] for seq in event.reads if self.events[seq].kind == "return"]
        if returned:
            return None

        def nothing() -> None:
            if holds_objects(self._value_at(event, iterable)):
                raise NotEvaluable("not data")

        return self._agrees(event, event.value, nothing)

    def _augmented(self, event: Event, node: ast.AugAssign, site: Site) -> object:
        left = self._evaluated(event, node.target, site)
        right = self._value_at(event, node.value)
        if isinstance(left, list) and isinstance(node.op, ast.Add):
            return [*left, *as_iterable(right)]  # type: ignore[misc]
        if holds_objects(left) or holds_objects(right):
            raise NotEvaluable("objects of the program")
        values = {"left": left, "right": right}
        made = ast.BinOp(ast.Name("left", ast.Load()), node.op, ast.Name("right", ast.Load()))
        return evaluate(made, lambda name: values[name])

    def _called(self, event: Event, node: ast.Call, site: Site) -> bool | None:
        own = self._own_call(event, node)
        if own is not None:
            return None
        if (record := record_class(node.func, self.code)) is not None:
            return self._agrees(event, event.value, lambda: record.made(self._given(event, node)))
        if is_lazy(node.func, self.code) and isinstance(event.value, Plain) and event.value.repr.startswith("<"):
            return None
        if self._asks_builtin(node, "next", "isinstance", "type", "callable"):
            return self._agrees(event, event.value, lambda: self._asked(event, node))
        if isinstance(event.value, Plain) and event.value.repr == "<generator>":
            return None
        try:
            given = self._given(event, node)
        except NotEvaluable:
            return self._agrees(event, event.value, lambda: self._evaluated(event, node, site))
        return self._agrees(event, event.value, lambda: result_of(self._function(event, node), given, self.code))

    def _asks_builtin(self, node: ast.Call, *names: str) -> bool:
        return isinstance(node.func, ast.Name) and node.func.id in names and self.code.is_builtin(node.func.id)

    def _asked(self, event: Event, node: ast.Call) -> object:
        """What builtins give that ask a value for its kind, or an iterator for its next element."""
        assert isinstance(node.func, ast.Name)
        before, values = self.events[event.seq - 1], [value for _, value in event.args]
        match node.func.id:
            case "next":
                if before.kind == "yield" and before.frame != event.frame:
                    return self.memory.value_of(before)
            case "type":
                if len(values) == 1:
                    return Constructed(f"<class {values[0].type}>", called=False)
            case "callable":
                return is_callable(self.memory.readings.of(values[0]))
            case "isinstance":
                return is_instance(values[0], self.memory.readings.of(values[0]), node.args[1], self.code)
        raise NotEvaluable("it can't be told from values")

    def _function(self, event: Event, node: ast.Call) -> ast.expr:
        """The function as the table knows it; a method that was taken from its object before has another name."""
        if isinstance(node.func, ast.Name):
            value = self.memory.variable(event.frame, self.code.sites.get(_place(event)), node.func.id)
            named = re.fullmatch(r"<(method|function|class) (\w+)>", value.repr) if isinstance(value, Plain) else None
            if named and named[1] == "class":
                return ast.Name(named[2], ast.Load())
            if named:
                return ast.Attribute(node.func, named[2], ast.Load())
        return node.func

    def _given(self, event: Event, node: ast.Call) -> Given:
        keeps = (
            isinstance(node.func, ast.Attribute)
            or record_class(node.func, self.code) is not None
            or (isinstance(event.value, Plain) and event.value.repr == "None")
        )

        def items(name: str, handle: object) -> object:
            """What an iterator would give: that of a generator of the program has told it."""
            if keeps:
                return handle  # a method that puts it somewhere
            if not name.isdigit() or int(name) >= len(node.args) or any(isinstance(a, ast.Starred) for a in node.args):
                raise NotEvaluable("no data")
            return self._yielded(event, node.args[int(name)])

        return given_of(event, self.memory.readings, items)

    def _yielded(self, event: Event, argument: ast.expr) -> list[object]:
        """What the generator that the argument made has handed out."""
        told = self.memory.fresh(event.frame, argument, event.reads)
        if told is None or not isinstance(argument, ast.Call) or not isinstance(told.value, Plain):
            raise NotEvaluable("no data")
        if told.value.repr != "<generator>":
            raise NotEvaluable("no data")
        name = argument.func.attr if isinstance(argument.func, ast.Attribute) else getattr(argument.func, "id", "")
        begun = [
            frame for frame in self.memory.frames.values()
            if frame.call.seq > told.seq and frame.function.split(".")[-1] == name
        ]  # fmt: skip
        if len(begun) != 1 or begun[0].returned is None:
            raise NotEvaluable("which generator isn't told")
        return [self.memory.value_of(self.events[seq]) for seq in begun[0].yielded]

    def _own_call(self, event: Event, node: ast.Call) -> bool | None:
        """Whether a function of the program gave the value; None when it was none.

        Raises:
            Wrong: it gave another.
        """
        returned = [self.events[seq] for seq in event.reads if self.events[seq].kind == "return"]
        returned = [one for one in returned if one.frame != event.frame]
        if not returned:
            return True if self._makes_own(node) else None
        last = returned[-1]
        name = last.function.split(".")[-1]
        if name in ("__init__", "__post_init__", "__new__"):
            self_ = next(iter(self.memory.frames[last.frame].names.items()), None)
            return self_ is None or name != "__init__" or self_[1] == event.value
        function = self.code.functions.get(last.function)
        if isinstance(function, ast.FunctionDef) and function.decorator_list:
            return False
        is_named = isinstance(node.func, ast.Name | ast.Attribute) and name in ast.unparse(node.func)
        if is_named and last.value != event.value and self._is_quiet(event, last.seq):
            raise Wrong(f"{_shown(event.value)} is recorded, and {last.function} returned {_shown(last.value)}")
        return True

    def _makes_own(self, node: ast.Call) -> bool:
        return isinstance(node.func, ast.Name) and any(
            name.split(".")[-1] == node.func.id and _is_generator(function)
            for name, function in self.code.functions.items()
        )

    def _call(self, event: Event) -> None:
        if event.seq == 0 and event.frame != 1:
            raise Wrong("the first frame is missing")

    def _return(self, event: Event) -> None:
        site = self.code.sites.get(_place(event))
        if site is None or event.value is None or not event.text:
            return
        self._handed_on(event, site)

    def _hands_on(self, event: Event) -> None:
        site = self.code.sites.get(_place(event))
        if site is not None:
            self._handed_on(event, site)

    def _handed_on(self, event: Event, site: Site) -> None:
        """What is handed on is what was told before."""
        if isinstance(site.node, ast.expr) and not isinstance(site.node, ast.Constant):
            node = site.node
            self._agrees(event, event.value, lambda: self._value_at(event, node))

    def _bind(self, event: Event) -> None:
        site = self.code.sites.get(_place(event))
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
            raise Wrong(f"{_shown(event.value)} is recorded, and {_shown(told[0].value)} was read")

    def _branch(self, event: Event) -> bool:
        site = self.code.sites.get(_place(event))
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

    # Loops

    def _iteration(self, event: Event) -> bool:
        node = self.code.loops.get(_place(event))
        if node is None or event.loop is None or event.pass_ is None:
            return False
        loop = self.loops.get(event.loop)
        if loop is None:
            loop = self.loops[event.loop] = _Loop(node, event.frame, event.seq)
            if not isinstance(node, ast.While):
                self._goes_over(loop, event, node.iter)
        loop.passes += 1
        if event.pass_ != loop.passes:
            raise Wrong(f"pass {event.pass_} is recorded, and it is pass {loop.passes}")
        if isinstance(loop.node, ast.While):
            return self._is_while_pass(event)
        return self._agrees(event, event.value, lambda: self._item(event, loop), loop.start)

    def _goes_over(self, loop: _Loop, event: Event, iterable: ast.expr) -> None:
        try:
            value = self._value_at(event, iterable)
            loop.from_set = isinstance(value, set | frozenset)
            loop.items = list(value)  # type: ignore[call-overload]
            loop.taken = []
        except (NotEvaluable, *_FAILURES):
            loop.items = None

    def _item(self, event: Event, loop: _Loop) -> object:
        """The item of this pass."""
        before = self.events[event.seq - 1]
        if before.kind == "yield" and before.frame != event.frame:
            return self.memory.value_of(before)
        if loop.items is None:
            raise NotEvaluable("no data")
        if loop.from_set:
            item = self.memory.value_of(event)
            assert loop.taken is not None
            if item in loop.items and canonical(item) not in loop.taken:
                loop.taken.append(canonical(item))
                return item
            raise NotEvaluable("not of the set")
        items = self._items_now(event, loop)
        if loop.passes > len(items):
            raise NotEvaluable("past its end")
        return items[loop.passes - 1]

    def _items_now(self, event: Event, loop: _Loop) -> list[object]:
        """What the loop goes over: a list may have changed since it began."""
        iterable = None if isinstance(loop.node, ast.While) else loop.node.iter
        frame = self.memory.frames[event.frame]
        if isinstance(iterable, ast.Name) and frame.bound.get(iterable.id, -1) < loop.start:
            now = self.memory.look_up(event.frame, self.code.sites.get(_place(event)), iterable.id)
            if isinstance(now, list):
                return now
        assert loop.items is not None
        return loop.items

    def _is_while_pass(self, event: Event) -> bool:
        branch = self.events[event.reads[-1]] if event.reads else None
        if branch is None or branch.kind != "branch":
            return False
        if not isinstance(branch.value, Plain) or branch.value.repr != "True":
            raise Wrong("a pass begins though its condition was false")
        return True

    def _loop_end(self, event: Event) -> bool:
        loop = self.loops.get(event.loop) if event.loop is not None else None
        if loop is None:
            return event.pass_ == 0
        if event.pass_ != loop.passes:
            raise Wrong(f"{event.pass_} passes are recorded, and there were {loop.passes}")
        if isinstance(loop.node, ast.While):
            return event.why != "exhausted" or self._was_false(event, loop.node)
        before = self.events[event.seq - 1]
        if event.why == "exhausted" and before.kind == "return" and before.frame != event.frame:
            return True  # the generator that it goes over came to its end
        if loop.items is None:
            return False
        items = self._items_now(event, loop)
        if event.why == "exhausted" and loop.passes != len(items):
            if self._is_quiet(event, loop.start):
                raise Wrong(f"it ends after {loop.passes} of {len(items)}")
            return False
        return loop.passes <= len(items)

    def _was_false(self, event: Event, node: ast.While) -> bool:
        """Whether the condition was last found false."""
        for one in reversed(self.events[: event.seq]):
            if one.frame == event.frame and one.kind == "branch" and one.why == "while":
                return isinstance(one.value, Plain) and one.value.repr == "False"
        return False

    # Changes in place

    def _mutate(self, event: Event) -> bool:
        try:
            wholes, is_sure = self._after_change(event)
            texts = [canonical(_sorted_fields(whole)) for whole in wholes]
            recorded = canonical(_sorted_fields(self.memory.value_of(event)))
        except (NotEvaluable, NotPlain, *_FAILURES):
            return False
        if recorded in texts:
            return True
        if is_sure and texts:
            raise Wrong(f"{_shown(event.value)} is recorded, and {texts[0][:200]} follows")
        return False

    def _after_change(self, event: Event) -> tuple[list[object], bool]:
        """What the variable's value may be now, and whether it can be nothing else."""
        before = self.memory.variable(event.frame, self.code.sites.get(_place(event)), event.name)
        cause = next(
            (self.events[seq] for seq in reversed(event.reads) if self._is_cause(self.events[seq], event)), None
        )
        if before is None or cause is None:
            raise NotEvaluable("nothing is known of it")
        whole = self.memory.readings.of(before)
        match cause.kind:
            case "bind":
                return self._assigned(event, cause, whole)
            case "delete":
                name, path = path_of(cause.name)
                return ([deleted(whole, path)], len(path) == 1) if name == event.name else ([], False)
            case "value":
                return self._after_call(event, cause, whole)
        raise NotEvaluable("no cause that can be told")

    def _is_cause(self, one: Event, event: Event) -> bool:
        return one.kind in ("bind", "delete", "value") and (_place(one) == _place(event) or one.seq == event.seq - 1)

    def _assigned(self, event: Event, cause: Event, whole: object) -> tuple[list[object], bool]:
        name, path = path_of(cause.name)
        value = self.memory.value_of(cause)
        if not path:
            raise NotEvaluable("a name got a value")
        if name == event.name:
            return [assigned(whole, path, value)], len(path) == 1
        owner = self.memory.variable(cause.frame, self.code.sites.get(_place(cause)), name)
        if owner is None:
            raise NotEvaluable("nothing is known of it")
        return self._elsewhere(whole, owner, path, value), False

    def _elsewhere(self, whole: object, owner: Value, path: list[tuple[str, object]], value: object) -> list[object]:
        """Another name shows the object that changed, or something that holds it."""
        now = self.memory.readings.of(owner)  # it was told already, if its own change came first
        return [now] if canonical(now) != canonical(whole) else [assigned(whole, path, value)]

    def _after_call(self, event: Event, cause: Event, whole: object) -> tuple[list[object], bool]:
        site = self.code.sites.get(_place(cause))
        if site is not None and isinstance(site.node, ast.Subscript):
            return self._filled(cause, site.node, whole), False
        if site is None or not isinstance(site.node, ast.Call):
            raise NotEvaluable("no call")
        node = site.node
        if self._own_call(cause, node):
            return self._changed_within(event), False
        given = self._given(cause, node)
        after = receiver_after(self._function(cause, node), given)
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        is_sure = isinstance(owner, ast.Name) and owner.id == event.name and cause.frame == event.frame
        return list(replaced(whole, given.receiver[0], after)), is_sure

    def _filled(self, cause: Event, node: ast.Subscript, whole: object) -> list[object]:
        """A `defaultdict` makes what it is asked for."""
        owner = self._value_at(cause, node.value)
        if not isinstance(owner, defaultdict) or owner.default_factory is None:
            raise NotEvaluable("reading changes nothing")
        after = copy.deepcopy(owner)
        after[self._value_at(cause, node.slice)] = owner.default_factory()
        return list(replaced(whole, owner, after))

    def _changed_within(self, event: Event) -> list[object]:
        """What the program's own function did to it was told in its own frame."""
        for frame in self.memory.frames.values():
            if (
                any(value == event.value for value in frame.names.values())
                and frame is not self.memory.frames[event.frame]
            ):
                return [self.memory.value_of(event)]
        raise NotEvaluable("not told")

    # Exceptions and output

    def _raise(self, event: Event) -> bool:
        if any(self.events[seq].kind == "raise" for seq in event.reads):
            return any(
                one.kind == "raise" and (one.name, one.value) == (event.name, event.value)
                for one in (self.events[seq] for seq in event.reads)
            )
        statement = self.code.raises.get(_place(event))
        site = self.code.sites.get(_place(event))
        if statement is not None and statement.exc is not None:
            return self._raised_by_statement(event, statement.exc)
        if site is None or not isinstance(site.node, ast.expr):
            return False
        try:
            self._evaluated(event, site.node, site)
        except NotEvaluable as error:
            return error.error == event.name
        except _FAILURES as error:
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
        site = self.code.sites.get(_place(event))
        if site is None or not isinstance(site.node, ast.Call):
            return False
        node = site.node
        if not isinstance(node.func, ast.Name) or node.func.id != "print" or not self.code.is_builtin("print"):
            return False

        def text() -> str:
            following = copy.copy(self.events[event.seq + 1])
            if following.kind != "value" or _place(following) != _place(event):
                raise NotEvaluable("the call isn't told")
            given = given_of(following, self.memory.readings, lambda _, __: FOREIGN)
            return printed(given.positional, given.named.get("sep", " "), given.named.get("end", "\n"))

        return self._agrees(event, event.value, text)


def _place(event: Event) -> Place:
    return event.line, event.col, event.end_line, event.end_col


def _first(pair: tuple[str, object]) -> str:
    return pair[0]


def _sorted_fields(value: object) -> object:
    """The value with its objects' fields by name: `__slots__` show theirs in an order of their own."""
    match value:
        case Constructed(name, arguments, fields, called) if fields:
            return Constructed(
                name, tuple(map(_sorted_fields, arguments)),
                tuple(sorted([(each, _sorted_fields(held)) for each, held in fields], key=_first)), called,
            )  # fmt: skip
        case list() | tuple() if type(value) in (list, tuple):
            return type(value)(map(_sorted_fields, value))
    return value


def _within(inner: Event, outer: Event) -> bool:
    return (outer.line, outer.col) <= (inner.line, inner.col) and (inner.end_line, inner.end_col) <= (
        outer.end_line, outer.end_col,
    )  # fmt: skip


def _shown(value: Value | None) -> str:
    return value.repr[:200] if isinstance(value, Plain) else "something"


def _is_folded(node: ast.expr) -> bool:
    """Whether it holds constants alone: it may have been told or not."""
    return all(
        isinstance(part, ast.Constant | ast.operator | ast.unaryop | ast.expr_context) for part in ast.walk(node)
    ) or isinstance(node, ast.Tuple)


def _is_passing(node: ast.expr) -> bool:
    """Whether the expression puts objects somewhere, or takes them from somewhere, without asking them anything."""
    match node:
        case ast.Compare(ops=ops):
            return all(isinstance(op, ast.Is | ast.IsNot) for op in ops)
        case ast.Subscript() | ast.Attribute() | ast.List() | ast.Tuple() | ast.Dict() | ast.Name() | ast.Starred():
            return True
    return False


def _is_generator(function: ast.AST) -> bool:
    return not isinstance(function, ast.Lambda) and any(
        isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)
    )
