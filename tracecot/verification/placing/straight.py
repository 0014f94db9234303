"""Places a text in one way, as long as there is but one: most texts go straight on through their execution.

Only where a statement fails, or lands behind something that it may tell too, is there a choice to make. The text is
then placed in several ways from its beginning, as `alignment.py` has it; what that gives is never another verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracecot.verification.meanings import Said
from tracecot.verification.placing.alignment import OPEN, Alignment, PartRead
from tracecot.verification.placing.placement import Reading
from tracecot.verification.records import Refuted
from tracecot.verification.rules.judge import Judge


def placed(parts: Sequence[PartRead], judge: Judge, text: str, backward: bool) -> Reading:
    """The reading of the text that grounds the most; `backward`: it begins with a deduction from the result."""
    straight = Straight.of(judge, text, backward)
    for part in parts:
        straight.read(part)
        if not straight.readings:
            return in_several_ways(parts, judge, text, backward)
    return straight.best


def in_several_ways(parts: Sequence[PartRead], judge: Judge, text: str, backward: bool) -> Reading:
    """The same, with the readings that may turn out better kept beside one another."""
    alignment = Alignment.of(judge, text, backward)
    for part in parts:
        alignment.read(part)
    return alignment.best


@dataclass(slots=True)
class Straight(Alignment):
    """Reads on through the trace in one way; at the first choice no reading is left."""

    def _statement(self, said: Said, following: Sequence[Said]) -> None:
        for reading in self.readings:
            cursor = reading.cursor
            cursor.passed_over, cursor.strict, cursor.fresh = False, said.next, said.next
            judged = self.judge.judged(said, cursor, following)
            cursor.strict = cursor.fresh = False
            if isinstance(judged.finding, Refuted) or (cursor.passed_over and judged.holds):
                self.readings = []
            else:
                reading.note(self._claim(said, judged), judged, not isinstance(said.meaning, OPEN))
