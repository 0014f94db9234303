"""What a text says of a program: of its text, of single recorded calls, and of all of them."""

from dataclasses import dataclass
from typing import Literal

Relation = Literal["equals", "is at least", "is at most"]
Length = Literal["is as long as", "is no longer than", "is no shorter than"]
Items = Literal["subset", "same", "keys"]


@dataclass(frozen=True, slots=True)
class IsOfType:
    """The result is a `list`."""

    type: str


@dataclass(frozen=True, slots=True)
class Compares:
    """The result is at least `len(xs)`."""

    relation: Relation
    code: str


@dataclass(frozen=True, slots=True)
class HasLength:
    """The result is no longer than `xs`."""

    relation: Length
    name: str


@dataclass(frozen=True, slots=True)
class HasItems:
    """Every item (or key) of the result is one of `xs`; the result has the same items as `xs`."""

    relation: Items
    name: str


@dataclass(frozen=True, slots=True)
class IsOrdered:
    """The result is in ascending order."""

    descending: bool


@dataclass(frozen=True, slots=True)
class IsUnique:
    """No item of the result comes twice."""


Clause = IsOfType | Compares | HasLength | HasItems | IsOrdered | IsUnique


@dataclass(frozen=True, slots=True)
class OnAll:
    """On all 9 recorded calls (that return) these hold."""

    calls: int
    returning: bool  # only those that return are meant
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class OnSome:
    """On 2 of the 9 recorded calls `f` raises `KeyError`, or line 4 returns."""

    count: int
    calls: int
    raises: str = ""
    function: str = ""  # that is said to raise it
    line: int = 0


@dataclass(frozen=True, slots=True)
class Gives:
    """`f([1])` returns `2`, or raises `KeyError`."""

    call: str
    gives: str
    raises: bool


@dataclass(frozen=True, slots=True)
class Takes:
    """`f` takes `xs` and `n`."""

    function: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loops:
    """The loop on line 3 goes through `xs`, or runs while `n > 0`."""

    line: int
    code: str
    while_: bool


@dataclass(frozen=True, slots=True)
class ReturnsText:
    """Line 4 returns `xs[0]`."""

    line: int
    code: str


@dataclass(frozen=True, slots=True)
class CallsHelper:
    """`f` calls its helper `g`."""

    function: str
    helper: str


Statement = OnAll | OnSome | Gives | Takes | Loops | ReturnsText | CallsHelper
