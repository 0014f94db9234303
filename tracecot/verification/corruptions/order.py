"""True sentences in a wrong order: neighbours or distant ones exchanged, one moved where it is false."""

import itertools
from collections.abc import Iterator, Sequence

from tracecot.verification.corruptions.honest import Honest, Sentence
from tracecot.verification.corruptions.records import Edit, Lie, Moved

DISTANT = 4  # sentences: so far apart is no neighbour
TRIED = 12  # pairs of one text


def neighbours_swapped(honest: Honest) -> Iterator[Lie]:
    """Two sentences that stand side by side change places, although their steps happen one after the other."""
    for first, second in honest.mixed(itertools.pairwise(_telling(honest)), "neighbours_swapped"):
        if first.end == second.start and _is_told_wrongly(honest, [second, first]):
            yield _exchanged(honest, first, second)


def distant_swapped(honest: Honest) -> Iterator[Lie]:
    """Two sentences that stand far apart change places."""
    found = _telling(honest)
    pairs = [(low, high) for high in range(DISTANT, len(found)) for low in range(high - DISTANT + 1)]
    for low, high in honest.mixed(pairs, "distant_swapped")[:TRIED]:
        order = [found[high], *found[low + 1 : high], found[low]]
        if _is_told_wrongly(honest, order):
            yield _exchanged(honest, found[low], found[high])


def sentence_moved(honest: Honest) -> Iterator[Lie]:
    """A sentence is told earlier or later than it is true."""
    found = _telling(honest)
    pairs = [(here, there) for here in range(len(found)) for there in range(len(found)) if abs(here - there) > 1]
    for here, there in honest.mixed(pairs, "sentence_moved")[:TRIED]:
        moved, place = found[here], found[there]
        passed = found[here + 1 : there + 1] if here < there else found[there:here]
        order = [*passed, moved] if here < there else [moved, *passed]
        if _is_told_wrongly(honest, order):
            where = place.start + len(place.text.rstrip()) if here < there else place.start
            says = f" {moved.text.rstrip()}" if here < there else f"{moved.text.rstrip()} "
            edits = [Edit(moved.start, moved.start + len(moved.text.rstrip()), ""), Edit(where, where, says)]
            there_now = (Moved(moved.start, moved.end, where),)
            in_order = tuple(sorted(edits, key=lambda edit: edit.start))
            yield Lie(in_order, None, "the order", moved.text.strip(), moved=there_now)


def _telling(honest: Honest) -> list[Sentence]:
    """The sentences that tell a step in the order of the execution, each of its own: told twice is no lie."""
    return [
        one for one in honest.sentences
        if one.start >= honest.forward_from and honest.steps_in(one.start, one.end)
        and honest.text.count(one.text.strip()) == 1 and not _is_of_no_moment(honest, one)
    ]  # fmt: skip


def _is_of_no_moment(honest: Honest, sentence: Sentence) -> bool:
    """Whether it says what never happens, which is so wherever it stands."""
    return any(claim.says == "never" for claim in honest.claims if sentence.start <= claim.start < sentence.end)


def _is_told_wrongly(honest: Honest, order: Sequence[Sentence]) -> bool:
    """Whether the steps can't have happened in this order, even where what lasts may be told later."""
    low, high = min(one.start for one in order), max(one.end for one in order)
    before = [event.seq for claim, event in honest.anchors if claim.end <= low]
    told = [fact for one in order for fact in honest.facts_of(honest.steps_in(one.start, one.end))]
    return not honest.timeline.follows([*told, *honest.steps_after(high)], before[-1] if before else 0)


def _exchanged(honest: Honest, first: Sentence, second: Sentence) -> Lie:
    """The lie that the second sentence comes before the first; the white space stays where it is."""
    spans = [(one.start, one.start + len(one.text.rstrip())) for one in (first, second)]
    edits = (Edit(*spans[0], second.text.rstrip()), Edit(*spans[1], first.text.rstrip()))
    moved = (Moved(*spans[0], second.start), Moved(*spans[1], first.start))
    return Lie(edits, None, "the order", second.text.strip(), moved=moved)
