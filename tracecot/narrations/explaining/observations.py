"""What may be observed of a function's results beside its arguments, the strongest first."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations

from tracecot.evaluation import evaluate
from tracecot.narrations.explaining.mutated import versions
from tracecot.narrations.explaining.seen import Seen
from tracecot.narrations.wording.spans import span
from tracecot.operations import NotEvaluable
from tracecot.values import canonical

Holds = Callable[[Seen], bool]
MOST = 4  # observations that one explanation makes beside the type
REACHED = 2  # results that stand on a bound before it is said
SIZED = (str, list, tuple, set, frozenset, dict)

#: Functions of one argument that results are compared with.
EQUALS = (
    "{}", "sorted({})", "{}[::-1]", "len({})", "sum({})", "max({})", "min({})", "abs({})", "set({})", "list({})",
    "str({})", "{}.upper()", "{}.lower()", "{}.strip()", "bool({})", "not {}",
)  # fmt: skip
#: Expressions of two arguments, in each order.
EQUALS_OF_TWO = (
    "{} + {}",
    "{} * {}",
    "{} - {}",
    "{} // {}",
    "{} % {}",
    "max({}, {})",
    "{} in {}",
    "{} < {}",
    "{} == {}",
)
BOUNDS = ("{}", "len({})", "max({})", "min({})", "sum({})")


@dataclass(frozen=True, slots=True)
class Observation:
    """A clause about the result, and what it takes to be true of a call."""

    clause: str
    holds: Holds
    about: str  # what it is about: of those that hold about one thing, only the first is said
    is_reached: Holds | None = None  # of a bound: whether the result stands on it


def observed(calls: list[Seen], own: frozenset[str] = frozenset()) -> list[Observation]:
    """What holds on all calls and is false for a mutated version; the result's type first.

    Args:
        calls: recorded calls that returned.
        own: names that the program defines, which mean no builtin in it.
    """
    found: list[Observation] = []
    told: set[str] = set()
    for each in _candidates(calls):
        if each.about in told or any(f"{name}(" in each.clause for name in own) or not _holds_on_all(each, calls):
            continue
        if not _is_often_reached(each, calls):
            continue
        if any(not _holds_on_all(each, changed) for changed in versions(calls)):
            found.append(each)
            told.add(each.about)
        if len(found) == MOST:
            break
    return [*_type(calls), *found]


def _holds_on_all(each: Observation, calls: list[Seen]) -> bool:
    try:
        return all(each.holds(call) for call in calls)
    except (NotEvaluable, TypeError, ValueError, ArithmeticError, LookupError):
        return False


def _is_often_reached(each: Observation, calls: list[Seen]) -> bool:
    """Whether a bound is no chance of these calls: some results stand on it."""
    return each.is_reached is None or sum(map(each.is_reached, calls)) >= REACHED


def _type(calls: list[Seen]) -> list[Observation]:
    """The type that all results have: another than a version gives whose `return` is dropped."""
    kinds = {call.type for call in calls}
    kind = kinds.pop()
    if kinds or kind == "NoneType" or not kind.isidentifier():
        return []
    article = "an" if kind[0] in "aeiou" else "a"
    return [Observation(f"the result is {article} {span(kind)}", lambda call: call.type == kind, "type")]


def _candidates(calls: list[Seen]) -> Iterator[Observation]:
    names = [name for name in calls[0].arguments if all(name in call.arguments for call in calls)]
    for name in names:
        yield from (_equals(form.format(name)) for form in EQUALS)
    for one, other in permutations(names[:3], 2):
        yield from (_equals(form.format(one, other)) for form in EQUALS_OF_TWO)
    if all(_is_number(call.result) for call in calls):
        for name in names:
            yield from (_bound(form.format(name), way) for form in BOUNDS for way in ("is at least", "is at most"))
        yield from (_bound(str(bound), "is at least") for bound in (1, 0))
    for name in names:
        yield from _items(name)
    yield from _shape()
    for name in names:
        yield from _lengths(name)


def _equals(code: str) -> Observation:
    return Observation(
        f"the result equals {span(code)}", lambda call: canonical(call.result) == canonical(_of(code, call)), "value"
    )


def _bound(code: str, way: str) -> Observation:
    def holds(call: Seen) -> bool:
        result, other = call.result, _of(code, call)
        if not isinstance(result, int | float) or not isinstance(other, int | float) or isinstance(result, bool):
            return False
        return result >= other if way == "is at least" else result <= other

    def is_reached(call: Seen) -> bool:
        return canonical(call.result) == canonical(_of(code, call))

    return Observation(f"the result {way} {span(code)}", holds, way, is_reached)


def _items(name: str) -> Iterator[Observation]:
    def same(call: Seen) -> bool:
        return not _has_keys(call, name) and _counted(call.result) == _counted(call.arguments[name])

    def subset(call: Seen) -> bool:
        return not _has_keys(call, name) and _counted(call.result).keys() <= _counted(call.arguments[name]).keys()

    def keys(call: Seen) -> bool:
        result, argument = call.result, call.arguments[name]
        return isinstance(result, dict) and isinstance(argument, dict) and _counted(result) <= _counted(argument)

    yield Observation(f"every key of the result is a key of {span(name)}", keys, f"items of {name}")
    yield Observation(f"the result has the same items as {span(name)}", same, f"items of {name}")
    yield Observation(f"every item of the result is an item of {span(name)}", subset, f"items of {name}")


def _has_keys(call: Seen, name: str) -> bool:
    """Whether one of the two is a dict, of which it isn't plain what its items are."""
    return isinstance(call.result, dict) or isinstance(call.arguments[name], dict)


def _shape() -> Iterator[Observation]:
    def ordered(descending: bool) -> Holds:
        def holds(call: Seen) -> bool:
            items = list(call.result)  # type: ignore[call-overload]
            return isinstance(call.result, list | tuple) and items == sorted(items, reverse=descending)

        return holds

    def unique(call: Seen) -> bool:
        return isinstance(call.result, list | tuple) and max(_counted(call.result).values(), default=1) == 1

    yield Observation("the result is in ascending order", ordered(False), "order")
    yield Observation("the result is in descending order", ordered(True), "order")
    yield Observation("no item of the result comes twice", unique, "repeated items")


def _lengths(name: str) -> Iterator[Observation]:
    def compared(relation: Callable[[int, int], bool]) -> Holds:
        def holds(call: Seen) -> bool:
            return relation(_length(call.result), _length(call.arguments[name]))

        return holds

    about = f"length of {name}"
    yield Observation(f"the result is as long as {span(name)}", compared(lambda one, other: one == other), about)
    same = compared(lambda one, other: one == other)
    no_longer, no_shorter = compared(lambda one, other: one <= other), compared(lambda one, other: one >= other)
    yield Observation(f"the result is no longer than {span(name)}", no_longer, about, same)
    yield Observation(f"the result is no shorter than {span(name)}", no_shorter, about, same)


def _of(code: str, call: Seen) -> object:
    """The value of an expression of the arguments; other names are builtins."""

    def lookup(name: str) -> object:
        if name not in call.arguments:
            raise NotEvaluable(f"`{name}` is no parameter")
        return call.arguments[name]

    return evaluate(ast.parse(code, mode="eval").body, lookup)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _length(value: object) -> int:
    if not isinstance(value, SIZED):
        raise TypeError(f"{type(value).__name__} has no length to compare")
    return len(value)


def _counted(value: object) -> Counter[str]:
    """How often each item comes, by its text."""
    if not isinstance(value, SIZED):
        raise TypeError(f"{type(value).__name__} has no items to compare")
    return Counter(canonical(item) for item in value)
