"""What methods of lists, tuples, deques, dicts, counters and sets did."""

from collections import Counter, deque
from collections.abc import Mapping

from tracecot.narrations.builtins.text import MANY
from tracecot.narrations.builtins.use import Phrase, Use, counted, quoted


def index(use: Use) -> str:
    """Which of how many equal items."""
    match use.owner, use.given:
        case (list() | tuple()) as items, [wanted]:
            there = items.count(wanted)
            return f"finds the first of {there} occurrences at index" if there > 1 else "finds it once at index"
        case ((list() | tuple()), [_, int(start)]) if isinstance(use.value, int) and 0 <= start <= use.value:
            return f"searches from index {start} on and finds it at index"
    return ""


def count(use: Use) -> str:
    """Where the equal items stand."""
    match use.owner, use.given:
        case (list() | tuple()) as items, [wanted]:
            places = [place for place, item in enumerate(items) if item == wanted]
            if not places:
                return f"finds no {quoted(wanted)} and counts" if quoted(wanted) else ""
            if len(places) == 1:
                return "finds it once and counts"
            return f"finds it at the indexes {quoted(places)} and counts" if len(places) <= MANY else ""
    return ""


def pop(use: Use) -> str:
    """Which item of how many."""
    match use.owner, use.given:
        case (list() | deque()) as items, ([] | [-1]):
            return f"takes the last of {len(items)} items:" if len(items) > 1 else "takes the only item:"
        case list() as items, [0]:
            return f"takes the first of {len(items)} items:" if len(items) > 1 else "takes the only item:"
        case list() as items, [int(place)]:
            if place < 0:
                return f"counts {-place} from the end and takes the item at index {len(items) + place}:"
            return f"takes the item at index {place} of {len(items)} items:"
    return ""


def popleft(use: Use) -> str:
    """The first of how many items."""
    match use.owner:
        case deque() as items:
            return f"takes the first of {len(items)} items:" if len(items) > 1 else "takes the only item:"
    return ""


def copied(use: Use) -> str:
    """How many items."""
    match use.owner:
        case (list() | dict() | set() | deque()) as items if len(items) > 1:
            return f"copies {len(items)} items as"
    return ""


def get(use: Use) -> str:
    """`get`, `setdefault` and `pop` of dicts: whether the key is there, or the default is used."""
    match use.owner, use.given:
        case dict() as entries, [key, *_] if quoted(key) and _hashable(key):
            if key in entries:
                verb = "takes out" if use.name == "pop" else "finds"
                return f"{verb} the key {quoted(key)} with"
            if len(use.given) == 1:
                return f"finds no key {quoted(key)} and gives"
            return f"finds no key {quoted(key)} and {'stores' if use.name == 'setdefault' else 'gives'} the default"
    return ""


def _hashable(key: object) -> bool:
    return isinstance(key, str | bytes | int | float | tuple | frozenset | None)


def popitem(use: Use) -> str:
    """The last of how many pairs."""
    match use.owner:
        case dict() as entries:
            return f"takes the last of {len(entries)} pairs:" if len(entries) > 1 else "takes the only pair:"
    return ""


def most_common(use: Use) -> str:
    """How many of how many, and whether they tie."""
    match use.owner, use.value:
        case Counter() as counts, [[_, int(most)], *rest]:
            if not rest and (ties := list(counts.values()).count(most)) > 1:
                return f"takes the first of {ties} items that tie as most frequent:"
            return f"takes the {len(rest) + 1} most frequent of {counted(len(counts), 'item')}:"
    return ""


def total(use: Use) -> str:
    """How many counts were added."""
    match use.owner:
        case Counter() as counts if len(counts) > 1:
            return f"adds up {len(counts)} counts to"
    return ""


def union(use: Use) -> str:
    """How many elements came to it."""
    match use.owner, use.value:
        case (set() | frozenset()) as before, (set() | frozenset()) as made:
            added = len(made) - len(before)
            return f"adds {counted(added, 'element')} to give" if added else "adds nothing and leaves"
    return ""


def intersection(use: Use) -> str:
    """How many elements are in both."""
    match use.owner, use.value:
        case (set() | frozenset()) as before, (set() | frozenset()) as made:
            if not made:
                return "finds no common element and gives"
            return f"keeps {len(made)} of {counted(len(before), 'element')}:"
    return ""


def difference(use: Use) -> str:
    """How many elements were dropped."""
    match use.owner, use.value:
        case (set() | frozenset()) as before, (set() | frozenset()) as made:
            dropped = len(before) - len(made)
            return (
                f"drops {dropped} of {counted(len(before), 'element')} to leave"
                if dropped
                else "drops nothing and leaves"
            )
    return ""


def symmetric_difference(use: Use) -> str:
    """How many elements are on one side alone."""
    match use.value:
        case (set() | frozenset()) as made if made:
            return f"keeps the {counted(len(made), 'element')} of one side alone:"
    return ""


def compared(use: Use) -> str:
    """`issubset`, `issuperset`, `isdisjoint`: the element that decides."""
    match use.owner, use.given, use.value:
        case (set() | frozenset()) as one, [(set() | frozenset() | list() | tuple()) as other], bool(holds):
            if use.name == "isdisjoint":
                decides = sorted(quoted(item) for item in one if item in other)
                return (
                    f"finds {decides[0]} in both and gives"
                    if decides and decides[0]
                    else "finds no common element and gives"
                )
            small, large = (one, other) if use.name == "issubset" else (other, one)
            missing = sorted(quoted(item) for item in small if item not in large)
            if holds and len(small) > 1:
                return f"finds all {len(set(small))} elements in the larger one and gives"
            return f"misses {missing[0]} in the larger one and gives" if missing and missing[0] else ""
    return ""


_DICTS, _SETS = ("dict", "OrderedDict", "defaultdict"), ("set", "frozenset")

PHRASES: Mapping[str, Phrase] = {
    "list.index": index, "tuple.index": index, "list.count": count, "tuple.count": count,
    "list.pop": pop, "deque.pop": pop, "deque.popleft": popleft,
    **dict.fromkeys(("list.copy", "dict.copy", "set.copy", "deque.copy"), copied),
    **{f"{kind}.{name}": get for kind in _DICTS for name in ("get", "setdefault", "pop")},
    "Counter.get": get, "Counter.pop": get, "Counter.setdefault": get, "dict.popitem": popitem,
    "Counter.most_common": most_common, "Counter.total": total,
    **{f"{kind}.union": union for kind in _SETS},
    **{f"{kind}.intersection": intersection for kind in _SETS},
    **{f"{kind}.difference": difference for kind in _SETS},
    **{f"{kind}.symmetric_difference": symmetric_difference for kind in _SETS},
    **{f"{kind}.{name}": compared for kind in _SETS for name in ("issubset", "issuperset", "isdisjoint")},
}  # fmt: skip
