"""Voices and wording: how much is said, and which of a few ways of saying it is taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, get_args

from tracecot.ids import digest
from tracecot.narrations.wording.frames import frames

Voice = Literal["walkthrough", "terse", "teacher", "table"]
VOICES = WALKTHROUGH, TERSE, TEACHER, TABLE = get_args(Voice)


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is told; a text that is over its budget is told again with less."""

    passes: int  # of a loop that are told at its start, before the rest is folded
    fresh: int  # passes that are told with every reason; those after them only name what happens
    listed: int  # values of a folded name that are listed
    helpers: int  # calls into the program's own functions whose inside is told
    wholes: int  # passes in which each in-place change shows the new whole
    operands: bool  # whether the names in a condition or a sum are told with their values
    words: bool = False  # whether what a builtin did to its values is told
    rows: int = 0  # of a table that a loop may be told as; 0 for no tables
    is_wide: bool = False  # whether what lambdas did is told, too, and of helpers only what led to the end


#: From the most to the least.
DETAILS: dict[str, tuple[Detail, ...]] = {
    WALKTHROUGH: (
        Detail(passes=8, fresh=2, listed=60, helpers=8, wholes=3, operands=True, words=True),
        Detail(passes=3, fresh=2, listed=60, helpers=4, wholes=2, operands=True, words=True),
        Detail(passes=2, fresh=1, listed=60, helpers=2, wholes=0, operands=False),
        Detail(passes=1, fresh=1, listed=100, helpers=3, wholes=0, operands=False),
    ),
    TERSE: (
        Detail(passes=6, fresh=1, listed=60, helpers=4, wholes=0, operands=False),
        Detail(passes=2, fresh=1, listed=60, helpers=1, wholes=0, operands=False),
        Detail(passes=1, fresh=0, listed=100, helpers=3, wholes=0, operands=False),
    ),
    TEACHER: (
        Detail(passes=5, fresh=2, listed=60, helpers=6, wholes=3, operands=True, words=True),
        Detail(passes=3, fresh=2, listed=60, helpers=4, wholes=2, operands=True, words=True),
        Detail(passes=2, fresh=1, listed=60, helpers=2, wholes=1, operands=False),
        Detail(passes=1, fresh=0, listed=100, helpers=3, wholes=0, operands=False),
    ),
    TABLE: (
        Detail(passes=4, fresh=1, listed=60, helpers=6, wholes=2, operands=True, words=True, rows=40),
        Detail(passes=2, fresh=1, listed=60, helpers=2, wholes=0, operands=False, rows=30),
        Detail(passes=1, fresh=0, listed=100, helpers=3, wholes=0, operands=False, rows=20),
    ),
}

#: Of the check of a proposed input: it confirms what was found, so it is folded early.
CHECK = (Detail(passes=2, fresh=0, listed=60, helpers=4, wholes=0, operands=False), *DETAILS[TERSE][1:])


@dataclass(slots=True)
class Wording:
    """Chooses among wordings by content, so that the same execution is told in the same words every time."""

    seed: str
    voice: str = WALKTHROUGH
    taken: int = field(default=0)
    drawn: list[int] = field(default_factory=list)  # numbers below 256 that choose next
    kept: dict[str, str] = field(default_factory=dict)  # what stays the same

    def pick(self, options: Sequence[str]) -> str:
        """One of the options."""
        if not self.drawn:
            self.taken += 1
            self.drawn = list(sha256(f"{self.seed} {self.taken}".encode()).digest())
        return options[self.drawn.pop() % len(options)]

    def frame(self, kind: str) -> str:
        """One of the voice's ways of wording such a sentence; nothing where it says none."""
        options = frames(self.voice, kind)
        return self.pick(options) if options else ""

    def settled(self, kind: str) -> str:
        """One of them that stays the same throughout the text."""
        if kind not in self.kept:
            options = frames(self.voice, kind)
            self.kept[kind] = options[int(digest(self.seed, kind)[:6], 16) % len(options)]
        return self.kept[kind]


def plural(noun: str) -> str:
    """`passes`, `rounds`.

    >>> plural("pass"), plural("iteration")
    ('passes', 'iterations')
    """
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"
