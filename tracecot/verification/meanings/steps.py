"""What is said of the next step: where a loop goes on, what item comes, what is under a key, where a recursion turns."""

from dataclasses import dataclass

from tracecot.verification.code.reading import Code


@dataclass(frozen=True, slots=True)
class LoopGoesOn:
    """The loop makes another pass after the one that is told."""

    which: str = ""  # "inner", "outer"


@dataclass(frozen=True, slots=True)
class NextItem:
    """The item of the next pass, which the text comes to."""

    value: Code
    noun: str = ""  # what it is called


@dataclass(frozen=True, slots=True)
class Under:
    """What a dict at hand has under the key."""

    key: Code
    value: Code
    noun: str = ""  # what it is called


@dataclass(frozen=True, slots=True)
class NewEmpty:
    """An empty list, dict, ... is made in the pass that is told."""

    type: str


@dataclass(frozen=True, slots=True)
class BaseCase:
    """The call that is told is of a function that calls itself, and doesn't do so."""


@dataclass(frozen=True, slots=True)
class EntersLoop:
    """A pass of the loop begins here, or the next loop makes one."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An operation of the kind is carried out here, on what is named."""

    deed: str
    of: Code | None = None
    kind: str = ""  # a noun for it


OfSteps = LoopGoesOn | NextItem | Under | NewEmpty | BaseCase | EntersLoop | Carried
