"""Derives what a variable shows after its object changed in place."""

import ast
import copy
from collections import defaultdict

from tracecot.canonical import Constructed, NotPlain, canonical
from tracecot.execution import Event
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.calls import receiver_after
from tracecot.traces.rederiving.changing import assigned, deleted, path_of, replaced
from tracecot.traces.rederiving.deriving import FAILURES, Wrong, event_place, shown
from tracecot.traces.rederiving.looping import Looping
from tracecot.values import Plain, Value


class Altering(Looping):
    """Derives `mutate` events."""

    def _mutate(self, event: Event) -> bool:
        self._follows_cause(event)
        try:
            wholes, is_sure = self._after_change(event)
            texts = [canonical(_sorted_fields(whole)) for whole in wholes]
            recorded = canonical(_sorted_fields(self.memory.value_of(event)))
        except (NotEvaluable, NotPlain, *FAILURES):
            return False
        if recorded in texts:
            return True
        if is_sure and texts:
            raise Wrong(f"{shown(event.value)} is recorded, and {texts[0][:200]} follows")
        return False

    def _follows_cause(self, event: Event) -> None:
        """A change is told right after what made it, once."""
        before = self.events[event.seq - 1]
        together = before.kind == "mutate" and before.frame == event.frame and before.reads and event.reads
        if not (before.seq in event.reads or (together and set(before.reads) & set(event.reads))):
            raise Wrong("nothing before it changed anything")
        known = self.memory.frames[event.frame].names.get(event.name)
        if known is not None and known == event.value and isinstance(known, Plain):
            raise Wrong(f"{event.name} is told to have changed, and it has not")

    def _after_change(self, event: Event) -> tuple[list[object], bool]:
        """What the variable's value may be now, and whether it can be nothing else."""
        before = self.memory.variable(event.frame, self._site_of(event), event.name)
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
                name, path = path_of(cause.name, cause.function)
                return ([deleted(whole, path)], len(path) == 1) if name == event.name else ([], False)
            case "value":
                return self._after_call(event, cause, whole)
        raise NotEvaluable("no cause that can be told")

    def _is_cause(self, one: Event, event: Event) -> bool:
        return one.kind in ("bind", "delete", "value") and (
            event_place(one) == event_place(event) or one.seq == event.seq - 1
        )

    def _assigned(self, event: Event, cause: Event, whole: object) -> tuple[list[object], bool]:
        name, path = path_of(cause.name, cause.function)
        value = self.memory.value_of(cause)
        if not path:
            raise NotEvaluable("a name got a value")
        if name == event.name:
            return [assigned(whole, path, value)], len(path) == 1
        owner = self.memory.variable(cause.frame, self._site_of(cause), name)
        if owner is None:
            raise NotEvaluable("nothing is known of it")
        return self._elsewhere(whole, owner, path, value), False

    def _elsewhere(self, whole: object, owner: Value, path: list[tuple[str, object]], value: object) -> list[object]:
        """Another name shows the object that changed, or something that holds it."""
        now = self.memory.readings.of(owner)  # it was told already, if its own change came first
        return [now] if canonical(now) != canonical(whole) else [assigned(whole, path, value)]

    def _after_call(self, event: Event, cause: Event, whole: object) -> tuple[list[object], bool]:
        site = self._site_of(cause)
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
