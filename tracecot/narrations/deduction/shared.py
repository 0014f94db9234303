"""What a result has of the arguments: items, characters, keys and values of them, or one of them whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tracecot.narrations.wording.spans import is_sayable
from tracecot.values import NotPlain, Plain, Value, canonical, read_value

MOST = 6  # parts that are told of one argument
SHORT = 40  # characters of one
LONGEST = 160  # of all
SMALL = 3  # numbers below it are equal by chance
NUMBERS = frozenset({"int", "float", "bool"})
FEW = 3  # so are fewer of them
TRIVIAL = frozenset({"None", "True", "False", "''", "[]", "()", "{}"})


@dataclass(frozen=True, slots=True)
class Shared:
    """What the result has of one argument."""

    name: str
    parts: tuple[str, ...] = ()
    unit: str = ""  # "item", "character", "key", "value"; "" where the one part is the argument
    is_ordered: bool = False  # the parts stand in the argument in the order in which they stand in the result
    is_whole: bool = False  # the result is the argument


def shared(result: Value, args: Sequence[tuple[str, Value]]) -> Iterator[Shared]:
    """What the result has of each argument, where it isn't what anything might have."""
    if not isinstance(result, Plain):
        return
    rows = _rows(_read(result))
    for name, value in args:
        if not is_sayable(value, 2_000) or not isinstance(value, Plain) or value.repr in TRIVIAL:
            continue
        if value.repr == result.repr:
            if not _is_small(value):
                yield Shared(name, is_whole=True)
            continue
        given, whole = _read(value), _read(result)
        found = list(_of_argument(name, given, rows, whole)) or list(_of_its_items(name, given, rows, whole))
        yield from found
        is_telling = value.type not in NUMBERS and len(value.repr) <= SHORT
        if not found and is_telling and _has(value.repr, rows, whole):
            yield Shared(name, (value.repr,))


def _of_argument(name: str, given: object, rows: Sequence[Sequence[str]], result: object) -> Iterator[Shared]:
    """Some of the argument's items among the result's parts, or in its text."""
    for unit, items in _units(given):
        known = [item for item in items if item not in TRIVIAL and len(item) <= SHORT]
        for row in (*rows, _in_text(known, result)):
            parts = list(dict.fromkeys(part for part in row if part in known))[:MOST]
            if parts and not _is_by_chance(parts, row, items) and sum(map(len, parts)) <= LONGEST:
                is_ordered = len(parts) > 1 and not isinstance(given, set | frozenset) and _in_order(parts, items)
                yield Shared(name, tuple(parts), unit, is_ordered and _in_order(parts, row))
                break


def _of_its_items(name: str, given: object, rows: Sequence[Sequence[str]], result: object) -> Iterator[Shared]:
    """The same of the containers and texts that are the argument's items: `xs[0]`."""
    inside = list(given) if isinstance(given, list | tuple) and len(given) <= FEW else []
    for place, each in enumerate(inside):
        if isinstance(each, list | tuple | str):
            yield from _of_argument(f"{name}[{place}]", each, rows, result)


def _is_by_chance(parts: Sequence[str], row: Sequence[str], items: Sequence[str]) -> bool:
    """Whether they are a number alone, few small numbers, or only some of many on both sides."""
    some = 2 * len(parts) < min(len(set(row)), len(set(items)), 2 * MOST)
    alone = len(parts) == 1 and parts[0].lstrip("-")[:1].isdigit()
    return some or alone or (len(parts) < FEW and all(map(_is_digit, parts)))


def _units(given: object) -> Iterator[tuple[str, list[str]]]:
    match given:
        case dict():
            yield "key", _texts(given)
            yield "value", _texts(given.values())
        case str() if len(given) > 1:
            yield "character", _texts(given)
        case list() | tuple() | set() | frozenset():
            yield "item", _texts(given)
        case range():
            yield "item", _texts(islice(given, LONGEST))


def _texts(values: Iterable[object]) -> list[str]:
    return [canonical(value) for value in values]


def _rows(result: object) -> list[list[str]]:
    """The parts of the result, and the parts of these."""
    parts = _inside(result)
    return [_texts(parts), _texts([each for part in parts for each in _inside(part)])]


def _inside(value: object) -> list[object]:
    match value:
        case dict():
            return [part for pair in value.items() for part in pair]
        case list() | tuple():
            return list(value)
    return []


def _in_text(items: Sequence[str], result: object) -> list[str]:
    """The texts among the items that a text has, one behind the other; nothing where it lacks one."""
    if not isinstance(result, str):
        return []
    place = 0
    for item in items:
        part = _read(Plain("str", item)) if item[:1] in "'\"" else None
        if not isinstance(part, str) or len(part) < 2 or (at := result.find(part, place)) < 0:
            return []
        place = at + len(part)
    return list(items)


def _has(text: str, rows: Sequence[Sequence[str]], result: object) -> bool:
    """Whether it is a part, or is in the text."""
    return any(text in row for row in rows) or bool(_in_text([text], result))


def _in_order(parts: Sequence[str], items: Sequence[str]) -> bool:
    place = 0
    for part in parts:
        if part not in items[place:]:
            return False
        place = items.index(part, place) + 1
    return True


def _is_small(value: Plain) -> bool:
    """Whether anything may be equal to it by chance."""
    return value.type in NUMBERS and (_is_digit(value.repr) or value.type == "bool")


def _is_digit(text: str) -> bool:
    return text.lstrip("-").isdigit() and abs(int(text)) < SMALL


def _read(value: Plain) -> object:
    try:
        return read_value(value.repr)
    except NotPlain:
        return None
