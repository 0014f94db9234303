"""What came of deriving a trace again."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An event that the program's text and the events before it contradict."""

    seq: int
    kind: str
    line: int
    detail: str  # what is recorded, and what follows

    def __str__(self) -> str:
        return f"event {self.seq} ({self.kind}, line {self.line}): {self.detail}"


@dataclass(slots=True)
class Rederivation:
    """How many events follow from those before them, by kind; and the first that contradicts them.

    What only hands on a value that was counted before (`bind`, `return`, `call`, a call of the program's own function,
    a constant) is compared and not counted.
    """

    events: Counter[str] = field(default_factory=Counter)
    derived: Counter[str] = field(default_factory=Counter)
    untold: int = 0  # events that hand on a value and could not be compared with where it is from
    disagreement: Disagreement | None = None

    @property
    def share(self) -> float:
        """Derived of all counted events, 0 to 1; 1 where there are none."""
        return self.derived.total() / self.events.total() if self.events else 1.0

    def by_kind(self) -> tuple[tuple[str, int, int], ...]:
        """For each kind of event: how many were derived, of how many."""
        return tuple((kind, self.derived[kind], count) for kind, count in sorted(self.events.items()))

    @property
    def is_whole(self) -> bool:
        """Whether every event was derived or compared: then the trace is right, whoever wrote it."""
        return self.disagreement is None and not self.untold and self.derived == self.events
