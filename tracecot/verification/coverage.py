"""How much of what can be checked in a text was checked: found by a tokenizer that knows no rules of the reader."""

import re
from bisect import bisect_right

_CHECKABLE = re.compile(
    r"(?<!`)`(?!`)[^`]{1,4000}`(?!`)|(?<!`)(`{2,8})(?!`)(?:(?!\1).){1,4000}?\1(?!`)|(?<!\w)(?:'[^'\n]{0,400}'|\"[^\"\n]{0,400}\")(?!\w)|(?<![\w.])-?\d+(?:\.\d+)?(?!\w)"
    r"|\b(?:appends?|appended|stores?|stored|skips?|skipped|returns?|returned|raises?|raised|removes?|removed|calls?|called|"
    r"loops?|pass(?:es)?|ends?|becomes?|inserts?|inserted|pops?|popped|prints?|printed|true|false|breaks?|yields?)\b",
    re.S,
)
_LONGEST = 200_000  # characters that are looked at


def coverage(text: str, grounded: list[tuple[int, int]]) -> float:
    """The share of checkable characters that lie in grounded spans."""
    spans = _merged(grounded)
    starts = [start for start, _ in spans]
    found = covered = 0
    for match in _CHECKABLE.finditer(text[:_LONGEST]):
        length = match.end() - match.start()
        found += length
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.end() <= spans[place][1]:
            covered += length
    return covered / found if found else 0.0


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
