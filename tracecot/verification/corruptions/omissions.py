"""Texts that leave out how the answer came about: nothing in them is false, but they tell next to nothing."""

from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.corruptions.honest import Honest, Sentence
from tracecot.verification.corruptions.records import Edit, Lie

FEWEST = 3  # bindings, changes and branches that led to the answer: with fewer there is little to leave out
LEFT = 0.3  # of them that are still told: well below what a text needs
FILLER = (
    "Let us look at the program closely.", "It takes its arguments and works on them from top to bottom.",
    "Every step follows from the one before.", "The work is done carefully and in order.",
    "In the end everything comes together.", "From this the answer follows.",
)  # fmt: skip


def steps_removed(honest: Honest) -> Iterator[Lie]:
    """Most of the sentences that tell what led to the answer are missing."""
    needed = _needed(honest)
    if len(needed) < FEWEST:
        return
    left, edits = needed, []
    for sentence in honest.mixed(honest.sentences[:-1], "steps_removed"):
        told = _told(honest, sentence) & needed
        if told and len(left & _all_told(honest)) > LEFT * len(needed):
            left = left - told
            edits.append(Edit(sentence.start, sentence.end, ""))
    if edits and len(left & _all_told(honest)) <= LEFT * len(needed):
        yield Lie(tuple(sorted(edits, key=lambda edit: edit.start)), None, "support", "")


def only_the_answer(honest: Honest) -> Iterator[Lie]:
    """The text is the answer and nothing else."""
    tag = honest.text.rfind("[ANSWER]")
    if tag > 0:
        says = honest.chance("only_the_answer").choice(("", f"The answer is `{honest.rationale.answer}`.\n"))
        yield Lie((Edit(0, tag, says),), None, "support", "")


def filler_for_steps(honest: Honest) -> Iterator[Lie]:
    """Empty words stand where the steps were."""
    if len(_needed(honest)) >= FEWEST and len(honest.sentences) > 2:
        words = honest.mixed(FILLER, "filler_for_steps")[: 3 + honest.chance("many").randrange(3)]
        first, last = honest.sentences[0], honest.sentences[-1]
        yield Lie((Edit(first.start, last.start, " ".join(words) + " "),), None, "support", "")


def _needed(honest: Honest) -> frozenset[int]:
    """The bindings, changes and branches that the outcome took values from or stood under, one for each statement."""
    events = honest.trace.events
    last = next((event for event in reversed(events) if event.kind in ("return", "raise")), None)
    found = set() if last is None else {last.seq}
    left = list(found)
    while left:
        event = events[left.pop()]
        for seq in (*event.reads, *(() if event.under is None else (event.under,))):
            if seq not in found:
                found.add(seq)
                left.append(seq)
    return frozenset(seq for seq in found if _counts(events[seq]))


def _counts(event: Event) -> bool:
    return event.kind in ("bind", "mutate", "branch") and isinstance(event.value, Plain) and event.value.repr[:1] != "<"


def _told(honest: Honest, sentence: Sentence) -> set[int]:
    """The events of the statements that the sentence tells of."""
    places = {
        (event.frame, event.line, event.loop, event.pass_)
        for claim, event in honest.claims_of("value", "bind", "mutate", "branch", "state", "iteration", "summary", "return")
        if sentence.start <= claim.start < sentence.end
    }  # fmt: skip
    return {
        event.seq for event in honest.trace.events if (event.frame, event.line, event.loop, event.pass_) in places
    }  # fmt: skip


def _all_told(honest: Honest) -> set[int]:
    return set().union(*(_told(honest, sentence) for sentence in honest.sentences))
