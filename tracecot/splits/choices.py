"""Which rows of a release are wanted, and how hard a row is among those of its task."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tracecot.targets import INPUT_PREDICTION

Row = Mapping[str, object]
Direction = Literal["forward", "backward", "both"]
Difficulty = Literal["all", "easy", "medium", "hard"]
Arm = Literal["answer-only", "cot", "grounded-cot"]

#: Grades in their order; each is a third of the rows of its task, by the events of the execution.
GRADES = ("easy", "medium", "hard")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; by default everything, as it is."""

    direction: Direction = "both"
    difficulty: Difficulty = "all"
    arm: Arm = "cot"

    def takes(self, row: Row) -> bool:
        """Whether the row is wanted."""
        backward = row["task"] == INPUT_PREDICTION
        if self.direction != "both" and backward != (self.direction == "backward"):
            return False
        return self.difficulty in ("all", row["difficulty"])


@dataclass(frozen=True, slots=True)
class Grading:
    """Up to how many events a row of each task is easy, and up to how many medium: terciles of the release."""

    bounds: Mapping[str, tuple[int, int]]

    def grade(self, row: Row) -> str:
        """`easy`, `medium` or `hard`; rows of the same task and length get the same grade."""
        easy, medium = self.bounds[str(row["task"])]
        events = int(str(row["events"]))
        return GRADES[(events > easy) + (events > medium)]


def grading(rows: Iterable[Row]) -> Grading:
    """The terciles of `events` within each task.

    >>> grading([{"task": "t", "events": n} for n in (1, 2, 3, 4, 5, 6)]).bounds
    {'t': (2, 4)}
    """
    by_task: dict[str, list[int]] = {}
    for row in rows:
        by_task.setdefault(str(row["task"]), []).append(int(str(row["events"])))
    return Grading({task: _terciles(sorted(events)) for task, events in by_task.items()})


def _terciles(ordered: Sequence[int]) -> tuple[int, int]:
    """The last of the first third, and the last of the second."""
    return tuple(ordered[max(0, -(-len(ordered) * third // 3) - 1)] for third in (1, 2))  # type: ignore[return-value]
