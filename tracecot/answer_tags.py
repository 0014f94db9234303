r"""Where a text gives its answer: in `[ANSWER]` tags, or in another pair of such tags that ends the text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

#: What opens an answer where nothing else is asked for.
USUAL = "[ANSWER]"
#: Tags that mark an answer wherever they stand.
KNOWN = (USUAL, "<answer>")
#: What may open one: `[WORD]` or `<word>`; it is closed by `[/WORD]` or `</word>`.
OPENING = re.compile(r"\[[A-Z][A-Z_]*\]|<[a-z][a-z_]*>")
_CLOSING = re.compile(r"(?:\[/[A-Z][A-Z_]*\]|</[a-z][a-z_]*>)\s*\Z")
#: Pairs that end a text and hold something else.
_OTHERS = frozenset({"[THOUGHT]", "[PYTHON]", "<think>", "<thinking>", "<thought>", "<reasoning>"})
_LONGEST = 40  # characters of a tag, with the blanks behind it


class Tagged(NamedTuple):
    """A tagged answer: where the tags begin and end, and where what they hold does."""

    start: int
    inside: int
    inside_end: int
    end: int

    def text(self, of: str) -> str:
        """What the tags hold."""
        return of[self.inside : self.inside_end]


def closing(opening: str) -> str:
    """The tag that closes.

    >>> closing("[ANSWER]"), closing("<final>")
    ('[/ANSWER]', '</final>')
    """
    return f"{opening[0]}/{opening[1:]}"


def tagged(answer: str, opening: str = USUAL) -> str:
    """The answer between tags."""
    return f"{opening}{answer}{closing(opening)}"


def at_the_end(text: str) -> Tagged | None:
    r"""The pair of tags that ends the text, whatever their word.

    >>> at_the_end("So it is 4.\n<final>4</final>\n")
    Tagged(start=12, inside=19, inside_end=20, end=28)
    """
    last = _CLOSING.search(text, max(0, len(text) - _LONGEST))
    if last is None:
        return None
    closes = last.group().rstrip()
    opening = closes[0] + closes[2:]
    start = -1 if opening in _OTHERS else text.rfind(opening, 0, last.start())
    if start < 0:
        return None
    return Tagged(start, start + len(opening), last.start(), last.start() + len(closes))


def all_tagged(text: str) -> list[Tagged]:
    """All tagged answers, in the order of the text."""
    found = {one.start: one for opening in KNOWN for one in _between(text, opening)}
    last = at_the_end(text)
    if last is not None:
        found.setdefault(last.start, last)
    return [found[start] for start in sorted(found)]


def _between(text: str, opening: str) -> Iterator[Tagged]:
    closes = closing(opening)
    start = text.find(opening)
    while start >= 0 and (end := text.find(closes, start)) >= 0:
        yield Tagged(start, start + len(opening), end, end + len(closes))
        start = text.find(opening, end)
