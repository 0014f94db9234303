"""What is wrong where a statement fails: the line or the loop that it names, if it holds of another."""

from collections.abc import Sequence
from dataclasses import replace

from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.meanings import InPass, LoopEnds, LoopRuns, Said, SetTo, TakesValues
from tracecot.verification.placing.placement import Reading
from tracecot.verification.records import Grounded, Refuted
from tracecot.verification.rules.judge import Judge
from tracecot.verification.rules.judging import Judged, refuted


def blame_line(
    reading: Reading, said: Said, judged: Judged, cursor: Cursor, following: Sequence[Said], judge: Judge
) -> None:
    """Where the clause would hold on another line, the line number is what is wrong."""
    finding = judged.finding if isinstance(said.meaning, SetTo) and judged.kind == "line" else None
    if finding is None:
        elsewhere = judge.judged(replace(said, line=None), cursor, following)
        if not isinstance(elsewhere.finding, Grounded) or elsewhere.finding.event is None:
            return
        event = judge.history.events[elsewhere.finding.event]
        finding = Refuted("contradicted", f"it happens on line {event.line}", event.seq)
    claims = list(reading.sentence)
    for place in range(len(claims) - 1, max(len(claims) - 4, -1), -1):
        if claims[place].kind == "line":
            if isinstance(claims[place].finding, Refuted):
                return  # the first statement of the clause told what it is
            claims[place] = replace(claims[place], finding=finding)
            reading.sentence = tuple(claims)
            return


def blame_stretch(reading: Reading, said: Said, cursor: Cursor, following: Sequence[Said], judge: Judge) -> None:
    """Where the values told are those of a stretch that begins or ends a pass sooner or later, its numbers are wrong."""
    if cursor.stretch is None or cursor.implied or not isinstance(said.meaning, TakesValues):
        return
    loop, first, last = cursor.stretch
    for low, high in ((first + 1, last), (first - 1, last), (first, last - 1), (first, last + 1)):
        other = cursor.copy()
        other.stretch = (loop, low, high)
        if 1 <= low <= high <= len(loop.passes) and judge.judged(said, other, following).holds:
            reading.blame("summary", Refuted("contradicted", f"it is so of passes {low} to {high}"))
            return


def with_loop(judged: Judged, said: Said, cursor: Cursor, following: Sequence[Said], judge: Judge) -> Judged:
    """Where what is said of the loop on a line is so of a loop on another, that is what is really so."""
    meaning = said.meaning
    if not isinstance(meaning, InPass | LoopRuns | LoopEnds) or meaning.line is None:
        return judged
    elsewhere = judge.judged(replace(said, meaning=replace(meaning, line=None)), cursor, following)
    if not elsewhere.holds or not elsewhere.events:
        return judged
    event = judge.history.events[elsewhere.events[0]]
    if event.line == meaning.line:
        return judged  # of another run of the same loop
    return refuted(judged.kind, f"that is the loop on line {event.line}", event.seq)
