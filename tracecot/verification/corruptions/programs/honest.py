"""An honest rationale about a program: its text, and the recorded calls that it rests on, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TypeVar

from tracecot.execution import Raised, Returned, Trace
from tracecot.ids import digest
from tracecot.values import NotPlain, Plain, Value, read_value
from tracecot.verification.records import Rationale

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class CalledWith:
    """One recorded call: what it was given, as far as that can be read, and what came out."""

    source: str  # `f([1], 2)`
    arguments: Mapping[str, object]
    gives: str  # the text of what it returned, or the exception's type
    result: object  # what it returned; None where it raised or that can't be read
    raised: bool
    line: int  # of the `return` that gave it; 0 where there is none
    calls: int  # how often the entry point was called in it


@dataclass(frozen=True)
class HonestProgram:
    """A verified rationale about a program, and the executions that it rests on."""

    rationale: Rationale
    code: str
    entry_point: str
    executions: tuple[tuple[str, Trace], ...]  # inputs and what happened

    @property
    def text(self) -> str:
        """The rationale's text."""
        return self.rationale.text

    @cached_property
    def calls(self) -> tuple[CalledWith, ...]:
        """The recorded calls that the rationale names."""
        wanted = dict.fromkeys(self.rationale.target.calls)
        every = [self._called(source, trace) for source, trace in self.executions]
        return tuple(call for call in every if not wanted or call.source in wanted)

    def _called(self, source: str, trace: Trace) -> CalledWith:
        first = trace.events[0]
        own = [event for event in trace.events if event.kind == "call" and event.function == first.function]
        given = {name: read for name, value in first.args for read in _readable(value)}
        lines = [event.line for event in trace.events if event.kind == "return" and event.frame == first.frame]
        called = f"{self.entry_point}({source})"
        match trace.outcome:
            case Returned(value=Plain(repr=text) as value):
                result = next(iter(_readable(value)), None)
                return CalledWith(called, given, text, result, False, lines[-1] if lines else 0, len(own))
            case Raised(type=kind):
                return CalledWith(called, given, kind, None, True, 0, len(own))
        return CalledWith(called, given, "", None, False, 0, len(own))

    def chance(self, *seed: str) -> Random:
        """Chances that depend on the text and the seed alone."""
        return Random(digest(self.text, *seed))

    def mixed(self, items: Iterable[Item], *seed: str) -> list[Item]:
        """The items in an order of chance."""
        listed = list(items)
        self.chance(*seed).shuffle(listed)
        return listed


def _readable(value: Value) -> list[object]:
    """The value, where it can be read; else nothing."""
    if not isinstance(value, Plain):
        return []
    try:
        return [read_value(value.repr)]
    except NotPlain:
        return []
