"""Finds what is much alike among many: MinHash with its index proposes pairs, exact counting decides."""

from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

HASHES, BANDS = (
    128,
    32,
)  # four hashes a band: a pair with 0.7 in common is proposed with 99.98 %, one with 0.3 with 23 %
SEED = 0
SLACK = 0.2  # what the estimate may be off; the exact figure decides


Name = TypeVar("Name", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Pair(Generic[Name]):
    """Two that resemble each other, by their names in order, and how much, from 0 to 1."""

    one: Name
    other: Name
    score: float


class Sketches(Generic[Name]):
    """MinHash sketches by name: those that are known, as the library writes them, and others as they are asked for."""

    def __init__(self, known: Mapping[Name, bytes] | None = None) -> None:
        self._known: Mapping[Name, bytes] = {} if known is None else known
        self.new: dict[Name, bytes] = {}

    def of(self, name: Name, sets: Mapping[Name, frozenset[str]]) -> Any:
        """The sketch of what the name has; None where it has nothing."""
        if (written := self._known.get(name)) is not None:
            return _read(written) if written else None
        sketch = _sketch(some) if (some := sets[name]) else None
        self.new[name] = b"" if sketch is None else sketch.__getstate__()
        return sketch


def alike(
    sets: Mapping[Name, frozenset[str]], least: float, sketches: Sketches[Name] | None = None
) -> list[Pair[Name]]:
    """The pairs with at least so much in common, in order; who has nothing resembles nobody.

    What the sketches know of a name need not be worked out: its set is asked for only where another one is near.

    >>> alike({"a": frozenset("xyz"), "b": frozenset("xyz"), "c": frozenset("pqr")}, 0.9)
    [Pair(one='a', other='b', score=1.0)]
    """
    names = sorted(sets)
    known: Sketches[Name] = Sketches() if sketches is None else sketches
    proposed = _proposed(names, sets, least, known)
    found = (Pair(one, other, resemblance(sets[one], sets[other])) for one, other in proposed)
    return sorted((pair for pair in found if pair.score >= least), key=lambda pair: (pair.one, pair.other))


def _proposed(
    names: list[Name], sets: Mapping[Name, frozenset[str]], least: float, sketches: Sketches[Name]
) -> Iterator[tuple[Name, Name]]:
    """Pairs that share a band and may have so much in common, each once, the smaller name first."""
    index, before = _index(max(0.05, least - SLACK)), {}
    for number, name in enumerate(names):
        if (sketch := sketches.of(name, sets)) is not None:
            before[number] = sketch
            for other in index.query(sketch):
                if sketch.jaccard(before[other]) >= least - SLACK:
                    yield names[other], name
            index.insert(number, sketch)


def alike_to(sets: Mapping[str, frozenset[str]], others: Mapping[str, frozenset[str]], least: float) -> list[Pair[str]]:
    """The pairs of one of `sets` and one of `others` with at least so much in common, in order."""
    names = sorted(name for name, some in others.items() if some)
    index = _index(max(0.05, least - SLACK))
    for number, name in enumerate(names):
        index.insert(number, _sketch(others[name]))
    return [
        Pair(one, names[number], score)
        for one in sorted(name for name, some in sets.items() if some)
        for number in sorted(index.query(_sketch(sets[one])))
        if (score := resemblance(sets[one], others[names[number]])) >= least
    ]


def across(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]], least: float) -> list[Pair[str]]:
    """The pairs of one of each with at least so much in common, in order: all are compared, none is proposed.

    >>> across({"a": frozenset("xyz")}, {"b": frozenset("xyz"), "c": frozenset("pqr")}, 0.9)
    [Pair(one='a', other='b', score=1.0)]
    """
    bits: dict[str, int] = {}
    by_size = sorted((len(some), name, _as_bits(some, bits)) for name, some in other.items())
    found = []
    for name, some in one.items():
        size, mine = len(some), _as_bits(some, bits)
        for others, partner, theirs in by_size[slice(*_bounds(by_size, size, least))]:
            common = (mine & theirs).bit_count()
            if (score := common / (size + others - common)) >= least:
                found.append(Pair(name, partner, score))
    return sorted(found, key=lambda pair: (pair.one, pair.other))


def _as_bits(some: frozenset[str], bits: dict[str, int]) -> int:
    """The set as a number with a bit for each item: what two have in common is counted ten times as fast."""
    number = bytearray(len(bits) // 8 + len(some) // 8 + 2)
    for item in some:
        place = bits.setdefault(item, len(bits))
        number[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(number, "little")


def _bounds(by_size: list[tuple[int, str, int]], size: int, least: float) -> tuple[int, int]:
    """From where to where sets are of a size with which so much can be in common; some more, since floats are rounded.

    >>> _bounds([(1, "a", 0), (9, "b", 0), (12, "c", 0), (30, "d", 0)], 10, 0.8)
    (1, 3)
    """
    largest = size / least + 1 if least else float("inf")
    return bisect(by_size, (least * size - 1, "", 0)), bisect(by_size, (largest, "", 0))


def _index(threshold: float) -> Any:
    # Here and not above, so that the records of this stage load without the library of the platform.
    from rensa import RMinHashLSH

    return RMinHashLSH(threshold, HASHES, BANDS)


def _sketch(some: frozenset[str]) -> Any:
    from rensa import RMinHash

    sketch = RMinHash(HASHES, SEED)
    sketch.update(list(some))
    return sketch


def _read(written: bytes) -> Any:
    from rensa import RMinHash

    sketch = RMinHash(HASHES, SEED)
    sketch.__setstate__(written)
    return sketch


def resemblance(one: frozenset[str], other: frozenset[str]) -> float:
    """The share that two sets, not both empty, have in common, from 0 to 1 (Jaccard).

    >>> resemblance(frozenset("abc"), frozenset("bcd"))
    0.5
    """
    return len(one & other) / len(one | other)
