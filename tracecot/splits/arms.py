"""How much of a rationale is learned: the answer alone, all of it, or all of it with the lines that ground it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracecot.answer_tags import all_tagged, tagged
from tracecot.narrations.wording.budget import tokens
from tracecot.splits.choices import Arm, Choice, Row

_STOPS = ".!?"
_LINES = re.compile(r" \[L\d+(?:, L\d+)*\]")


def chosen(rows: Iterable[Row], choice: Choice) -> Iterator[Row]:
    """The rows that are wanted, each with as much of its rationale as the arm has."""
    for row in rows:
        if not choice.takes(row):
            continue
        if choice.arm == "cot":
            yield row
        else:
            text = completion(row, choice.arm)
            yield {**row, "completion": text, "tokens": tokens(text)}


def completion(row: Row, arm: Arm) -> str:
    """What is learned: the tagged answer alone, the rationale, or the rationale with the lines that ground it."""
    text = str(row["completion"])
    match arm:
        case "answer-only":
            last = all_tagged(text)[-1:]
            return text[last[0].start : last[0].end] if last else tagged(str(row["answer"]))
        case "cot":
            return text
        case "grounded-cot":
            grounds: Sequence[Mapping[str, int]] = row["grounds"]  # type: ignore[assignment]
            return with_lines(text, [(one["start"], one["end"], one["line"]) for one in grounds])


def with_lines(text: str, grounds: Iterable[tuple[int, int, int]]) -> str:
    """The text with `[L2, L3]` after each sentence: the lines of the events that its claims were checked against.

    Args:
        text: the rationale.
        grounds: of each claim that an event grounds its start and end in the text, and the event's line.

    >>> with_lines("`x` is 1. So it returns 2.", [(0, 8, 1), (10, 25, 3), (13, 25, 2)])
    '`x` is 1. [L1] So it returns 2. [L2, L3]'
    """
    ends: dict[int, set[int]] = {}
    for start, end, line in grounds:
        if end > start and not _in_tag(text, start):
            ends.setdefault(_sentence_end(text, end), set()).add(line)
    told, done = "", 0
    for end in sorted(ends):
        told += f"{text[done:end]} [{', '.join(f'L{line}' for line in sorted(ends[end]))}]"
        done = end
    return told + text[done:]


def without_lines(text: str) -> str:
    """The text as it was before `with_lines`, which is what the verifier read."""
    return _LINES.sub("", text)


def _in_tag(text: str, place: int) -> bool:
    return any(one.start <= place < one.end for one in all_tagged(text))


def _sentence_end(text: str, place: int) -> int:
    """The end of the sentence that goes on at this place: a stop outside code before a space, or the line's end."""
    code = text.count("`", 0, place) % 2 == 1
    for index in range(max(place - 1, 0), len(text)):
        character = text[index]
        if character == "\n":
            return index
        if index >= place and character == "`":
            code = not code
        if not code and character in _STOPS and index + 1 >= place and text[index + 1 : index + 2] in ("", " ", "\n"):
            return index + 1
    return len(text)
