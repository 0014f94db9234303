"""Makes new arguments out of those of an example: small, seeded changes that keep every value's type."""

import ast
import math
import random
from collections.abc import Iterator
from typing import Any

from tracecot.canonical import NotPlain, canonical
from tracecot.ids import digest
from tracecot.sources.entries import is_literal

LONGEST = 12  # elements of a collection; a longer one makes executions that no rationale can tell
LONGEST_TEXT = 60  # characters
LARGEST = 1_000  # a number further from 0 than this and than the example's own isn't made

Arguments = tuple[tuple[str, Any], ...]  # keyword ("" for a positional one) and value


def arguments_of(source: str) -> Arguments | None:
    """The literal arguments that the source spells; None when one of them is no literal."""
    try:
        call = ast.parse(f"f({source})", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    assert isinstance(call, ast.Call)
    given = [("", one) for one in call.args] + [(word.arg or "*", word.value) for word in call.keywords]
    if any(name == "*" or not is_literal(node) for name, node in given):
        return None
    try:
        return tuple((name, ast.literal_eval(node)) for name, node in given)
    except (ValueError, TypeError):
        return None


def spelled(arguments: Arguments) -> str:
    """The arguments as source again."""
    return ", ".join((f"{name}=" if name else "") + canonical(value) for name, value in arguments)


def one_spelling(source: str) -> str:
    """The source as we spell it, so that equal calls are one call; as it is where an argument is no plain literal."""
    try:
        return spelled(arguments) if (arguments := arguments_of(source)) else source
    except NotPlain:  # nested too deeply to be written
        return source


def variations(source: str, seed: object, count: int) -> Iterator[str]:
    """Up to `count` different argument sources made from this one; the same ones for the same seed.

    >>> list(variations("[1, 2]", 0, 2)) == list(variations("[1, 2]", 0, 2))
    True
    """
    arguments = arguments_of(source)
    try:
        seen = {spelled(arguments or ())}
    except NotPlain:  # nested too deeply to be written
        return
    if not arguments:
        return
    chance = random.Random(digest(source, seed))
    for _ in range(count * 3):
        made = list(arguments)
        for _ in range(chance.choice((1, 1, 2, 3))):
            place = chance.randrange(len(made))
            made[place] = (made[place][0], changed(made[place][1], chance))
        text = spelled(tuple(made))
        if text not in seen:
            seen.add(text)
            yield text
            if len(seen) > count:
                return


def changed(value: Any, chance: random.Random) -> Any:
    """A value of the same type, a little different."""
    match value:
        case bool():
            return not value
        case int():
            return _number(value, chance)
        case float():
            return _float(value, chance)
        case str():
            return _text(value, chance)
        case bytes():
            return _text(value.decode("latin-1"), chance).encode("latin-1", "replace")
        case list():
            return _sequence(value, chance)
        case tuple():
            return _tuple(value, chance)
        case set():
            return set(_sequence(sorted(value, key=repr), chance, hashable=True))
        case dict():
            return _dict(value, chance)
    return value


def _number(value: int, chance: random.Random) -> int:
    made = chance.choice(
        (value + 1, value - 1, value + chance.randint(2, 9), value - chance.randint(2, 9), value * 2, value // 2, 0, 1)
    )
    if value >= 0 and made < 0 and chance.random() < 0.8:  # an example without negatives seldom means them
        made = -made
    return made if abs(made) <= max(LARGEST, abs(value)) else value - 1


def _float(value: float, chance: random.Random) -> float:
    if not math.isfinite(value):
        return value
    steps = (
        value + 1,
        value - 1,
        value * 2,
        value / 2,
        round(value + chance.randint(1, 99) / 10, 3),
        float(round(value)),
    )
    made = chance.choice(steps)
    return abs(made) if value >= 0 and chance.random() < 0.8 else made


def _text(value: str, chance: random.Random) -> str:
    """Another text: characters or words changed, added, left out, doubled or turned."""
    if not value:
        return chance.choice("abcxyz019 ")
    place = chance.randrange(len(value))
    way = chance.randrange(10)
    separator = next((one for one in (" ", "_", "-", ",", "/", ".") if one in value), "")
    words = value.split(separator) if separator else []
    if way == 0:
        made = value[:place] + value[place + 1 :]
    elif way == 1:
        made = value[:place] + value[place] + value[place:]
    elif way == 2:
        made = value[:place] + _like(value[place], chance) + value[place + 1 :]
    elif way == 3:
        made = value[:place] + _like(value[place], chance) + value[place:]
    elif way == 4:
        made = value[:place] + value[place].swapcase() + value[place + 1 :]
    elif way == 5 and len(words) > 1:
        made = separator.join(words[: (at := chance.randrange(len(words)))] + words[at + 1 :])
    elif way == 6 and len(words) > 1:
        made = separator.join([*words, chance.choice(words)])
    elif way == 7 and len(words) > 1:
        made = separator.join(reversed(words))
    elif way == 8:
        made = chance.choice((value.upper(), value.lower(), value.title(), value[: len(value) // 2]))
    else:
        made = chance.choice((value + value[-1], value[::-1], value[1:], "", value + " " + value))
    return made[:LONGEST_TEXT] if len(value) <= LONGEST_TEXT else made[: len(value)]


def _like(character: str, chance: random.Random) -> str:
    """Another character of the same kind."""
    if character.isdigit():
        return chance.choice("0123456789")
    if character.isupper():
        return chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if character.isalpha():
        return chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(character + character + " -_.,")


def _sequence(value: list[Any], chance: random.Random, hashable: bool = False) -> list[Any]:
    """Elements changed, left out, doubled, added or turned; a new one is made from one that is there."""
    if not value:
        return value
    place = chance.randrange(len(value))
    way = chance.randrange(8)
    if way == 0:
        return value[:place] + value[place + 1 :]
    if way == 1 and len(value) < LONGEST:
        return [*value[:place], value[place], *value[place:]]
    if way == 2 and len(value) < LONGEST:
        return [*value, changed(value[place], chance)]
    if way == 3:
        return value[::-1]
    if way == 4:
        return [] if chance.random() < 0.3 else value[: max(1, len(value) // 2)]
    if way == 5:
        other = chance.randrange(len(value))
        return [value[other] if at == place else one for at, one in enumerate(value)]
    return [changed(one, chance) if at == place else one for at, one in enumerate(value)]


def _tuple(value: tuple[Any, ...], chance: random.Random) -> tuple[Any, ...]:
    """A long tuple of one type varies like a list; a short or mixed one keeps its shape."""
    if not value:
        return value
    if len(value) > 3 and len({type(one) for one in value}) == 1:
        return tuple(_sequence(list(value), chance))
    place = chance.randrange(len(value))
    return tuple(changed(one, chance) if at == place else one for at, one in enumerate(value))


def _dict(value: dict[Any, Any], chance: random.Random) -> dict[Any, Any]:
    if not value:
        return value
    items = list(value.items())
    place = chance.randrange(len(items))
    way = chance.randrange(6)
    if way == 0:
        return dict(items[:place] + items[place + 1 :])
    if way == 1 and len(items) < LONGEST:
        return {**value, changed(items[place][0], chance): changed(items[place][1], chance)}
    if way == 2:
        return {changed(key, chance) if at == place else key: one for at, (key, one) in enumerate(items)}
    return {key: changed(one, chance) if at == place else one for at, (key, one) in enumerate(items)}
