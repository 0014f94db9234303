"""Where the sentences of a text begin and end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracecot.frozen import maker
from tracecot.verification.text.tokens import Piece, Token, new_piece


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens up to a full stop, a line's end or a tag."""

    tokens: tuple[Token, ...]
    pieces: tuple[Piece, ...]  # what they are, wherever they stand
    at: int = 0  # what is to be added to their places

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.at + self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.at + self.tokens[-1].end


new_sentence = maker(Sentence)  # a text has many


@dataclass(slots=True)
class Width:
    """How long the longest line is: where a word would still have had room, nobody wrapped the line."""

    text: Callable[[], Sequence[Token]]
    _known: int = 0

    def characters(self) -> int:
        """Found when it is first asked: seldom is it."""
        self._known = self._known or _longest_line(self.text())
        return self._known


def sentences(found: Sequence[Token], width: Width | None = None) -> Iterator[Sentence]:
    """The sentences; tags and fences stand alone, and a line that is merely wrapped goes on.

    Args:
        found: the tokens of a text, or of some lines of one.
        width: that of the text, where these are but some of its lines.
    """
    lines = _Lines(found, width or Width(lambda: found))
    current: list[Token] = []
    for place, token in enumerate(found):
        if token.sort == "break" and lines.goes_on(place, current):
            continue
        if token.sort in _ALONE:
            if current:
                yield _sentence(current)
                current = []
            if token.sort != "break":
                yield _sentence([token])
        elif token.sort != "mark":
            current.append(token)
        elif token.text not in _EMPHASIS:
            current.append(token)
            if token.text in _ENDING and not _is_answered(token, found[place + 1 : place + 3]):
                yield _sentence(current)
                current = []
    if current:
        yield _sentence(current)


def _sentence(tokens: list[Token]) -> Sentence:
    return new_sentence(tuple(tokens), tuple([new_piece(token[:2]) for token in tokens]))


def ends_sentence(token: Token) -> bool:
    """Whether nothing that follows on another line belongs to what ends with this token."""
    return token.sort in ("tag", "fence") or (token.sort == "mark" and token.text in _ENDING)


class _Lines:
    """The lines of a text as they are passed, and how long they may be."""

    def __init__(self, found: Sequence[Token], width: Width) -> None:
        self._found = found
        self._begins = found[0].start if found else 0
        self._width = width

    def goes_on(self, place: int, before: list[Token]) -> bool:
        """Whether the line break there stands inside a sentence, of which this was said before."""
        token, begins = self._found[place], self._begins
        self._begins = token.end
        if not before or place + 1 == len(self._found) or not _may_go_on(token, before[-1], self._found[place + 1]):
            return False
        if before[-1].text.lower() in _UNFINISHED:
            return True
        after = self._found[place + 1]
        # In a full line the next word would have had no room.
        return token.start - begins + after.end - after.start >= self._width.characters()


_ALONE = frozenset({"tag", "fence", "break"})
_ENDING = frozenset(".!?")
_EMPHASIS = frozenset({"**", "__"})  # what these stand around is no less said
_NARROWEST = 60  # characters: nobody wraps lines shorter than that


def _longest_line(found: Sequence[Token]) -> int:
    breaks = [token for token in found if token.sort == "break"]
    starts = [found[0].start if found else 0, *[token.end for token in breaks]]
    ends = [*[token.start for token in breaks], found[-1].end if found else 0]
    return max(_NARROWEST, *(end - start for start, end in zip(starts, ends, strict=True)))


def _is_answered(token: Token, after: Sequence[Token]) -> bool:
    """Whether a question is answered at once: `3 > 2? yes`."""
    said = after[1:2] if after and after[0].text in _EMPHASIS else after[:1]
    return token.text == "?" and bool(said) and said[0].text.lower() in _ANSWERS


_ANSWERS = frozenset({"yes", "no", "true", "false", "yep", "nope"})
#: A line that ends with one of these goes on in the next.
_UNFINISHED = frozenset(
    "so and or but the a an of to is are was be in with by that which because since for as at from on into than if then , ( →".split()
)


def _may_go_on(token: Token, before: Token, after: Token) -> bool:
    """Whether nothing ended before the line break, and no item or paragraph begins behind it."""
    if token.text.strip(" \t\n>") or before.text in ":;":
        return False
    if after.sort == "code":
        return before.sort in ("word", "mark")
    return after.sort in ("word", "number", "mark", "literal") and not after.text[:1].isupper()
