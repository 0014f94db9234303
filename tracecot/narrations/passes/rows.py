"""Rows: the passes of a loop as a Markdown table, a row a pass: names, conditions, what a line yields."""

import ast
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from tracecot.execution import Event
from tracecot.narrations.story.happenings import everything, own_events
from tracecot.narrations.story.tree import Item, Loop, Pass, Step
from tracecot.narrations.wording.spans import is_sayable, shown, span

FEWEST = 2  # rows
COLUMNS = 6
SHORT = 60  # characters of a cell
NONE = "-"  # of a name or condition that the pass has nothing of
APART = frozenset({"raise", "catch", "print", "delete"})  # what a pass of a table does not do

Column = tuple[str, str]  # "bind" or "branch", and the name or the condition; "yield", and the header
Cells = dict[Column, str]
Told = Callable[[Pass], Sequence[Item]]  # what is told of a pass, beside its head


def tabled(loop: Loop, most: int, told: Told, *, is_inside: bool = False) -> list[Pass]:
    """The passes that a table tells: all after the first, and of a loop that is left early not the last.

    `is_inside`: the loop is one of a helper, or stands in another one, where a pass that runs a frame is not tabled.
    """
    exhausted = loop.end is not None and loop.end.why == "exhausted"
    passes = loop.passes[1:] if exhausted else loop.passes[1:-1]
    if not FEWEST <= len(passes) <= most or not all(_is_plain(each, is_inside=is_inside) for each in passes):
        return []
    return passes if table(loop, passes, "pass", told) else []


def _is_plain(each: Pass, *, is_inside: bool) -> bool:
    """Whether nothing happens in it but steps that bind, change, decide, yield and call."""
    steps = [each.head, *[item for item in each.items if isinstance(item, Step)]]
    if len(steps) <= len(each.items) or (is_inside and any(step.runs for step in steps)):
        return False
    own = {event.seq for event in own_events(steps)}  # another frame's yield is where it goes on from
    return not any(
        event.kind in APART or event.text.startswith("yield from") or (event.kind == "yield" and event.seq not in own)
        for event in everything(steps)
    )


def table(loop: Loop, passes: Sequence[Pass], noun: str, told: Told) -> str:
    """The table, or nothing where a pass has more to say than fits into it."""
    columns = list(dict.fromkeys(column for each in passes for column in _cells(loop, [each.head, *told(each)])))
    # Of what is told of one pass the cells of all: a dash says that nothing such happens there.
    rows = [{column: cell for column, cell in _cells(loop, [each.head, *each.items]).items() if column in columns}
            for each in passes]  # fmt: skip
    if not 2 <= len(columns) <= COLUMNS or any(
        len(cell) > SHORT or "|" in cell for row in rows for cell in row.values()
    ):
        return ""
    if any("|" in name or "`" in name or len(name) > SHORT for _, name in columns):
        return ""
    lines = [[noun, *map(_header, columns)], ["---"] * (len(columns) + 1)]
    lines += [
        [str(each.number), *[row.get(column, NONE) for column in columns]]
        for each, row in zip(passes, rows, strict=True)
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def stand_alone(text: str) -> str:
    r"""The text with its tables between blank lines, whatever they were joined with.

    >>> stand_alone("A table: \n\n| 1 |\n And then.")
    'A table:\n\n| 1 |\n\nAnd then.'
    """
    return re.sub(r"\|\n *(?![|\s])", "|\n\n", text.replace(" \n", "\n"))


def _header(column: Column) -> str:
    """What the column is about: code, or what a line yields in words."""
    kind, name = column
    return name if kind == "yield" else span(name)


def _cells(loop: Loop, items: Sequence[Item]) -> Cells:
    """What the pass leaves its names with, and how its conditions came out."""
    cells: Cells = {}
    for event in own_events(items):
        if event.loop != loop.number:
            continue
        if event.kind in ("bind", "mutate") and event.name.isidentifier():
            cells["bind", event.name] = span(shown(event.value)) if is_sayable(event.value) else "|"
        elif event.kind == "branch" and _decides(event):
            column = "branch", event.text
            cells[column] = "|" if column in cells else shown(event.value).lower()
        elif event.kind == "yield":
            column = "yield", f"line {event.line} yields"
            cells[column] = span(shown(event.value)) if column not in cells and is_sayable(event.value) else "|"
    return cells


def _decides(event: Event) -> bool:
    """Whether it is a condition of a statement, and no bare name or literal."""
    return event.why in ("if", "while") and not event.text.isidentifier() and _asks(event.text)


@lru_cache(maxsize=1_024)  # every pass asks the same
def _asks(condition: str) -> bool:
    try:
        return not isinstance(ast.parse(condition, mode="eval").body, ast.Constant)
    except SyntaxError:
        return False
