"""What is said in passing, of things that are called by no name of the program's."""

from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code.reading import Code

#: Parts of the program that leave marks when they run.
Part = Literal["break", "continue", "handler", "else", "return"]


@dataclass(frozen=True, slots=True)
class HolderIs:
    """The list, the queue, the string that is worked on has this value now."""

    noun: str
    value: Code


@dataclass(frozen=True, slots=True)
class BothEnds:
    """The first and the last item of something at hand are this."""

    value: Code


@dataclass(frozen=True, slots=True)
class AtTheEnd:
    """What is said next holds when the function that was called is over."""


@dataclass(frozen=True, slots=True)
class PartRuns:
    """The `break`, the handler, the `else` runs so many times in all."""

    part: Part
    count: int


@dataclass(frozen=True, slots=True)
class BoundTimes:
    """A name got a value so many times, in all or inside of loops."""

    name: Code
    count: int
    in_loop: bool = False
    way: Literal["", "in", "de", "changed"] = ""  # increased, decreased, or to another value at all


@dataclass(frozen=True, slots=True)
class TrueTimes:
    """A condition came out so, so many times in all."""

    condition: Code
    truth: bool
    count: int


@dataclass(frozen=True, slots=True)
class YieldsTimes:
    """A generator yields so many values in all."""

    function: Code
    count: int


@dataclass(frozen=True, slots=True)
class DoneTimes:
    """So many of the items that a loop came to were appended, dropped, counted: in all."""

    verb: str
    count: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class IsHolderEmpty:
    """The list, the dict that is worked on is empty now."""

    noun: str


@dataclass(frozen=True, slots=True)
class FoundAt:
    """A text at hand has this piece at an index."""

    value: Code
    index: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """The characters or items of something at hand, each with its index."""

    pairs: tuple[tuple[int, Code], ...]


@dataclass(frozen=True, slots=True)
class GoesOn:
    """What is told now leaves the function or the pass, or leaves neither."""

    how: Literal["returns", "continues", "goes on"]


@dataclass(frozen=True, slots=True)
class LoopElse:
    """The `else` of a loop runs, or doesn't."""

    runs: bool


@dataclass(frozen=True, slots=True)
class NeverCalled:
    """A function or method that the program's text calls is never called."""

    name: str


@dataclass(frozen=True, slots=True)
class NthCondition:
    """The first, the second condition of the pass is true or false, or is not asked."""

    place: int
    truth: bool | None


@dataclass(frozen=True, slots=True)
class LastValue:
    """The name keeps the value that it has here: to the end of the loop or the function that is told."""

    name: Code


@dataclass(frozen=True, slots=True)
class Moves:
    """How the value that the name has got stands to the one that it had: more, less, its first one, one of before."""

    name: Code
    how: Literal["up", "down", "starts", "back", "stays"]


OfPassing = (
    HolderIs
    | LastValue
    | Moves
    | BothEnds
    | AtTheEnd
    | PartRuns
    | BoundTimes
    | DoneTimes
    | TrueTimes
    | YieldsTimes
    | IsHolderEmpty
    | FoundAt
    | Numbered
    | GoesOn
    | LoopElse
    | NeverCalled
    | NthCondition
)
