"""A text as tokens with its code: read line by line, since the lines of a text come again in others about its program."""

from collections.abc import Iterator
from functools import lru_cache

from tracecot.verification.bare_code import with_code
from tracecot.verification.empty_values import with_empty_values
from tracecot.verification.joined_code import with_parts
from tracecot.verification.number_words import with_numbers
from tracecot.verification.tokens import Token, tokens

_KEPT = 2_048  # stretches
_SHORT = 1_000  # characters of a stretch that may come again


def tokens_with_code(text: str, names: frozenset[str], first: int = 0) -> list[Token]:
    """The tokens of the text, with those joined that together are a number or code.

    Args:
        text: the text, or a part of one.
        names: those that the program uses.
        first: the place of the part.
    """
    found: list[Token] = []
    for place, stretch in _stretches(text):
        read = _again if len(stretch) <= _SHORT else _tokens_of
        at = first + place
        found += [Token(sort, inside, start + at, end + at) for sort, inside, start, end in read(stretch, names)]
    return found


def _tokens_of(stretch: str, names: frozenset[str]) -> tuple[Token, ...]:
    found = with_numbers(with_parts(tokens(stretch), stretch), stretch)
    return tuple(with_code(with_empty_values(found, stretch), stretch, names))


_again = lru_cache(_KEPT)(_tokens_of)


def _stretches(text: str) -> Iterator[tuple[int, str]]:
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
