"""One way to place a text on the events of an execution: what it tells of them so far, and how much of that is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from tracecot.frozen import maker
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.meanings import Said
from tracecot.verification.records import Claim, ClaimKind, Refuted, Unreadable
from tracecot.verification.rules.judging import Judged

WIDTH = 4  # readings that are kept
_RECENT = 6  # statements and ends of sentences that are gone through again when a claim fails
_SENTENCES = 4  # before, in which a claim may be what is wrong
_WORSE = 2  # claims that a reading which may turn out better has more wrong than the best
_HOPEFUL = 12  # claims after which a reading that has more wrong than the best is given up

#: Sentences that are read, the last one first.
Chain = tuple["Chain | None", tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A statement, what was so before it, and the event that it was placed on; -1 where there is none."""

    before: "Reading"
    said: Said
    following: Sequence[Said]
    landed: int


new_choice = maker(Choice)  # a text has one for each statement


@dataclass(frozen=True, slots=True)
class Ending:
    """A sentence was read to its end: what it said, and its reasons by their places in it."""

    said: Sequence[Said]
    reasons: Sequence[tuple[int, Said]]


@dataclass(slots=True)
class Reading:
    """One way to place the text so far."""

    cursor: Cursor
    steps: int = 0  # grounded claims that say something of the execution
    wrong: int = 0
    unread: int = 0  # claims that weren't understood
    unread_before: int = 0  # in the sentences before
    jumps: int = 0  # claims placed on a later event than the nearest that tells the same thing
    since: int = 0  # claims since one was wrong
    sentence: tuple[Claim, ...] = ()  # of the sentence that is being read
    events: tuple[tuple[int, ...], ...] = ()  # that each of these claims told
    told_before: tuple[int, ...] = ()  # by the last claim of the sentence before
    done: Chain | None = None
    choices: tuple[Choice | Ending, ...] = ()  # the last ones: what is placed anew is gone through again from there

    def copy(self) -> "Reading":
        """The same reading, to go on in another way."""
        made = Reading(*_FIELDS(self))
        made.cursor = self.cursor.copy()
        return made

    def claims(self) -> list[Claim]:
        """All claims, in the order of the text."""
        parts: list[tuple[Claim, ...]] = [self.sentence]
        chain = self.done
        while chain is not None:
            chain, part = chain
            parts.append(part)
        return [claim for part in reversed(parts) for claim in part]

    def last_sentence(self) -> tuple[Claim, ...]:
        """The claims of the last part of the text that has any beside the answer."""
        chain: Chain | None = (self.done, self.sentence)
        while chain is not None:
            earlier, claims = chain
            if any(claim.kind != "answer" for claim in claims):
                return claims
            chain = earlier
        return ()

    def note(self, claim: Claim, judged: Judged, understood: bool = True) -> None:
        """The claim is read; what is understood but can't be told after something wrong is a consequence of that."""
        self.sentence = (*self.sentence, claim)
        self.events = (*self.events, judged.events if judged.holds else ())
        if judged.holds:
            self.cursor.note(judged.events)
            self.cursor.last = judged.events
            self.steps += judged.step
            self.since += 1
        elif isinstance(judged.finding, Refuted):
            self.wrong += 1
            self.since = 0
            self.cursor.last = ()
        elif not understood or not any(isinstance(each.finding, Refuted) for each in self.sentence[:-1]):
            self.unread += 1

    def contradict(self, claim: Claim, finding: Refuted) -> None:
        """A claim of the sentence that was borne out is wrong beside others of it."""
        self.sentence = tuple(replace(each, finding=finding) if each is claim else each for each in self.sentence)
        self.wrong += 1

    def leave_open(self, sums: Sequence[Claim]) -> None:
        """Sums of a deduction that are none of the program's: nothing shows what they are of."""
        finding = Unreadable("the program works nothing out with these values")
        self.sentence = tuple(
            replace(claim, finding=finding) if any(claim is each for each in sums) else claim for claim in self.sentence
        )
        self.unread += len(sums)

    def blame(self, kind: ClaimKind, finding: Refuted) -> None:
        """The last claim of the kind in the sentences just before is what is wrong."""
        passed: list[tuple[Claim, ...]] = []
        chain = self.done
        while chain is not None and len(passed) < _SENTENCES:
            chain, claims = chain
            place = next((at for at in range(len(claims) - 1, -1, -1) if claims[at].kind == kind), None)
            if place is not None:
                claims = (*claims[:place], replace(claims[place], finding=finding), *claims[place + 1 :])
                self.wrong += 1
                for part in (claims, *reversed(passed)):
                    chain = (chain, part)
                self.done = chain
                return
            passed.append(claims)

    def remember(self, choice: "Choice | Ending") -> None:
        """The choice may be looked at again, with the last ones before it."""
        self.choices = (*self.choices[-_RECENT:], choice)

    def end_sentence(self) -> None:
        """The sentence is read."""
        if self.sentence:
            self.done = (self.done, self.sentence)
            self.told_before = nearest(range(len(self.events) - 1, -1, -1), self.events)
            self.sentence, self.events = (), ()
        self.unread_before = self.unread


_FIELDS = attrgetter(*Reading.__slots__)


def nearest(places: Iterable[int], told: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The events of the first of these claims that told any."""
    return next((told[place] for place in places if told[place]), ())


def best_of(readings: list[Reading]) -> list[Reading]:
    """The readings to go on with: of those that stand at one place the better, and a few in all."""
    if len(readings) == 1:
        return readings
    least = min(reading.wrong for reading in readings)
    kept: dict[object, Reading] = {}
    for reading in sorted(readings, key=lambda each: (each.wrong, each.jumps)):
        if reading.wrong == least or (reading.wrong <= least + _WORSE and reading.since <= _HOPEFUL):
            kept.setdefault(reading.cursor.place(), reading)
    return list(kept.values())[:WIDTH]
