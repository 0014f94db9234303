"""What deductions, proposals and answers say."""

from dataclasses import dataclass
from typing import Literal

from tracecot.verification.code.reading import Code


@dataclass(frozen=True, slots=True)
class ComesFrom:
    """These values were made from those, pair by pair or all from one."""

    results: tuple[Code, ...]
    sources: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ComesBefore:
    """One value stands before the other in what is walked through."""

    one: Code
    other: Code
    first: bool = False  # and nothing before it


@dataclass(frozen=True, slots=True)
class Together:
    """These values stand under one key of a dict, in this order; `higher`: under a higher key than the ones said before."""

    values: tuple[Code, ...]
    higher: bool = False


@dataclass(frozen=True, slots=True)
class Uses:
    """The program's text has this: a call of `sorted`, or a subscript with a certain index."""

    name: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Supposes:
    """With another argument the call that is named next would give something else."""

    code: Code
    sizes: tuple[int, int] | None = None  # how long the result would be, and how long it is instead
    reordered: bool = False  # the same items in another order


@dataclass(frozen=True, slots=True)
class Proposes:
    """The argument of the proposed call is this."""

    code: Code


@dataclass(frozen=True, slots=True)
class Answers:
    """This is the answer."""

    value: Code


@dataclass(frozen=True, slots=True)
class Turns:
    """The text goes on to check its proposal, or comes back to deducing."""

    to: Literal["check", "deduction"]


OfBackward = ComesFrom | ComesBefore | Together | Uses | Supposes | Proposes | Answers | Turns
