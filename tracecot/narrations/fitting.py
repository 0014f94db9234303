"""The telling that fits: as much detail as the budget has room for, and enough of what led to the end."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from tracecot.narrations.wording.budget import tokens
from tracecot.narrations.wording.style import Detail

ENOUGH = 0.65  # of what led to the end; a text that tells less is told with more of what helpers did
ROOMS = (12, 24, 48)  # runs of helpers that it may then tell


@dataclass(frozen=True, slots=True)
class Told:
    """A rationale, and how much of what led to the end of its story it tells."""

    rationale: str
    share: float
    is_shallow: bool  # whether it leaves out something that helpers did

    @property
    def tokens(self) -> int:
        """How long it is."""
        return tokens(self.rationale)


def fitting(tell: Callable[[Detail], Told | None], details: Iterable[Detail], budget: int) -> Told | None:
    """The first telling within the budget that tells enough; where none does, the one that tells most.

    Args:
        tell: gives the telling in so much detail; None where that leaves out what must be told.
        details: from the most to the least.
        budget: the most tokens.
    """
    best: Told | None = None
    for detail in details:
        told = tell(detail)
        if told is None or told.tokens > budget:
            continue
        if told.share >= ENOUGH:
            return told
        best = max(filter(None, (best, told)), key=lambda one: one.share)
        for wider in _wider(detail) if told.is_shallow else ():
            told = tell(wider)
            if told is None or told.tokens > budget:
                break
            if told.share >= ENOUGH:
                return told
            best = max(best, told, key=lambda one: one.share)
    return best


def _wider(detail: Detail) -> Iterator[Detail]:
    """The same with more of what the program's own functions did."""
    for room in ROOMS:
        if room > detail.helpers:
            yield replace(detail, helpers=room, passes=max(detail.passes, room // 2), is_wide=True)
