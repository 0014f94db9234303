"""What the patterns of `wordings/` find in a sentence, by its shape alone: few shapes are behind all sentences."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tracecot.verification.wordings import WORDINGS
from tracecot.verification.wordings.joining import IDIOMS, NEXT, PHRASES, RECURRING, RECURS, Recurrence
from tracecot.verification.wordings.pieces import Wording

_KEPT = 2_048  # shapes, some kilobytes each
_SHORT = 80  # tokens of a shape that may come again
_LONGEST_START = 60  # characters of the one or two tokens that a pattern begins with

_BY_START: dict[str, list[Wording]] = {}
for _each in WORDINGS:
    for _start in _each.starts:
        _BY_START.setdefault(_start, []).append(_each)

_RECURRING = tuple((f" {word} ", means) for word, means in RECURRING.items())


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern that matches at a token."""

    meaning: str  # a function of `reading/`
    match: re.Match[str]
    after: int  # the token behind it
    recurs: Recurrence | None  # what a word such as "still" among its words means


@dataclass(frozen=True, slots=True)
class Spot:
    """What may be read at a token of a shape."""

    piece: str  # the word, mark or letter that stands there
    phrase: str | None = None  # "since" or "so", where several words give a cause
    idiom: int = 0  # the token behind a phrase that claims nothing; 0 where there is none
    hits: tuple[Hit, ...] = ()  # in the order in which they count
    recurs: Recurrence | None = None  # what a word such as "still" means that stands there
    is_next: bool = False  # whether "then", "next" does
    after: int = 0  # the token behind either of them


@dataclass(slots=True)
class Shape:
    """A sentence as patterns see it: its tokens joined, each a word, a mark, a sort's letter or `#`."""

    text: str
    starts: tuple[int, ...]  # of each token, in `text`
    _spots: dict[int, Spot] = field(default_factory=dict)

    def token_at(self, offset: int) -> int:
        """The index of the token that stands at the offset."""
        return bisect_right(self.starts, offset) - 1

    def spot(self, index: int) -> Spot:
        """What may be read at the token."""
        if index not in self._spots:
            self._spots[index] = self._looked_at(index)
        return self._spots[index]

    def _looked_at(self, index: int) -> Spot:
        offset = self.starts[index]
        piece, _, rest = self.text[offset : offset + _LONGEST_START].partition(" ")
        phrase = None if (found := PHRASES.match(self.text, offset)) is None else found.lastgroup
        if (idiom := IDIOMS.match(self.text, offset)) is not None:
            return Spot(piece, phrase, idiom=max(self._behind(idiom), index + 1))
        wordings = (*_BY_START.get(f"{piece} {rest.partition(' ')[0]}", ()), *_BY_START.get(piece, ()))
        matches = [(each.meaning, each.pattern.match(self.text, offset)) for each in wordings]
        hits = tuple(self._hit(means, match) for means, match in matches if match is not None and match.group())
        if (recurs := RECURS.match(self.text, offset)) is not None:
            return Spot(piece, phrase, hits=hits, recurs=RECURRING[recurs.group()], after=self._behind(recurs))
        if (following := NEXT.match(self.text, offset)) is not None:
            return Spot(piece, phrase, hits=hits, is_next=True, after=self._behind(following))
        return Spot(piece, phrase, hits=hits)

    def _hit(self, meaning: str, match: re.Match[str]) -> Hit:
        said = f" {match.group()} "
        return Hit(
            meaning, match, self._behind(match), next((means for word, means in _RECURRING if word in said), None)
        )

    def _behind(self, match: re.Match[str]) -> int:
        """The token behind what matched."""
        return self.token_at(match.end() - 1) + 1


def shape_of(pieces: Sequence[str]) -> Shape:
    """The shape of a sentence whose tokens are encoded so."""
    return _again(tuple(pieces)) if len(pieces) <= _SHORT else _shape(pieces)


def _shape(pieces: Sequence[str]) -> Shape:
    starts: list[int] = []
    at = 0
    for piece in pieces:
        starts.append(at)
        at += len(piece) + 1
    return Shape(" ".join(pieces), tuple(starts))


_again = lru_cache(_KEPT)(_shape)
