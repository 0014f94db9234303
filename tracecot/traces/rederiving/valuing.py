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
from tracecot.traces.rederiving.deriving import FAILURES, Deriving, Wrong, event_place, shown, text_of
from tracecot.traces.rederiving.handing import Bound, handed, listed
from tracecot.traces.rederiving.memory import FOREIGN, Frame, as_iterable, holds_objects
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
            case ast.Lambda():
                return self._compared(text_of(event) == "<function <lambda>>")
            case ast.GeneratorExp():
                return self._compared(text_of(event) == "<generator>")
            case ast.Attribute(attr=name) as field if self.code.dotted(field):
                return self._compared(text_of(event) in (f"<function {name}>", f"<class {name}>", f"<module {name}>"))
            case ast.Tuple(elts=elements) if elements and all(map(self._is_class, elements)):
                texts = [f"<class {each.id}>" for each in elements if isinstance(each, ast.Name)]
                return self._compared(text_of(event) == canonical(tuple(map(_handle, texts))))
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
        text = text_of(event)
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
        returned = self._returned_to(event)
        if not returned:
            return False
        is_same = any(one.value == event.value for one in returned)
        is_own = isinstance(self.code.functions.get(returned[0].function), ast.AsyncFunctionDef)
        if len(returned) == 1 and is_own and not is_same:
            raise Wrong(f"{shown(event.value)} is recorded, and the coroutine returned {shown(returned[0].value)}")
        return self._compared(is_same)

    def _delegated(self, event: Event, iterable: ast.expr) -> bool | None:
        """What `yield from` gives in the end: nothing, of data; of a generator of the program what it returned."""
        if returned := self._returned_to(event):
            return self._compared(returned[-1].value == event.value)

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
            return self._compared(own)
        if (record := record_class(node.func, self.code)) is not None:
            return self._agrees(event, event.value, lambda: record.made(self._given(event, node)))
        if is_lazy(node.func, self.code) and text_of(event).startswith("<"):
            return None  # nothing is told of it but that it was made
        if self._asks_builtin(node, "print"):
            return self._agrees(event, event.value, lambda: None)
        if self._asks_builtin(node, "next", "isinstance", "type", "callable"):
            return self._agrees(event, event.value, lambda: self._asked(event, node))
        if text_of(event) in ("<generator>", "<coroutine>"):
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
        is_kept = record_class(node.func, self.code) is not None or text_of(event) == "None"

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
        """Whether a function of the program gave the value, if that can be told; None when it was none.

        Raises:
            Wrong: it gave another, or was given something else.
        """
        returned = self._returned_to(event)
        if not returned or self._is_foreign(event, node):
            return None
        last = returned[-1]
        self._match(self.memory.frames[last.frame], event)
        name = last.function.split(".")[-1]
        if name in ("__init__", "__post_init__", "__new__"):
            return self._made(event, node, last)
        if isinstance(self.code.functions.get(last.function), ast.Lambda):
            return last.value == event.value
        if self.code.is_decorated(last.function):
            return False
        is_named = isinstance(node.func, ast.Name | ast.Attribute) and name in ast.unparse(node.func)
        if is_named and last.value != event.value and self._is_quiet(event, last.seq):
            raise Wrong(f"{shown(event.value)} is recorded, and {last.function} returned {shown(last.value)}")
        return last.value == event.value

    def _is_foreign(self, event: Event, node: ast.Call) -> bool:
        """Whether it is a builtin or a method of data that is called, whatever functions of the program it calls."""
        receiver = next((value for name, value in event.args if name == "self"), None)
        if receiver is not None:
            return isinstance(receiver, Plain) and receiver.type not in self.code.own
        return isinstance(node.func, ast.Name) and self.code.is_builtin(node.func.id)

    def _handed_to(self, frame: Frame, event: Event) -> Bound | None:
        """The parameters that the frame has if the call of this event began it; None if it didn't, or can't be told."""
        site = self._site_of(event)
        node = site.node if site else None
        if not isinstance(node, ast.Call) or self._name_called(event, node) != _short(frame.function):
            return None
        return handed(self.code.functions.get(frame.function), event, frame.call)

    def _name_called(self, event: Event, node: ast.Call) -> str:
        """The function's own name; that of the function which a variable holds, where it is called by a variable."""
        match node.func:
            case ast.Name(id=name):
                value = self.memory.variable(event.frame, self._site_of(event), name)
                held = re.fullmatch(r"<function (.+)>", value.repr) if isinstance(value, Plain) else None
                return held[1] if held else name
            case ast.Attribute(attr=name):
                return name
        return ""

    def _match(self, frame: Frame, event: Event) -> None:
        """A frame whose call came back with this event has the arguments that the call was given.

        Raises:
            Wrong: it has others.
        """
        given = self._handed_to(frame, event)
        if given == frame.call.args:
            frame.is_matched = True
            return
        own = 1 if frame.function.endswith(".__init__") else 0  # the new object shows what its class gave it
        if given is not None and given[own:] != frame.call.args[own:] and self._is_direct(frame, event):
            raise Wrong(f"{frame.function} is called with {listed(given)}, and has {listed(frame.call.args)}")

    def _is_direct(self, frame: Frame, event: Event) -> bool:
        """Whether nothing stands between the call and the frame."""
        return not self.code.is_decorated(frame.function) and frame.call.depth == event.depth + 1

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


def _short(function: str) -> str:
    """What a function is called by: `P` for `P.__init__`."""
    parts = function.split(".")
    return parts[-2] if parts[-1] == "__init__" and len(parts) > 1 else parts[-1]


def _handle(text: str) -> Constructed:
    return Constructed(text, called=False)
