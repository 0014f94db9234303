"""What an execution tells of whether to take its call: small, so that it is kept from one refresh to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracecot.execution import Answer, Outcome, RejectedTrace
from tracecot.paths import path_signature
from tracecot.sources.records import Call


@dataclass(frozen=True, slots=True)
class Sketch:
    """One execution without its events."""

    program_id: str
    call_id: str
    outcome: Outcome
    path: str  # its path signature
    events: int  # how many there were, the left out ones included


Sketched = Sketch | RejectedTrace

#: Refusals that the machine and its load decide as much as the program: nobody relies on one of them later.
_OF_THE_MOMENT = frozenset({"timeout", "memory", "crash", "garbage"})


def sketched(answer: Answer) -> Sketched:
    """The sketch of an answer."""
    if isinstance(answer, RejectedTrace):
        return answer
    events = answer.events[-1].seq + 1 if answer.events else 0
    return Sketch(answer.program_id, answer.call_id, answer.outcome, path_signature(answer), events)


class Memory:
    """The sketches of before, by the id of their call, and which of them were of use this time."""

    def __init__(self, before: Mapping[str, Sketched] | None = None) -> None:
        self._before = before or {}
        self._used: dict[str, Sketched] = {}

    def unknown(self, calls: Iterable[Call]) -> list[Call]:
        """Those of the calls of which there is no sketch."""
        return [call for call in calls if self._of(call) is None]

    def note(self, answers: Iterable[Answer]) -> None:
        """Takes the answers in."""
        for answer in answers:
            self._used[answer.call_id] = sketched(answer)

    def recall(self, calls: Iterable[Call]) -> list[Sketched]:
        """The sketches of the calls.

        Raises:
            KeyError: there is none of one of them.
        """
        return [self._used[call.id] for call in calls]

    @property
    def lasting(self) -> list[Sketched]:
        """What was used this time and holds the next time too."""
        return [
            one for one in self._used.values() if not (isinstance(one, RejectedTrace) and one.reason in _OF_THE_MOMENT)
        ]

    def _of(self, call: Call) -> Sketched | None:
        if (found := self._used.get(call.id) or self._before.get(call.id)) is not None:
            self._used[call.id] = found
        return found
