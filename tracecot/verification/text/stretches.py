"""A text as tokens with its code: read in parts of lines, since these come again in others about its program."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tracecot.verification.text.bare_code import with_code
from tracecot.verification.text.empty_values import with_empty_values
from tracecot.verification.text.joined_code import with_parts
from tracecot.verification.text.number_words import with_numbers
from tracecot.verification.text.sentences import Sentence, Width, ends_sentence, new_sentence, sentences
from tracecot.verification.text.tokens import Token, new_token, tokens

_KEPT = 4_096  # stretches
_SHORT = 500  # characters of a stretch that may come again
#: Where a sentence ends for sure and another begins, unless that is in code: no list, abbreviation or "minus two".
_BORDER = re.compile(r"(?<=[`a-z]\.)(?<!\.[a-z]\.)(?= (?!Minus)[A-Z`])")
#: What may open in prose what another sentence closes: a bracket, or a quotation mark that is no apostrophe.
_OPENING = re.compile(r"[\[({]|(?<![a-z]{2})['\"]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line, or what backticks hold together: its tokens, with places from its beginning."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...] | None  # where they end with it; those of most lines do


def sentences_with_code(text: str, names: frozenset[str], first: int = 0) -> Iterator[Sentence]:
    """The sentences of the text, whose tokens are joined where together they are a number or code.

    Args:
        text: the text, or a part of one.
        names: those that the program uses.
        first: the place of the part.
    """
    begun: list[Token] = []  # of lines behind which the last sentence may go on
    width = Width(lambda: tokens_with_code(text, names))
    for at, stretch in _read(text, names):
        if not begun and stretch.sentences is not None:
            yield from [new_sentence(each.tokens, each.pieces, first + at) for each in stretch.sentences]
            continue
        begun += _placed(stretch, first + at)
        if stretch.tokens and ends_sentence(stretch.tokens[-1]):
            yield from sentences(begun, width)
            begun = []
    yield from sentences(begun, width)


def tokens_with_code(text: str, names: frozenset[str]) -> list[Token]:
    """The tokens of the text, with those joined that together are a number or code."""
    return [token for at, stretch in _read(text, names) for token in _placed(stretch, at)]


def _placed(stretch: Stretch, at: int) -> list[Token]:
    """The tokens of a stretch that begins there."""
    return [new_token((sort, inside, start + at, end + at)) for sort, inside, start, end in stretch.tokens]


def _read(text: str, names: frozenset[str]) -> Iterator[tuple[int, Stretch]]:
    for at, stretch in _stretches(text):
        yield at, (_again if len(stretch) <= _SHORT else _stretch_of)(stretch, names)


def _stretch_of(stretch: str, names: frozenset[str]) -> Stretch:
    found = with_numbers(with_parts(tokens(stretch), stretch), stretch)
    joined = with_code(with_empty_values(found, stretch), stretch, names)
    is_whole = bool(joined) and ends_sentence(joined[-1])
    return Stretch(tuple(joined), tuple(sentences(joined)) if is_whole else None)


_again = lru_cache(_KEPT)(_stretch_of)


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of lines with their places, as far as they can be told apart before they are read."""
    for at, line in _lines(text):
        if "``" in line or line.count("`") % 2:
            yield at, line
        else:
            yield from ((at + place, part) for place, part in _parts(line))


def _parts(line: str) -> Iterator[tuple[int, str]]:
    """The line, cut where a sentence ends before which nothing was opened; its backticks come in pairs.

    >>> list(_parts("`x` is 3. So `x. Y` is it. Then (see"))
    [(0, '`x` is 3. So `x. Y` is it.'), (26, ' Then (see')]
    """
    start = seen = ticks = 0
    for border in _BORDER.finditer(line):
        ticks += line.count("`", seen, border.end())
        seen = border.end()
        if ticks % 2:
            continue
        part = line[start:seen]
        if _OPENING.search(" ".join(part.split("`")[::2])) is not None:
            break
        yield start, part
        start = seen
    yield start, line[start:]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their places, each with the line break before it; what backticks hold together is one stretch.

    Nothing else goes beyond a line: quotes, brackets, numbers and bare code end with it.
    """
    start = place = 0
    while (place := text.find("\n", place + 1)) >= 0:
        stretch = text[start:place]
        if "``" in stretch:
            break
        if stretch.count("`") % 2 == 0:
            yield start, stretch
            start = place
    yield start, text[start:]
