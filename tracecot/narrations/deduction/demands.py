"""What is asked of the arguments before they are proposed: what the result has of them, what was decided by them."""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Set

from tracecot.execution import Event, Trace
from tracecot.narrations.deduction.equations import expression
from tracecot.narrations.deduction.shared import Shared, shared
from tracecot.narrations.wording.spans import listed, shown, span
from tracecot.narrations.wording.style import Wording
from tracecot.values import Plain, Value

MOST = 5  # conditions that are told
WIDEST = 80  # characters of one
DECIDING = frozenset({"if", "while", "ifexp"})
DECIDED = ("Decided on the way", "The conditions on the way")
OF_PARTS, OF_ALL = frozenset({"whole"}), frozenset({"result"})  # words of the sentences about parts, and about all
HAS = ("Of the result,", "In the result,")


def parts_taken(trace: Trace, result: Value, wording: Wording, own: Set[str]) -> Iterator[str]:
    """`` Of the result, `'a'` and `'b'` are items of `xs`, in this order. ``

    Args:
        trace: the execution.
        result: what it gave.
        wording: chooses the words.
        own: the program's names: where one is in words of a sentence, who reads it would take them for that.
    """
    single: list[str] = []
    for each in [] if own & OF_PARTS else shared(result, held(trace.events)):
        if each.is_whole:
            yield from [] if own & OF_ALL else [f"The whole result is {span(each.name)}."]
        elif not each.unit:
            single.append(f"{span(each.parts[0])} is {span(each.name)}")
        else:
            yield f"{wording.pick(HAS)} {_as_units(each)}."
    if single:
        yield f"In the result {listed(single)}."


def held(events: tuple[Event, ...]) -> list[tuple[str, Value]]:
    """What the call is given, by name, with each `range(...)` that it makes of that, by its expression."""
    call = events[0]
    bound = {event.name for event in events if event.frame == call.frame and event.kind in ("bind", "delete")}
    names = dict(call.args).keys() - bound
    ranges = {
        event.text: event.value for event in events
        if event.kind == "value" and event.frame == call.frame and event.value is not None
        and event.text.startswith("range(") and _variables(event, names) and _names(event) <= names | {"range"}
    }  # fmt: skip
    return [*call.args, *ranges.items()]


def _as_units(each: Shared) -> str:
    """`` `'a'` is a character of `text` ``, `` `1` and `2` are items of `xs`, in this order ``."""
    values = listed([span(part) for part in each.parts])
    if len(each.parts) == 1:
        return f"{values} is {'an' if each.unit == 'item' else 'a'} {each.unit} of {span(each.name)}"
    order = ", in this order" if each.is_ordered else ""
    return f"{values} are {each.unit}s of {span(each.name)}{order}"


def decisions(events: tuple[Event, ...], told: Collection[str], wording: Wording) -> Iterator[str]:
    """`` Decided on the way: `n < 0` is false and `escape` is true. ``, of the entry and of what it hands arguments to.

    Args:
        events: of the execution.
        told: the sentences of the deduction: a condition that stands in one of them is not told again.
        wording: chooses the words.
    """
    given = {value.repr for _, value in events[0].args if isinstance(value, Plain)}
    before = " ".join(told)
    left = MOST
    for call in _called_once(events):
        names = dict(call.args)
        is_entry = call is events[0]
        handed = {name for name, value in call.args if is_entry or getattr(value, "repr", None) in given}
        found = [each for each in _decided(call, handed, names, events) if each not in before][:left]
        left -= len(found)
        if found:
            where = "" if is_entry else f" in {span(call.name)}"
            yield f"{wording.pick(DECIDED)}{where}: {listed(found)}."


def _called_once(events: tuple[Event, ...]) -> list[Event]:
    """The call that is asked for, and those of functions that are called once: so it's clear which is meant."""
    calls = [event for event in events if event.kind == "call"]
    names = [call.function.rpartition(".")[2] for call in calls]
    return [
        call for call, name in zip(calls, names, strict=True)
        if call is events[0] or (names.count(name) == 1 and name.isidentifier() and name == call.name)
    ]  # fmt: skip


def _decided(
    call: Event, handed: Collection[str], names: Mapping[str, Value], events: tuple[Event, ...]
) -> Iterator[str]:
    """The conditions over what the function was handed alone, each with how it always came out."""
    own = [event for event in events if event.frame == call.frame]
    rebound = {event.name for event in own if event.kind in ("bind", "delete")}
    truths: dict[str, set[str]] = {}
    for event in own:
        is_told = event.kind == "branch" and event.why in DECIDING and isinstance(event.value, Plain)
        if is_told and len(event.text) <= WIDEST and "`" not in event.text:
            truths.setdefault(event.text, set()).add(shown(event.value))
    for event in own:
        outcomes = truths.pop(event.text, set()) if event.kind == "branch" else set()
        asked = _variables(event, names.keys() | rebound) if len(outcomes) == 1 else frozenset()
        if asked and asked.intersection(handed) and asked <= names.keys() - rebound:
            yield f"{span(event.text)} is {outcomes.pop().lower()}"


def _variables(event: Event, names: Iterable[str]) -> frozenset[str]:
    """The variables of the function that the condition asks about."""
    return _names(event) & {*names}


def _names(event: Event) -> frozenset[str]:
    """All names in the expression."""
    node = expression(event)
    return (
        frozenset(each.id for each in ast.walk(node) if isinstance(each, ast.Name)) if node is not None else frozenset()
    )
