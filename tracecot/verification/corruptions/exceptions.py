"""Exceptions of another type, or with another message."""

import builtins
import re
from collections.abc import Iterator

from tracecot.execution import Raised
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.other_values import off_by_one, truncated
from tracecot.verification.corruptions.records import Edit, Lie
from tracecot.verification.corruptions.values import changed

TYPES = ("ValueError", "KeyError", "IndexError", "TypeError", "ZeroDivisionError", "AttributeError")
_CLASS = re.compile(r"^\s*class \w+\(([^)]*)\)", re.M)


def exception_type_changed(honest: Honest) -> Iterator[Lie]:
    """An exception of a type that nothing raises, and that is no relative of one that is raised."""
    raised = {event.name for event in honest.trace.events if event.kind in ("raise", "catch")}
    if isinstance(honest.trace.outcome, Raised):
        raised.add(honest.trace.outcome.type)
    above = {name.strip() for bases in _CLASS.findall(honest.code) for name in bases.split(",")}
    others = [name for name in TYPES if not any(_are_relatives(name, one) for one in raised | above)]
    for claim, event in honest.mixed(honest.claims_of("raise"), "exception_type_changed"):
        place = honest.text.find(f"`{event.name}`", claim.start, claim.end)
        if place >= 0 and others:
            other = honest.chance("exception_type_changed", str(place)).choice(others)
            edit = Edit(place + 1, place + 1 + len(event.name), other)
            yield Lie((edit,), claim, event.name, other, really=(event.name,))


def _are_relatives(one: str, other: str) -> bool:
    kinds = [getattr(builtins, name, None) for name in (one, other)]
    if not all(isinstance(kind, type) for kind in kinds):
        return one == other
    return issubclass(kinds[0], kinds[1]) or issubclass(kinds[1], kinds[0])  # type: ignore[arg-type]


def exception_message_changed(honest: Honest) -> Iterator[Lie]:
    """A message that no exception has."""
    for claim, event in honest.mixed(honest.claims_of("raise"), "exception_message_changed"):
        place = honest.text.find(f"`{claim.says}`", claim.start, claim.end) if claim.says else -1
        if place < 0:
            continue
        chance = honest.chance("exception_message_changed", str(place))
        other = changed(claim.says, chance.choice((off_by_one, truncated)), chance)
        if other is not None and not any(honest.timeline.ever(each.name, other) for each in honest.trace.events):
            yield Lie((Edit(place + 1, place + 1 + len(claim.says), other),), claim, event.name, other, (claim.says,))
