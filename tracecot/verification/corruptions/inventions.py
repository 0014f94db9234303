"""Sentences about things that never happened."""

from collections.abc import Iterator
from dataclasses import replace

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.corruptions.falsehood import is_never
from tracecot.verification.corruptions.flow import passes_of
from tracecot.verification.corruptions.honest import Honest, Sentence
from tracecot.verification.corruptions.other_values import flipped, off_by_one, truncated
from tracecot.verification.corruptions.records import Edit, Lie
from tracecot.verification.corruptions.values import changed
from tracecot.verification.records import Claim

#: Types that are told apart by anybody: a bool may pass for an int, and an int for a float.
NOUNS = {"string": "str", "list": "list", "tuple": "tuple", "dict": "dict", "set": "set", "number": "int"}
LONGEST = 120  # characters of a value in an invented sentence


def step_invented(honest: Honest) -> Iterator[Lie]:
    """A name gets a value that it never has, on a line that binds it."""
    chance = honest.chance("step_invented")
    for event in honest.mixed(_bindings(honest), "step_invented"):
        value = _never(honest, event.name, _text(event))
        if value is None:
            continue
        says = chance.choice(
            (
                f"Line {event.line} sets `{event.name}` to `{value}`.",
                f"`{event.name}` becomes `{value}`.",
                f"Now `{event.name} = {value}`.",
                f"So `{event.name}` is `{value}`.",
            )
        )
        for place in honest.mixed(_forward(honest), "step_invented", "place")[:1]:
            yield _inserted(place, says, event.name, value)


def summary_invented(honest: Honest) -> Iterator[Lie]:
    """A loop has a length that it never has, or its variable a value in every pass."""
    chance = honest.chance("summary_invented")
    for claim, event in honest.mixed(honest.claims_of("iteration"), "summary_invented"):
        loop = _looping(honest, event)
        place = next((one for one in honest.sentences if one.start <= claim.start < one.end), None)
        lengths = passes_of(honest, event.line)
        if not loop or not lengths or place is None or not honest.is_forward(claim):
            continue
        line, most = event.line, max(lengths)
        says = [f"The loop on line {line} makes {most + 1} passes."]
        value = _never(honest, loop[0].name, _text(loop[0]))
        if value is not None and most > 1:
            says.append(f"In every pass of the loop on line {line} `{loop[0].name}` is `{value}`.")
            says.append(f"In passes 1 to {most} `{loop[0].name}` takes the values {_listed(value, most)}.")
        said = chance.choice(says)
        about = ("passes", str(most + 1)) if said is says[0] else (loop[0].name, value or "")
        yield _inserted(place, said, *about, claim if said is says[0] else None)


def type_invented(honest: Honest) -> Iterator[Lie]:
    """A name is said to be of a type of which it never has a value."""
    chance = honest.chance("type_invented")
    bound = [each for each in honest.claims_of("bind") if honest.is_forward(each[0]) and each[1].name.isidentifier()]
    for claim, event in honest.mixed(bound, "type_invented"):
        place = next((one for one in honest.sentences[:-1] if one.start <= claim.start < one.end), None)
        types = {
            each.value.type for each in _bindings(honest) if each.name == event.name and isinstance(each.value, Plain)
        }
        nouns = [noun for noun, kind in NOUNS.items() if kind not in types]
        if place is None or not types or not isinstance(event.value, Plain) or not types <= set(NOUNS.values()):
            continue
        noun = chance.choice(nouns)
        said = chance.choice(
            (f"`{event.name}` is a {noun}.", f"So `{event.name}` is a {noun}.", f"Now `{event.name}` is a {noun}.")
        )
        really = (event.value.type,) if types == {event.value.type} else ()
        yield replace(_inserted(place, said, "the type", noun, claim), really=really)


def _listed(value: str, count: int) -> str:
    return f"{', '.join([f'`{value}`'] * (count - 1))} and `{value}`"


def _bindings(honest: Honest) -> list[Event]:
    """The events that bind a plain name to a value that can be told."""
    return [
        event for event in honest.trace.events if event.kind == "bind" and event.name.isidentifier() and _text(event)
    ]


def _looping(honest: Honest, event: Event) -> list[Event]:
    """The bindings of the loop's variable in the loop that the event belongs to."""
    return [one for one in _bindings(honest) if one.line == event.line and one.loop == event.loop]


def _text(event: Event) -> str:
    return event.value.repr if isinstance(event.value, Plain) and len(event.value.repr) <= LONGEST else ""


def _never(honest: Honest, name: str, value: str) -> str | None:
    """A value of the kind that the name never has."""
    for change in honest.mixed((off_by_one, flipped, truncated), name):
        other = changed(value, change, honest.chance(name))
        if other is not None and is_never(honest, (name,), other):
            return other
    return None


def _forward(honest: Honest) -> list[Sentence]:
    return [
        one for one in honest.sentences[:-1] if one.start >= honest.forward_from and honest.steps_in(one.start, one.end)
    ]


def _inserted(after: Sentence, says: str, subject: str, value: str, claim: Claim | None = None) -> Lie:
    place = after.start + len(after.text.rstrip())
    return Lie((Edit(place, place, f" {says}"),), claim, subject, value)
