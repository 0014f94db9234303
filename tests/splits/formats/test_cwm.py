"""Trace text: what the interpreter's own tracing shows, and a text that reads back as what was written."""

import sys

import pytest

from tests.splits.formats.given import COUNT_UP, HALF, program, told
from tracecot.splits.formats.cwm import MARK, NotTraceText, TraceText, cwm, marked, read, written
from tracecot.splits.formats.frames import Frame, frames_of
from tracecot.splits.formats.records import LeftOut
from tracecot.values import plain

FACT = "def fact(n):\n    if n < 2:\n        return 1\n    below = fact(n - 1)\n    return n * below\n"
HELPED = (
    "def total(rows):\n    found = {}\n    for name, value in rows:\n        found[name] = grown(found, name) + value\n"
    "    return sorted(found.values())\n\n\ndef grown(found, name):\n    before = found.get(name, 0)\n"
    "    return before\n"
)
ALIASES = "def twice(xs):\n    ys = xs\n    ys.append(1)\n    xs[0] = 'é'\n    del xs\n    return ys\n"
DRAWN = "def drawn(n):\n    return list(below(n))\n\n\ndef below(n):\n    for i in range(n):\n        yield i * i\n"
LEFT = "def left(text):\n    number = parsed(text)\n    return number\n\n\ndef parsed(text):\n    return int(text)\n"
SORTED = "def ordered(words):\n    key = lambda word: (len(word), word)\n    return sorted(words, key=key)\n"
CAUGHT = (
    "def caught(xs, at):\n    try:\n        found = xs[at]\n    except IndexError:\n        found = None\n"
    "    return found\n"
)
WHILE = (
    "def collatz(n):\n    steps = 0\n    while n != 1:\n        n = n // 2 if n % 2 == 0 else 3 * n + 1\n"
    "        steps += 1\n    return steps\n"
)
#: A comprehension is one line here; interpreters differ in how often they show it.
LISTED = "def listed(n):\n    i = 9\n    found = [i * i for i in range(n)]\n    return found, i\n"
CASES = [
    (COUNT_UP, "5"), (COUNT_UP, "0"), (HALF, "3"), (HALF, "4"), (FACT, "4"), (HELPED, "[('a', 1), ('b', 2), ('a', 3)]"),
    (ALIASES, "[1, 2]"), (DRAWN, "3"), (DRAWN, "0"), (LEFT, "'7'"), (SORTED, "['bb', 'a']"), (CAUGHT, "[1], 0"),
    (CAUGHT, "[1], 4"), (WHILE, "3"),
]  # fmt: skip


def ours(code: str, given: str) -> list[Frame]:
    (first, *_) = told(code, (given,))
    return list(frames_of(code, first.asked.trace))


def by_settrace(code: str, given: str) -> list[Frame]:
    """What the interpreter shows: the judge, which knows nothing of recorded events."""
    lines, frames = [f"{line}\n" for line in code.split("\n")], []

    def trace(frame, event, argument):
        if frame.f_code.co_filename != "<judged>":
            return None
        line = lines[frame.f_lineno - 1]
        if event in ("call", "line"):
            known = {name: plain(value).repr for name, value in frame.f_locals.items() if is_data(value)}
            frames.append(Frame(event, line, known))
        elif event == "exception":
            frames.append(Frame("exception", line, value=f"{argument[0].__name__}: {argument[1]}"))
        elif not frames or frames[-1].kind != "exception":
            frames.append(Frame("return", line, value=plain(argument).repr))
        return trace

    names: dict = {}
    exec(compile(code, "<judged>", "exec"), names)
    sys.settrace(trace)
    try:
        eval(f"{program(code).entry_point}({given})", names)
    except (ValueError, IndexError):
        pass
    finally:
        sys.settrace(None)
    return frames


def is_data(value) -> bool:
    return not callable(value)


def silent(frame: Frame) -> bool:
    """Whether a line does nothing that could be recorded."""
    return frame.kind == "line" and frame.line.strip() in ("try:", "pass", "break", "continue")


def data_alone(frame: Frame) -> Frame:
    """Without variables that hold functions, which have no plain text."""
    return Frame(frame.kind, frame.line, {n: text for n, text in frame.locals.items() if "<" not in text}, frame.value)


@pytest.mark.parametrize(("code", "given"), CASES)
def test_the_frames_are_those_of_the_interpreters_own_tracing(code, given) -> None:
    expected = [frame for frame in by_settrace(code, given) if not silent(frame)]

    assert [data_alone(frame) for frame in ours(code, given)] == expected


@pytest.mark.parametrize(("code", "given"), CASES)
def test_a_text_reads_back_as_the_frames_that_were_written(code, given) -> None:
    trace = TraceText(marked(code, program(code).entry_point), tuple(ours(code, given)))

    assert read(written(trace)) == trace


def test_the_variable_of_a_comprehension_is_none_of_the_functions() -> None:
    last = [frame for frame in ours(LISTED, "3") if frame.kind == "line"][-1]

    assert last.locals == {"n": "3", "i": "9", "found": "[0, 1, 4]"}


def test_a_text_has_the_separators_of_the_model_and_says_what_is_as_before() -> None:
    (record, *_) = cwm(told(HALF, ("4",)))

    assert record["text"] == (
        "<|begin_of_text|><|trace_context_start|>" + HALF.replace("(number):", f"(number):{MARK}", 1) + "<|frame_sep|>"
        '<|call_sep|>{"number": "4"}<|action_sep|>def half(number):\n<|frame_sep|>'
        '<|line_sep|>{"number": ".."}<|action_sep|>    if number % 2:\n<|frame_sep|>'
        '<|line_sep|>{"number": ".."}<|action_sep|>    return number // 2\n<|frame_sep|>'
        '<|return_sep|><|action_sep|>    return number // 2\n<|arg_sep|>"2"<|frame_sep|><|end_of_text|>'
    )


def test_after_a_call_every_variable_is_told_anew() -> None:
    text = written(TraceText(FACT, tuple(ours(FACT, "2"))))

    assert '<|return_sep|><|action_sep|>        return 1\n<|arg_sep|>"1"<|frame_sep|><|line_sep|>{"n": "2"' in text


def test_each_execution_has_one_text() -> None:
    made = list(cwm(told(COUNT_UP, ("5", "3"))))

    assert [isinstance(one, LeftOut) for one in made] == [False, True, False, True]


def test_a_program_that_holds_a_separator_has_none() -> None:
    code = "def f(x):\n    y = '<|frame_sep|>' + x\n    return y\n"

    assert {one.reason for one in cwm(told(code, ("'a'",), ("output_prediction",)))} == {"holds_a_separator"}


@pytest.mark.parametrize(
    "text",
    [
        "", "<|begin_of_text|>", "<|begin_of_text|><|trace_context_start|>x<|end_of_text|>",
        "<|begin_of_text|><|trace_context_start|>x<|frame_sep|>?<|frame_sep|><|end_of_text|>",
        '<|begin_of_text|><|trace_context_start|>x<|frame_sep|><|line_sep|>{"a": ".."}<|action_sep|>x\n'
        "<|frame_sep|><|end_of_text|>",
        '<|begin_of_text|><|trace_context_start|>x<|frame_sep|><|line_sep|>{"a": "1"}<|action_sep|>x\n<|frame_sep|>'
        '<|call_sep|>{}<|action_sep|>y\n<|frame_sep|><|line_sep|>{"a": ".."}<|action_sep|>y\n'
        "<|frame_sep|><|end_of_text|>",
    ],
)  # fmt: skip
def test_what_is_no_trace_text_is_told(text) -> None:
    with pytest.raises(NotTraceText):
        read(text)
