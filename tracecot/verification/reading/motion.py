"""What verbs such as "rises to" and "starts as" say beside the value that a name gets."""

import re
from typing import Literal

from tracecot.verification.code.reading import Code
from tracecot.verification.meanings import Meaning, Moves

_HOW: tuple[tuple[Literal["up", "down", "starts", "back"], re.Pattern[str]], ...] = (
    ("back", re.compile(r"\b(?:goes back|back|falls back|defaults|starts over|(?:is )?reset) (?:to|at|from) ")),
    ("up", re.compile(r"\b(?:climbs|goes up|(?:is )?bumped(?: up)?|grows|rises|increases|increased|incremented|moves up|advances) to ")),
    ("down", re.compile(r"\b(?:sinks|goes down|moves down|falls|drops|shrinks|decreases|decreased|decremented|reduced) to ")),
    ("starts", re.compile(r"\b(?:starts(?: out)?|begins|is initiali[sz]ed) (?:to|as|at|with|from) ")),
)  # fmt: skip


def moves(subject: Code, words: str) -> list[Meaning]:
    """What the verb says of the value before."""
    how = next((how for how, pattern in _HOW if pattern.search(words)), None)
    return [] if how is None else [Moves(subject, how)]
