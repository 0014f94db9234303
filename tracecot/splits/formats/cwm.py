"""Executions as trace text of the Code World Model (CWM): which line runs next, and what the variables are before it.

A line that gives no event (`try:`, `pass`, `break`, a docstring) has no frame, and a comprehension is one line. What a
generator yields is a `return`, and its going on a `call`, as for the interpreter's own tracing.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from tracecot.splits.formats.frames import Frame, FrameKind, Unframed, frames_of
from tracecot.splits.formats.records import LeftOut, Made, Told, origin

BEGIN, CONTEXT, END = "<|begin_of_text|>", "<|trace_context_start|>", "<|end_of_text|>"
FRAME, ACTION, ARGUMENT = "<|frame_sep|>", "<|action_sep|>", "<|arg_sep|>"
MARK = "  # << START_OF_TRACE"
SAME = ".."  # as in the frame before, in the same scope

_KINDS: tuple[FrameKind, ...] = get_args(FrameKind)
_OPENING: dict[FrameKind, str] = {kind: f"<|{kind}_sep|>" for kind in _KINDS}
_FRAME = re.compile(r"<\|(call|line|return|exception)_sep\|>(.*?)<\|action_sep\|>(.*?)(?:<\|arg_sep\|>(.*))?", re.S)


class NotTraceText(ValueError):
    """The text is no trace of this form; the message says where."""


@dataclass(frozen=True, slots=True)
class TraceText:
    """A program and its frames; the locals of each are whole."""

    source: str  # as shown: the entry point's line is marked
    frames: tuple[Frame, ...]


def cwm(rows: Iterable[Told]) -> Iterator[Made]:
    """A text for each execution that rows are about."""
    seen: set[str] = set()
    for told in rows:
        name, trace = str(told.row["sample_id"]), told.asked.trace
        if trace.id in seen:
            yield LeftOut(name, "same_execution")
            continue
        seen.add(trace.id)
        try:
            frames = frames_of(told.program.code, trace)
        except Unframed as reason:
            yield LeftOut(name, str(reason))
            continue
        text = written(TraceText(marked(told.program.code, told.program.entry_point), frames))
        if text.count("<|") == _separators(frames):
            yield {"text": text, "frames": len(frames), **origin(told.row)}
        else:
            yield LeftOut(name, "holds_a_separator")


def _separators(frames: tuple[Frame, ...]) -> int:
    """How many separators the text of these frames has, if none stands in the program or its values."""
    return 4 + sum(3 if frame.value is None else 4 for frame in frames)


def marked(code: str, entry_point: str) -> str:
    """The code with the mark at the entry point's `def`."""
    lines = code.rstrip("\n").split("\n")
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == entry_point:
            lines[node.lineno - 1] += MARK
    return "\n".join(lines) + "\n"


def written(trace: TraceText) -> str:
    """The trace as text; a variable that is as in the frame before is `..`, and after a change of scope none is."""
    parts = [BEGIN, CONTEXT, trace.source, FRAME]
    known: Mapping[str, str] = {}
    scope = 0
    for frame in trace.frames:
        parts.append(_OPENING[frame.kind])
        if frame.value is None:
            if frame.kind == "call" or frame.scope != scope:
                known = {}
            shown = {name: SAME if known.get(name) == text else text for name, text in frame.locals.items()}
            parts += [json.dumps(shown), ACTION, frame.line]
            known, scope = frame.locals, frame.scope
        else:
            parts += [ACTION, frame.line, ARGUMENT, json.dumps(frame.value)]
            scope = 0 if frame.kind == "return" else scope
        parts.append(FRAME)
    return "".join([*parts, END])


def read(text: str) -> TraceText:
    """The trace that the text tells, each `..` replaced by what it stands for; scopes are not told, so all are 0.

    Raises:
        NotTraceText: it isn't of this form.
    """
    if not text.startswith(BEGIN + CONTEXT) or not text.endswith(FRAME + END):
        raise NotTraceText("it doesn't begin or end as a trace does")
    source, *pieces = text[len(BEGIN + CONTEXT) : -len(FRAME + END)].split(FRAME)
    known: dict[str, str] = {}
    frames = []
    for number, piece in enumerate(pieces):
        frame = _read(piece, known, number)
        frames.append(frame)
        match frame.kind:
            case "call":
                known = dict(frame.locals)
            case "line":
                known = {**known, **frame.locals}
            case "return":
                known = {}
    return TraceText(source, tuple(frames))


def _read(piece: str, known: Mapping[str, str], number: int) -> Frame:
    match = _FRAME.fullmatch(piece)
    if match is None:
        raise NotTraceText(f"frame {number} is none: {piece[:80]!r}")
    kind: Literal["call", "line", "return", "exception"] = match[1]  # type: ignore[assignment]
    told = json.loads(match[2]) if match[2] else {}
    try:
        values = {name: known[name] if text == SAME else text for name, text in told.items()}
    except KeyError as error:
        raise NotTraceText(f"frame {number} has {error} as before, and before there was none") from None
    return Frame(kind, match[3], values, None if match[4] is None else json.loads(match[4]))
