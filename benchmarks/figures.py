"""What a benchmark gives: figures, and what could not be measured here."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    number: float
    unit: str
    digits: int = 0

    def __str__(self) -> str:
        return f"{self.what:<58} {self.number:>10,.{self.digits}f} {self.unit}"


@dataclass(frozen=True, slots=True)
class Skipped:
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what:<58}    skipped: {self.why}"


def timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result
