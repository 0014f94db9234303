"""The records of dual agreement."""

import math
from dataclasses import dataclass
from typing import Literal

#: What a solution did on a test: kept its promise, gave something else, raised, hit a limit, or can't be executed.
Cell = Literal["passed", "failed", "raised", "cut_short", "refused"]
PASSED: Cell = "passed"


@dataclass(frozen=True, slots=True)
class Task:
    """What was asked, and all that was answered; places in the two lists name solutions and tests."""

    id: str
    entry_point: str
    solutions: tuple[str, ...]  # code
    tests: tuple[str, ...]  # one assertion each: "assert f(3) == 4"


@dataclass(frozen=True, slots=True)
class SingleTest:
    """A test that is understood: a call of the entry point, and what it promises."""

    place: int  # in the task's tests
    input: str  # the arguments
    promise: str  # as text: "[1, 2]", "raises ValueError", "is not 3", ... (promises.py)


@dataclass(frozen=True, slots=True)
class Reject:
    """A solution or a test that is not believed, and why."""

    what: Literal["solution", "test"]
    place: int
    reason: str  # one word: "not_python", "no_entry_point", "unreadable_test", "outvoted", "asserts_nothing", ...
    detail: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """What each solution did on each test: a row a solution, a column a test. Nothing is summed up or left out."""

    solutions: tuple[int, ...]  # places in the task
    tests: tuple[SingleTest, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def passed(self, row: int) -> tuple[bool, ...]:
        """Which tests a solution (by row) passes."""
        return tuple(cell == PASSED for cell in self.cells[row])


@dataclass(frozen=True, slots=True)
class Cluster:
    """Solutions that pass the same tests."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]  # of the tests that they pass

    @property
    def score(self) -> float:
        """|C| x |T|: both many solutions and many tests speak for it."""
        return len(self.rows) * len(self.columns)

    @property
    def root_score(self) -> float:
        """sqrt(|C|) x |T|: for tests that can be trusted more than the number of solutions."""
        return math.sqrt(len(self.rows)) * len(self.columns)

    def decisive(self, *, by_root: bool) -> float:
        """The score that decides."""
        return self.root_score if by_root else self.score


@dataclass(frozen=True, slots=True)
class Rules:
    """What must agree before anything is believed; `calibration.py` measures what that is worth."""

    least_solutions: int = 2  # of the best cluster
    least_tests: int = 2  # that it passes, and that tell something
    by_root: bool = False  # which score decides
    least_score: float = 0.0  # of the best cluster, by the score that decides
    mutants: int = 12  # changed versions of the canonical solution that tests are tried on

    def believes(self, cluster: Cluster) -> bool:
        """Whether enough speaks for the solutions of a cluster."""
        enough = len(cluster.rows) >= self.least_solutions and len(cluster.columns) >= self.least_tests
        return enough and cluster.decisive(by_root=self.by_root) >= self.least_score


@dataclass(frozen=True, slots=True)
class Agreement:
    """What came of a task."""

    task: Task
    matrix: Matrix
    clusters: tuple[Cluster, ...]  # the best first
    code: str  # the canonical solution; "" where nothing is believed
    tests: tuple[SingleTest, ...]  # those that are believed
    rejects: tuple[Reject, ...]

    @property
    def record(self) -> dict[str, object]:
        """What is believed, as a program record with its tests: a data set's line."""
        tests = [self.task.tests[test.place] for test in self.tests]
        return {"id": self.task.id, "code": self.code, "entry_point": self.task.entry_point, "tests": tests}

    @property
    def reason(self) -> str:
        """Why nothing is believed; empty where something is."""
        return "" if self.code else next((one.reason for one in self.rejects if one.place < 0), "no_consensus")
