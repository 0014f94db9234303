"""What builtins that walk through items did: ordering, choosing, adding, collecting."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from tracecot.narrations.builtins.use import Handle, Phrase, Use, counted, quoted, sized

TERMS = 8  # of a sum that are shown

#: Keys of an order that can be computed again from the values.
KEYS: dict[str, Callable[[Any], int]] = {"<function len>": len, "<function abs>": abs}


def ordered(use: Use) -> str:
    """`sorted`: whether anything moved, and which items tie."""
    match use.given, use.value:
        case [items], list(made) if sized(items) == len(made) > 1:
            if "key" in use.named and use.named["key"] is None:
                return ""
            if use.named.get("key") not in (None, *map(Handle, KEYS)):
                return f"orders {len(made)} items by the key as"
            if "key" in use.named:
                return _by_key(use, list(items), made)  # type: ignore[call-overload]
            if isinstance(items, list) and made == items:
                return f"finds {len(made)} items in that order already:"
            return f"orders {len(made)} items {'from high to low ' if use.named.get('reverse') is True else ''}as"
    return ""


def _by_key(use: Use, items: list[object], made: list[object]) -> str:
    """The order by `len` or `abs`, with two items that tie and stay in their order."""
    name = str(getattr(use.named["key"], "text", "")).removeprefix("<function ").removesuffix(">")
    key = KEYS[f"<function {name}>"]
    for one, other in pairwise(made):
        if key(one) == key(other) and one != other and quoted(one) and quoted(other):
            return f"orders {len(items)} items by `{name}` and keeps the tied {quoted(one)} before {quoted(other)}:"
    return f"orders {len(items)} items by `{name}` as"


def extreme(use: Use) -> str:
    """`max` and `min`: of how many, and whether several tie."""
    word = "largest" if use.name == "max" else "smallest"
    match use.given:
        case _ if "key" in use.named and use.named["key"] is None:
            return ""
        case [items] if sized(items) == 0 and "default" in use.named:
            return "has no items and gives the default"
        case [list() | tuple() | str() as items] if len(items) > 1:
            if "key" in use.named:
                return _by(use, list(items), word)
            ties = list(items).count(use.value)
            tied = f" ({ties} of them equal)" if ties > 1 else ""
            return f"picks the {word} of {len(items)} items{tied}:"
        case [items] if sized(items) > 1 and not use.named:
            return f"picks the {word} of {sized(items)} items:"
        case [int() | float() as one, int() | float() as other] if not use.named:
            if one == other:
                return "finds both equal and gives"
            return f"picks the {'larger' if use.name == 'max' else 'smaller'} of {quoted(one)} and {quoted(other)}:"
        case [_, _, *_] if not use.named:
            return f"picks the {word} of {len(use.given)} arguments:"
    return ""


def _by(use: Use, items: list[object], word: str) -> str:
    """With a key: by `len` or `abs`, or by one that is the program's own."""
    text = getattr(use.named["key"], "text", "")
    if text not in KEYS:
        return f"picks one of {len(items)} items by the key:"
    key, name = KEYS[text], text.removeprefix("<function ").removesuffix(">")
    ties = [key(item) for item in items].count(key(use.value))
    if ties > 1:
        return f"picks the first of {ties} items that tie as {word} by `{name}`:"
    return f"picks the {word} of {len(items)} items by `{name}`:"


def added(use: Use) -> str:
    """`sum`: its terms."""
    match use.given:
        case [list() | tuple() as items, *start] if all(type(item) is int for item in (*items, *start)):
            if not items:
                return "has nothing to add and gives"
            terms = " + ".join(map(str, [*start, *items]))
            if len(items) + len(start) <= TERMS and len(items) + len(start) > 1:
                return f"adds up `{terms}` to"
            return f"adds up {counted(len(items), 'number')} to"
        case [items] if sized(items) > 1:
            return f"adds up {counted(sized(items), 'number')} to"
    return ""


def multiplied(use: Use) -> str:
    """`math.prod`: its factors."""
    match use.given:
        case [list() | tuple() as items] if all(type(item) is int for item in items) and not use.named:
            if not items:
                return "has nothing to multiply and gives"
            return f"multiplies `{' * '.join(map(str, items))}` to" if 1 < len(items) <= TERMS else ""
    return ""


def either(use: Use) -> str:
    """`any` and `all`: the item that decides."""
    match use.given:
        case [list() | tuple() as items]:
            if not items:
                return "has no items and gives"
            decides = [item for item in items if bool(item) is (use.name == "any")]
            word = "truthy" if use.name == "any" else "falsy"
            if decides:
                return f"meets the {word} {quoted(decides[0])} and gives" if quoted(decides[0]) else ""
            return f"meets no {word} one of {counted(len(items), 'item')} and gives"
    return ""


def collected(use: Use) -> str:
    """`list` and `tuple`: how many items, of what."""
    match use.given, use.value:
        case [str()], list() | tuple() as made if made:
            return f"takes the {counted(len(made), 'character')}:"
        case [dict()], list() | tuple() as made if made:
            return f"takes the {counted(len(made), 'key')}:"
        case [_], list() | tuple() as made if len(made) > 1:
            return f"collects {len(made)} items:"
    return ""


def distinct(use: Use) -> str:
    """`set` and `frozenset`: how many items are different."""
    match use.given, use.value:
        case [list() | tuple() | str() as items], set() | frozenset() as made if items:
            if len(items) == len(made):
                return f"collects {counted(len(made), 'different item')}:" if len(made) > 1 else ""
            return f"keeps {len(made)} different of {len(items)} items:"
    return ""


def spanned(use: Use) -> str:
    """`range`: where it goes, when that isn't plain to see."""
    match use.value:
        case range() as made if not made:
            return "has no numbers:"
        case range(step=step) as made if step != 1 and len(made) > 1:
            return f"goes through {len(made)} numbers from {quoted(made[0])} to {quoted(made[-1])}:"
    return ""


def tallied(use: Use) -> str:
    """`Counter`: how many items are different."""
    match use.given, use.value:
        case [list() | tuple() | str() as items], dict() as counts if items:
            return f"counts {counted(len(counts), 'different item')} among {len(items)}:"
    return ""


PHRASES: Mapping[str, Phrase] = {
    "sorted": ordered, "max": extreme, "min": extreme, "sum": added, "prod": multiplied, "any": either, "all": either,
    "list": collected, "tuple": collected, "deque": collected, "set": distinct, "frozenset": distinct,
    "range": spanned, "Counter": tallied,
}  # fmt: skip
