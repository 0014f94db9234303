"""Cuts a rationale into sentences, and these into stretches that each say which claims lie over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from resources.warehouse.asking import Row
from tracecot.verification.text.sentences import sentences
from tracecot.verification.text.tokens import tokens
from tracecot_cli.showing.evidence import FARES


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text with the claims over it, the narrowest first."""

    text: str
    claims: tuple[Row, ...]

    @property
    def fares(self) -> str:
        """As the worst of its claims."""
        return max((str(claim["finding"]) for claim in self.claims), key=FARES.index, default="bare")

    @property
    def event(self) -> object:
        """The event that its narrowest claim stands on, if one does."""
        return next((claim["event"] for claim in self.claims if claim["event"] is not None), None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as stretches."""

    spans: tuple[Span, ...]

    @property
    def fares(self) -> str:
        """As the worst of its stretches."""
        return max((span.fares for span in self.spans), key=FARES.index, default="bare")


def cut(text: str, claims: Sequence[Row]) -> tuple[list[Sentence], list[Row]]:
    """The sentences of the text, and the claims that are about it as a whole."""
    apart = [claim for claim in claims if 0 < _end(claim) - _start(claim) < len(text)]
    places = sorted({0, len(text), *(sentence.start for sentence in sentences(tokens(text)))})
    told = [Sentence(tuple(_spans(text, start, end, apart))) for start, end in pairwise(places)]
    return told, [claim for claim in claims if claim not in apart]


def _spans(text: str, start: int, end: int, claims: Sequence[Row]) -> Iterator[Span]:
    own = [claim for claim in claims if _start(claim) < end and _end(claim) > start]
    edges = {start, end, *map(_start, own), *map(_end, own)}
    for left, right in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
        over = [claim for claim in own if _start(claim) <= left and right <= _end(claim)]
        yield Span(text[left:right], tuple(sorted(over, key=lambda claim: _end(claim) - _start(claim))))


def _start(claim: Row) -> int:
    return int(str(claim["start"]))


def _end(claim: Row) -> int:
    return int(str(claim["end"]))
