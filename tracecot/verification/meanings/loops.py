"""What is said of loops and their passes."""

from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code.reading import Code


@dataclass(frozen=True, slots=True)
class InPass:
    """A pass begins: the sentence and what follows speak of it. A `target` names the pass instead of its number."""

    number: int | None
    target: Code | None = None
    only: bool = False
    line: int | None = None
    which: Literal["", "inner", "outer", "last", "next"] = ""
    begins: bool = False  # "Pass 3:" rather than "in pass 3", which may look back
    here: bool = False  # "this is the last pass": the one that is told


@dataclass(frozen=True, slots=True)
class LoopEntered:
    """The next loop makes a pass."""

    line: int | None = None


@dataclass(frozen=True, slots=True)
class EveryPass:
    """The rest of the sentence holds in each of these passes, `but` so many; None is the loop's own bound."""

    first: int | None
    last: int | None
    but: int = 0
    except_: tuple[int, ...] = ()
    others: bool = False  # "all other passes", "the remaining passes"
    no: bool = False  # "in no pass"
    each: bool = False  # "each time": in the passes that were summarized last


@dataclass(frozen=True, slots=True)
class LoopRuns:
    """The loop makes so many passes, over something."""

    count: int | None
    over: Code | None = None
    line: int | None = None
    condition: Code | None = None  # of a `while`
    same: bool = False  # the loop that was spoken of last


@dataclass(frozen=True, slots=True)
class LoopEnds:
    """The loop is left."""

    how: Literal["", "broken", "early", "exhausted"] = ""
    which: Literal["", "inner", "outer"] = ""
    after: int | None = None  # passes
    line: int | None = None
    over: Code | None = None  # what it goes through
    at: int | None = None  # the line of the `break`


@dataclass(frozen=True, slots=True)
class AtItem:
    """The text comes to an item of what a loop goes through: by its value, its place, or both."""

    what: Code | None = None
    word: str = ""  # an item that nobody put in quotes: "the letter a"
    place: int | None = None  # from 0; -1 for the last
    index: int | None = None  # "at index 2"
    enters: bool = True  # whether what follows is of that pass; else it is said of the pass that is told
    uses: bool = False  # it may also be an index of the program's text: "its first character"


@dataclass(frozen=True, slots=True)
class Rounds:
    """So many passes: of a loop as a whole, or up to here."""

    count: int


@dataclass(frozen=True, slots=True)
class NotReached:
    """An item that no loop comes to, though it is there."""

    value: Code


@dataclass(frozen=True, slots=True)
class AfterPass:
    """The text has come to the end of a pass."""

    number: int


OfLoops = InPass | EveryPass | LoopRuns | LoopEntered | LoopEnds | AtItem | Rounds | NotReached | AfterPass
