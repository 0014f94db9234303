"""Derives the values of expressions: operators, fields, calls."""

import ast
import fractions
import re
from collections import deque

from tracecot.canonical import Constructed, NotPlain, canonical
from tracecot.evaluation import evaluate
from tracecot.execution import Event
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.asking import KINDS, is_callable, is_instance
from tracecot.traces.rederiving.calls import Given, given_of, is_lazy, receiver_after, result_of
from tracecot.traces.rederiving.classes import record_class
from tracecot.traces.rederiving.code import Site
from tracecot.traces.rederiving.deriving import FAILURES, Deriving, Wrong, event_place, shown
from tracecot.traces.rederiving.memory import FOREIGN, as_iterable, holds_objects
from tracecot.values import Plain

_ATTRIBUTES: dict[type, tuple[str, ...]] = {
    slice: ("start", "stop", "step"), range: ("start", "stop", "step"), complex: ("real", "imag"),
    int: ("real", "imag", "numerator", "denominator"), float: ("real", "imag"), deque: ("maxlen",),
    fractions.Fraction: ("numerator", "denominator"),
}  # fmt: skip


class Valuing(Deriving):
    """Derives `value` events."""

    def _value(self, event: Event) -> bool | None:
        site = self._site_of(event)
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
            case ast.Await():
                return self._awaited(event)
            case ast.YieldFrom(value=iterable):
                return self._delegated(event, iterable)
            case ast.ListComp(elt=element) as node:
                self._tells_elements(event, element)
                return self._agrees(event, event.value, lambda: self._evaluated(event, node, site))
            case ast.expr() as node:
                return self._agrees(event, event.value, lambda: self._evaluated(event, node, site))
        return False

    def _tells_elements(self, event: Event, element: ast.expr) -> None:
        """A list has as many elements as were told."""
        place = self.code.place_of[id(element)]
        told = sum(event_place(self.events[seq]) == place for seq in event.reads if self.events[seq].kind == "value")
        try:
            value = self.memory.value_of(event)
        except NotEvaluable:
            return
        if isinstance(element, ast.BinOp | ast.Call | ast.Subscript) and isinstance(value, list) and told != len(value):
            raise Wrong(f"{told} elements are told, and there are {len(value)}")

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

    def _awaited(self, event: Event) -> bool | None:
        """What a coroutine of the program returned."""
        returned = [self.events[seq] for seq in event.reads if self.events[seq].kind == "return"]
        if not returned:
            return False
        if returned[-1].value != event.value:
            raise Wrong(f"{shown(event.value)} is recorded, and the coroutine returned {shown(returned[-1].value)}")
        return None

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
        if self._asks_builtin(node, "print"):
            return self._agrees(event, event.value, lambda: None)
        if self._asks_builtin(node, "next", "isinstance", "type", "callable"):
            return self._agrees(event, event.value, lambda: self._asked(event, node))
        if isinstance(event.value, Plain) and event.value.repr in ("<generator>", "<coroutine>"):
            return None
        try:
            given = self._given(event, node)
        except NotEvaluable:
            return self._agrees(event, event.value, lambda: self._evaluated(event, node, site))
        self._notice_change(event, node, given)
        return self._agrees(event, event.value, lambda: result_of(self._function(event, node), given, self.code))

    def _notice_change(self, event: Event, node: ast.Call, given: Given) -> None:
        """A method that changes a variable's object must be followed by what the variable shows then."""
        if not isinstance(node.func, ast.Attribute) or not isinstance(node.func.value, ast.Name):
            return
        name = node.func.value.id
        try:
            after = canonical(receiver_after(node.func, given))
        except (NotEvaluable, NotPlain, *FAILURES):
            return
        if name in self.memory.frames[event.frame].names and after != canonical(given.receiver[0]):
            self.changing = name

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
            value = self.memory.variable(event.frame, self._site_of(event), node.func.id)
            named = re.fullmatch(r"<(method|function|class) (\w+)>", value.repr) if isinstance(value, Plain) else None
            if named and named[1] == "class":
                return ast.Name(named[2], ast.Load())
            if named:
                return ast.Attribute(node.func, named[2], ast.Load())
        return node.func

    def _given(self, event: Event, node: ast.Call) -> Given:
        is_kept = record_class(node.func, self.code) is not None
        is_kept = is_kept or (isinstance(event.value, Plain) and event.value.repr == "None")

        def items(name: str, handle: object) -> object:
            """What an iterator would give: that of a generator of the program has told it."""
            if is_kept:
                return handle  # it is put somewhere, and nothing is asked of it
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
            return self._made(event, node, last)
        function = self.code.functions.get(last.function)
        if isinstance(function, ast.FunctionDef) and function.decorator_list:
            return False
        is_named = isinstance(node.func, ast.Name | ast.Attribute) and name in ast.unparse(node.func)
        if is_named and last.value != event.value and self._is_quiet(event, last.seq):
            raise Wrong(f"{shown(event.value)} is recorded, and {last.function} returned {shown(last.value)}")
        return True

    def _made(self, event: Event, node: ast.Call, last: Event) -> bool:
        """Whether the object is as its `__init__` left it."""
        itself = next(iter(self.memory.frames[last.frame].names.values()), None)
        if itself is None or itself == event.value:
            return True
        own = self.code.classes.get(node.func.id) if isinstance(node.func, ast.Name) else None
        is_plain = own is not None and not own.bases and not own.keywords and not own.decorator_list
        if own is not None and is_plain and last.function == f"{own.name}.__init__" and self._is_quiet(event, last.seq):
            raise Wrong(f"{shown(event.value)} is recorded, and its __init__ left {shown(itself)}")
        return False

    def _makes_own(self, node: ast.Call) -> bool:
        return isinstance(node.func, ast.Name) and any(
            name.split(".")[-1] == node.func.id and _is_generator(function)
            for name, function in self.code.functions.items()
        )


def _is_generator(function: ast.AST) -> bool:
    return not isinstance(function, ast.Lambda) and any(
        isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)
    )
