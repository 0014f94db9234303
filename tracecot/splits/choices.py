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

    def takes(self, row: Row) -> bool:
        """Whether the row is wanted."""
        backward = row["task"] == INPUT_PREDICTION
        if self.direction != "both" and backward != (self.direction == "backward"):
            return False
        return self.difficulty in ("all", row["difficulty"])
