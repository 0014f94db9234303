"""Which kind of loop a statement is of, by the words that it is told in."""

import re

from tracecot.verification.reading.found import Found

_KIND_OF_LOOP = re.compile(r"\b(?P<kind>for|while|S)(?: -)? loop\b")
_EXHAUSTED = re.compile(r"\b(?:exhausted|used up|runs out|ran out|(?:list|string|input|sequence) finished)\b")


def kind_of_loop(found: Found) -> str | None:
    """The kind of loop that a statement is of: "the while loop continues", "the `for` loop ends", "list exhausted"."""
    kind = _KIND_OF_LOOP.search(found.match.group())
    if kind is None:
        return "for loop" if _EXHAUSTED.search(found.match.group()) else None
    if kind.group("kind") != "S":
        return f"{kind.group('kind')} loop"
    code = found.line.codes[found.line.token_at(found.match.start() + kind.start("kind"))]
    return f"{code.text.rstrip(':')} loop" if code is not None and code.text.rstrip(":") in ("for", "while") else None
