"""Other values of the same kind: near the given one, turned round, or cut short."""

from collections.abc import Callable
from random import Random

Change = Callable[[object, Random], object]

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def off_by_one(value: object, chance: Random) -> object:
    """One more or less, in a number or in one of a container's; the next letter, in a text. None where nothing is."""
    match value:
        case bool():
            return None
        case int() | float():
            return value + chance.choice((1, -1))
        case str() if value:
            return _next_letter(value, chance.randrange(len(value)))
        case bytes() if value:
            return value[:-1] + bytes([(value[-1] + 1) % 256])
    return _in_one_part(value, off_by_one, chance)


def _next_letter(text: str, place: int) -> str:
    found = LETTERS.find(text[place].lower())
    other = LETTERS[(found + 1) % len(LETTERS)] if found >= 0 else "x"
    return text[:place] + (other.upper() if text[place].isupper() else other) + text[place + 1 :]


def flipped(value: object, chance: Random) -> object:
    """The opposite: of a truth, a sign, a direction. None where there is none."""
    match value:
        case bool():
            return not value
        case int() | float():
            return -value if value else None
        case str() | bytes():
            return value[::-1] if value[::-1] != value else None
        case list() | tuple() if value[::-1] != value:
            return value[::-1]
    return _in_one_part(value, flipped, chance)


def truncated(value: object, chance: Random) -> object:
    """Without its last item, letter or digit. None where it has no two."""
    match value:
        case bool():
            return None
        case int() if abs(value) >= 10:
            return int(str(value)[:-1])
        case str() | bytes() | list() | tuple() if value:
            return value[:-1]
        case dict() if value and type(value) is dict:
            return dict(list(value.items())[:-1])
        case set() if len(value) > 1:
            return set(sorted(value, key=repr)[:-1])
    return None


def _in_one_part(value: object, change: Change, chance: Random) -> object:
    """The container with one of its parts changed."""
    match value:
        case list() | tuple():
            for place in chance.sample(range(len(value)), len(value)):
                other = change(value[place], chance)
                if other is not None:
                    return type(value)([*value[:place], other, *value[place + 1 :]])
        case dict() if type(value) is dict:
            for key in chance.sample(list(value), len(value)):
                other = change(value[key], chance)
                if other is not None:
                    return {**value, key: other}
    return None
