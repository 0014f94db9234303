"""Texts that leave out how the answer came about: nothing in them is false, but they tell next to nothing."""

from collections.abc import Iterator, Mapping, Set

from tracecot.answer_tags import at_the_end
from tracecot.execution import Event
from tracecot.targets import LINE_COVERAGE, QUESTIONS
from tracecot.values import Plain
from tracecot.verification.corruptions.honest import Honest, Sentence
from tracecot.verification.corruptions.records import Edit, Lie
from tracecot.verification.records import Claim

FEWEST = 3  # bindings, changes and branches that led to the answer: with fewer there is little to leave out
LEFT = 0.25  # of them that are still told: well below what a text needs
FILLER = (
    "Let us look at the program closely.", "It takes its arguments and works on them from top to bottom.",
    "Every step follows from the one before.", "The work is done carefully and in order.",
    "In the end everything comes together.", "From this the answer follows.",
)  # fmt: skip


def steps_removed(honest: Honest) -> Iterator[Lie]:
    """Most of the sentences that tell what led to the answer are missing."""
    needed = _needed(honest)
    kept: dict[Sentence | None, set[int]] = {one: _told(honest, one) & needed for one in honest.sentences}
    kept[None] = _told_outside(honest) & needed
    removed = []
    for sentence in honest.mixed(honest.sentences[:-1], "steps_removed"):
        if kept[sentence] and _share_told(kept, needed) > LEFT:
            del kept[sentence]
            removed.append(sentence)
    if len(needed) >= FEWEST and removed and _share_told(kept, needed) <= LEFT:
        edits = sorted((Edit(one.start, one.end, "") for one in removed), key=lambda edit: edit.start)
        yield Lie(tuple(edits), None, "the support", "")


def _share_told(kept: Mapping[Sentence | None, Set[int]], needed: frozenset[int]) -> float:
    return len(set().union(*kept.values()) & needed) / max(1, len(needed))


def only_the_answer(honest: Honest) -> Iterator[Lie]:
    """The text is the answer and nothing else."""
    answer = at_the_end(honest.text)
    if answer is not None and answer.start > 0:
        says = honest.chance("only_the_answer").choice(("", f"The answer is `{honest.rationale.answer}`.\n"))
        yield Lie((Edit(0, answer.start, says),), None, "the support", "")


def filler_for_steps(honest: Honest) -> Iterator[Lie]:
    """Empty words stand where the steps were."""
    needed = _needed(honest)
    if len(needed) < FEWEST or len(honest.sentences) <= 2:
        return
    first, last = honest.sentences[0], honest.sentences[-1]
    if _share_told({last: _told(honest, last)}, needed) <= LEFT:
        words = honest.mixed(FILLER, "filler_for_steps")[: 3 + honest.chance("many").randrange(3)]
        yield Lie((Edit(first.start, last.start, " ".join(words) + " "),), None, "the support", "")


def _needed(honest: Honest) -> frozenset[int]:
    """The bindings, changes and branches that the answer took values from or stood under, one for each statement."""
    events = honest.trace.events
    ends = _ends(honest)
    found = {event.seq for event in ends}
    left = list(found)
    while left:
        event = events[left.pop()]
        for seq in (*event.reads, *(() if event.under is None else (event.under,))):
            if seq not in found:
                found.add(seq)
                left.append(seq)
    own = {honest.timeline.moment(event.seq) for event in ends if honest.rationale.task in QUESTIONS}
    return frozenset(seq for seq in found if _counts(events[seq]) and honest.timeline.moment(seq) not in own)


def _ends(honest: Honest) -> list[Event]:
    """What the answer hangs on: the outcome of the call, or the moment that the last sentence is about."""
    events = honest.trace.events
    outcome = [event for event in reversed(events) if event.kind in ("return", "raise")][:1]
    if honest.rationale.task not in QUESTIONS:
        return outcome
    closing = honest.sentences[-1] if honest.sentences else None
    told = [honest.event_of(claim) for claim in honest.claims if closing is not None and claim.start >= closing.start]
    found = [event for event in told if event is not None and event.kind != "call"]
    last = max(found, key=lambda event: event.seq, default=None)
    never = honest.rationale.task == LINE_COVERAGE and honest.rationale.answer == "no"
    if last is None or (never and last.kind != "branch"):
        return []  # "no exception is raised, so line 8 never runs" hangs on nothing that happened
    looping = last.kind in ("iteration", "loop_end")
    return [last, *(event for event in events if looping and event.kind == "iteration" and event.loop == last.loop)]


def _counts(event: Event) -> bool:
    endless = event.kind == "branch" and event.text in ("True", "1")  # decides nothing
    return (
        event.kind in ("bind", "mutate", "branch")
        and not endless
        and isinstance(event.value, Plain)
        and "<" not in event.value.repr
    )


def _told(honest: Honest, sentence: Sentence) -> set[int]:
    """The events that the sentence tells of."""
    return _events_of(honest, [one for one in honest.claims if sentence.start <= one.start < sentence.end])


def _told_outside(honest: Honest) -> set[int]:
    """The events that tables tell of, which stay where they are."""
    inside = [(one.start, one.end) for one in honest.sentences]
    claims = [one for one in honest.claims if not any(start <= one.start < end for start, end in inside)]
    return _events_of(honest, claims)


def _events_of(honest: Honest, claims: list[Claim]) -> set[int]:
    """The events of the statements that the claims tell of, and all values of what they sum up."""
    told, summed = set(), set()
    for claim in claims:
        event = honest.event_of(claim)
        if event is not None:
            told.add(honest.timeline.moment(event.seq))
            summed |= {claim.subject} if claim.kind == "summary" else set()
    return {
        event.seq for event in honest.trace.events
        if honest.timeline.moment(event.seq) in told or event.name in summed
    }  # fmt: skip
