"""Places a text in one way, as long as there is but one: most texts go straight on through their execution.

Only where a statement fails, or lands behind something that it may tell too, is there a choice to make. The text is
then placed in several ways from its beginning, as `alignment.py` has it; what that gives is never another verdict.

Texts about one execution share sentences. One that comes again where the reader stands as it stood before came to the
same then, so that is remembered with the trace.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracecot.verification.alignment import OPEN, Alignment, PartRead
from tracecot.verification.cursor import Cursor
from tracecot.verification.judge import Judge
from tracecot.verification.meanings import Answers, Ends, Loosely, Said, Whole
from tracecot.verification.placement import Reading
from tracecot.verification.records import Claim, Refuted, new_claim

_KEPT = 1_024  # sentences of one execution

#: Statements whose judgement hangs on the answer that the text has to come to.
_OF_THE_ANSWER = (Answers, Ends, Loosely, Whole)


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


@dataclass(frozen=True, slots=True)
class Passed:
    """What a sentence came to, all of which held."""

    said: Sequence[Said]  # whose meanings the key names by their identity, so that they must be kept
    start: int  # of the text that said it first
    cursor: Cursor
    claims: tuple[Claim, ...]
    told: tuple[int, ...]
    steps: int


@dataclass(slots=True)
class Straight(Alignment):
    """Reads on through the trace in one way; at the first choice no reading is left."""

    def _sentence(self, said: Sequence[Said]) -> None:
        (reading,) = self.readings
        if not said or reading.wrong or reading.unread:
            Alignment._sentence(self, said)
            return
        known, key = self.judge.history.passed, self._key(said, reading)
        before = known.get(key)
        if isinstance(before, Passed):
            self._pass(reading, before, said[0].start - before.start)
            return
        steps = reading.steps
        Alignment._sentence(self, said)
        if self.readings and not reading.wrong and not reading.unread and reading.done is not None:
            made = reading.steps - steps
            if len(known) >= _KEPT:
                known.clear()
            known[key] = Passed(said, said[0].start, reading.cursor.copy(), reading.done[1], reading.told_before, made)

    def _key(self, said: Sequence[Said], reading: Reading) -> object:
        """What the judgement of a sentence hangs on, in one execution."""
        first = said[0].start
        words = tuple([(id(each.meaning), each.start - first, each.end - first, each.line, each.next) for each in said])
        of_answer = any(isinstance(each.meaning, _OF_THE_ANSWER) for each in said)
        answers = tuple([each.text for each in self.judge.answers]) if of_answer else ()
        outcomes = tuple(self.judge.history.executed.items())
        return words, reading.cursor.state(), reading.told_before, answers, outcomes

    def _pass(self, reading: Reading, before: Passed, shift: int) -> None:
        """The sentence is told as it was before, at another place."""
        claims = [self._moved(claim, shift) for claim in before.claims]
        reading.cursor = before.cursor.copy()
        reading.done, reading.told_before = (reading.done, tuple(claims)), before.told
        reading.steps += before.steps

    def _moved(self, claim: Claim, shift: int) -> Claim:
        start, end = claim.start + shift, claim.end + shift
        return new_claim(start, end, claim.kind, self._words(start, end), claim.finding, claim.subject, claim.says)

    def _statement(self, said: Said, following: Sequence[Said]) -> None:
        for reading in self.readings:
            cursor = reading.cursor
            cursor.passed_over, cursor.strict, cursor.fresh = False, said.next, said.next
            judged = self.judge.judged(said, cursor, following)
            cursor.strict = cursor.fresh = False
            if isinstance(judged.finding, Refuted) or (judged.holds and cursor.passed_over):
                self.readings = []
            else:
                reading.note(self._claim(said, judged), judged, not isinstance(said.meaning, OPEN))
