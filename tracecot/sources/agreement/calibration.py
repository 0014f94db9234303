"""Measures what agreement is worth: solutions and tests drawn, half of them wrong, for tasks whose truth is known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tracecot.execution import Answer, Execute, Returned, Trace
from tracecot.sources.agreement.consensus import clusters
from tracecot.sources.agreement.matrix import cell_of, outcomes
from tracecot.sources.agreement.mutants import mutants
from tracecot.sources.agreement.records import PASSED, Matrix, Rules, SingleTest
from tracecot.values import Plain

WRONG = 8  # changed solutions of a task, at most
SIZES = (2, 4, 8, 16)  # solutions, and tests, of a draw
RIGHT = 0.5  # of the solutions and of the tests that are drawn
DRAWS = 4  # of each size for each task
LEAST = 2  # tests that a task has
BOUNDS = (0.0, 4.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0, 96.0)  # of a score
WANTED = 0.85  # of what is believed, what is to be right: where half of all answers are wrong, the most within reach


@dataclass(frozen=True, slots=True)
class Known:
    """A task with a solution that is right, and tests that it passes."""

    code: str
    entry_point: str
    tests: tuple[SingleTest, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A task of which it is known what is right, with what right and wrong solutions gave."""

    tests: tuple[SingleTest, ...]  # right ones
    right: tuple[Answer, ...]  # of the known solution on their calls
    wrong: tuple[tuple[Answer, ...], ...]  # of changed solutions, each of which fails a right test


@dataclass(frozen=True, slots=True)
class Draw:
    """Some solutions and tests of a task: what the best cluster is like by each score, and whether it is right."""

    solutions: int
    tests: int
    score: float  # of the best cluster; 0 where none is enough
    right: bool
    root_score: float  # of the best one by that score
    root_right: bool

    def of(self, *, by_root: bool) -> tuple[float, bool]:
        """Score and truth where that score decides."""
        return (self.root_score, self.root_right) if by_root else (self.score, self.right)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a least score is worth: how many draws are believed then, and how many of those rightly."""

    by_root: bool
    least_score: float
    draws: int
    believed: int
    right: int

    @property
    def right_share(self) -> float:
        """Of what is believed; 0 where nothing is."""
        return self.right / self.believed if self.believed else 0.0


def labelled(known: Iterable[Known], execute: Execute) -> Iterator[Labelled]:
    """The tasks that have enough tests that their solution passes, and a wrong solution that fails one."""
    for task in known:
        right, *changed = outcomes([task.code, *mutants(task.code, WRONG)], task.entry_point, task.tests, execute)
        kept = [place for place, test in enumerate(task.tests) if cell_of(right[place], test) == PASSED]
        wrong = [one for one in changed if any(cell_of(one[n], task.tests[n]) != PASSED for n in kept)]
        if len(kept) >= LEAST and wrong:
            yield Labelled(
                tuple(task.tests[n] for n in kept), tuple(right[n] for n in kept),
                tuple(tuple(answers[n] for n in kept) for answers in wrong),
            )  # fmt: skip


def draws(tasks: Sequence[Labelled], sizes: Sequence[int] = SIZES) -> Iterator[Draw]:
    """For each number of solutions and of tests some draws of each task; the same each time."""
    for solutions in sizes:
        for tests in sizes:
            chance = Random(f"{solutions} {tests}")
            for one in tasks:
                for _ in range(DRAWS):
                    yield _draw(one, solutions, tests, chance)


def _draw(one: Labelled, solutions: int, tests: int, chance: Random) -> Draw:
    picked = [chance.random() < RIGHT for _ in range(solutions)]
    answers = [one.right if good else chance.choice(one.wrong) for good in picked]
    places = [chance.randrange(len(one.tests)) for _ in range(tests)]
    asked = [
        one.tests[n] if chance.random() < RIGHT else _wrong(one.tests[n], [each[n] for each in one.wrong])
        for n in places
    ]
    cells = tuple(tuple(cell_of(answer[n], test) for n, test in zip(places, asked, strict=True)) for answer in answers)
    matrix = Matrix(tuple(range(solutions)), tuple(asked), cells)
    return Draw(solutions, tests, *_best(matrix, picked, by_root=False), *_best(matrix, picked, by_root=True))


def _best(matrix: Matrix, picked: Sequence[bool], *, by_root: bool) -> tuple[float, bool]:
    """The score of the best cluster, where it has as many solutions and tests as are asked for, and its truth."""
    for best in clusters(matrix, by_root=by_root)[:1]:
        if Rules().believes(best):
            return best.decisive(by_root=by_root), picked[best.rows[0]]
    return 0.0, False


def _wrong(test: SingleTest, others: Sequence[Answer]) -> SingleTest:
    """The test as somebody gets it wrong: it promises what a wrong solution gives."""
    for answer in others:
        if cell_of(answer, test) == PASSED or not isinstance(answer, Trace):
            continue
        match answer.outcome:
            case Returned(value=Plain(repr=text)):
                return SingleTest(test.place, test.input, text)
    return SingleTest(test.place, test.input, "'nothing of the kind'")


def worth(drawn: Iterable[Draw], *, by_root: bool, bounds: Sequence[float] = BOUNDS) -> list[Worth]:
    """What each least score is worth."""
    scored = [one.of(by_root=by_root) for one in drawn]
    found = []
    for bound in bounds:
        believed = [right for score, right in scored if score > 0 and score >= bound]
        found.append(Worth(by_root, bound, len(scored), len(believed), sum(believed)))
    return found


def least_score(measured: Sequence[Worth], wanted: float = WANTED) -> float | None:
    """The lowest least score under which so much of what is believed is right; None where none is enough.

    >>> low, high = Worth(False, 4.0, 10, 8, 6), Worth(False, 16.0, 10, 4, 4)
    >>> least_score([low, high])
    16.0
    """
    return min((one.least_score for one in measured if one.believed and one.right_share >= wanted), default=None)
