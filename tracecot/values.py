"""Values as text: how a Python value is kept, read back without running anything, and compared."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """A value kept whole, as canonical text: equal values of equal type have equal text."""

    type: str  # the type's name: "int", "dict", "Point"
    repr: str


@dataclass(frozen=True, slots=True)
class Unaskable:
    """A value too large to keep: no claim and no question may use it."""

    type: str
    length: int  # characters of its text
    digest: str  # of its text, hexadecimal


Value = Plain | Unaskable
