"""A pattern that matched, and what it named."""

import re
from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.text.lines import Line
from tracecot.verification.wordings.words import ORDINALS

ONE = read_code("1")
_OPENING = frozenset({"**", "__", "*", "→", "->", "=>", "-", "–", "—"})


@dataclass(slots=True)
class Found:
    """A pattern that matched, and how to get at what it named."""

    line: Line
    match: re.Match[str]

    def has(self, group: str) -> bool:
        """Whether the group took part."""
        return self.match.re.groupindex.get(group) is not None and self.match.group(group) is not None

    def text(self, group: str) -> str:
        """The group's words, or nothing."""
        return (self.match.group(group) or "").strip() if group in self.match.re.groupindex else ""

    def code(self, group: str) -> Code | None:
        """The code that the group is."""
        if not self.has(group):
            return None
        if self.match.group(group) == "one":
            return ONE
        return self.line.codes[self.line.token_at(self.match.start(group))]

    def codes(self, group: str) -> tuple[Code, ...]:
        """All code within the group."""
        if not self.text(group):
            return ()
        start = self.match.start(group)
        start += len(self.match.group(group)) - len(self.match.group(group).lstrip())
        first, last = self.line.token_at(start), self.line.token_at(self.match.end(group) - 1)
        return tuple(code for code in self.line.codes[first : last + 1] if code is not None)

    def raw(self, group: str) -> str:
        """The word that the group is, as the text spells it."""
        return self.line.pieces[self.line.token_at(self.match.start(group))].text if self.has(group) else ""

    def begins_sentence(self) -> bool:
        """Whether nothing but marks stands before it."""
        before = self.line.pieces[: self.line.token_at(self.match.start())]
        return all(piece.sort == "mark" and piece.text in _OPENING for piece in before)

    def followed_by(self, mark: str) -> bool:
        """Whether this mark stands right behind it."""
        after = self.line.token_at(self.match.end() - 1) + 1
        return after < len(self.line.pieces) and self.line.pieces[after].text == mark

    def number(self, group: str) -> int | None:
        """The whole number that the group is."""
        code = self.code(group)
        if code is None or not re.fullmatch(r"-?\d{1,9}", code.text):
            return None
        return int(code.text)


_ENDS: dict[str, Literal["front", "end"]] = {
    "front": "front", "start": "front", "beginning": "front", "head": "front", "end": "end", "back": "end", "tail": "end",
}  # fmt: skip


def edge(found: Found) -> Literal["", "front", "end"]:
    """To the end of the object, or at its front."""
    return _ENDS.get(found.text("edge") or found.text("side"), "")


def inner_or_outer(word: str) -> Literal["", "inner", "outer"]:
    """Which of two loops the word names."""
    return "inner" if word == "inner" else "outer" if word == "outer" else ""


def ordinal(word: str) -> int | None:
    """The index, from 0, that an ordinal means; -1 for the last."""
    if word in ORDINALS:
        return ORDINALS[word] - 1
    if word in ("last", "final"):
        return -1
    digits = re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)", word)
    return int(digits.group(1)) - 1 if digits else None
