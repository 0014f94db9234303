"""What is said in passing, of things that are called by no name of the program's."""

from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code import Code

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


@dataclass(frozen=True, slots=True)
class DoneTimes:
    """So many of the items that a loop came to were appended, dropped, counted: in all."""

    verb: str
    count: int
    total: int | None = None


OfPassing = HolderIs | BothEnds | AtTheEnd | PartRuns | BoundTimes | DoneTimes
