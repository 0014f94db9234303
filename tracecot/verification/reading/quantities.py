"""What is said of how many there are, and of a noun with a value beside it."""

import re

from tracecot.verification.code.reading import read_code
from tracecot.verification.meanings import (
    AfterPass,
    AtHand,
    AtItem,
    Counted,
    Equals,
    Gives,
    IsTrue,
    Length,
    LoopEnds,
    LoopRuns,
    Loosely,
    MadeBy,
    Meaning,
    Mentions,
    Rounds,
    Stands,
    Such,
    Unread,
)
from tracecot.verification.reading.found import Found, ordinal
from tracecot.verification.reading.memory import Memory
from tracecot.verification.reading.motion import moves
from tracecot.verification.wordings.making import MAKING
from tracecot.verification.wordings.words import CALLED, COUNTABLE, SIGNS

#: Behind these it is said of how many something consists, which nothing names.
_OF_SOMETHING = re.compile(
    r"\b(?:it|which|that|they|there|and|both|these|those)(?: \w+)? (?:has|have|had|contains?|holds?|are|is|were|was)$|, with$"
)


def counted(found: Found, memory: Memory) -> list[Meaning]:
    """Six characters; the set holds three items; the first two letters; both letters."""
    count = 2 if found.has("both") else found.number("n")
    if count is None:
        return []
    noun = found.text("noun")
    before = found.line.text[: found.match.start()].rstrip()
    is_of_counted = (
        before.endswith(" of") and bool(memory.said) and isinstance(memory.said[-1].meaning, Counted | Length)
    )
    if _OF_SOMETHING.search(before) or is_of_counted or _has(memory, before):
        return [Unread("so many in what")]
    if COUNTABLE.get(noun) == "passes":
        return [Unread("in which passes?")] if _is_said_of_them(found, memory) else [Loosely(Rounds(count))]
    return [Counted(count, noun, found.has("least"), found.text("holder"))]


def _has(memory: Memory, before: str) -> bool:
    """Whether an item that only its place names is said to have them: "the last row has two items"."""
    is_item = bool(memory.said) and isinstance(memory.said[-1].meaning, AtItem) and memory.said[-1].meaning.what is None
    return is_item and before.endswith((" has", " contains", " holds"))


def _is_said_of_them(found: Found, memory: Memory) -> bool:
    """Whether the sentence says something of the passes: "`x` is `3` in both passes"."""
    before = found.line.text[: found.match.start()].split()[-1:]
    if before not in (["in"], ["during"]):
        return False
    return found.has("both") or (bool(memory.said) and not isinstance(memory.said[-1].meaning, LoopEnds | LoopRuns))


def counted_in(found: Found, memory: Memory) -> list[Meaning]:
    """`gap` contains 7 spaces."""
    subject, count = found.code("s"), found.number("n")
    if subject is None or count is None:
        return []
    memory.subject = subject
    asked = read_code(f"({subject.text}).count({SIGNS[found.text('noun')]!r}) == {count}")
    return [IsTrue(asked, truth=True)]


def at_hand(found: Found, memory: Memory) -> list[Meaning]:
    """The key 8; the digits 1 and 0."""
    values = found.codes("v") + found.codes("more")
    return [AtHand(found.text("called"), value) for value in values]


def at_hand_letter(found: Found, memory: Memory) -> list[Meaning]:
    """The letter a."""
    return [AtHand(found.text("called"), read_code(repr(found.raw("w"))))]


def at_hand_name(found: Found, memory: Memory) -> list[Meaning]:
    """The key 8, where the program has a `key`."""
    value, noun = found.code("v"), found.raw("called")
    return [] if value is None or noun not in CALLED else [AtHand(noun, value)]


def such_alone(found: Found, memory: Memory) -> list[Meaning]:
    """`c = '0'` → not alphabetic."""
    if memory.subject is None:
        return []
    return [Loosely(Such(memory.subject, found.text("word").replace(" ", ""), found.has("no")))]


def comes_to(found: Found, memory: Memory) -> list[Meaning]:
    """... drops to -3."""
    value = found.code("v")
    if value is None:
        return []
    deed = MAKING.get(found.text("deed"), "convert")
    if deed != "convert" and (deed != "lower" or value.text[:1] in "'\""):  # a number is lowered otherwise
        return [Loosely(MadeBy(deed, value))]
    how = [] if memory.subject is None else moves(memory.subject, found.match.group())
    return [Loosely(Gives(value)), *map(Loosely, how)]


def place_of(found: Found, memory: Memory) -> list[Meaning]:
    """The third letter: something at hand has so many."""
    place, noun = ordinal(found.text("o")), found.text("noun")
    if (
        memory.said
        and isinstance(memory.said[-1].meaning, Equals | Stands)
        and found.line.text[: found.match.start()].rstrip().endswith((",", "(", "—", "–"))
    ):
        return [Unread("whether it stands there isn't looked for")]  # "`row` is `[5, 1]`, the second row"
    if noun == "value":
        return []  # "the final value of `total`" is one that it has
    plural = noun[:-1] + "ies" if noun.endswith("y") and noun != "key" else noun + "s"
    return [] if place is None else [Counted(max(place + 1, 1), plural, least=True)]


def keyword(found: Found, memory: Memory) -> list[Meaning]:
    """The early return; the `break`."""
    return [Mentions(read_code(found.text("s")))]


def after_pass(found: Found, memory: Memory) -> list[Meaning]:
    """After the second round; after pass 3."""
    if found.text("o") in ("last", "final"):
        return []
    place = ordinal(found.text("o")) if found.has("o") else None
    number = found.number("n") if place is None else place + 1
    return [] if number is None else [AfterPass(number)]
