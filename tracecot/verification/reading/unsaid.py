"""What a sentence leaves unsaid: what happens on a line that it names, what it affirms, which reason "as" gives."""

import ast
import re
from collections.abc import Sequence

from tracecot.verification.meanings import LineRuns, OnLine
from tracecot.verification.reading.memory import Stated
from tracecot.verification.text.lines import Line


def names_line_alone(said: Sequence[Stated]) -> bool:
    """Whether a line is named of which nothing behind it is said: "`total` is `3`, set by line 5"."""
    lines: set[int | None] = set()  # of what is said behind it
    for each in reversed(said):
        if isinstance(each.meaning, OnLine) and each.meaning.number not in lines:
            return True
        lines.add(each.meaning.number if isinstance(each.meaning, LineRuns) else each.line)
    return False


#: That what was asked before is so.
_AFFIRMS = re.compile(
    r"(?:yes |indeed |and |so )?(?:it|this|that|they|these|he|we) (?:is|does|did|was|are|do|were|has|have)(?: so| indeed)?|yes|indeed|so it (?:is|does)"
)


def affirms(line: Line) -> bool:
    """Whether a sentence only says that what was asked before is so: "It is."."""
    words = [piece.text.lower() for piece in line.pieces if piece.sort != "mark"]
    return _AFFIRMS.fullmatch(" ".join(words)) is not None


def is_as_before_condition(line: Line, index: int) -> bool:
    """Whether it is an "as" that gives a condition as a reason: "as `i > 0`, line 7 runs"."""
    if line.pieces[index].text.lower() != "as":
        return False
    code = line.codes[index + 1] if index + 1 < len(line.codes) else None
    is_condition = code is not None and isinstance(code.node, ast.Compare | ast.BoolOp)
    return is_condition and not _names_likewise(line, index)


def _names_likewise(line: Line, index: int) -> bool:
    """Whether the word before makes "as" no reason: "the same as `x`"."""
    return index > 0 and line.pieces[index - 1].text.lower() in ("same", "such", "as", "far", "long", "well", "equal")
