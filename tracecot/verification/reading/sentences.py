"""Reads the sentences of a text in order; one that is read again, after the same, says the same."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracecot.verification.code.reading import Code
from tracecot.verification.meanings import (
    ArmRuns,
    Does,
    Equals,
    InPass,
    IsTrue,
    Length,
    LineRuns,
    Loosely,
    Member,
    Returns,
    Said,
    Stands,
    Such,
    new_said,
)
from tracecot.verification.reading.memory import Stated
from tracecot.verification.reading.moments import moment_said, of_moment
from tracecot.verification.reading.reader import Reader
from tracecot.verification.text.lines import Words
from tracecot.verification.text.sentences import Sentence
from tracecot.verification.text.tokens import Piece

_KEPT = 8_192  # sentences
_SHORT = 400  # characters of a sentence that may come again

#: Words for moments that the text may look back or ahead to, wherever it stands.
_ELSEWHERE = re.compile(
    r"\b(?:previously|originally|initially|beforehand|eventually|finally|before (?:that|this)|at (?:the (?:very )?)?(?:start|beginning|end|first)|"
    r"in the end|final value)\b"
)
_PAST = frozenset({"was", "were", "had", "did"})
_SUPPOSING = frozenset({"would", "could", "might", "wouldn't", "couldn't"})


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence states, what it speaks of itself, and what of the sentence before that hangs on."""

    stated: Sequence[Stated]
    subject: Code | None
    goes_on: bool  # it speaks of nothing else than the sentence before
    looks_back: bool  # what it states depends on what that was


@dataclass(slots=True)
class Sentences:
    """What a text says, sentence by sentence; it remembers what the last one spoke of."""

    words: Words
    subject: Code | None = None  # what "it" and "which" speak of

    def read(self, sentence: Sentence) -> list[Said]:
        """What the sentence says, in its order."""
        tokens, at = sentence.tokens, sentence.at
        understood = _again if sentence.end - sentence.start <= _SHORT else _understood
        found = understood(self.words, None, sentence.pieces)
        if found.looks_back and self.subject is not None:
            found = understood(self.words, self.subject, sentence.pieces)
        self.subject = self.subject if found.goes_on else found.subject
        return [
            new_said(at + tokens[each.first].start, at + tokens[each.last].end, each.meaning, each.line, each.next)
            for each in found.stated
        ]


def _understood(words: Words, before: Code | None, spoken: tuple[Piece, ...]) -> Understood:
    """What a sentence states after one that spoke of this."""
    reader = Reader(before, words=words)
    reader.read(spoken)
    prose = [word.lower() for sort, word in spoken if sort == "word"]
    said = tuple(reader.said if _SUPPOSING.isdisjoint(prose) else map(_supposed, reader.said))
    told = " ".join(prose)
    if _ELSEWHERE.search(told) is not None:
        said = tuple(map(_of_some_moment, said))
    if moment := moment_said(spoken, told):
        said = tuple(of_moment(said, moment, spoken))
    said = said if _PAST.isdisjoint(prose) else tuple(map(_looking_back, said))
    return Understood(said, reader.own, reader.goes_on, reader.looks_back)


def _looking_back(each: Stated) -> Stated:
    """In pass 1 `x` was 4: a pass that may lie behind, which is then not what the text goes on with."""
    if isinstance(each.meaning, InPass) and not each.meaning.begins:
        return replace(each, meaning=Loosely(each.meaning))
    return each


def _of_some_moment(each: Stated) -> Stated:
    """The statement, which may be of another moment than the one that the text has come to."""
    match each.meaning:
        case Equals() | Stands() | IsTrue() | Such() | Length() | Member():
            return replace(each, meaning=Loosely(each.meaning))
    return each


def _supposed(each: Stated) -> Stated:
    """The statement, of which nobody says that it is so; what an executed call gives stays a claim."""
    match each.meaning:
        case Equals(subject=subject) if isinstance(subject.node, ast.Call):
            return each
        case (
            Equals() | Stands() | IsTrue() | Does() | Such() | Length() | Member() | Returns() | ArmRuns() | LineRuns()
        ):
            return replace(each, meaning=Loosely(each.meaning))
    return each


_again = lru_cache(_KEPT)(_understood)
