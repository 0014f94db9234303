"""Which rows of a release are wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tracecot.targets import INPUT_PREDICTION

Row = Mapping[str, object]
Direction = Literal["forward", "backward", "both"]
Difficulty = Literal["all", "easy", "medium", "hard"]
Arm = Literal["answer-only", "cot", "grounded-cot"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; by default everything, as it is."""

    direction: Direction = "both"
    difficulty: Difficulty = "all"
    arm: Arm = "cot"
    failed_by: str = ""  # a model: only questions of which it is known how often it answers them rightly
    at_most: float = 0.5  # and rightly so often, from 0, never, to 1

    def takes(self, row: Row) -> bool:
        """Whether the row is wanted."""
        backward = row["task"] == INPUT_PREDICTION
        if self.direction != "both" and backward != (self.direction == "backward"):
            return False
        if self.failed_by and not self._failed(row):
            return False
        return self.difficulty in ("all", row["difficulty"])

    def _failed(self, row: Row) -> bool:
        """Whether the model's measured pass rate is low enough; without one it isn't known."""
        rate = row["pass_rate"]
        return isinstance(rate, float) and rate <= self.at_most
