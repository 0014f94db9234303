"""What all derivations share: an expression's value from its parts, and comparing it with what is recorded."""

import ast
import re
from collections.abc import Callable

from tracecot.canonical import NotPlain, canonical
from tracecot.evaluation import UNKNOWN, evaluate
from tracecot.execution import Event, Trace
from tracecot.operations import BUILTINS, NotEvaluable
from tracecot.traces.rederiving.code import Code, Site
from tracecot.traces.rederiving.memory import Memory, as_iterable, holds_objects, holds_sets, is_handle
from tracecot.traces.rederiving.order import Place
from tracecot.traces.rederiving.records import Rederivation
from tracecot.values import Plain, Value

#: What an operation on recorded data may raise: then the step can't be told from values.
FAILURES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, MemoryError)
_EVENTED = (
    ast.BinOp, ast.BoolOp, ast.Compare, ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.ListComp, ast.SetComp,
    ast.DictComp, ast.IfExp,
)  # fmt: skip
_FORMATTED = re.compile(r"(?i)(f|fr|rf)['\"]")


class Wrong(Exception):
    """An event contradicts what is known."""


class Deriving:
    """One trace and what is known of it so far."""

    def __init__(self, code: Code, trace: Trace) -> None:
        self.code = code
        self.trace = trace
        self.found = Rederivation()
        self.events = trace.events
        self.memory = Memory(code, trace.events)
        self.changing = ""  # the variable of which the next event must tell that its object changed

    def _site_of(self, event: Event) -> Site | None:
        """What stands at the event's place; before 3.12 the parts of an f-string are told at the place of the whole."""
        site = self.code.sites.get(event_place(event))
        if site is not None and isinstance(site.node, ast.JoinedStr):
            within = (ast.unparse(part) for part in ast.walk(site.node) if part is not site.node and _is_text(part))
            if not _FORMATTED.match(event.text) or event.text in within:
                return None
        return site

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
        except (NotEvaluable, NotPlain, *FAILURES):
            return False
        if text == recorded.repr or (recorded.type.startswith("dict_") and recorded.repr == f"{recorded.type}({text})"):
            return True
        if self._is_quiet(event, since) and self.memory.readings.is_readable(recorded):
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
            if (told is None or is_handle(self.memory.value_of(told))) and self._is_shadowed(part):
                raise NotEvaluable(f"{ast.unparse(part)} calls no builtin")
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
        if sets and _shows_order(node):
            raise NotEvaluable("the order of a set")
        return value

    def _is_shadowed(self, node: ast.expr) -> bool:
        """Whether it calls by the name of a builtin what the program gave that name to."""
        match node:
            case ast.Call(func=ast.Name(id=name)):
                return name in BUILTINS and not self.code.is_builtin(name)
        return False

    def _truth_told(self, event: Event, part: ast.expr) -> bool | None:
        """Whether the test of a conditional expression was true, as it was told."""
        parent = self.code.parents.get(id(part))
        if not isinstance(parent, ast.IfExp) or parent.test is not part:
            return None
        seq = self.memory.frames[event.frame].truths.get(self.code.place_of[id(part)])
        value = None if seq is None else self.events[seq].value
        return value.repr == "True" if isinstance(value, Plain) else None

    def _value_at(self, event: Event, node: ast.expr) -> object:
        """The value of an expression that the event read: as it was told, or as its parts give it."""
        told = self.memory.fresh(event.frame, node, event.reads)
        if told is not None:
            return as_iterable(self.memory.value_of(told))
        return self._evaluated(event, node, self.code.sites.get(self.code.place_of.get(id(node), (0, 0, 0, 0))))

    def _compared(self, is_same: bool) -> bool | None:
        """An event that only hands on a value was compared, or could not be: it doesn't count either way."""
        self.found.untold += not is_same
        return None

    def _returned_to(self, event: Event) -> list[Event]:
        """The ends of other frames that the event reads, in order."""
        read = [self.events[seq] for seq in event.reads]
        return [one for one in read if one.kind == "return" and one.frame != event.frame]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr)


def event_place(event: Event) -> Place:
    """Where the event's source stands."""
    return event.line, event.col, event.end_line, event.end_col


def text_of(event: Event) -> str:
    """The recorded text of the value; nothing where it wasn't kept."""
    return event.value.repr if isinstance(event.value, Plain) else ""


def shown(value: Value | None) -> str:
    """The value for a message."""
    return value.repr[:200] if isinstance(value, Plain) else "something"


def _within(inner: Event, outer: Event) -> bool:
    return (outer.line, outer.col) <= (inner.line, inner.col) and (inner.end_line, inner.end_col) <= (
        outer.end_line, outer.end_col,
    )  # fmt: skip


def _is_folded(node: ast.expr) -> bool:
    """Whether it holds constants alone: it may have been told or not."""
    return all(
        isinstance(part, ast.Constant | ast.operator | ast.unaryop | ast.expr_context) for part in ast.walk(node)
    ) or isinstance(node, ast.Tuple)


def _shows_order(node: ast.expr) -> bool:
    """Whether what the expression gives tells in which order the elements of a set come, which the run alone knows."""
    if isinstance(node, ast.List | ast.Tuple):
        return any(isinstance(element, ast.Starred) for element in node.elts)
    return isinstance(node, ast.Call | ast.ListComp | ast.DictComp | ast.GeneratorExp | ast.JoinedStr | ast.Starred)


def _is_passing(node: ast.expr) -> bool:
    """Whether the expression puts objects somewhere, or takes them from somewhere, without asking them anything."""
    match node:
        case ast.Compare(ops=ops):
            return all(isinstance(op, ast.Is | ast.IsNot) for op in ops)
        case ast.Subscript() | ast.Attribute() | ast.List() | ast.Tuple() | ast.Dict() | ast.Name() | ast.Starred():
            return True
    return False
