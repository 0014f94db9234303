"""Derives passes from what is gone over, and the ends of loops."""

import ast
from dataclasses import dataclass

from tracecot.canonical import canonical
from tracecot.execution import Event, Trace
from tracecot.operations import NotEvaluable
from tracecot.traces.rederiving.code import Code, Loop
from tracecot.traces.rederiving.deriving import FAILURES, Wrong, event_place
from tracecot.traces.rederiving.memory import is_handle
from tracecot.traces.rederiving.valuing import Valuing
from tracecot.values import Plain


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


class Looping(Valuing):
    """Derives `iteration` and `loop_end` events."""

    def __init__(self, code: Code, trace: Trace) -> None:
        super().__init__(code, trace)
        self.loops: dict[int, _Loop] = {}

    def _iteration(self, event: Event) -> bool:
        node = self.code.loops.get(event_place(event))
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
            told = self.memory.fresh(event.frame, iterable, event.reads)
            value = self._value_at(event, iterable)
            if told is not None and is_handle(value):  # what it gives is told by what it was made of
                value = self._evaluated(told, iterable, self._site_of(told))
            loop.from_set = isinstance(value, set | frozenset)
            loop.items = list(value)  # type: ignore[call-overload]
            loop.taken = []
        except (NotEvaluable, *FAILURES):
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
            now = self.memory.look_up(event.frame, self._site_of(event), iterable.id)
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
            if event.pass_:
                raise Wrong("passes that nothing tells of")
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
