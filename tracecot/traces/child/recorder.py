"""The events of one execution: who is running, what happened in which order, and what it stood under."""

import functools
import operator
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from types import CodeType, FrameType, FunctionType, MethodType
from typing import Any

from tracecot.traces.child.output import Output
from tracecot.traces.child.render import Renderer, Sketcher, Wire
from tracecot.traces.child.sites import Site, Sites

CALL, VALUE, BIND, MUTATE, DELETE, BRANCH, ITERATION, LOOP_END = range(8)
YIELD, RESUME, ENTER, EXIT, PRINT, RAISE, CATCH, RETURN = range(8, 16)

_CACHED = type(functools.lru_cache(len))  # the class of cached functions has no public name

#: An event on its way out: kind, frame, depth, site or place, loop, pass, name, value, args, why, reads, under.
WireEvent = list[Any]


class Recorder:
    """What the rewritten program knows as `__tracecot__`."""

    everything = BaseException
    iadd, isub, imul, imatmul = operator.iadd, operator.isub, operator.imul, operator.imatmul
    itruediv, ifloordiv, imod, ipow = operator.itruediv, operator.ifloordiv, operator.imod, operator.ipow
    ilshift, irshift, iand, ior, ixor = operator.ilshift, operator.irshift, operator.iand, operator.ior, operator.ixor

    def __init__(
        self, sites: Sites, renderer: Renderer, output: Output, limit: int, stop: Callable[[str], None], filename: str,
        make_frame: Callable[["Recorder", int, int, Any, Any], Any],
    ) -> None:  # fmt: skip
        self.make_frame = make_frame
        self.sites: list[Site] = sites.all
        self.places = sites
        self.renderer = renderer
        self.value: Callable[[object], Wire] = renderer.value  # a value as it leaves the sandbox
        self.sketching = isinstance(renderer, Sketcher)  # nobody asks for values and links
        self.limit = limit
        self.stop = stop  # ends the process: no code of the program can catch it
        self.filename = filename
        self.output = output
        self.site_at: dict[tuple[int, int], int | None] = {}
        self.begin()
        self.recording = False

    def begin(self) -> None:
        """From now on what happens is an event of the execution."""
        self.events: list[WireEvent] = []
        self.functions: list[str] = []  # of the frames, in the order of entering
        self.stack: list[Any] = []
        self.loops = 0
        self.dirty = 0  # counts what may have changed an object in place
        self.globals: dict[str, int] = {}
        self.pending: tuple[Any, list[int]] | None = (
            None  # what is being called from an expression, and what that reads
        )
        self.travelling: BaseException | None = None
        self.raised = -1
        self.raising: int | None = None  # the `raise` statement that sends an old exception on its way
        self.epoch = getattr(self, "epoch", 0) + 1  # frames of an earlier epoch know events that are no more
        self.printed = self.output.total
        self.resource = ""  # set when the program itself ran into a resource limit, even if it caught the error
        self.recording = True

    def end(self) -> list[WireEvent]:
        """The events; what still happens (a generator that is thrown away) is none."""
        events, self.events, self.recording = self.events, [], False
        return events

    def full(self) -> None:
        """More events than allowed; before the execution began nobody wants them."""
        if self.recording:
            self.stop("events")
        self.events.clear()

    # Frames

    def enter(self, index: int, parent: Any, given: tuple[object, ...]) -> Any:
        """A function of the program begins: its frame."""
        return self.open(index, parent, given, sys._getframe(1))

    def run(self, index: int, parent: Any, given: tuple[object, ...], body: Callable[..., object]) -> object:
        """A lambda of the program runs."""
        frame = self.open(index, parent, given, sys._getframe(1))
        try:
            return body(frame, *given)
        except BaseException:
            frame.left_by_exception()
            raise
        finally:
            frame.leave()

    def open(self, index: int, parent: Any, given: tuple[object, ...], python: FrameType) -> Any:
        """The new frame, with its `call` told."""
        site = self.sites[index]
        self.functions.append(site.function)
        caller = self.stack[-1] if self.stack else None
        reads: Sequence[int] = ()
        under = running = None
        pending = self.pending
        direct = pending is not None and self._is_called(pending[0], python.f_code)
        if caller is not None:
            running = self.running_site(python.f_back)
            under = self._under(caller, running)
        if pending is not None and direct:
            reads = pending[1]
            self.pending = None
        elif caller is not None:
            reads = caller.reads_under_way(running)
        frame = self.make_frame(self, index, len(self.functions), parent, caller if direct else None)
        frame.push()
        frame.called_with(site, given, reads, under)
        return frame

    def _is_called(self, callee: Any, code: CodeType) -> bool:
        """Whether this is the code of what is called from an expression, or of its class's `__init__`."""
        if type(callee) is MethodType:
            callee = callee.__func__
        if type(callee) is FunctionType:
            return callee.__code__ is code
        if type(callee) is type:
            return code.co_name in ("__init__", "__new__", "__post_init__")
        wrapped = callee.__wrapped__ if type(callee) is _CACHED else None
        return type(wrapped) is FunctionType and wrapped.__code__ is code

    def _under(self, caller: Any, site: int | None) -> int:
        """What the call stands under in the caller: found by the place that the caller has got to."""
        scope = None if site is None else self.sites[site].scope
        return int(caller.call if scope is None else caller.last.get(scope, caller.call))

    def running_site(self, python: FrameType | None) -> int | None:
        """The site at which the nearest frame of the program's code stands."""
        while python is not None and python.f_code.co_filename != self.filename:
            python = python.f_back
        return None if python is None else self.site_of(python.f_code, python.f_lasti)

    def site_of(self, code: CodeType, instruction: int) -> int | None:
        """The smallest site around an instruction."""
        key = (id(code), instruction)
        if key not in self.site_at:
            position = position_of(code, instruction)
            self.site_at[key] = None if position is None else self.places.around(*position)
        return self.site_at[key]

    def place(self, position: tuple[int, int, int, int]) -> list[Any]:
        """A place that no site has, with its text."""
        place = self.places.source.place(*position)
        return [place.line, place.col, place.end_line, place.end_col, self.places.source.text(place)]

    def is_own(self, function: Any) -> bool:
        """Whether its frames see themselves what it changes: a function, method or class of the program."""
        kind = type(function)
        if kind is MethodType:
            function = function.__func__
            kind = type(function)
        return kind is FunctionType and function.__code__.co_filename == self.filename

    def notice(self, error: BaseException) -> None:
        """What the program can catch, and yet no behaviour of the program."""
        if issubclass(type(error), MemoryError):  # `isinstance` would ask the error for its `__class__`
            self.resource = "memory"
        elif issubclass(type(error), RecursionError):
            self.resource = "recursion"


def position_of(code: CodeType, instruction: int) -> tuple[int, int, int, int] | None:
    """Line, column, end line and end column (in bytes) of an instruction."""
    for line, end_line, col, end_col in islice(code.co_positions(), instruction // 2, None):
        if line is None or end_line is None or col is None or end_col is None:
            return None
        return line, col, end_line, end_col
    return None
