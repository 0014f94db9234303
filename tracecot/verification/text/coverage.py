"""How much of what can be checked in a text was checked: found by a tokenizer that knows no rules of the reader."""

import re
from bisect import bisect_right

_VERBS = (
    "append appends appended store stores stored skip skips skipped return returns returned raise raises raised remove "
    "removes removed call calls called loop loops pass passes end ends become becomes insert inserts inserted pop pops popped "
    "print prints printed true false break breaks yield yields"
).split()


def _after_first_letters(words: list[str]) -> str:
    """One of the words, behind its first letter."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"(?<={letter})(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


#: It begins with the characters that anything checkable begins with, so that all others are passed at once.
_CHECKABLE = re.compile(
    rf"[`'\"\-0-9{''.join({word[0] for word in _VERBS})}](?:"
    r"(?<=`)(?<!``)(?!`)[^`]{1,4000}`(?!`)|(?<=`)(?<!``)(?=(`{1,7})(?!`))\1(?:(?!`\1).){1,4000}?`\1(?!`)"
    r"|(?<!\w.)(?:(?<=')[^'\n]{0,400}'|(?<=\")[^\"\n]{0,400}\")(?!\w)"
    r"|(?<![\w.].)(?:(?<=-)\d+|(?<=\d)\d*)(?:\.\d+)?(?!\w)"
    rf"|(?<!\w.)(?:{_after_first_letters(_VERBS)})\b)",
    re.S,
)
_LONGEST = 200_000  # characters that are looked at


def coverage(text: str, grounded: list[tuple[int, int]]) -> float:
    """The share of checkable characters that lie in grounded spans."""
    spans = _merged(grounded)
    starts = [start for start, _ in spans]
    found = covered = 0
    for match in _CHECKABLE.finditer(text[:_LONGEST]):
        start, end = match.span()
        found += end - start
        place = bisect_right(starts, start) - 1
        if place >= 0 and end <= spans[place][1]:
            covered += end - start
    return covered / found if found else 0.0


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
