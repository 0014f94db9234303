"""Which rows of a release are wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tracecot.targets import INPUT_PREDICTION

Row = Mapping[str, object]  # of a split, by the names of its columns
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
    top_rated: int = 0  # only so many executions of each program, the best by a model's marks; 0: rated or not, all

    def takes(self, row: Row) -> bool:
        """Whether the row is wanted."""
        backward = row["task"] == INPUT_PREDICTION
        if self.direction != "both" and backward != (self.direction == "backward"):
            return False
        if self.failed_by and not self._failed(row):
            return False
        if self.top_rated and not self._rated(row):
            return False
        return self.difficulty in ("all", row["difficulty"])

    def _rated(self, row: Row) -> bool:
        """Whether its execution was rated, and stands high enough among those of its program."""
        rank = row["rating_rank"]
        return isinstance(rank, int) and 0 < rank <= self.top_rated

    def _failed(self, row: Row) -> bool:
        """Whether the model's measured pass rate is low enough; without one it isn't known."""
        rate = row["pass_rate"]
        return isinstance(rate, float) and rate <= self.at_most
