"""What is said of the program's text, and of what the result is like."""

import ast
from typing import Literal

from tracecot.verification.meanings import InText, LineRuns, Meaning, Takes, TakesCount, Tells
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.memory import Memory

_TYPES = {"dictionary": "dict", "string": "str", "text": "str"}


def takes(found: Found, memory: Memory) -> list[Meaning]:
    """`f` takes `xs` and `limit`."""
    function = found.code("f")
    return [] if function is None else [Takes(function, found.codes("names"))]


def takes_count(found: Found, memory: Memory) -> list[Meaning]:
    """`f` takes two arguments, `xs` and `limit`."""
    function, count, names = found.code("f"), found.number("n"), found.codes("names")
    if function is None or count is None:
        return []
    return [TakesCount(function, count), *([Takes(function, names)] if names else [])]


def text_test(found: Found, memory: Memory) -> list[Meaning]:
    """Line 7 tests `x < limit`."""
    return _in_text(found, memory, "test")


def line_does(found: Found, memory: Memory) -> list[Meaning]:
    """Line 4 runs `xs.sort()`, or `x = 3`: the line runs, and does that."""
    line, code = found.number("line"), found.code("c")
    if line is None or code is None or not (code.sort == "A" or isinstance(code.node, ast.Call)):
        return []
    runs: list[Meaning] = [LineRuns(line, runs=True, condition=memory.condition())]
    return [*runs, InText(line, code, "done")] if code.sort == "A" else [*runs, *_in_text(found, memory, "done")]


def text_over(found: Found, memory: Memory) -> list[Meaning]:
    """The loop on line 3 is over `words`."""
    return _in_text(found, memory, "over")


def text_result(found: Found, memory: Memory) -> list[Meaning]:
    """The result is made on line 9, by `sorted(seen)`."""
    return _in_text(found, memory, "result")


def _in_text(found: Found, memory: Memory, part: Literal["test", "over", "result", "done"]) -> list[Meaning]:
    line, code = found.number("line"), found.code("c")
    if line is None or code is None or code.node is None:
        return []
    memory.subject = code
    return [InText(line, code, part)]


def tells(found: Found, memory: Memory) -> list[Meaning]:
    """The result has 4 items; it is a list."""
    kind = found.text("t")
    if found.has("n") and found.number("n") is None:
        return []
    return [Tells(found.number("n"), _TYPES.get(kind, kind))]
