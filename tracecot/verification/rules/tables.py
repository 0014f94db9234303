"""Judges the rows of a table: each tells a pass of one loop, or a stretch further on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, text_at
from tracecot.verification.executions.history import LoopRun, own_window, pass_window, same_value
from tracecot.verification.meanings import Said
from tracecot.verification.rules.cells import of_nothing, of_other_moments, told_twice
from tracecot.verification.rules.columns import Place, fitting
from tracecot.verification.rules.equivalents import judge_unasked
from tracecot.verification.rules.judge import Judge
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable
from tracecot.verification.rules.yielding import judge_yielded, tells_yields
from tracecot.verification.text.tables import Cell, Row, Table

_LOOPS = 60  # that a table may be of
_MOST_WORK = 200_000  # cells times loops

Finding = tuple[Row | Cell | Said, Judged]
Prose = Mapping[Row, Sequence[Said]]  # what the cells say whose columns are no code


@dataclass(frozen=True, slots=True)
class _Placed:
    """A table read as the passes of a loop."""

    loop: LoopRun
    findings: tuple[Finding, ...]
    last: int  # the number of the last pass that it tells

    @property
    def wrong(self) -> int:
        """How many cells do not hold."""
        return sum(not judged.holds for _, judged in self.findings)


def judge_table(table: Table, prose: Prose, judge: Judge, cursor: Cursor) -> list[Finding]:
    """The findings on the cells; the cursor moves behind what the table told."""
    best: _Placed | None = None
    for count, loop in enumerate(_loops(table, cursor)):
        if count * sum(len(row.cells) for row in table.rows) > _MOST_WORK:
            break
        placed = _as_passes(table, prose, judge, loop, cursor)
        if placed is not None and (best is None or placed.wrong < best.wrong):
            best = placed
        if best is not None and not best.wrong:
            break
    if best is None or best.wrong:
        for placed in _as_nested(table, prose, judge, cursor):
            if best is None or placed.wrong < best.wrong:
                best = placed
    if best is not None and best.wrong and all(row.of_loop for row in table.rows):
        _move(best, cursor)
        return list(best.findings)  # rows that are called passes tell passes, and nothing that happens later
    onwards = cursor.copy()
    in_order = list(_as_steps(table, prose, judge, onwards))
    if best is None or sum(not judged.holds for _, judged in in_order) < best.wrong:
        cursor.floor, cursor.at = onwards.floor, onwards.at
        return in_order
    _move(best, cursor)
    return list(best.findings)


def _loops(table: Table, cursor: Cursor) -> Iterator[LoopRun]:
    """The loops that it may be of: those that run now, then those ahead, comprehensions last."""
    running = [scope.loop for scope in reversed(cursor.scopes)] + ([cursor.loop] if cursor.loop else [])
    ahead = [loop for loop in cursor.history.loops.values() if cursor.slice is not None or loop.end >= cursor.floor]
    ahead.sort(key=lambda loop: (loop.is_comprehension, loop.start))
    unique = {loop.number: loop for loop in (*running, *ahead)}
    yield from list(unique.values())[:_LOOPS]


def _as_passes(table: Table, prose: Prose, judge: Judge, loop: LoopRun, cursor: Cursor) -> _Placed | None:
    """The rows as passes of the loop, by their numbers or in their order."""
    offset = _offset(table, loop)
    if offset is None:
        return None
    numbers = [(place + 1 if row.number is None else row.number) + offset for place, row in enumerate(table.rows)]
    return _placed(table, prose, judge, [(loop, number) for number in numbers], cursor)


def _as_nested(table: Table, prose: Prose, judge: Judge, cursor: Cursor) -> Iterator[_Placed]:
    """The rows as all passes of a loop that is entered several times."""
    runs: dict[tuple[int, int], list[Place]] = {}
    for loop in cursor.history.loops.values():
        if loop.end >= cursor.floor or cursor.slice is not None:
            places = runs.setdefault((loop.statement, loop.frame), [])
            places += [(loop, number) for number in range(1, len(loop.passes) + 1)]
    for places in list(runs.values())[:_LOOPS]:
        fits = len(places) == len(table.rows) and len({loop.number for loop, _ in places}) > 1
        if fits and (placed := _placed(table, prose, judge, places, cursor)) is not None:
            yield placed


def _placed(table: Table, prose: Prose, judge: Judge, places: Sequence[Place], cursor: Cursor) -> _Placed | None:
    """The rows at these passes; number 0 is how things stand before the loop."""
    findings: list[Finding] = list(of_nothing(table.rows, places, cursor.history))
    stale, twice = of_other_moments(table.rows, places, cursor), told_twice(table.rows, places)
    last: Place | None = None
    for row, (loop, number) in zip(table.rows, places, strict=True):
        if number == 0:
            findings += [(cell, _before(cell, loop, cursor)) for cell in row.cells]
            continue
        if not 1 <= number <= len(loop.passes):
            findings.append(
                (row, refuted("iteration", f"the loop on line {loop.line} makes {len(loop.passes)} passes"))
            )
            continue
        last = (loop, number)
        begins = loop.passes[number - 1]
        findings.append((row, twice.get(row) or grounded("iteration", begins)))
        findings += [(cell, stale.get(cell) or _in_pass(cell, loop, number, cursor)) for cell in row.cells]
        if row in prose:
            within = cursor.copy()
            within.enter(loop, number)
            findings += _said(prose[row], judge, within)
    if last is None:
        return None
    return _Placed(last[0], (*findings, *_in_words_columns(table, places, cursor)), last[1])


def _in_words_columns(table: Table, places: Sequence[Place], cursor: Cursor) -> Iterator[Finding]:
    """The cells of columns that are named in words."""
    columns: dict[str, list[tuple[Cell, Place]]] = {}
    for row, (loop, number) in zip(table.rows, places, strict=True):
        for cell in row.others if 1 <= number <= len(loop.passes) else ():
            columns.setdefault(cell.subject.text, []).append((cell, (loop, number)))
    for cells in columns.values():
        if tells_yields(*cells[0], cursor.history):
            yield from ((cell, judge_yielded(cell, place, cursor.history)) for cell, place in cells)
            continue
        cells = [(cell, place) for cell, place in cells if cell.values]
        shown_by = fitting(cells, cursor.history)
        for cell, _ in cells:
            if cell in shown_by:
                yield cell, grounded("value", shown_by[cell])
            else:
                yield cell, unreadable("value", f"“{cell.subject.text[:40]}” is no expression that we know")


def _offset(table: Table, loop: LoopRun) -> int | None:
    """What the rows' numbers count from: 0 where the first pass is 1. A first row without a number is the start."""
    numbers = [row.number for row in table.rows]
    if not loop.passes:
        return None
    if all(number is None for number in numbers):
        return -1 if len(numbers) == len(loop.passes) + 1 else 0
    known = [number for number in numbers if number is not None]
    if known[0] == 0:
        return 1 if len(known) <= len(loop.passes) else 0
    return 0


def _before(cell: Cell, loop: LoopRun, cursor: Cursor) -> Judged:
    here = text_at(cursor.history, cell.subject, max(loop.start - 1, 0))
    return _compared(cell, here, max(loop.start - 1, 0))


def _in_pass(cell: Cell, loop: LoopRun, number: int, cursor: Cursor) -> Judged:
    """The cell holds in the pass: at its end, at its beginning, or when the expression is evaluated in it."""
    history = cursor.history
    low, high = own_window(history, loop, number)
    if not cell.values:
        return _in_words(cell, low, high, cursor)
    wanted = [closed_value(value) for value in cell.values]
    if None in wanted:
        return unreadable("value", f"{cell.bare[:40]} has no value that we can tell")
    if {*wanted} <= {"True", "False"} and (unasked := judge_unasked(cell.subject, False, cursor)) is not None:
        return unasked
    told = [seq for seq in history.telling(cell.subject.norm) if low <= seq < high]
    told += [seq for seq in history.by_text.get(cell.subject.norm, ()) if low <= seq < high and seq not in told]
    begin, end = cursor.header_end(loop, number), max(high - 1, low)
    if len(wanted) > 1:
        return _steps_of(cell, [text or "" for text in wanted], sorted(told), max(low - 1, 0), cursor)
    for seq in () if cell.when else sorted(told):
        if same_value(history.events[seq].value, wanted[0] or ""):
            return grounded("value", seq)
    moments = {"before": (max(low - 1, 0), begin), "after": (end,)}.get(cell.when, (end, begin))
    decided = cell.subject.sort == "E" and any(
        history.events[seq].kind == "branch" for seq in told
    )  # then it is told how it came out
    for moment in () if decided and not cell.when else moments:
        if is_same(text_at(history, cell.subject, moment), wanted[0]):
            told_there = [seq for seq in told if seq <= moment]
            return grounded("state", max(told_there) if told_there else moment)
    if (in_words := _in_words(cell, low, high, cursor)).holds:
        return in_words
    if told:
        return refuted("value", shown_event(history.events[max(told)]), max(told))
    return _compared(cell, text_at(history, cell.subject, end), end)


def _steps_of(cell: Cell, wanted: list[str], told: list[int], before: int, cursor: Cursor) -> Judged:
    """`1 → 3`: what it was, and what it became one after the other."""
    history = cursor.history
    texts = [text_at(history, cell.subject, before)]
    seqs = [before]
    for seq in told:
        event = history.events[seq]
        if event.kind in ("bind", "mutate", "call"):
            texts.append(text_at(history, cell.subject, seq))
            seqs.append(seq)
    place = 0
    for text in wanted:
        while place < len(texts) and not is_same(texts[place], text):
            place += 1
        if place == len(texts):
            return refuted(
                "bind", f"{shown(cell.subject.text)} is {shown(texts[0])}, then {shown(texts[-1])}", seqs[-1]
            )
    return grounded("bind", seqs[place])


def _in_words(cell: Cell, low: int, high: int, cursor: Cursor) -> Judged:
    """A text that nobody put in quotes, such as `ant`; anything else is not understood."""
    history = cursor.history
    quoted = repr(cell.bare)
    for seq in history.telling(cell.subject.norm):
        if low <= seq < high and same_value(history.events[seq].value, quoted):
            return grounded("value", seq)
    if is_same(text_at(history, cell.subject, max(high - 1, low)), quoted):
        return grounded("state", max(high - 1, low))
    other = read_code(cell.bare)
    if other.node is not None and other.sort not in "LC":
        return _same_here(cell.subject, other, low, high, cursor)
    return unreadable("value", f"{cell.bare[:40]} says nothing that we can read of {shown(cell.subject.text)}")


def _same_here(subject: Code, other: Code, low: int, high: int, cursor: Cursor) -> Judged:
    """The column's value is that of another expression, at some moment of the pass."""
    history = cursor.history
    for seq in (*[seq for seq in history.telling(subject.norm) if low <= seq < high], max(high - 1, low)):
        one, two = text_at(history, subject, seq), text_at(history, other, seq)
        if is_same(one, two):
            return grounded("value", seq)
    return unreadable("value", f"{other.text[:40]} can't be compared with {shown(subject.text)}")


def _compared(cell: Cell, here: str | None, moment: int) -> Judged:
    if here is None or not cell.values:
        return unreadable("state", f"{cell.subject.text[:40]} has no value there that we can tell")
    if is_same(here, closed_value(cell.values[-1])) or (not cell.when and is_same(here, closed_value(cell.values[0]))):
        return grounded("state", moment)
    return refuted("state", f"{shown(cell.subject.text)} is {shown(here)}", moment)


def _said(said: Sequence[Said], judge: Judge, cursor: Cursor) -> list[Finding]:
    return [(each, judge.judged(each, cursor, said[place + 1 :])) for place, each in enumerate(said)]


def _as_steps(table: Table, prose: Prose, judge: Judge, cursor: Cursor) -> Iterator[Finding]:
    """Each row tells something further on; within a row order is free."""
    history = cursor.history
    for row in table.rows:
        yield from _said(prose.get(row, ()), judge, cursor.copy())
        yield from (
            (cell, unreadable("value", f"“{cell.subject.text[:40]}” is no expression that we know"))
            for cell in row.others
            if cell.values
        )
        floor, furthest = cursor.floor, cursor.floor
        for cell in row.cells:
            judged = _ahead(cell, floor, cursor)
            if judged.holds and judged.events:
                furthest = max(furthest, judged.events[0])
            yield cell, judged
        cursor.floor = cursor.at = min(max(furthest, floor), max(history.length - 1, 0))


def _ahead(cell: Cell, floor: int, cursor: Cursor) -> Judged:
    history = cursor.history
    wanted = [closed_value(value) or "" for value in cell.values] or [repr(cell.bare)]
    seqs = sorted({*history.telling(cell.subject.norm), *history.by_text.get(cell.subject.norm, ())})
    if is_same(text_at(history, cell.subject, floor), wanted[-1]):
        return grounded("state", floor)
    nearest: int | None = None
    for seq in seqs:
        if seq < floor:
            continue
        nearest = seq if nearest is None else nearest
        if same_value(history.events[seq].value, wanted[-1]):
            return grounded("value", seq)
    if nearest is not None:
        return refuted("value", shown_event(history.events[nearest]), nearest)
    here = text_at(history, cell.subject, floor)
    if here is not None:
        return refuted("state", f"{shown(cell.subject.text)} is {shown(here)} here")
    return unreadable("value", f"{cell.subject.text[:40]} has no value here that we can tell")


def _move(placed: _Placed, cursor: Cursor) -> None:
    """Behind the last pass that was told; the loop's passes are remembered for details that may follow."""
    first = next((judged.events[0] for _, judged in placed.findings if judged.holds and judged.events), 0)
    loop, history = placed.loop, cursor.history
    end = max(pass_window(history, loop, placed.last)[1] - 1, 0)
    if cursor.slice is None:
        cursor.scopes = tuple(scope for scope in cursor.scopes if scope.low <= first < scope.high and scope.high > end)
        cursor.floor, cursor.at = max(cursor.floor, end), end
    cursor.loop, cursor.stretch, cursor.implied, cursor.failing = loop, (loop, 1, placed.last), False, ()
