"""The deduction: from the result to its parts, from each part to what it was made from, and what let it through."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tracecot.execution import Event, Trace
from tracecot.narrations.deduction.links import sliced
from tracecot.narrations.deduction.origins import Origin, made_by, origin
from tracecot.narrations.deduction.parts import Part, parts_of
from tracecot.narrations.deduction.sums import built_up
from tracecot.narrations.reasons.parts import WIDEST
from tracecot.narrations.story.places import Places
from tracecot.narrations.wording.spans import span
from tracecot.values import Value

MOST = 4  # parts of one making that are traced to what they came from


class Deduction:
    """What is said of one execution, and of which events."""

    def __init__(self, trace: Trace, end: Event, places: Places) -> None:
        self.events = trace.events
        self.end = end
        self.own = places.own
        self.slice = sliced(trace, end)
        self.told: set[int] = set()
        self.conditions: set[str] = set()
        self.making: list[Event] = []  # the calculations of the parts, and their conditions

    def parts(self) -> Iterator[str]:
        """Of a container: which line made its items, and from what."""
        parts = parts_of(self._whole(), self.slice, self.events)
        by_making = sorted(parts, key=_making)
        for _, made in groupby(by_making, _making):
            yield from self._making(list(made))

    def _whole(self) -> Value | None:
        """The container that has the parts: the result, or what was joined to make it."""
        read = [self.events[seq] for seq in self.end.reads]
        joined = next((dict(each.args).get("0") for each in read if each.kind == "value" and each.name == "join"), None)
        return self.end.value if joined is None else joined

    def sources(self) -> list[int]:
        """What the parts were made from, and what let them through: where the deduction goes on."""
        return [seq for event in self.making for seq in event.reads]

    def _making(self, parts: Sequence[Part]) -> Iterator[str]:
        first = parts[0]
        if len(first.code) > WIDEST:
            return
        self.told.update(part.maker.seq for part in parts)
        origins = [each for part in parts[:MOST] if (each := self._origin(part))]
        by = "on" if first.verb == "worked out" else "by"
        making = f"An item is {first.verb} {by} line {first.maker.line} as {span(first.code)}"
        condition = list(self._condition(first))
        # "That happens where" would be of what happens on another line, where that is told between.
        apart = bool(condition and origins) and any(map(self._is_from_elsewhere, parts[:MOST]))
        yield f"{making}." if apart else f"{making}{_chained(origins)}."
        yield from condition
        if apart:
            yield f"{', '.join(_said(origins))}."

    def _is_from_elsewhere(self, part: Part) -> bool:
        return part.source is not None and made_by(part.source, self.events).line != part.maker.line

    def _origin(self, part: Part) -> Origin | None:
        if part.source is None:
            return None
        event = made_by(part.source, self.events)
        if built := built_up(part.source, self.events):
            self.told.add(part.source.seq)
            return Origin(part.text, built)
        self.told.add(event.seq)
        self.making.append(event)
        return origin(event, self.events, self.own) if event.kind == "value" else None

    def _condition(self, part: Part) -> Iterator[str]:
        """What let the item through."""
        under = None if part.maker.under is None else self.events[part.maker.under]
        if under is None or under.kind != "branch" or len(under.text) > WIDEST or under.text in self.conditions:
            return
        if under.why not in ("if", "while", "comp_if"):
            return
        self.conditions.add(under.text)
        self.told.add(under.seq)
        self.making.append(under)
        truth = "true" if getattr(under.value, "repr", "") == "True" else "false"
        yield f"That happens where {span(under.text)} is {truth}."


def _making(part: Part) -> tuple[int, str, str]:
    return part.maker.line, part.verb, part.code


def _chained(origins: Sequence[Origin]) -> str:
    """The origins after one another, the choice worded as one the first time; mere calculations by themselves."""
    told = _said(origins)
    joint = ", so " if any(each.source for each in origins) else ". "
    return joint + ", ".join(told) if told else ""


def _said(origins: Sequence[Origin]) -> dict[str, None]:
    """Each once."""
    return dict.fromkeys(each.said(first=number == 0) for number, each in enumerate(origins))
