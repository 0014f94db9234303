"""English as patterns, a module for each family of statements: how the statements of `meanings/` are worded.

A new wording goes into its family's tuple here, and what it means into the module of that name in `reading/`. Where two
patterns match at one place the first wins: the families are tried in the order in which they stand below.
"""

import re

from tracecot.verification.wordings import (
    arguments,
    backward,
    builtins,
    calls,
    effects,
    happening,
    items,
    lines,
    loops,
    making,
    named,
    nearby,
    passing,
    program_text,
    properties,
    quantities,
    results,
    steps,
    truth,
    values,
    visits,
)
from tracecot.verification.wordings.pieces import Wording

__all__ = ["VOCABULARY", "WORDINGS"]

WORDINGS: tuple[Wording, ...] = (
    *builtins.WORDINGS,
    *program_text.WORDINGS,
    *loops.WORDINGS,
    *items.ORDINALS,
    *visits.WORDINGS,
    *passing.WORDINGS,
    *results.COUNTS,
    *lines.WORDINGS,
    *arguments.WORDINGS,
    *backward.WORDINGS,
    *happening.WORDINGS,
    *effects.WORDINGS,
    *calls.WORDINGS,
    *truth.WORDINGS,
    *quantities.COUNTS,
    *properties.WORDINGS,
    *making.WORDINGS,
    *named.WORDINGS,
    *steps.WORDINGS,
    *values.WORDINGS,
    *nearby.WORDINGS,
    *results.WORDINGS,
    *items.WORDINGS,
    *quantities.WORDINGS,
)

#: The words of the patterns: a text that uses one may mean the word, and not a name of the program's. What calls did
#: has common words in great number (`items`, `parts`, `text`), which are more often variables, so they are left out.
VOCABULARY = frozenset(
    word
    for wording in WORDINGS[len(builtins.WORDINGS) :]
    if wording not in (*arguments.WORDINGS, *passing.WORDINGS, *making.WORDINGS, *named.WORDINGS, *steps.WORDINGS)
    for word in re.findall(r"[a-z]{2,}", re.sub(r"\(\?P<\w+>", " ", wording.pattern.pattern))
)
