"""Why an expression has its value: its parts with theirs, inner ones first."""

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracecot.execution import Event
from tracecot.narrations.builtins import phrase
from tracecot.narrations.story.places import Places
from tracecot.narrations.wording.spans import is_sayable, is_value, pair, shown, span
from tracecot.values import Value

MOST = 4  # parts of one expression that are told
SHORT = 60  # characters of a part's value
NAMED = 40  # characters of a name's value
WIDEST = 70  # characters of an expression that is quoted

Names = Mapping[str, Value]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Part:
    """An expression or name with its value, as a reason."""

    code: str
    value: Value | None
    seq: int | None = None  # of the event that gave it; None for a name, which just has its value
    words: str = ""  # what a call did to its values, where more is said of it than its value

    def said(self) -> str:
        """`` `len(s)` is `4` ``, `` `s.split()` takes the 2 words `['a', 'b']` ``."""
        return (
            f"{span(self.code)} {self.words} {span(shown(self.value))}" if self.words else pair(self.code, self.value)
        )


def words_of(event: Event, places: Places) -> str:
    """What the call did to its values, by the catalogue.

    Nothing of a function that is the program's own, and nothing in words that are its variables: who reads "3 items"
    where something is called `items` may take it for that.
    """
    if not event.name or event.name in places.own:
        return ""
    words = phrase(event)
    return "" if places.names.intersection(_WORD.findall(words)) else words


def own_values(events: Sequence[Event]) -> dict[int, Event]:
    """The values of a step's expressions by seq, without those of the passes of its comprehensions."""
    passes = {event.loop for event in events if event.kind == "iteration" and event.why == "comp"}
    return {event.seq: event for event in events if event.kind == "value" and event.loop not in passes}


def parts_of(top: Event, values: Mapping[int, Event]) -> list[Event]:
    """The sub-expressions whose values explain the top one's, in the order of evaluation."""
    found: list[Event] = []
    _collect(top, values, found, depth=0)
    told = {part.text for part in found}
    found = [part for part in found if not _turns_round(part, told)]
    return found[-MOST:]


def _turns_round(part: Event, told: Collection[str]) -> bool:
    """Whether it is `not x`, and `x` is told."""
    return part.text.startswith("not ") and part.text.removeprefix("not ") in told


def _collect(event: Event, values: Mapping[int, Event], found: list[Event], depth: int) -> None:
    for seq in event.reads:
        part = values.get(seq)
        if part is None or part.text == event.text or part in found:
            continue
        if depth < 2:
            _collect(part, values, found, depth + 1)
        if is_sayable(part.value, SHORT) and len(part.text) <= WIDEST and not spells_itself(part):
            found.append(part)


def operands(event: Event, places: Places, names: Names) -> list[Part]:
    """The names that stand directly in a comparison or a calculation, with their values."""
    node = places.expression(event)
    match node:
        case ast.Compare(left=left, comparators=others):
            direct: list[ast.expr] = [left, *others]
        case ast.BinOp(left=left, right=right):
            direct = [left, right]
        case ast.UnaryOp(operand=operand):
            direct = [operand]
        case ast.Subscript(slice=ast.Name() as key):
            direct = [key]
        case _:
            return []
    told = dict.fromkeys(part.id for part in direct if isinstance(part, ast.Name))
    return [Part(name, names[name]) for name in told if name in names and is_sayable(names[name], NAMED)]


def clauses(
    top: Event, values: Mapping[int, Event], places: Places, names: Names, *, with_names: bool, with_words: bool = False
) -> list[Part]:
    """What explains the top expression: its parts, and if wanted what they did and the names in it."""
    told = [
        Part(part.text, part.value, part.seq, words_of(part, places) if with_words else "")
        for part in parts_of(top, values)
    ]
    return told + (operands(top, places, names) if with_names else [])


def is_quotable(event: Event) -> bool:
    """Whether it says something to quote the expression with its value."""
    return is_value(event) and len(event.text) <= WIDEST and not spells_itself(event)


def spells_itself(event: Event) -> bool:
    """Whether its value would be said twice: of a literal, and of `set()`."""
    return is_literal(event.text) or event.text == shown(event.value)


@lru_cache(maxsize=4_096)  # the same expressions come again
def is_literal(text: str) -> bool:
    """Whether the source spells its own value, so that saying it would say nothing."""
    if text[:1] not in "'\"[({0123456789-":
        return False
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False
    return True
