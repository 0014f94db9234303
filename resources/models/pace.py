"""How fast a provider is asked: fewer at once when it says that it is too much, and never sooner than it allows."""

import asyncio
import random
from dataclasses import dataclass, field

LONGEST_WAIT = 60.0  # seconds between two tries, where the provider names none
LONGEST_ASKED = 600.0  # that a provider may name: a request that is to wait longer is given up
FIRST_WAIT = 0.5
SOONER = 0.25  # of a place, that each answer wins back


@dataclass(slots=True)
class Pace:
    """How many requests the provider takes at once, as far as it said so: kept from batch to batch."""

    most: int
    allowed: float = field(init=False)
    halved: int = 0  # times, so far

    def __post_init__(self) -> None:
        self.allowed = float(self.most)

    def slower(self, seen: int) -> None:
        """Halves it, once for all requests that were sent before the last time (`seen`)."""
        if seen == self.halved:
            self.allowed = max(1.0, self.allowed / 2)
            self.halved += 1

    def faster(self) -> None:
        """Wins a little of it back."""
        self.allowed = min(float(self.most), self.allowed + SOONER)


class Gate:
    """Lets the requests of one batch through at the pace of their provider."""

    def __init__(self, pace: Pace) -> None:
        """Open; `places` bounds what is prepared at once."""
        self.pace, self.places = pace, asyncio.Semaphore(pace.most)
        self._under_way = 0
        self._closed_until = 0.0  # by the loop's clock

    async def enter(self) -> int:
        """Waits for a place; gives what `leave` is to be told."""
        while self._under_way >= int(self.pace.allowed) or asyncio.get_running_loop().time() < self._closed_until:
            await asyncio.sleep(0.01)
        self._under_way += 1
        return self.pace.halved

    def leave(self, entered: int, *, answered: bool = False, limited: bool = False, after: float | None = None) -> None:
        """Gives the place back.

        Args:
            entered: what `enter` gave.
            answered: there is an answer.
            limited: the provider said that there are too many.
            after: the seconds that it asks to wait, which holds for everybody.
        """
        self._under_way -= 1
        if limited:
            self.pace.slower(entered)
        if answered:
            self.pace.faster()
        if after is not None:
            self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + after)


def seconds_to_wait(after: float | None, tried: int) -> float | None:
    """The seconds until the next try after so many: never sooner than asked for, and not all at the same moment.

    None where the provider asks for more than anybody waits.
    """
    if after is None:
        return min(FIRST_WAIT * 2.0 ** (tried - 1) * random.uniform(0.5, 1.5), LONGEST_WAIT)
    return after * random.uniform(1.0, 1.25) if after <= LONGEST_ASKED else None
