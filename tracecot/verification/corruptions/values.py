"""Values that are not so: near the right one, or right for another pass, another variable, another moment."""

import ast
import re
from collections.abc import Iterator
from random import Random

from tracecot.execution import Event
from tracecot.values import NotPlain, canonical, read_plain
from tracecot.verification.corruptions.falsehood import is_false
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.other_values import Change, flipped, off_by_one, truncated
from tracecot.verification.corruptions.records import Edit, Lie
from tracecot.verification.corruptions.timeline import spelled
from tracecot.verification.records import Claim

VALUED = ("value", "bind", "mutate", "state", "return", "call")
LONGEST = 300  # characters of a value that is put into a text

Slot = tuple[int, int]  # where a claim's value stands in the text


def slot(honest: Honest, claim: Claim) -> Slot | None:
    """Where the text gives the value of the claim."""
    says = re.escape(claim.says)
    within = (claim.start, claim.end)
    for pattern in (rf"`{re.escape(claim.subject)} = ({says})`", rf"`({says})`", rf"(?<![\w`.])({says})(?![\w`])"):
        found = list(re.compile(pattern).finditer(honest.text, *within))
        if found and claim.says:
            return found[-1].span(1)
    return None


def valued(honest: Honest, seed: str) -> Iterator[tuple[Claim, Event, Slot]]:
    """The claims that give a literal value, in an order of chance."""
    for claim, event in honest.mixed(honest.claims_of(*VALUED), seed):
        place = slot(honest, claim) if claim.subject != "" or claim.kind == "return" else None
        if place is not None and claim.subject not in ("line", "pass", "passes"):
            yield claim, event, place


def with_value(claim: Claim, place: Slot, value: str) -> Lie:
    """The lie that the claim's value is another."""
    return Lie((Edit(*place, value),), claim, claim.subject, value, really=spellings(claim.says))


def spellings(value: str) -> tuple[str, ...]:
    """How a correction may name the value: a truth in code or in words, what is empty by what it is."""
    if value == "empty":
        return (value, "[]", "{}", "''", "()", "set()")
    return (value, value.lower()) if value in ("True", "False") else (value,)


def can_be_written(value: str) -> bool:
    """Whether a text can show the value: `[<generator>]` is nothing that a person would take for one."""
    try:
        ast.parse(value, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _near(kind: str, change: Change, honest: Honest) -> Iterator[Lie]:
    for claim, event, place in valued(honest, kind):
        value = changed(claim.says, change, honest.chance(kind, str(claim.start)))
        if value is not None and is_false(honest, claim, event, value):
            yield with_value(claim, place, value)


def changed(says: str, change: Change, chance: Random) -> str | None:
    """The value as text, changed; None where it can't be read or there is nothing to change."""
    try:
        other = change(read_plain(says), chance)
        value = None if other is None else canonical(other)
    except (NotPlain, OverflowError):
        return None
    return None if value is None or spelled(value) == spelled(says) else value


def value_off_by_one(honest: Honest) -> Iterator[Lie]:
    """A number is one more or less, a letter is the next one."""
    return _near("value_off_by_one", off_by_one, honest)


def value_flipped(honest: Honest) -> Iterator[Lie]:
    """A truth, a sign or a direction is the opposite."""
    return _near("value_flipped", flipped, honest)


def value_truncated(honest: Honest) -> Iterator[Lie]:
    """The last item, letter or digit is missing."""
    return _near("value_truncated", truncated, honest)


def value_of_another_pass(honest: Honest) -> Iterator[Lie]:
    """What the subject was in another pass of the loop."""
    for claim, event, place in valued(honest, "value_of_another_pass"):
        if event.loop is not None:
            others = [
                value for seq, value in honest.timeline.values(claim.subject)
                if honest.trace.events[seq].loop == event.loop and honest.trace.events[seq].pass_ != event.pass_
            ]  # fmt: skip
            yield from _taken(honest, claim, event, place, others)


def value_of_another_moment(honest: Honest) -> Iterator[Lie]:
    """What the subject was before or after, in the same pass or outside of any."""
    for claim, event, place in valued(honest, "value_of_another_moment"):
        others = [
            value for seq, value in honest.timeline.values(claim.subject)
            if honest.trace.events[seq].loop != event.loop or honest.trace.events[seq].pass_ == event.pass_
        ]  # fmt: skip
        yield from _taken(honest, claim, event, place, others)


def value_of_another_variable(honest: Honest) -> Iterator[Lie]:
    """What another name was at that moment."""
    for claim, event, place in valued(honest, "value_of_another_variable"):
        here: dict[str, str] = {}
        for other in honest.trace.events[: event.seq + 1]:
            if other.frame == event.frame:
                here.update(_named(other))
        here.pop(claim.subject, None)
        yield from _taken(honest, claim, event, place, list(here.values()))


def _named(event: Event) -> Iterator[tuple[str, str]]:
    """The names that the event gave a value, with it."""
    given: dict[str, object] = dict(event.args) if event.kind == "call" else {event.name: event.value}
    for name in names_given(event):
        text = getattr(given[name], "repr", None)
        if text is not None:
            yield name, text


def names_given(event: Event) -> list[str]:
    """The names that the event gave a value."""
    names = dict(event.args) if event.kind == "call" else (event.name,) if event.kind in ("bind", "mutate") else ()
    return [name for name in names if name.isidentifier()]


def _taken(honest: Honest, claim: Claim, event: Event, place: Slot, others: list[str]) -> Iterator[Lie]:
    """The claim with one of the other values that make it false."""
    for value in honest.mixed(dict.fromkeys(others), claim.text):
        if spelled(value) == spelled(claim.says) or len(value) > LONGEST or not can_be_written(value):
            continue
        if is_false(honest, claim, event, value):
            yield with_value(claim, place, value)
            return
