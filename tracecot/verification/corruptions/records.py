"""A corruption: what was changed, where, and what really is so."""

from dataclasses import dataclass, replace
from typing import Protocol

from tracecot.verification.records import Claim, Rationale


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of the text and what stands in its place."""

    start: int
    end: int
    says: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A piece of the honest text, and the place in it where it is told instead."""

    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True)
class Lie:
    """How an honest text is to be changed, and what the change is about."""

    edits: tuple[Edit, ...]  # in the order of the text, apart from one another
    claim: Claim | None = None  # the claim that is made false
    subject: str = ""  # what the lie is about: an expression, a name; or, as no name is spelled, "the line", "the pass"
    value: str = ""  # what it says of that
    really: tuple[str, ...] = ()  # words of which a right correction has one; none where there is nothing to name
    answer: str | None = None  # the answer of the row, where it changes too
    moved: tuple[Moved, ...] = ()  # the pieces that are told elsewhere
    written: str = ""  # of changed code: what is returned, as an expression of the recorded `result`


@dataclass(frozen=True, slots=True)
class Corruption:
    """A text that says something false, beside the honest one."""

    kind: str
    rationale: Rationale
    lie: Lie
    spans: tuple[tuple[int, int], ...]  # what was changed, in the corrupted text
    was: str
    says: str

    @property
    def start(self) -> int:
        """Where the first change begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last change ends."""
        return self.spans[-1][1]


class Honestly(Protocol):
    """What is corrupted: a text that is believed."""

    @property
    def text(self) -> str:
        """The rationale's text."""

    @property
    def rationale(self) -> Rationale:
        """The rationale."""


def corrupted(honest: Honestly, kind: str, lie: Lie) -> Corruption:
    """The honest text with the lie in it."""
    text, spans, done = "", [], 0
    for edit in lie.edits:
        text += honest.text[done : edit.start]
        spans.append((len(text), len(text) + len(edit.says)))
        text += edit.says
        done = edit.end
    answer = honest.rationale.answer if lie.answer is None else lie.answer
    return Corruption(
        kind, replace(honest.rationale, text=text + honest.text[done:], answer=answer), lie, tuple(spans),
        " / ".join(honest.text[edit.start : edit.end] for edit in lie.edits),
        " / ".join(edit.says for edit in lie.edits),
    )  # fmt: skip
