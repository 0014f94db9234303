"""What Python's own `sys.settrace` sees of an execution, beside what the recorder says: in a jailed child."""

import ast
import inspect
import json
import os
import sys

from tracecot.execution import Limits
from tracecot.traces.child import jail
from tracecot.traces.child.instrument import FILENAME
from tracecot.traces.child.preload import preload
from tracecot.traces.child.render import Renderer
from tracecot.traces.child.running import Execution, Rejected, prepare

LIMITS = Limits(seconds=5.0, memory_mb=512)


class Watcher:
    """Takes down, of each frame of the program's functions, its lines and its names when it ends or sleeps.

    Names that an inner function binds (`nonlocal n`) are told in that function's frame, and left out here.
    """

    def __init__(self, code):
        nodes = list(ast.walk(ast.parse(code)))
        self.bound_within = {name for node in nodes if isinstance(node, ast.Nonlocal) for name in node.names}
        self.watching = False
        self.renderer = Renderer(LIMITS.value_characters)
        self.failed = set()  # lines that an exception left
        self.leaving = None  # the frame that an exception is leaving, unless it is caught there
        self.frames = {}  # by the frame itself: name, lines, names with values

    def __call__(self, frame, event, argument):
        code = frame.f_code
        is_function = code.co_flags & inspect.CO_OPTIMIZED and not code.co_name.startswith("<")
        if not self.watching or code.co_filename != FILENAME or not is_function or _is_loading(frame):
            return None
        name, lines, _ = self.frames.setdefault(frame, (code.co_name, set(), {}))
        if event == "line":
            lines.add(frame.f_lineno)
            self.leaving = None if self.leaving is frame else self.leaving
        elif event == "exception":
            self.failed.add(frame.f_lineno)
            self.leaving = frame
            return self
        elif event == "return" and self.leaving is frame:
            self.frames[frame] = (name, lines, {})  # what an exception leaves has no further events
        elif event == "return":
            own = (set(code.co_varnames) | set(code.co_cellvars)) - self.bound_within
            names = {key: self.renderer.value(value) for key, value in frame.f_locals.items() if key in own}
            self.frames[frame] = (name, lines, names)
        return self


def _is_loading(frame):
    """Whether the program's module body runs it: that is before the execution."""
    while frame is not None:
        if frame.f_code.co_name == "<module>" and frame.f_code.co_filename == FILENAME:
            return True
        frame = frame.f_back
    return False


def watched(code, entry_point, argument_source):
    """The recorder's message and the watcher's frames, each as plain data; None when the program is refused.

    Runs foreign code, so it forks, and the child gives up all that a sandboxed one does.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            os.write(writing, _in_the_child(code, entry_point, argument_source))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        told = file.read()
    os.waitpid(process, 0)
    return json.loads(told) if told else None


def _in_the_child(code, entry_point, argument_source):
    try:
        watcher = Watcher(code)
    except SyntaxError:
        return b""
    sys.settrace(watcher)
    walls, size = jail.Jail(""), jail.Size()
    jail.confine(size.bytes() + (1 << 29), 10)
    jail.bind_to_parent()
    walls.give_up_paths()
    jail.forget_imports("")
    walls.close_the_door()

    def stop(reason):
        os._exit(1)

    try:
        traced = prepare(code, traced=True)
        message = Execution(traced, entry_point, LIMITS, stop).run(argument_source)
        sites = [[one.place.line, one.place.end_line] for one in traced.sites.all]
        untraced = prepare(code, traced=False)
        watcher.watching = True
        ended = Execution(untraced, entry_point, LIMITS, stop).run(argument_source)
    except Rejected:
        return b""
    watcher.watching = False
    frames = [[name, sorted(lines), names] for name, lines, names in watcher.frames.values()]
    told = {"message": message, "sites": sites, "ended": ended, "frames": frames, "failed": sorted(watcher.failed)}
    return json.dumps(told).encode()


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
        elif isinstance(node, ast.ExceptHandler):
            first[node.lineno] = node.lineno
            silent.add(node.lineno)  # where it doesn't match
    return first, silent
