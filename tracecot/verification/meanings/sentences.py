"""What is said of other statements, of the program's text, or not understood."""

from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code.reading import Code
from tracecot.verification.wordings.joining import Recurrence


@dataclass(frozen=True, slots=True)
class Recurs:
    """What was said last was so before, or happened before; or was not."""

    word: Recurrence
    subject: Code | None = None  # of what was said last
    same_value: bool = False  # whether it had the same value then
    what: Code | None = None  # what was put, taken, ...
    alone: bool = False  # it may be meant of the deed alone, whatever the value was: then it isn't understood
    line: int | None = None  # that was said to run


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing changes the subject here."""

    subject: Code


@dataclass(frozen=True, slots=True)
class Reason:
    """What is said before is the cause of what is said after, or its effect."""

    cause_first: bool  # "so", "therefore"; else "since", "because"
    this: bool = False  # "this is because ...": the effect is what the sentence before told
    back: bool = False  # "therefore ..." at the beginning: the cause is what the sentence before told
    opens: bool = False  # "since x, y" begins here: what the sentence said before plays no part
    each: bool = False  # "since x and y, z": each of what is given is a cause
    reached: bool = False  # "this is reached because ...": the cause is a condition that lets the effect happen
    where: bool = False  # "that happens where x": of what the sentence before told


@dataclass(frozen=True, slots=True)
class Mentions:
    """A piece of code is spoken of; nothing is said of its value."""

    code: Code
    reason: bool = False  # after "since": a bare condition is said to hold


@dataclass(frozen=True, slots=True)
class Unread:
    """Something checkable that no rule understands."""

    detail: str


@dataclass(frozen=True, slots=True)
class Takes:
    """A function of the program has these parameters."""

    function: Code
    names: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class TakesCount:
    """A function of the program has so many parameters."""

    function: Code
    count: int


@dataclass(frozen=True, slots=True)
class SetTo:
    """The program's text gives the name this expression, on the line that the clause names."""

    subject: Code
    code: Code


@dataclass(frozen=True, slots=True)
class InText:
    """What the program's text has on a line: the condition, what a loop goes over, what is returned, the call or statement that it runs."""

    line: int
    code: Code
    part: Literal["test", "over", "result", "done"]


@dataclass(frozen=True, slots=True)
class Tells:
    """What the call gives has so many items, is of that type."""

    count: int | None
    type: str = ""


OfSentences = Recurs | Unchanged | Reason | Mentions | Unread | Takes | TakesCount | InText | SetTo | Tells
