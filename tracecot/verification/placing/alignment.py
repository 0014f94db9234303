"""Places what a text says on the events of an execution, in the way that grounds the most of it.

A text may be placed in several ways: `x = 3` may tell the binding that is near and be wrong, or a later one and be
right. So a few readings are kept beside one another, the best first, and the one with the fewest wrong claims is the
verdict's. A claim that fails has the choices made just before it looked at again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.meanings import (
    AtHand,
    Counted,
    EveryPass,
    InPass,
    LineRuns,
    Loosely,
    Reason,
    Said,
    Series,
    Unread,
    Whole,
)
from tracecot.verification.placing.blame import blame_line, blame_stretch, with_loop
from tracecot.verification.placing.doubts import doubt
from tracecot.verification.placing.placement import Choice, Ending, Reading, best_of, new_choice
from tracecot.verification.records import (
    LONGEST_CLAIM,
    Claim,
    ClaimKind,
    Finding,
    Refuted,
    Unreadable,
    new_claim,
)
from tracecot.verification.rules.arms import decided_next
from tracecot.verification.rules.following import contradicted
from tracecot.verification.rules.given_reasons import judge_given
from tracecot.verification.rules.halves import of_their_own, torn
from tracecot.verification.rules.judge import Judge
from tracecot.verification.rules.judging import Judged, refuted, shown, unreadable
from tracecot.verification.rules.outdated import outdated
from tracecot.verification.rules.reaching import is_denied, lets_happen
from tracecot.verification.rules.reasons import asked_last, is_of_no_event, judge_reason
from tracecot.verification.rules.summaries import judge_summary
from tracecot.verification.rules.tables import Prose, judge_table
from tracecot.verification.subjects import subject_and_saying
from tracecot.verification.text.tables import Cell, Row, Table

_WRONG_CELLS = 0.25  # of a table that is still understood
_MOST_FORKS = 2_000  # of one text

#: What leaves open what it speaks of: where it isn't borne out, it was not understood.
OPEN = Unread | Whole | Loosely | AtHand | Counted | Series


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim that stands by itself, whatever the trace."""

    start: int
    end: int
    kind: ClaimKind
    finding: Finding


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table, and what the cells say that are no code."""

    table: Table
    prose: Prose


#: A part of a text as it was read; a sentence is what it says.
PartRead = Standing | TableRead | list[Said]


@dataclass(slots=True)
class Alignment:
    """Reads on through the trace as the text goes on, in several ways at once."""

    judge: Judge
    text: str
    readings: list[Reading] = field(default_factory=list)
    forks: int = 0

    @classmethod
    def of(cls, judge: Judge, text: str, backward: bool) -> Self:
        """At the beginning of a text; `backward`: it begins with a deduction from the result."""
        cursor = Cursor.at_the_result(judge.history) if backward else Cursor(judge.history)
        return cls(judge, text, [Reading(cursor)])

    @property
    def best(self) -> Reading:
        """The reading that grounds the most."""
        return min(self.readings, key=lambda reading: (reading.wrong, reading.jumps))

    def read(self, part: PartRead) -> None:
        """The next part of the text."""
        match part:
            case Standing():
                self._add(part)
            case TableRead():
                self._table(part)
            case _:
                self._sentence(part)

    def _sentence(self, said: Sequence[Said]) -> None:
        kinds = {type(each.meaning) for each in said}
        reasons: list[tuple[int, Said]] = []
        if Reason in kinds:
            reasons = [(place, each) for place, each in enumerate(said) if isinstance(each.meaning, Reason)]
            said = [each for each in said if not isinstance(each.meaning, Reason)]
        if EveryPass in kinds:
            said, reasons = self._stretch(said), []
        else:
            for place, each in enumerate(said):
                self._statement(each, said[place + 1 :])
        ending = Ending(said, reasons)
        for reading in self.readings:
            self._finish(reading, ending)

    def _stretch(self, said: Sequence[Said]) -> Sequence[Said]:
        """A sentence about several passes; what it says without "each time"."""
        said, each_time = _quantified(said)
        if each_time is not None:
            self._summary(each_time, EveryPass(None, None, each=True), said)
            return said
        for place, each in enumerate(said):
            if isinstance(each.meaning, EveryPass):
                self._summary(each, each.meaning, said[place + 1 :])
                break
            self._statement(each, said[place + 1 :])
        return said

    def _finish(self, reading: Reading, ending: Ending) -> None:
        """What is judged of a sentence as a whole."""
        self._give_reasons(reading, ending)
        doubt(reading, ending.said, self.judge)
        if reading.cursor.slice is not None:
            reading.leave_open(of_their_own(reading.sentence, self.judge.history))
        reading.end_sentence()
        reading.remember(ending)

    def _give_reasons(self, reading: Reading, ending: Ending) -> None:
        """Looks at the links between what "so" and "since" join, once both are placed."""
        claims, reasons = reading.sentence, ending.reasons
        bounds = [place - number for number, (place, _) in enumerate(reasons)]
        for number, (_, said) in enumerate(reasons):
            assert isinstance(said.meaning, Reason)
            if said.meaning.opens:
                continue
            low = bounds[number - 1] if number else 0
            here, high = bounds[number], bounds[number + 1] if number + 1 < len(bounds) else len(claims)
            before, after = range(low, here), range(here, high)
            self._look_whether_it_follows(reading, said.meaning, before, after)
            judged = self._reason(reading, said.meaning, before, after)
            if judged is None and here < len(ending.said):
                judged = self._other_reason(reading, said.meaning, before, ending.said[here])
            if said.meaning.cause_first and reading.cursor.slice is not None and judged is not None:
                # "So" in a deduction may lead from what is to be explained to what explains it.
                other = judged if judged.holds else self._reason(reading, Reason(False), before, after)
                judged = other if other is None or other.holds else judged
                judged = None if judged is None or isinstance(judged.finding, Unreadable) else judged
            if judged is not None:
                words = self._words(said.start, said.end)
                reading.note(Claim(said.start, said.end, judged.kind, words, judged.finding), judged)

    def _look_whether_it_follows(self, reading: Reading, meaning: Reason, before: range, after: range) -> None:
        """Of what is told beside values as its reason: whether it is so with them, and they are still so."""
        told = list(zip(reading.sentence, reading.events, strict=True))
        first, second = ([told[place] for place in places] for places in (before, after))
        causes, effects = (first, second) if meaning.cause_first else (second, first[::-1])
        is_deduced = reading.cursor.slice is not None
        for claim, actual in contradicted([each for each, _ in causes], [each for each, _ in effects]):
            reading.contradict(claim, Refuted("contradicted", actual))
        wrong = list(torn(causes, effects, is_deduced, self.judge.history))
        if not is_deduced and not meaning.this:
            wrong += outdated(causes, effects, self.judge.history)
        for claim, actual in wrong:
            reading.contradict(claim, Refuted("contradicted", actual))

    def _other_reason(self, reading: Reading, meaning: Reason, before: range, effect: Said) -> Judged | None:
        """Of a line that is passed over, but not for what is given as the reason: the condition that decides over it."""
        told, line = reading.events, effect.meaning
        place = before.stop
        if not meaning.cause_first or not isinstance(line, LineRuns) or line.runs or reading.cursor.slice is not None:
            return None
        if place >= len(reading.sentence) or not isinstance(reading.sentence[place].finding, Refuted):
            return None
        given = [seq for cause in before for seq in told[cause]]
        decides = decided_next(line.number, reading.cursor)
        if not given or decides is None or any(self.judge.history.events[seq].kind == "branch" for seq in given):
            return None
        return refuted("dependency", f"{shown(self.judge.history.events[decides].text)} decides so", decides)

    def _reason(self, reading: Reading, meaning: Reason, before: range, after: range) -> Judged | None:
        """The finding on what joins the claims before it and those after it."""
        claims, told = reading.sentence, reading.events
        causes, effects = (before, after) if meaning.cause_first else (after, before)
        result = next((place for place in (effects if meaning.cause_first else reversed(effects)) if told[place]), -1)
        effect = reading.told_before if meaning.this else told[result] if result >= 0 else ()
        # Which pass it is gives no reason, where something else does.
        given = [place for place in causes if claims[place].kind not in ("iteration", "line")] or causes
        history = self.judge.history
        reasons = [(claims[place], asked_last(claims[place], told[place], history)) for place in given]
        if meaning.back:
            judged = judge_reason(effect, reading.told_before, "", "", history)
            return (
                judged if judged is None or judged.holds else unreadable("dependency", "nothing shows that it is why")
            )
        if meaning.where:
            told_why = [seq for _, seqs in reasons for seq in seqs]
            return refuted("dependency", "it is the other way round") if is_denied(told_why, effect, history) else None
        if meaning.this and not any(history.events[seq].kind == "branch" for _, seqs in reasons for seq in seqs):
            return refuted("dependency", "no condition of the program decides so")
        if (
            meaning.reached
            and effect
            and not lets_happen([seq for _, seqs in reasons for seq in seqs], effect, history)
        ):
            return refuted("dependency", "what was told does not stand under it")
        result_told = claims[result] if result >= 0 else None
        each = (meaning.each or not meaning.cause_first) and reading.cursor.slice is None
        led_to = [claims[place] for place in effects] if result_told is None else [result_told]
        if each and not meaning.this and any(is_of_no_event(claim, history) for claim in led_to):
            return unreadable("dependency", "the program doesn't evaluate what it is a reason for")
        if result_told is not None and not meaning.this:
            effect = asked_last(result_told, effect, history)
        forward = reading.cursor.slice is None and not meaning.this
        return judge_given(effect, result_told, reasons, each, forward, history)

    def _add(self, part: Standing) -> None:
        claim = Claim(part.start, part.end, part.kind, self._words(part.start, part.end), part.finding)
        for reading in self.readings:
            reading.done, reading.choices = (reading.done, (claim,)), ()

    def _table(self, part: TableRead) -> None:
        for reading in self.readings:
            for told, judged in judge_table(part.table, part.prose, self.judge, reading.cursor):
                reading.note(self._claim(told, judged), judged)
            reading.sentence = _only_if_it_fits(reading.sentence)
            reading.end_sentence()
            reading.choices = ()

    def _summary(self, quantifier: Said, meaning: EveryPass, rest: Sequence[Said]) -> None:
        for reading in self.readings:
            for said, judged in judge_summary(self.judge, quantifier, meaning, rest, reading.cursor):
                reading.note(self._claim(said, judged), judged)
            reading.choices = ()

    def _statement(self, said: Said, following: Sequence[Said]) -> None:
        grown = [each for reading in self.readings for each in self._placed(reading, said, following)]
        self.readings = best_of(grown)

    def _placed(self, reading: Reading, said: Said, following: Sequence[Said]) -> Iterator[Reading]:
        """The ways to place the statement."""
        earlier = reading.choices
        judged = self._take(reading, said, following)
        placed = reading.choices[-1]
        assert isinstance(placed, Choice)
        before = placed.before
        yield reading
        if self.forks >= _MOST_FORKS:
            return
        if reading.cursor.passed_over and judged.holds:
            self.forks += 1
            reading.jumps += 1
            strict = before.copy()
            strict.choices = earlier
            strict.cursor.strict = True
            nearest = self._take(strict, said, following)
            strict.cursor.strict = False
            if not isinstance(nearest.finding, Unreadable):  # else it isn't what was meant
                yield strict
        elif isinstance(judged.finding, Refuted):
            yield from self._tried_again(earlier, reading)

    def _take(self, reading: Reading, said: Said, following: Sequence[Said]) -> Judged:
        """Places the statement where it fits first."""
        before = reading.copy()
        before.choices = ()
        reading.cursor.passed_over = False
        strict, reading.cursor.strict = reading.cursor.strict, reading.cursor.strict or said.next
        reading.cursor.fresh = said.next
        judged = self.judge.judged(said, reading.cursor, following)
        reading.cursor.strict, reading.cursor.fresh = strict, False
        if isinstance(judged.finding, Refuted):
            if said.line is not None:
                blame_line(reading, said, judged, before.cursor.copy(), following, self.judge)
            blame_stretch(reading, said, before.cursor.copy(), following, self.judge)
            judged = with_loop(judged, said, before.cursor.copy(), following, self.judge)
        claim = self._claim(said, judged)
        reading.note(claim, judged, not isinstance(said.meaning, OPEN))
        landed = judged.events[0] if judged.holds and judged.events and before.cursor.slice is None else -1
        reading.remember(new_choice(before, said, following, landed))
        return judged

    def _tried_again(self, earlier: tuple[Choice | Ending, ...], failed: Reading) -> Iterator[Reading]:
        """Whether a choice made just before was the wrong one: the ways in which less is wrong than where it failed."""
        for place in range(len(earlier) - 1, -1, -1):
            first = earlier[place]
            if isinstance(first, Ending) or first.landed < 0:
                continue
            for other in self._otherwise(first, failed.wrong):
                self.forks += 1
                for choice in (*earlier[place + 1 :], failed.choices[-1]):
                    if isinstance(choice, Ending):
                        self._finish(other, choice)
                    else:
                        self._take(other, choice.said, choice.following)
                if other.wrong < failed.wrong and other.unread <= failed.unread:
                    other.jumps += 1
                    yield other

    def _otherwise(self, first: Choice, wrong: int) -> Iterator[Reading]:
        """The statement placed later, or found wrong where the reader stood, as far as that may leave less wrong."""
        history, here = self.judge.history, first.before.cursor.at
        for beyond in (first.landed, history.last_of[history.execution[first.landed]]):
            later = first.before.copy()
            later.cursor.strict = False  # that was so for the choice alone
            later.cursor.beyond = beyond
            judged = self._take(later, first.said, first.following)
            later.cursor.beyond = -1
            if not judged.holds or (judged.events and judged.events[0] <= first.landed):
                break  # what holds already is no later placement; what is of no moment, such as a sum, may be meant
            yield later
            if not judged.events or history.execution[judged.events[0]] != history.execution[first.landed]:
                break  # else it is a further pass of a comprehension, and the next statement may be what is meant
        if first.before.wrong + 1 >= wrong:
            return
        if first.landed > history.last_of[history.execution[here]]:
            stayed = first.before.copy()
            stayed.cursor.strict = False
            stayed.cursor.ceiling = history.last_of[history.execution[here]]
            judged = self._take(stayed, first.said, first.following)
            stayed.cursor.ceiling = -1
            if isinstance(judged.finding, Refuted):
                yield stayed
        if isinstance(first.said.meaning, InPass) and (told := self._in_next_pass(first, first.said.meaning)):
            yield told

    def _in_next_pass(self, first: Choice, meaning: InPass) -> Reading | None:
        """The text speaks of the loop's next pass, and its number is what is wrong."""
        history, before = self.judge.history, first.before
        number = history.events[first.landed].loop
        scopes = [scope.number for scope in before.cursor.scopes if scope.loop.number == number]
        passed = scopes[-1] if scopes else 0
        if meaning.number in (None, passed + 1):
            return None
        other = before.copy()
        other.cursor.strict = False
        judged = self._take(other, replace(first.said, meaning=replace(meaning, number=passed + 1)), first.following)
        if not judged.holds or history.events[judged.events[0]].loop != number:
            return None
        finding = Refuted("contradicted", f"that is pass {passed + 1}", judged.events[0])
        other.sentence = (*other.sentence[:-1], replace(other.sentence[-1], finding=finding))
        other.wrong, other.since = other.wrong + 1, 0
        other.choices = ()  # read again from before, the number would be the right one
        return other

    def _claim(self, told: Said | Row | Cell, judged: Judged) -> Claim:
        match told:
            case Cell():
                about = (told.subject.text, told.bare)
            case Row():
                about = ("pass", "" if told.number is None else str(told.number))
            case Said():
                about = subject_and_saying(told.meaning)
        return new_claim(told.start, told.end, judged.kind, self._words(told.start, told.end), judged.finding, *about)

    def _words(self, start: int, end: int) -> str:
        """What a claim says, as far as that is kept."""
        return self.text[start : min(end, start + LONGEST_CLAIM)]


def _only_if_it_fits(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """A table of which much is wrong, or not understood, is probably not about what it was read as."""
    wrong = sum(isinstance(claim.finding, Refuted) for claim in claims)
    unread = any(isinstance(claim.finding, Unreadable) for claim in claims)
    if wrong <= _WRONG_CELLS * len(claims) and not unread:
        return claims
    detail = "the table is not understood"
    return tuple(
        replace(claim, finding=Unreadable(detail)) if isinstance(claim.finding, Refuted) else claim for claim in claims
    )


def _quantified(said: Sequence[Said]) -> tuple[Sequence[Said], Said | None]:
    """The statements without "each time", and "each time" itself where it alone says of which passes they are."""
    each_time = next((each for each in said if isinstance(each.meaning, EveryPass) and each.meaning.each), None)
    if each_time is None:
        return said, None
    explicit = any(isinstance(each.meaning, EveryPass) and not each.meaning.each for each in said)
    return [each for each in said if each is not each_time], None if explicit else each_time
