"""Finds what a table's column is about that is named in words: the expression that has its values in every pass told.

A column such as `even?` or `sum` names no code. Where one expression of the program has just these values, in at least
three passes and not always the same, the column tells it; a single cell that is wrong leaves no such expression.
"""

import re
from collections.abc import Iterator, Sequence

from tracecot.values import Plain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.here import closed_value, is_same, text_at
from tracecot.verification.executions.history import History, LoopRun, pass_window
from tracecot.verification.text.tables import Cell

Place = tuple[LoopRun, int]  # a pass of a loop, by its number
Window = tuple[int, int]

_FEWEST_ROWS = 3
_MOST_ROWS = 60
_MOST_EXPRESSIONS = 300
#: Headers that turn around what is asked: their yes is a no of the program's condition.
_TURNING = re.compile(r"\b(?:not|no|un\w+|odd|differ\w*|fail\w*|skip\w*|false|else|without|miss\w*|wrong)\b")


def fitting(cells: Sequence[tuple[Cell, Place]], history: History) -> dict[Cell, int]:
    """The event that shows each cell of the column; nothing where no expression fits them all."""
    if not _FEWEST_ROWS <= len(cells) <= _MOST_ROWS:
        return {}
    wanted = [closed_value(cell.values[-1]) or "" for cell, _ in cells]
    windows = [pass_window(history, *place) for _, place in cells]
    if len(set(wanted)) < 2 or (set(wanted) <= {"True", "False"} and _TURNING.search(cells[0][0].subject.text)):
        return {}
    runs = _runs([place for _, place in cells], wanted)
    for seqs in (*_evaluations(windows, wanted, history), _states(windows, wanted, history), runs):
        if len(seqs) == len(cells):
            return {cell: seq for (cell, _), seq in zip(cells, seqs, strict=True)}
    return {}


def _evaluations(windows: Sequence[Window], wanted: Sequence[str], history: History) -> Iterator[list[int]]:
    """For each expression that is evaluated in the first pass: its last evaluations in the passes, as far as they fit."""
    low, high = windows[0]
    texts = dict.fromkeys(event.text for event in history.events[low:high] if event.kind in ("value", "branch"))
    for text in list(texts)[:_MOST_EXPRESSIONS]:
        found: list[int] = []
        for (first, after), value in zip(windows, wanted, strict=True):
            last = _last(text, first, after, history)
            if last is None or not _has(last, value, history):
                break
            found.append(last)
        yield found


def _last(text: str, low: int, high: int, history: History) -> int | None:
    events = history.events
    return next(
        (
            seq
            for seq in range(high - 1, low - 1, -1)
            if events[seq].text == text and events[seq].kind in ("value", "branch")
        ),
        None,
    )


def _has(seq: int, wanted: str, history: History) -> bool:
    value = history.events[seq].value
    return isinstance(value, Plain) and is_same(value.repr, wanted)


def _runs(places: Sequence[Place], wanted: Sequence[str]) -> list[int]:
    """The beginnings of the passes, if the column counts how often their loop was entered."""
    entered = {number: str(count) for count, number in enumerate(dict.fromkeys(loop.number for loop, _ in places), 1)}
    if len(entered) < 2 or any(entered[loop.number] != value for (loop, _), value in zip(places, wanted, strict=True)):
        return []
    return [loop.passes[number - 1] for loop, number in places]


def _states(windows: Sequence[Window], wanted: Sequence[str], history: History) -> list[int]:
    """The ends of the passes, if a name of the function has these values there."""
    ends = [max(high - 1, low) for low, high in windows]
    frame = history.events[windows[0][0]].frame
    for name in list(history.states.get(frame, {}))[:_MOST_EXPRESSIONS]:
        code: Code = read_code(name)
        if all(is_same(text_at(history, code, end), value) for end, value in zip(ends, wanted, strict=True)):
            return ends
    return []
