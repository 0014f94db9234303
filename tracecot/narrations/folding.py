"""Folding: many passes told at once, without loss: each name and condition with all the values that it took."""

from collections.abc import Sequence

from tracecot.execution import Event
from tracecot.narrations.spans import is_sayable, listed, shown, span

SHORT = 60  # characters of one listed value
ENDLESS = ("True", "1")  # conditions that ask nothing


def fold(events: Sequence[Event], where: str, most: int, passes: int = 0) -> list[str]:
    """A sentence for each name that the passes bind and each condition that they decide.

    Args:
        events: of the passes, in order.
        where: the stretch that they cover, as "In passes 4 to 12"; "" inside a comprehension.
        most: a name that took more values than this is not listed; what is left of it is told at the loop's end.
        passes: how many passes the stretch has; what was the same in each of them is said once for all.
    """
    series: dict[tuple[str, str], list[Event]] = {}
    changed = {event.name for event in events if event.kind == "mutate"}
    for event in events:
        if event.kind == "bind" and event.name.isidentifier() and event.name not in changed:
            series.setdefault(("bind", event.name), []).append(event)
        elif event.kind == "branch" and event.why not in ("and", "or", "while") and not event.text.isidentifier():
            series.setdefault(("branch", event.text), []).append(event)
    alike: list[str] = []
    listing: list[str] = []
    for (kind, name), each in series.items():
        if not _is_listable(each, most):
            continue
        if kind == "branch":
            if len(each) == passes and len({shown(event.value) for event in each}) == 1:
                alike.append(f"{span(name)} is {shown(each[0].value).lower()}")
        elif len(each) == passes and len({shown(event.value) for event in each}) == 1:
            alike.append(f"{span(name)} is {span(shown(each[0].value))}")
        else:
            listing.append(_values_of(name, each))
    if not alike and not listing:  # else nothing would be said of the passes at all
        asked = [each for each in events if each.kind == "branch" and each.why == "while" and each.text not in ENDLESS]
        texts = {event.text for event in asked}
        if len(texts) == 1 and len(asked) == passes and all(shown(event.value) == "True" for event in asked):
            alike = [f"{span(asked[0].text)} is true"]
    told = ([listed(alike)] if alike else []) + listing
    if where and told:
        told[0] = f"{where} {told[0]}"
    return [f"{sentence}." for sentence in told]


def _values_of(name: str, events: Sequence[Event]) -> str:
    values = [shown(event.value) for event in events]
    if len(values) == 1:
        return f"{span(name)} takes the value {span(values[0])}"
    return f"{span(name)} takes the values {listed([span(value) for value in values])}"


def _is_listable(events: Sequence[Event], most: int) -> bool:
    return len(events) <= most and all(is_sayable(event.value, SHORT) for event in events)
