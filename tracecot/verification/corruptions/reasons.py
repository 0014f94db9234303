"""True words in a false light: reasons that play no part, and "again", "still", "in the same way" of something new."""

import re
from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.corruptions.honest import STEPS, Honest, Sentence
from tracecot.verification.corruptions.records import Edit, Lie
from tracecot.verification.corruptions.timeline import Fact, facts_of, spelled
from tracecot.verification.corruptions.values import can_be_written
from tracecot.verification.records import Claim

_WORDS = ("Line ", "The ", "Now ", "On ", "Its ", "Since ", "Because ", "So ")  # that a sentence begins with
MOST_ALIKE = 50
SHORT = 60  # characters of a reason's value


def reason_irrelevant(honest: Honest) -> Iterator[Lie]:
    """What is given as the reason is true, but nothing of it led there."""
    for claim, _ in honest.mixed(honest.claims_of("dependency"), "reason_irrelevant"):
        given = _given(honest, claim)
        about = None if given is None else _effect(honest, given[1])
        if given is None or about is None or not honest.is_forward(claim):
            continue
        start, end, says = given
        led = [(each, _led_to(honest, each)) for each in _alike(honest, about[1])]
        for name, value in honest.mixed(_known(honest, about[1]).items(), str(claim.start)):
            if not any(_plays_a_part(name, events, each.frame) for each, events in led):
                yield Lie((Edit(start, end, says.format(f"`{name}` is `{value}`")),), about[0], "the reason", name)
                break


def _given(honest: Honest, claim: Claim) -> tuple[int, int, str] | None:
    """Where the words from the reason to its effect stand, and how another one is put there: "x, so", "Since x,"."""
    sentence = next((one for one in honest.sentences if one.start <= claim.start < one.end), None)
    if sentence is None:
        return None
    if claim.start == sentence.start and (first := re.match(r"(?:Since|Because) ", sentence.text)):
        commas = [each.end() for each in re.finditer(r"`[^`]*`|, ", sentence.text) if each.group() == ", "]
        return (claim.start, sentence.start + commas[0], f"{first.group()}{{}}, ") if len(commas) == 1 else None
    cause = honest.text[sentence.start : claim.start]
    start = sentence.start + (cause.rfind(": ") + 2 if re.match(r"(?:Pass|Line) ", cause) else 0)
    return (start, claim.end, "{}, so") if cause.endswith(", ") and honest.text[start] == "`" else None


def _effect(honest: Honest, reason: int) -> tuple[Claim, Event] | None:
    """The first claim after the reason, which ends there, with its event."""
    after = [claim for claim in honest.claims if claim.start >= reason and claim.kind != "dependency"]
    if not after or after[0].start > reason + 12 or after[0].subject.startswith("type("):
        return None  # the type follows from the value, whatever led to it
    event = honest.event_of(after[0])
    return None if event is None else (after[0], event)


def _alike(honest: Honest, effect: Event) -> list[Event]:
    """The events that tell the same, of which a reader may mean another."""
    return [
        each for each in honest.trace.events
        if (each.kind, each.name, each.text, each.value) == (effect.kind, effect.name, effect.text, effect.value)
        or (each.kind == effect.kind == "bind" and (each.name, each.value) == (effect.name, effect.value))
    ][:MOST_ALIKE]  # fmt: skip


def _led_to(honest: Honest, effect: Event) -> list[Event]:
    """All that the effect's statement took values from or stood under, and what led to that."""
    events = honest.trace.events
    own = [
        each.seq for each in events[: effect.seq + 1]
        if each.frame == effect.frame and each.line <= effect.line <= each.end_line
    ]  # fmt: skip
    found, left = set(own), list(own)
    while left:
        event = events[left.pop()]
        for seq in (*event.reads, *(() if event.under is None else (event.under,))):
            if seq not in found:
                found.add(seq)
                left.append(seq)
    return [events[seq] for seq in found]


def _known(honest: Honest, effect: Event) -> dict[str, str]:
    """The names of the effect's frame with what they are at that moment, where it is short."""
    known: dict[str, str] = {}
    for event in honest.trace.events[: effect.seq]:
        if event.frame != effect.frame:
            continue
        given = event.args if event.kind == "call" else ((event.name, event.value),)
        for name, value in given if event.kind in ("call", "bind", "mutate") else ():
            known[name] = value.repr if isinstance(value, Plain) and len(value.repr) <= SHORT else ""
    return {name: value for name, value in known.items() if value and name.isidentifier() and can_be_written(value)}


def _plays_a_part(name: str, led: list[Event], frame: int) -> bool:
    """Whether what led there tells of the name: of a call, one that the effect's own frame made."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    return any(
        name in dict(event.args) if event.kind == "call" and event.frame != frame
        else event.kind != "call" and (word.search(event.text) or word.search(event.name))
        for event in led
    )  # fmt: skip


def again_false(honest: Honest) -> Iterator[Lie]:
    """Something is told to happen "again" that happens for the first time."""
    return _recurring(honest, "Again, ", "again_false")


def same_way_false(honest: Honest) -> Iterator[Lie]:
    """Something is told to happen "in the same way" that happens for the first time, after something of another kind."""
    return (
        lie for lie in _recurring(honest, "In the same way, ", "same_way_false") if _differs(honest, lie.edits[0].start)
    )


def _differs(honest: Honest, place: int) -> bool:
    """Whether the sentence here tells steps of other kinds than the one before."""
    here = next(number for number, one in enumerate(honest.sentences) if one.start == place)
    around = [honest.sentences[number] for number in (here - 1, here) if number >= 0]
    kinds = [
        {claim.kind for claim, _ in honest.claims_of(*STEPS) if one.start <= claim.start < one.end} for one in around
    ]
    return len(kinds) == 1 or kinds[0].isdisjoint(kinds[1])


def _recurring(honest: Honest, words: str, kind: str) -> Iterator[Lie]:
    for sentence in honest.mixed(honest.sentences, kind):
        steps = [claim for claim, _ in honest.claims_of(*STEPS) if sentence.start <= claim.start < sentence.end]
        if sentence.start >= honest.forward_from and steps and _is_first(honest, sentence):
            first = sentence.text[0]
            says = words + (first.lower() if sentence.text.startswith(_WORDS) else first)
            yield Lie((Edit(sentence.start, sentence.start + 1, says),), steps[0], "the recurrence", words.strip(" ,"))


def _is_first(honest: Honest, sentence: Sentence) -> bool:
    """Whether all that the sentence tells happens for the first time."""
    steps = [one for one in honest.claims_of(*STEPS) if sentence.start <= one[0].start < sentence.end]
    kinds = {claim.kind for claim, _ in steps}
    if not kinds or kinds - {"value", "bind", "mutate", "branch", "return"}:
        return False
    if not all(_first_time(honest, event) for _, event in steps) or _comes_twice(honest, steps):
        return False
    return not _may_be_later(honest, sentence, steps)


def _comes_twice(honest: Honest, steps: list[tuple[Claim, Event]]) -> bool:
    """Whether something of it happens once more before the last of it: the second time may be meant."""
    last = max(event.seq for _, event in steps)
    return any(
        each.text == event.text and each.name == event.name and each.kind == event.kind
        for _, event in steps
        for each in honest.trace.events[event.seq + 1 : last + 1]
    )


def _may_be_later(honest: Honest, sentence: Sentence, steps: list[tuple[Claim, Event]]) -> bool:
    """Whether all of it happens once more, so that what is told after it can still follow: then that may be meant."""
    last = max(event.seq for _, event in steps)
    moment = honest.timeline.moment(last)
    later = next((seq for seq in range(last, len(honest.trace.events)) if honest.timeline.moment(seq) > moment), None)
    facts = [_fact(claim, event) for claim, event in steps]
    return later is not None and honest.timeline.follows([*facts, *honest.steps_after(sentence.end)], later)


def _fact(claim: Claim, event: Event) -> Fact:
    """What a claim tells, as the execution tells it."""
    told = Fact(claim.subject, spelled(claim.says))
    made = list(facts_of(event))
    return told if told in made or not made else made[0]


def _first_time(honest: Honest, event: Event) -> bool:
    """Whether nothing like it happened before: nothing of that name or text, and nothing of the kind with that value."""
    return not any(
        {each.text, each.name} & {event.text, event.name} - {""} or (each.kind, each.value) == (event.kind, event.value)
        for each in honest.trace.events[: event.seq]
        if each.line != event.line or each.kind == event.kind
    )


def still_false(honest: Honest) -> Iterator[Lie]:
    """A name is told to be "still" what it has just become."""
    for claim, event in honest.mixed(honest.claims_of("bind"), "still_false"):
        whole = f"`{claim.subject} = {claim.says}`"
        if honest.text[claim.start : claim.end] != whole or not honest.is_forward(claim):
            continue
        names = {claim.subject, event.name, event.text} - {""}
        if all(honest.timeline.first(Fact(name, claim.says), 0) in (None, event.seq) for name in names):
            says = f"`{claim.subject}` is still `{claim.says}`"
            yield Lie((Edit(claim.start, claim.end, says),), claim, "the recurrence", "still")
