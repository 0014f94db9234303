"""Whether another value would be a lie about a subject, whatever moment a reader takes the claim to speak of."""

from tracecot.execution import Event
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.timeline import Fact, spelled
from tracecot.verification.records import Claim


def subjects(claim: Claim, event: Event) -> tuple[str, ...]:
    """Every name under which the execution may tell of what the claim is about."""
    own = {claim.subject, event.name if event.kind != "call" else "", event.text if event.kind != "call" else ""}
    if event.kind == "return":
        own.add(f"{event.function}()")
    return tuple(sorted(own - {""}))


def is_never(honest: Honest, about: tuple[str, ...], value: str) -> bool:
    """Whether none of the subjects has that value at any moment."""
    return not any(honest.timeline.ever(subject, value) for subject in about)


def is_false(honest: Honest, claim: Claim, event: Event, value: str) -> bool:
    """Whether the claim would be false with that value, read where it stands or as far ahead as what follows allows."""
    about = subjects(claim, event)
    if is_never(honest, about, value):
        return True
    if not honest.is_forward(claim):
        return False  # the order of a deduction is free: what is so at any moment may be meant
    low, high = honest.around(claim)
    if any(spelled(value) in honest.timeline.held(one, low, max(high, event.seq)) for one in about):
        return False
    return not any(_may_be_later(honest, claim, Fact(one, spelled(value)), low) for one in about)


def _may_be_later(honest: Honest, claim: Claim, fact: Fact, low: int) -> bool:
    """Whether the fact happens so that what is told after it can still happen after it."""
    return honest.timeline.follows([fact, *honest.steps_after(claim.end)], low)
