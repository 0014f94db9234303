"""Judges a table's column that tells what is yielded: by a line (`line 8 yields`), or in the pass at all (`yields`)."""

import re
from collections.abc import Iterator

from tracecot.verification.executions.here import closed_value
from tracecot.verification.executions.history import History, pass_window, same_value
from tracecot.verification.rules.columns import Place
from tracecot.verification.rules.judging import Judged, grounded, refuted, shown_event
from tracecot.verification.text.tables import Cell

_YIELDS = re.compile(r"(?:line (?P<line>\d+):? )?(?:yields?|yielded)(?: value)?")


def tells_yields(cell: Cell, place: Place, history: History) -> bool:
    """Whether the cell's column is about what is yielded: by the line that it names, or by the loop's generator."""
    match = _YIELDS.fullmatch(cell.subject.text)
    return match is not None and (match["line"] is not None or any(_yields(cell, place, history, whole=True)))


def judge_yielded(cell: Cell, place: Place, history: History) -> Judged:
    """The values of the cell are all that was yielded in the pass, in order; of a dash nothing was."""
    seqs = list(_yields(cell, place, history))
    really = [history.events[seq] for seq in seqs]
    wanted = [closed_value(value) or "" for value in cell.values]
    given = [event.value for event in really]
    begins = place[0].passes[place[1] - 1]
    if len(really) == len(wanted) and all(same_value(*pair) for pair in zip(given, wanted, strict=True)):
        return grounded("value", seqs[0] if seqs else begins, *seqs[1:])
    if not really:
        return refuted("value", "nothing is yielded there in this pass", begins, "not_found")
    return refuted("value", ", ".join(map(shown_event, really)), seqs[0])


def _yields(cell: Cell, place: Place, history: History, *, whole: bool = False) -> Iterator[int]:
    """The yields of the loop's frame in the pass, by the line that the column names; `whole`: in any pass."""
    loop, number = place
    match = _YIELDS.fullmatch(cell.subject.text)
    line = None if match is None or match["line"] is None else int(match["line"])
    low, high = (loop.start, loop.end + 1) if whole else pass_window(history, loop, number)
    for seq in range(low, min(high, history.length)):
        event = history.events[seq]
        if event.kind == "yield" and event.frame == loop.frame and line in (None, event.line):
            yield seq
