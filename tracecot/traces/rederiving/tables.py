"""The closed table of what a re-derivation may apply: pure functions, and methods that change their receiver."""

import copy
import math
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tracecot.operations import LARGEST_BITS, LONGEST, Charge, NotEvaluable, call_method
from tracecot.sizes import bits_of, size
from tracecot.traces.rederiving.memory import holds_objects

#: Builtins and classes of `itertools` whose result shows nothing but its type until it is used.
LAZY = frozenset({"enumerate", "zip", "map", "filter", "reversed", "iter"})
LAZY_LIBRARY = frozenset(
    f"itertools.{name}"
    for name in "accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile "
    "filterfalse groupby islice pairwise permutations product repeat starmap takewhile zip_longest".split()
)
LIBRARY: dict[str, Callable[..., object]] = {
    "math.sqrt": math.sqrt, "math.floor": math.floor, "math.ceil": math.ceil, "math.trunc": math.trunc,
    "math.fabs": math.fabs, "math.gcd": math.gcd, "math.isclose": math.isclose, "math.isnan": math.isnan,
    "math.isinf": math.isinf, "math.log": math.log, "math.log2": math.log2, "math.log10": math.log10,
    "math.exp": math.exp, "math.sin": math.sin, "math.cos": math.cos, "math.tan": math.tan, "math.hypot": math.hypot,
    "math.copysign": math.copysign, "math.radians": math.radians, "math.degrees": math.degrees,
    "collections.Counter": Counter, "collections.deque": deque, "collections.OrderedDict": OrderedDict,
    "copy.copy": copy.copy, "copy.deepcopy": copy.deepcopy,
}  # fmt: skip

_LISTS = frozenset("append extend insert remove pop clear sort reverse".split())
_DICTS = frozenset("update setdefault pop popitem clear".split())
_SETS = frozenset(
    "add discard remove clear update difference_update intersection_update symmetric_difference_update".split()
)
_CHANGING: dict[type, frozenset[str]] = {
    list: _LISTS, dict: _DICTS, set: _SETS, OrderedDict: _DICTS | {"move_to_end"}, defaultdict: _DICTS,
    Counter: _DICTS | {"subtract"},
    deque: frozenset("append appendleft pop popleft extend extendleft rotate clear remove reverse".split()),
}  # fmt: skip
_MORE_PURE: dict[type, frozenset[str]] = {
    Counter: frozenset({"most_common"}), defaultdict: frozenset({"get", "keys", "values", "items"}),
    range: frozenset({"count", "index"}), float: frozenset({"as_integer_ratio", "hex"}),
}  # fmt: skip
#: Methods that compare or hash what is in their receiver: objects of the program would be asked.
_ASKING = frozenset({"remove", "sort", "discard", "add", "index", "count", "subtract"})
_GROWING = frozenset({"extend", "update", "extendleft", "subtract"})


def changes(owner: object, method: str) -> bool:
    """Whether the method is one of those that change their receiver."""
    return method in _CHANGING.get(type(owner), ())


def apply_changing(
    owner: object, method: str, arguments: Sequence[object], named: Mapping[str, Any], charge: Charge
) -> tuple[object, object]:
    """What the method gives, and its receiver after it; the receiver that was handed in stays as it is.

    Raises:
        NotEvaluable: it is outside of the table.
        Exception: what the method raises.
    """
    charge(size(owner) + sum(map(size, (*arguments, *named.values()))))
    if method in _ASKING and any(map(holds_objects, (owner, *arguments))):
        raise NotEvaluable("objects of the program")
    if method in _GROWING and sum(map(size, arguments)) > LONGEST:
        raise NotEvaluable("too long a result")
    after = copy.deepcopy(owner)
    result = getattr(after, method)(*copy.deepcopy(list(arguments)), **named)
    return result, after


def apply_pure(
    owner: object, method: str, arguments: Sequence[object], named: Mapping[str, Any], charge: Charge
) -> object:
    """A method that changes nothing.

    Raises:
        NotEvaluable: it is outside of the table.
        Exception: what the method raises.
    """
    if holds_objects(owner) and not isinstance(owner, dict):
        raise NotEvaluable("objects of the program")
    if method in _MORE_PURE.get(type(owner), ()):
        charge(size(owner))
        found = getattr(owner, method)(*arguments, **named)
        return list(found) if method in ("keys", "values", "items") else found
    return call_method(owner, method, arguments, named, charge)


def apply_library(name: str, arguments: Sequence[object], named: Mapping[str, Any], charge: Charge) -> object:
    """A function of `LIBRARY`, applied to data.

    Raises:
        NotEvaluable: it is outside of the table.
        Exception: what the function raises.
    """
    if name not in LIBRARY:
        raise NotEvaluable(f"{name} is outside of the table")
    charge(sum(map(size, (*arguments, *named.values()))))
    if sum(map(bits_of, arguments)) > LARGEST_BITS:
        raise NotEvaluable("too large a number")
    return LIBRARY[name](*arguments, **named)
