"""What a target gets of a value that is taken apart: `a, (b, *c) = ...`."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from tracecot.operations import NotEvaluable


@dataclass(frozen=True, slots=True)
class Taken:
    """A tuple or list of targets, and the one of them that is followed."""

    node: ast.Tuple | ast.List
    target: ast.AST


def taken(value: object, path: Sequence[Taken]) -> object:
    """What the innermost target gets; the path leads from it outwards.

    Raises:
        NotEvaluable: the value can't be taken apart in an order that can be told.
    """
    for step in reversed(path):
        if isinstance(value, set | frozenset) or not isinstance(value, str | bytes | list | tuple | dict | range):
            raise NotEvaluable("no order")
        parts, targets = list(value), step.node.elts
        star = next((place for place, each in enumerate(targets) if isinstance(each, ast.Starred)), None)
        place = next(place for place, each in enumerate(targets) if each is step.target)
        if star is None or place < star:
            value = parts[place]
        elif place > star:
            value = parts[place - len(targets)]
        else:
            value = parts[star : len(parts) - (len(targets) - 1 - star)]
    return value
