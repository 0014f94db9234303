"""An honest rationale, taken apart: its sentences, its claims with the events that ground them, its execution."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import TypeVar

from tracecot.answer_tags import at_the_end
from tracecot.execution import Event, Trace
from tracecot.ids import digest
from tracecot.verification.corruptions.timeline import Fact, Timeline, facts_of, spelled
from tracecot.verification.records import Claim, Grounded, Rationale

Item = TypeVar("Item")

STEPS = frozenset({"bind", "mutate", "branch", "iteration", "call", "return", "raise", "value"})
LASTING = frozenset({"bind", "mutate"})  # said without a verb, these may be told as long as they are so
_SENTENCE = re.compile(r"(?:``.*?``|`[^`\n]*`|[^`.?\n])+[.?](?=\s|$)\s?")
_CHECK = re.compile(r"^Check:", re.M)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, with the space after it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Honest:
    """A verified rationale, the program and the execution that it is about, and its claims."""

    rationale: Rationale
    code: str
    trace: Trace
    claims: tuple[Claim, ...]

    @property
    def text(self) -> str:
        """The rationale's text."""
        return self.rationale.text

    @cached_property
    def timeline(self) -> Timeline:
        """The execution's facts."""
        return Timeline(self.trace, self.code)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences before the answer's tag."""
        answer = at_the_end(self.text)
        found = _SENTENCE.finditer(self.text, 0, len(self.text) if answer is None else answer.start)
        return [Sentence(each.start(), each.end(), each.group()) for each in found]

    @cached_property
    def forward_from(self) -> int:
        """Where the part begins that tells the execution in its order: the check of an input prediction."""
        if self.rationale.task != "input_prediction":
            return 0
        found = _CHECK.search(self.text)
        return found.end() if found else len(self.text)

    def event_of(self, claim: Claim) -> Event | None:
        """The event that grounds the claim."""
        seq = claim.finding.event if isinstance(claim.finding, Grounded) else None
        return None if seq is None else self.trace.events[seq]

    def claims_of(self, *kinds: str) -> Iterator[tuple[Claim, Event]]:
        """Claims of these kinds with their events."""
        for claim in self.claims:
            event = self.event_of(claim)
            if event is not None and claim.kind in kinds:
                yield claim, event

    def is_forward(self, claim: Claim) -> bool:
        """Whether the claim is told in the order of the execution."""
        return claim.start >= self.forward_from

    @cached_property
    def anchors(self) -> list[tuple[Claim, Event]]:
        """The steps told forward, each after the one before, without what might be told at other moments too."""
        found: list[tuple[Claim, Event]] = []
        for claim, event in self.claims_of(*STEPS):
            is_later = not found or event.seq >= found[-1][1].seq
            if is_later and self.is_forward(claim) and told(claim, event, self._is_bare(claim)):
                found.append((claim, event))
        return found

    def _is_bare(self, claim: Claim) -> bool:
        """Whether no verb says that it happens: a name or an expression stands with its value, or with its truth."""
        return self.text.startswith(("`", "which is ", ", which is "), claim.start)

    def around(self, claim: Claim) -> tuple[int, int]:
        """The moments of the steps that are told before the claim's words and after them."""
        before = [event.seq for other, event in self.anchors if other.end <= claim.start]
        after = [event.seq for other, event in self.anchors if other.start >= claim.end]
        return (before[-1] if before else 0), (after[0] if after else len(self.trace.events))

    def steps_in(self, start: int, end: int) -> list[tuple[Claim, Event]]:
        """The steps that the text tells between two places."""
        return [(claim, event) for claim, event in self.anchors if start <= claim.start and claim.end <= end]

    def steps_after(self, place: int) -> list[Fact]:
        """What is told after a place, as facts."""
        return self.facts_of([(claim, event) for claim, event in self.anchors if claim.start >= place])

    def facts_of(self, steps: Iterable[tuple[Claim, Event]]) -> list[Fact]:
        """Steps as facts, without those that are of no use for the order."""
        return [fact for claim, event in steps if (fact := told(claim, event, self._is_bare(claim)))]

    def chance(self, *seed: str) -> Random:
        """Chances that depend on the text and the seed alone: the same text is always corrupted in the same way."""
        return Random(digest(self.text, *seed))

    def mixed(self, items: Iterable[Item], *seed: str) -> list[Item]:
        """The items in an order of chance."""
        listed = list(items)
        self.chance(*seed).shuffle(listed)
        return listed


def told(claim: Claim, event: Event, is_bare: bool) -> Fact | None:
    """The fact that a step claims; None where it is of no use for the order.

    Args:
        claim: what is told.
        event: what grounds it.
        is_bare: whether no verb says that it happens: a name with its value may be told as long as it has it, and an
            expression or a condition wherever it can be evaluated.
    """
    if (is_bare and claim.kind in ("value", "branch")) or " runs while " in claim.text:
        return None
    facts = list(facts_of(event))
    if claim.kind == "iteration" or claim.kind == "call":
        return next((fact for fact in facts if fact.subject == "call" or fact.subject.startswith("pass of")), None)
    if claim.kind == "branch" or claim.kind == "raise":
        return facts[0] if facts else None
    named = [fact for fact in facts if fact.subject == claim.subject and fact.value == spelled(claim.says)]
    return replace(named[0], lasting=is_bare and claim.kind in LASTING) if named else None
