"""What Python's own `sys.settrace` sees of an execution, beside what the recorder says: in a jailed child."""

import ast
import inspect
import json
import os
import signal
import sys
from opcode import opname

from tracecot.execution import Limits
from tracecot.traces.child import jail
from tracecot.traces.child.asking import Missing
from tracecot.traces.child.instrument import FILENAME
from tracecot.traces.child.preload import preload
from tracecot.traces.child.render import Renderer
from tracecot.traces.child.running import Execution, Rejected, prepare

LIMITS = Limits(seconds=5.0, memory_mb=512)
SECONDS_A_CALL = 10  # of the processor: both runs, one of them under two tracers


class Watcher:
    """Takes down, of each frame of the program's functions, its lines and its names when it ends or sleeps.

    Names that an inner function binds (`nonlocal n`) are told in that function's frame, and left out here.
    """

    def __init__(self, code):
        nodes = list(ast.walk(ast.parse(code)))
        self.bound_within = {name for node in nodes if isinstance(node, ast.Nonlocal) for name in node.names}
        self.renderer = Renderer(LIMITS.value_characters)
        self.begin(watching=False)

    def begin(self, watching):
        """Nothing was seen yet."""
        self.watching = watching
        self.failed = set()  # lines that an exception left
        self.leaving = None  # the frame that an exception is leaving, unless it is caught there
        self.frames = []  # name, lines, names with values
        self.places = {}  # of the frames that live, by their ids: to hold them would keep their generators open

    def __call__(self, frame, event, argument):
        if not self.watching or frame.f_code.co_filename != FILENAME:
            return None
        code = frame.f_code
        is_function = code.co_flags & inspect.CO_OPTIMIZED and not code.co_name.startswith("<")
        if not is_function or _is_loading(frame):
            return None
        if event == "call" and (id(frame) not in self.places or _is_new(frame)):
            self.places[id(frame)] = len(self.frames)
            self.frames.append((code.co_name, set(), {}))
        place = self.places[id(frame)]
        name, lines, _ = self.frames[place]
        if event == "line":
            lines.add(frame.f_lineno)
            self.leaving = None if self.leaving == place else self.leaving
        elif event == "exception":
            self.failed.add(frame.f_lineno)
            self.leaving = place
            return self
        elif event == "return" and self.leaving == place:
            self.frames[place] = (name, lines, {})  # what an exception leaves has no further events
            # Generators that are thrown away with the outermost frame are closed after the execution's end.
            self.watching = _is_within(frame) or bool(code.co_flags & inspect.CO_GENERATOR)
        elif event == "return":
            own = (set(code.co_varnames) | set(code.co_cellvars)) - self.bound_within
            names = {key: self.renderer.value(value) for key, value in frame.f_locals.items() if key in own}
            self.frames[place] = (name, lines, names)
        return self


def _is_within(frame):
    """Whether a function of the program called it, at whatever distance."""
    while (frame := frame.f_back) is not None:
        if frame.f_code.co_filename == FILENAME:
            return True
    return False


def _is_new(frame):
    """Whether a frame that is being entered begins; else it is a generator's that goes on."""
    operation, argument = frame.f_code.co_code[frame.f_lasti : frame.f_lasti + 2]
    return opname[operation] == "RESUME" and argument & 3 == 0


def _is_loading(frame):
    """Whether the program's module body runs it: that is before the execution."""
    while frame is not None:
        if frame.f_code.co_name == "<module>" and frame.f_code.co_filename == FILENAME:
            return True
        frame = frame.f_back
    return False


def watched(code, entry_point, argument_sources):
    """For each call the recorder's message and the watcher's frames, as plain data; or why it was `refused`.

    Runs foreign code, so it forks, and the child gives up all that a sandboxed one does. Behind a call that ended its
    child another one goes on.
    """
    answers = []
    while len(answers) < len(argument_sources):
        left = argument_sources[len(answers) :]
        lines = _told_by_a_child(code, entry_point, left).splitlines()
        answers += map(json.loads, lines)
    return answers


def _told_by_a_child(code, entry_point, argument_sources):
    """A line of JSON for each call, up to the one that ended the child."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as file:
                _in_the_child(code, entry_point, argument_sources, file)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        told = file.read()
    _, status = os.waitpid(process, 0)
    ended = "timeout" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU else "died"
    return told or json.dumps({"refused": ended}).encode()


def _in_the_child(code, entry_point, argument_sources, file):
    def tell(answer):
        file.write(json.dumps(answer).encode() + b"\n")
        file.flush()

    def refuse(reason):
        tell({"refused": reason})
        os._exit(0)

    watcher = Watcher(code)
    sys.settrace(watcher)
    walls, size, missing = jail.Jail(""), jail.Size(), Missing()
    jail.confine(size.bytes() + (1 << 29), SECONDS_A_CALL * len(argument_sources))
    jail.bind_to_parent()
    walls.give_up_paths()
    jail.forget_imports("", missing)
    walls.close_the_door()
    try:
        traced, untraced = prepare(code, traced=True), prepare(code, traced=False)
    except Rejected as rejected:
        refuse(rejected.reason)
    sites = [
        [one.place.line, one.place.end_line, one.bind is not None and "@" in one.bind[1]] for one in traced.sites.all
    ]
    for source in argument_sources:
        watcher.begin(watching=False)
        message = Execution(traced, entry_point, LIMITS, refuse).run(source)
        watcher.begin(watching=True)
        ended = Execution(untraced, entry_point, LIMITS, refuse).run(source)
        watcher.watching = False
        frames = [[name, sorted(lines), names] for name, lines, names in watcher.frames]
        failed = sorted(watcher.failed)
        tell({"message": message, "sites": sites, "ended": ended, "frames": frames, "failed": failed})


def warm_up():
    """Loads what programs may import; a jailed child can't."""
    standard = sys.stdout, sys.stderr, sys.stdin, sys.getrecursionlimit()
    try:
        preload()
    finally:
        sys.stdout, sys.stderr, sys.stdin = standard[:3]
        sys.setrecursionlimit(standard[3])


def statement_lines(code):
    """For each line the first line of its innermost statement, and the lines of statements that give no event."""
    first, silent = {}, set()
    quiet = (ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal, ast.Try, ast.Import, ast.ImportFrom)
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.stmt):
            first.update(dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), node.lineno))
            if isinstance(node, quiet) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                silent.add(node.lineno)
            if isinstance(node, ast.Try) and node.finalbody and sys.version_info < (3, 12):
                silent.add(node.finalbody[-1].lineno)  # 3.11 sends an exception on from there, reached or not
        elif isinstance(node, ast.ExceptHandler):
            first[node.lineno] = node.lineno
            silent.add(node.lineno)  # where it doesn't match
    return first, silent
