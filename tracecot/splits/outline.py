"""What of a program's code is compared with others': worked out once, and small enough to be kept between refreshes."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracecot.sources.records import Program
from tracecot.splits.lone_functions import lone_functions
from tracecot.splits.normal_form import normal_form
from tracecot.splits.sameness import Anatomy, anatomy
from tracecot.splits.shape import shape

_BETWEEN = "\x1f"  # is in no token: Python's own texts show it as an escape


@dataclass(frozen=True, slots=True)
class Outline:
    """One program's; tokens as one text, since lists of a million are large."""

    normal_form: str
    without_literals: str  # its shape
    with_literals: str
    entry: str | None  # of its anatomy; None where the code can't be read
    rest: tuple[str, ...]
    functions: tuple[str, ...]  # normal forms of those that stand alone

    def shape(self, *, literals: bool) -> tuple[str, ...]:
        """The tokens of its shape."""
        return _split(self.with_literals if literals else self.without_literals)

    @property
    def anatomy(self) -> Anatomy | None:
        """Its parts; None where the code can't be read."""
        return None if self.entry is None else Anatomy(_split(self.entry), tuple(map(_split, self.rest)))


def outline(program: Program) -> Outline:
    """The outline of a program."""
    code = program.code
    parts = anatomy(code, program.entry_point)
    return Outline(
        normal_form(code),
        _BETWEEN.join(shape(code)),
        _BETWEEN.join(shape(code, literals=True)),
        None if parts is None else _BETWEEN.join(parts.entry),
        () if parts is None else tuple(map(_BETWEEN.join, parts.rest)),
        lone_functions(code),
    )


class Outlines:
    """The outlines of programs by their id: those that are known, and others as they are asked for."""

    def __init__(self, known: Mapping[str, Outline] | None = None) -> None:
        self._known = known or {}
        self.new: dict[str, Outline] = {}

    def of(self, program: Program) -> Outline:
        """The outline of the program."""
        found = self._known.get(program.id) or self.new.get(program.id)
        if found is None:
            found = self.new[program.id] = outline(program)
        return found


def _split(tokens: str) -> tuple[str, ...]:
    return tuple(tokens.split(_BETWEEN)) if tokens else ()
