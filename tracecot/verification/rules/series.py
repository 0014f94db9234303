"""Judges the values that a name takes one after the other."""

from collections.abc import Iterator

from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor, is_on_line
from tracecot.verification.executions.here import closed_value
from tracecot.verification.executions.history import History, own_window, pass_window, same_value
from tracecot.verification.meanings import TakesValues
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown, shown_event, unreadable

_STATEMENTS = 4  # executions of statements whose values are looked at
_OFFERED = 400  # events


def judge_takes_values(meaning: TakesValues, line: int | None, cursor: Cursor) -> Judged:
    """`x` takes the values 1, 2 and 3: all that it takes in the passes or the statement spoken of, and no others."""
    history, seqs = cursor.history, _giving(meaning.name, line, cursor.history)
    there = seqs if line is None else [seq for seq in seqs if is_on_line(history, seq, line)]
    if seqs and not there:
        return refuted("summary", f"{shown_event(history.events[seqs[0]])}, and not on line {line}", seqs[0])
    wanted = [closed_value(value) for value in meaning.values]
    if None in wanted:
        return unreadable("summary", "one of the values can't be told")
    failed: Judged | None = None
    for seqs in _taken(there, cursor):
        failed = _differs(meaning.name, seqs, wanted, cursor)
        if failed is None:
            if not _in_stretch(seqs[0], cursor):
                _land_on_all(seqs, cursor)
            return grounded("summary", seqs[0], *seqs[1:])
    return failed or refuted("summary", f"{shown(meaning.name.text)} takes no value from here on", reason="not_found")


def _differs(name: Code, seqs: list[int], wanted: list[str | None], cursor: Cursor) -> Judged | None:
    """Where the values taken differ from the ones told."""
    for seq, text in zip(seqs, wanted, strict=False):
        event = cursor.history.events[seq]
        if not same_value(event.value, text or ""):
            return refuted("summary", shown_event(event), seq)
    if len(seqs) != len(wanted):
        return refuted("summary", f"{shown(name.text)} takes {len(seqs)} values there", seqs[0])
    return None


def _in_stretch(seq: int, cursor: Cursor) -> bool:
    if cursor.stretch is None:
        return False
    loop, first, last = cursor.stretch
    return pass_window(cursor.history, loop, first)[0] <= seq < own_window(cursor.history, loop, last)[1]


def _land_on_all(seqs: list[int], cursor: Cursor) -> None:
    """The loop in which a name took its values is what "each time" speaks of next."""
    history = cursor.history
    cursor.land(seqs[-1])
    loop = history.loops.get(history.events[seqs[0]].loop or -1)
    if loop is not None and loop.passes and history.events[seqs[-1]].loop == loop.number:
        first, last = history.events[seqs[0]].pass_ or 1, history.events[seqs[-1]].pass_ or len(loop.passes)
        cursor.stretch, cursor.implied = (loop, first, last), True


def _giving(name: Code, line: int | None, history: History) -> list[int]:
    """The events that give the name or expression its values; those of which some are on the line, if one is named."""
    changes = [seq for seq in history.by_name.get(name.norm, ()) if history.events[seq].kind != "delete"]
    found = [each for each in (changes, history.telling(name.norm), history.by_text.get(name.norm, [])) if each]
    there = (each for each in found if line is None or any(is_on_line(history, seq, line) for seq in each))
    return next(there, found[0] if found else [])


def _taken(seqs: list[int], cursor: Cursor) -> Iterator[list[int]]:
    """Those of the events that are meant: in the stretch, in this statement, or in what is next."""
    history = cursor.history
    within = [seq for seq in seqs if _in_stretch(seq, cursor)]
    if within:
        own = [seq for seq in within if cursor.stretch and history.events[seq].frame == cursor.stretch[0].frame]
        yield own or within  # another function's name may be called like it
        if not cursor.implied:
            return
    frame = history.events[cursor.at].frame
    own = [seq for seq in seqs if history.events[seq].frame == frame]  # first in the function that the text is in
    tried: list[list[int]] = []
    for first in (*_first_and_next(cursor, own), *_first_and_next(cursor, seqs)):
        whole = _together(first, seqs, history)
        for group in (whole, _in_one_go(first, whole, history)):
            if group not in tried:
                tried.append(group)
                yield group


def _first_and_next(cursor: Cursor, seqs: list[int]) -> Iterator[int]:
    """The nearest event that may be told of each of a few statements and loops, and the nearest that isn't behind."""
    seen: set[tuple[str, int]] = set()
    behind = False
    for count, seq in enumerate(cursor.ahead(seqs)):
        loop = cursor.history.loops.get(cursor.history.events[seq].loop or -1)
        in_passes = loop is not None and not loop.is_comprehension
        source = ("loop", loop.number) if loop and in_passes else ("execution", cursor.history.execution[seq])
        if source not in seen or (behind and seq >= cursor.floor):
            seen.add(source)
            behind = seq < cursor.floor
            yield seq
        if len(seen) > _STATEMENTS or count > _OFFERED:
            return


def _in_one_go(seq: int, group: list[int], history: History) -> list[int]:
    """Those of the group that a generator expression gave before it slept again."""
    place = group.index(seq)
    found = [seq]
    for before, after in zip(group[place:], group[place + 1 :], strict=False):
        frame, statement = history.events[seq].frame, history.statement[seq]
        between = range(before + 1, min(after, before + 200))
        if any(history.events[each].frame == frame and history.statement[each] != statement for each in between):
            break
        found.append(after)
    return found


def _together(seq: int, seqs: list[int], history: History) -> list[int]:
    """The events of one statement's execution, or of one loop."""
    loop, execution = history.loops.get(history.events[seq].loop or -1), history.execution[seq]
    if loop is None:
        return [each for each in seqs if history.execution[each] == execution]
    # What a comprehension draws from may stand in another statement of the function, which then runs between.
    here = execution if loop.is_comprehension else -1
    return [each for each in seqs if history.events[each].loop == loop.number or history.execution[each] == here]
