"""Judges the cells of a table beside one another: a column tells its name at one moment of the passes, a dash tells that nothing happened."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import closed_value, is_same, text_at
from tracecot.verification.executions.history import History, LoopRun, own_window, same_value
from tracecot.verification.rules.columns import Place
from tracecot.verification.rules.doing import between
from tracecot.verification.rules.judging import Judged, refuted, shown, shown_event
from tracecot.verification.text.tables import Cell, Row


def of_other_moments(rows: Sequence[Row], places: Sequence[Place], cursor: Cursor) -> dict[Cell, Judged]:
    """The cells that give a name before its pass in a column that tells it after the passes, or the other way round."""
    columns: dict[str, list[tuple[Cell, Place]]] = {}
    for row, place in _told(rows, places):
        for cell in row.cells:
            if cell.subject.sort == "N" and len(cell.values) == 1 and not cell.when:
                columns.setdefault(cell.subject.norm, []).append((cell, place))
    found: dict[Cell, Judged] = {}
    for cells in columns.values():
        stale = [(cell, place) for cell, place in cells if _is_only_before(cell, place, cursor)]
        fresh = [(cell, place) for cell, place in cells if stale and not _holds_at_the_beginning(cell, place, cursor)]
        of_ends = len(stale) <= len(fresh)
        for cell, place in (stale if of_ends else fresh) if stale and fresh else ():
            found[cell] = _otherwise(cell, place, of_ends, cursor)
    return found


def _told(rows: Sequence[Row], places: Sequence[Place]) -> Iterator[tuple[Row, Place]]:
    """The rows that tell passes, with these."""
    pairs = zip(rows, places, strict=True)
    return ((row, (loop, number)) for row, (loop, number) in pairs if 1 <= number <= len(loop.passes))


def _holds_at_the_beginning(cell: Cell, place: Place, cursor: Cursor) -> bool:
    here = text_at(cursor.history, cell.subject, cursor.header_end(*place))
    return is_same(here, closed_value(cell.values[0]))


def _is_only_before(cell: Cell, place: Place, cursor: Cursor) -> bool:
    """Whether the name has the value at the pass's beginning, and neither gets it in the pass nor has it at the end."""
    history, wanted = cursor.history, closed_value(cell.values[0]) or ""
    low, high = own_window(history, *place)
    told = between(history.telling(cell.subject.norm), low, high)
    if is_same(text_at(history, cell.subject, max(high - 1, low)), wanted):
        return False
    given = any(same_value(history.events[seq].value, wanted) for seq in told)
    return not given and _holds_at_the_beginning(cell, place, cursor)


def _otherwise(cell: Cell, place: Place, at_end: bool, cursor: Cursor) -> Judged:
    low, high = own_window(cursor.history, *place)
    moment = max(high - 1, low) if at_end else cursor.header_end(*place)
    here = text_at(cursor.history, cell.subject, moment)
    return refuted("state", f"{shown(cell.subject.text)} is {shown(here)}", moment)


def of_nothing(rows: Sequence[Row], places: Sequence[Place], history: History) -> Iterator[tuple[Cell, Judged]]:
    """The dashes in passes in which the condition is asked, or the name gets another value."""
    for row, (loop, number) in _told(rows, places):
        for cell in row.dashes:
            low, high = own_window(history, loop, number)
            known = (history.by_text.get(cell.subject.norm, []), history.by_name.get(cell.subject.norm, []))
            within = (seq for seqs in known for seq in between(seqs, low, high))
            if (
                seq := next((each for each in within if _happens(cell, each, loop, number, history)), None)
            ) is not None:
                yield cell, refuted("value", shown_event(history.events[seq]), seq)


def _happens(cell: Cell, seq: int, loop: LoopRun, number: int, history: History) -> bool:
    """Whether the event, of this very pass, is one that the column tells of."""
    event, norm = history.events[seq], cell.subject.norm
    if (event.loop, event.pass_, event.frame) != (loop.number, number, loop.frame):
        return False
    if event.kind == "branch" and event.why in ("if", "while"):
        return event.text == norm
    before = text_at(history, cell.subject, max(seq - 1, 0))
    return event.kind in ("bind", "mutate") and event.name == norm and not same_value(event.value, before or "")


def told_twice(rows: Sequence[Row], places: Sequence[Place]) -> dict[Row, Judged]:
    """The rows that are called by the number of another one, where a pass beside it has no row."""
    pairs = list(_told(rows, places))
    counts = Counter((loop.number, number) for _, (loop, number) in pairs)
    found: dict[Row, Judged] = {}
    for row, (loop, number) in pairs:
        beside = [other for other in (number - 1, number + 1) if 1 <= other <= len(loop.passes)]
        first = pairs[0][1][1]
        missing = next((other for other in beside if other >= first and (loop.number, other) not in counts), None)
        if row.number is not None and counts[loop.number, number] > 1 and missing is not None:
            found[row] = refuted("iteration", f"two rows are called pass {number}, and none pass {missing}")
    return found
