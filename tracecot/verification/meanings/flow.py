"""What is said of lines, arms, calls and exceptions, and of how often they come."""

from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code.reading import Code


@dataclass(frozen=True, slots=True)
class OnLine:
    """A line is named; what the clause says next happens on it."""

    number: int


@dataclass(frozen=True, slots=True)
class InCall:
    """A call is named; what the sentence says next happens in it."""

    code: Code


@dataclass(frozen=True, slots=True)
class LineRuns:
    """The line is executed next, or passed over."""

    number: int
    runs: bool
    condition: Code | None = None  # that the sentence gives as the reason


@dataclass(frozen=True, slots=True)
class NthTime:
    """The line has run so many times by now."""

    line: int
    number: int


@dataclass(frozen=True, slots=True)
class NextLine:
    """The line runs next."""

    line: int


@dataclass(frozen=True, slots=True)
class NeverRuns:
    """The line is not run in the whole execution; since the condition over it never came out so."""

    line: int
    condition: Code | None = None
    truth: bool = True


@dataclass(frozen=True, slots=True)
class LineIsTrue:
    """The condition on the line is true, or false."""

    number: int
    truth: bool


@dataclass(frozen=True, slots=True)
class ArmRuns:
    """The arm of the condition told last is taken, or not."""

    arm: Literal["if", "else", "body"]
    runs: bool
    condition: Code | None = None  # that the sentence told before


@dataclass(frozen=True, slots=True)
class Calls:
    """A function is called, with these arguments by position if any are given."""

    function: Code | None
    arguments: tuple[Code, ...] = ()
    bare: bool = False  # it needs no arguments
    made: bool = False  # it is "constructed": what is called is a class


@dataclass(frozen=True, slots=True)
class CallsLambda:
    """The lambda on a line is called; without a line ("it is called") the one in which what was told last happened."""

    line: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """An argument of the call that was told last: `n = 3`."""

    code: Code


@dataclass(frozen=True, slots=True)
class Returns:
    """A function comes back with a value."""

    value: Code
    function: Code | None = None
    of_call: bool = False  # it is the call that the sentence told just before: "is called with `3` and returns `5`"
    whole: bool = False  # it is the call that the question is about: "we need arguments with which `f` returns `5`"


@dataclass(frozen=True, slots=True)
class Resumes:
    """A generator goes on where it slept."""

    function: Code


@dataclass(frozen=True, slots=True)
class Raises:
    """An exception is raised, or caught."""

    type: str
    message: Code | None = None
    caught: bool = False
    cause: Code | None = None


@dataclass(frozen=True, slots=True)
class Uncaught:
    """Nothing catches the exception."""


@dataclass(frozen=True, slots=True)
class NotHere:
    """No exception, no break: nothing of the kind happens in the pass that is told, or from here on."""

    what: Literal["exception", "break", "return"]


@dataclass(frozen=True, slots=True)
class Neither:
    """None of the conditions that the pass asks is true."""


@dataclass(frozen=True, slots=True)
class Operations:
    """So many additions, ... are made in all."""

    count: int
    operator: Literal["Add", "Sub", "Mult"]


@dataclass(frozen=True, slots=True)
class Never:
    """A statement of the program is never executed."""

    code: Code
    line: int | None = None


@dataclass(frozen=True, slots=True)
class LastLine:
    """The last line of the function is executed, or isn't."""

    runs: bool


@dataclass(frozen=True, slots=True)
class NoReturn:
    """The call gives no value back: it raises."""


@dataclass(frozen=True, slots=True)
class TimesRun:
    """A line is executed, or a function called, so many times in all."""

    count: int
    line: int | None = None
    function: Code | None = None
    helper: bool = False  # of the only function besides the one that is called first


@dataclass(frozen=True, slots=True)
class NoArm:
    """The loop that is told never took that arm of its condition."""

    arm: Literal["if", "else"]


@dataclass(frozen=True, slots=True)
class Reached:
    """A statement of the program is executed next."""

    code: Code


@dataclass(frozen=True, slots=True)
class Caught:
    """The exception that was told last is caught next."""


OfFlow = (
    OnLine
    | InCall
    | LineRuns
    | NthTime
    | NextLine
    | NeverRuns
    | LineIsTrue
    | ArmRuns
    | Calls
    | CallsLambda
    | Given
    | Returns
    | Resumes
    | Raises
    | Uncaught
    | NotHere
    | Neither
    | Operations
    | Never
    | LastLine
    | NoReturn
    | TimesRun
    | NoArm
    | Caught
    | Reached
)
