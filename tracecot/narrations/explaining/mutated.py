"""Mutated versions of a function, by what they would give: an observation that all of them share says nothing.

They stand for simple mistakes in the program: an index off by one, a bound off by one, a step left out, an order turned
round, an argument taken for another. None changes a result's type, so that no observation is kept for that alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tracecot.narrations.explaining.seen import Seen

Change = Callable[[object], object]


def versions(calls: list[Seen]) -> Iterator[list[Seen]]:
    """The calls with the results of each mutated version."""
    yield [replace(call, result=other.result) for call, other in zip(calls, [*calls[1:], calls[0]], strict=True)]
    for change in (_one_more, _one_less, _last_left_out, _first_again, _turned_round):
        changed = [replace(call, result=change(call.result)) for call in calls]
        if any(one is not other for one, other in zip(changed, calls, strict=True)):
            yield changed


def _one_more(value: object) -> object:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else value


def _one_less(value: object) -> object:
    if isinstance(value, bool):
        return value
    return value - 1 if isinstance(value, int | float) else value


def _last_left_out(value: object) -> object:
    return value[:-1] if isinstance(value, str | list | tuple) else value


def _first_again(value: object) -> object:
    return value + value[:1] if isinstance(value, str | list | tuple) else value  # type: ignore[operator]


def _turned_round(value: object) -> object:
    return value[::-1] if isinstance(value, str | list | tuple) else value
