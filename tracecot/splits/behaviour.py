"""Compares what programs do: the same outputs on shared inputs, often and variedly enough to be no accident."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

#: Fewer agreements, or fewer different outputs, are what small functions have in common by chance.
LEAST_SHARED, LEAST_DISTINCT = 5, 3
#: An input that more programs share tells little about any two of them, and its pairs would be too many.
MOST_SHARING = 200

Behaviour = Mapping[str, str]  # an input as canonical text -> what came of it


def plain_input(source: str) -> str:
    """Argument source in one spelling.

    >>> plain_input("[1,2],  'a'") == plain_input('[1, 2], "a"')
    True
    """
    try:
        return ast.unparse(ast.parse(f"f({source})", mode="eval"))
    except (SyntaxError, ValueError, RecursionError):
        return source


def agreement(one: Behaviour, other: Behaviour) -> float:
    """The share of the shared inputs with the same outcome; 0 where they say too little, or hand their input back."""
    shared = one.keys() & other.keys()
    same = [key for key in shared if one[key] == other[key]]
    if len(shared) < LEAST_SHARED or len({one[key] for key in same}) < LEAST_DISTINCT or _identity(one, shared):
        return 0.0
    return len(same) / len(shared)


def _identity(one: Behaviour, shared: Iterable[str]) -> bool:
    return all(key == f"f({one[key]})" for key in shared)


def same_behaviour(behaviours: Mapping[str, Behaviour]) -> list[tuple[str, str]]:
    """The pairs that did the same wherever both were called, by name in order."""
    counts = Counter(_sharing(behaviours))
    return sorted(
        pair for pair, shared in counts.items()
        if shared >= LEAST_SHARED and agreement(behaviours[pair[0]], behaviours[pair[1]]) == 1.0
    )  # fmt: skip


def _sharing(behaviours: Mapping[str, Behaviour]) -> Iterator[tuple[str, str]]:
    """Each pair, once for each input on which they agree."""
    by_outcome: dict[tuple[str, str], list[str]] = {}
    for name in sorted(behaviours):
        for pair in behaviours[name].items():
            by_outcome.setdefault(pair, []).append(name)
    for names in by_outcome.values():
        if len(names) <= MOST_SHARING:
            yield from combinations(names, 2)
