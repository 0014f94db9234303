"""Finds numbers of several words: `thirty-two`, `minus two`."""

from tracecot.verification.text.tokens import Token
from tracecot.verification.wordings.words import NUMBERS, TENS

_BEGINNINGS = ("minus", *TENS)
_ONES = {"one": 1} | {word: number for word, number in NUMBERS.items() if 0 < number < 10}


def with_numbers(found: list[Token], text: str) -> list[Token]:
    """The tokens of the text, with those joined that together are a number."""
    lowered = text.lower()
    if not any(word in lowered for word in _BEGINNINGS):
        return found
    made: list[Token] = []
    place = 0
    while place < len(found):
        count, number = _number(found, place) if found[place].sort == "word" else (0, 0)
        if count:
            made.append(Token("number", str(number), found[place].start, found[place + count - 1].end))
        else:
            made.append(found[place])
        place += count or 1
    return made


def _number(found: list[Token], place: int) -> tuple[int, int]:
    """How many tokens make a number that begins with the word here, and which."""
    word = found[place].text.lower()
    if word == "minus" and place + 1 < len(found):
        count, number = _positive(found, place + 1)
        if count and place and found[place - 1].sort not in ("number", "code"):
            return count + 1, -number
        return 0, 0
    count, number = _positive(found, place) if word in TENS else (0, 0)
    return count, number


def _positive(found: list[Token], place: int) -> tuple[int, int]:
    word = found[place].text.lower()
    if word in TENS:
        following = [token.text.lower() for token in found[place + 1 : place + 3]]
        if len(following) == 2 and following[0] == "-" and following[1] in _ONES:
            return 3, TENS[word] + _ONES[following[1]]
        return 1, TENS[word]
    if found[place].sort == "number" and word.isdigit():
        return 1, int(word)
    return (1, NUMBERS[word]) if word in NUMBERS else (0, 0)
