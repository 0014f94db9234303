"""One program and its calls: loaded anew for each call, run, and told as plain data. The one place that runs it."""

import ast
import contextlib
import decimal
import io
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from errno import EPERM
from types import CodeType, CoroutineType, FunctionType, ModuleType
from typing import Any, get_args

from tracecot.execution import WAY, EventKind, Limits
from tracecot.traces.child import refusals
from tracecot.traces.child.failures import message_of, origin_of
from tracecot.traces.child.frame import Frame
from tracecot.traces.child.instrument import FILENAME, Unsupported, instrument
from tracecot.traces.child.output import Output
from tracecot.traces.child.recorder import BRANCH, Recorder, WireEvent
from tracecot.traces.child.render import Renderer, Sketcher, type_name
from tracecot.traces.child.rewriting import RECORDER
from tracecot.traces.child.sites import Sites

MODULE = "program"
ENTRY = "__tracecot_entry__"

#: Gives a call's arguments back; in errors about them it has the program's name.
_as_given = eval("lambda *given, **named: (given, named)", {"__name__": MODULE})

#: How an execution ended: ["returned", value], ["raised", type, message, line], ["cut", reason, limit] or
#: ["rejected", reason, detail].
End = list[Any]

#: A lambda of the program takes three Python frames when traced. What the untraced run can't do is rejected anyway.
_TRACED_RECURSION = 4_000
_RECURSION = 1_000


class Waiting(Exception):
    """A coroutine handed something to an event loop, and there is none."""


class Rejected(Exception):
    """The program or the call can't be executed, and why."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Prepared:
    """A compiled program."""

    code: CodeType
    sites: Sites | None  # None when untraced


def prepare(code: str, traced: bool) -> Prepared:
    """The program, compiled once for all its calls.

    Raises:
        Rejected: it is no Python, or can't be traced faithfully.
    """
    try:
        if not traced:
            return Prepared(compile(code, FILENAME, "exec", dont_inherit=True), None)
        instrumented = instrument(code)
        return Prepared(instrumented.code, instrumented.sites)
    except Unsupported as error:
        raise Rejected("unsupported", str(error)) from None
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise Rejected("not_python", f"{type(error).__name__}: {error}") from None


class Execution:
    """One call of a prepared program."""

    def __init__(
        self, program: Prepared, entry_point: str, limits: Limits, stop: Callable[[str], None], sketched: bool = False
    ) -> None:
        self.program = program
        self.entry_point = entry_point
        self.output = Output(limits.stdout_characters, stop)
        self.renderer = Renderer(limits.value_characters)
        self.sketched = sketched
        self.recorder: Recorder | None = None
        if program.sites is not None:
            renderer = Sketcher(limits.value_characters) if sketched else self.renderer
            self.recorder = Recorder(program.sites, renderer, self.output, limits.events, stop, FILENAME, Frame)

    def run(self, argument_source: str) -> dict[str, Any]:
        """How the call ended, what it printed and its events; `unsteady` if another process may see others."""
        refusals.asked.clear()
        random.seed(0)
        _restore_decimals()
        sys.stdout, sys.stderr, sys.stdin = self.output, Output(1 << 40, lambda _: None), io.StringIO("")
        sys.setrecursionlimit(_RECURSION if self.recorder is None else _TRACED_RECURSION)
        try:
            function, given, named = self._load(argument_source)
        except Rejected as rejected:
            return {"end": ["rejected", rejected.reason, rejected.detail[:500]]}
        self.output.clear()
        end = self._call(function, given, named)
        told: dict[str, Any] = {"end": end, "stdout": self.output.text_since(0)}
        if self.recorder is not None:
            told["functions"] = self.recorder.functions
            told["events"] = self.recorder.end()
            if self.renderer.unsteady or self.recorder.places.is_unsteady:
                told["unsteady"] = True
        return sketch(told) if self.sketched and self.recorder is not None else told

    def _load(self, argument_source: str) -> tuple[Any, tuple[object, ...], dict[str, object]]:
        """The entry point and the arguments."""
        module = ModuleType(MODULE)
        sys.modules[MODULE] = module
        space = module.__dict__
        if self.recorder is not None:
            space[RECORDER] = self.recorder
        self._guarded("no_entry_point", "loading the program", lambda: exec(self.program.code, space))
        parsed = parse_arguments(argument_source)
        function = self._guarded("no_entry_point", "the entry point", lambda: find_entry(space, self.entry_point))
        given, named = self._guarded("bad_input", "the arguments", lambda: evaluate(parsed, space))
        return function, given, named

    def _guarded(self, reason: str, what: str, run: Callable[[], Any]) -> Any:
        """What foreign code gives before the execution begins; what it raises is a reason to reject."""
        try:
            return run()
        except Rejected:
            raise
        except BaseException as error:
            if _is_missing(error):
                raise Rejected("unsupported", f"the module {getattr(error, 'name', '')}") from None
            reason = _resource(error) or reason
            if refusals.asked and not _resource(error):
                raise Rejected("unsupported", _asking()) from None
            raise Rejected(reason, f"{what} raised {type_name(error)}: {self._message(error)}") from None

    def _message(self, error: BaseException) -> str:
        return message_of(error, self.renderer)

    def _call(self, function: Any, given: tuple[object, ...], named: dict[str, object]) -> End:
        """The execution itself."""
        recorder = self.recorder
        if recorder is not None:
            recorder.begin()
        end = self._ended(function, given, named)
        if refusals.asked and recorder is not None and end[0] not in ("cut", "rejected"):
            return ["rejected", "unsupported", _asking()]
        return end

    def _ended(self, function: Any, given: tuple[object, ...], named: dict[str, object]) -> End:
        recorder = self.recorder
        try:
            value = function(*given, **named)
            if type(value) is CoroutineType:
                value = _completed(value)
        except Waiting:
            return ["rejected", "unsupported", "it waits for an event loop"]
        except BaseException as error:  # foreign code ran
            sys.setrecursionlimit(_TRACED_RECURSION)
            return self._ended_by(error, function)
        sys.setrecursionlimit(_TRACED_RECURSION)
        if recorder is not None and recorder.resource:
            return ["cut", recorder.resource, recorder.resource]
        return ["returned", self.renderer.value(value)]

    def _ended_by(self, error: BaseException, function: Any) -> End:
        """What an exception that nobody caught means."""
        if resource := _resource(error):
            return ["cut", resource, resource]
        if issubclass(type(error), SystemExit):
            return ["cut", "exit", "exit"]
        if _is_missing(error):
            return ["rejected", "unsupported", f"the module {getattr(error, 'name', '')}"]
        if self.recorder is not None and type(error) is PermissionError and error.errno == EPERM:
            return ["rejected", "unsupported", "it makes a system call that the sandbox refuses"]
        position = origin_of(error, FILENAME)
        line = position[0] if position else 0
        if not line and type(function) is FunctionType:
            line = function.__code__.co_firstlineno  # the call itself didn't fit its signature
        message = self._message(error)
        if len(message) > self.renderer.limit:
            return ["rejected", "unsupported", f"the message of its exception has {len(message)} characters"]
        return ["raised", type_name(error), message, line]


_DECIMALS, _OF_DECIMALS = decimal.DefaultContext, decimal.DefaultContext.copy()


def _restore_decimals() -> None:
    """Makes the context of Decimals, and the one that new ones are made from, what they were before any program."""
    for name in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp"):
        setattr(_DECIMALS, name, getattr(_OF_DECIMALS, name))
    for signal in _OF_DECIMALS.traps:
        _DECIMALS.traps[signal] = _OF_DECIMALS.traps[signal]
        _DECIMALS.flags[signal] = _OF_DECIMALS.flags[signal]
    decimal.setcontext(_OF_DECIMALS.copy())


_WAY = frozenset(number for number, kind in enumerate(get_args(EventKind)) if kind in WAY)


def sketch(told: dict[str, Any]) -> dict[str, Any]:
    """Only the events that tell which way the execution went, and the last; without links, and values but truth."""
    kept: list[WireEvent] = []
    seqs: list[int] = []
    last = len(told["events"]) - 1
    for seq, (kind, frame, depth, place, loop, passes, name, value, _, why, _, _) in enumerate(told["events"]):
        if kind in _WAY or seq == last:
            seqs.append(seq)
            truth = value if kind == BRANCH else None
            kept.append([kind, frame, depth, place, loop, passes, name, truth, None, why, (), None])
    return {**told, "events": kept, "seqs": seqs}


def _completed(coroutine: "CoroutineType[Any, Any, Any]") -> Any:
    """What the coroutine returns; those that it awaits run within it, and a bare yield (`sleep(0)`) just goes on.

    Raises:
        Waiting: something in it waits for what only an event loop gives.
    """
    try:
        while CoroutineType.send(coroutine, None) is None:
            pass
    except StopIteration as ended:
        return ended.value
    raise Waiting


def _asking() -> str:
    """The first thing that was refused, in words; also where the program loads."""
    return f"it asks the machine for {refusals.asked[0]}"


def _resource(error: BaseException) -> str:
    """The limit that the error tells of, if any; `isinstance` would ask the error itself for its class."""
    if issubclass(type(error), MemoryError):
        return "memory"
    return "recursion" if issubclass(type(error), RecursionError) else ""


def _is_missing(error: BaseException) -> bool:
    """Whether a module is missing here that Python has: that is the sandbox's doing, not the program's."""
    if type(error) is not ImportError and type(error) is not ModuleNotFoundError:
        return False
    name = error.name
    return type(name) is str and name.split(".")[0] in sys.stdlib_module_names


def parse_arguments(argument_source: str) -> CodeType:
    """The code that gives the positional and the named arguments.

    Raises:
        Rejected: the text is not what may stand between a call's brackets.
    """
    text = f"{ENTRY}({argument_source}\n)"
    if ")" not in argument_source:  # nothing in it can end the call: there is no need to look at its tree
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            return compile(text, "<input>", "eval", dont_inherit=True)
    try:
        tree = ast.parse(text, "<input>", "eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Rejected("bad_input", f"not arguments: {error}") from None
    call = tree.body
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != ENTRY:
        raise Rejected("bad_input", "not arguments: more than one expression")
    return compile(tree, "<input>", "eval", dont_inherit=True)


def evaluate(arguments: CodeType, space: dict[str, Any]) -> tuple[tuple[object, ...], dict[str, object]]:
    """The positional and the named arguments, in the names of the program."""
    space[ENTRY] = _as_given
    try:
        given, named = eval(arguments, space)
    finally:
        space.pop(ENTRY, None)
    return given, named


def find_entry(space: dict[str, Any], entry_point: str) -> Any:
    """The entry point: a name, or a path such as `Class.method`.

    Raises:
        Rejected: there is none, or it can't be called.
    """
    first, *others = entry_point.split(".")
    if first not in space:
        raise Rejected("no_entry_point", f"the program defines no {entry_point}")
    found = space[first]
    for name in others:
        found = getattr(found, name)
    if not callable(found):
        raise Rejected("no_entry_point", f"{entry_point} can't be called")
    return found
