"""How often solutions that agree with tests are right: HumanEval's truth against solutions and tests made wrong."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.figures import Figure, Skipped
from benchmarks.programs import EVAL_DATA
from resources.sandbox import Sandbox
from resources.settings import load_settings
from tracecot.execution import Answer, Returned, Trace
from tracecot.sources.agreement.consensus import clusters
from tracecot.sources.agreement.matrix import cell_of, outcomes
from tracecot.sources.agreement.mutants import mutants
from tracecot.sources.agreement.reading import tests_of
from tracecot.sources.agreement.records import PASSED, Matrix, SingleTest, Task
from tracecot.values import Plain

HUMANEVAL = "humaneval.jsonl"
WRONG = 8  # changed solutions of a task, at most
SIZES = (2, 4, 8, 16)  # solutions, and tests, of a sample
RIGHT = 0.5  # of the solutions and of the tests that are drawn
DRAWS = 4  # of each size for each task
LEAST = 2  # tests that a task has


@dataclass(frozen=True, slots=True)
class Labelled:
    """A task of which it is known what is right."""

    tests: tuple[SingleTest, ...]  # right ones
    right: tuple[Answer, ...]  # of the canonical solution on their calls
    wrong: tuple[tuple[Answer, ...], ...]  # of changed solutions, each of which fails a right test


def figures(picture: Path | None = None) -> Iterator[Figure | Skipped]:
    """The share of consensuses that are right, by number of solutions and tests; a heat map into the file."""
    path = Path(os.environ.get(EVAL_DATA, "")) / HUMANEVAL
    if not path.is_file():
        yield Skipped("agreement", f"{EVAL_DATA} names no folder that has {HUMANEVAL}")
        return
    with Sandbox(limits=load_settings().limits) as sandbox:
        labelled = list(_labelled(path, sandbox))
    yield Figure("agreement: tasks with a known truth", len(labelled), f"of {HUMANEVAL}, half of all answers wrong")
    shares = {(solutions, tests): _share_right(labelled, solutions, tests) for solutions in SIZES for tests in SIZES}
    for (solutions, tests), (found, right) in shares.items():
        unit = f"% right of {found:.0%} that reach a consensus"
        yield Figure(f"agreement: {solutions} solutions, {tests} tests", 100 * right, unit, 1)
    if picture is not None:
        picture.write_bytes(heat_map(shares))


def _labelled(path: Path, sandbox: Sandbox) -> Iterator[Labelled]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        code, entry = record["prompt"] + record["canonical_solution"], record["entry_point"]
        asserts = [one.strip() for one in record["test"].splitlines() if one.strip().startswith("assert ")]
        task = Task(record["task_id"], entry, (code,), tuple(one.replace("candidate(", f"{entry}(") for one in asserts))
        tests = tuple(one for one in tests_of(task) if isinstance(one, SingleTest))
        right, *changed = outcomes([code, *mutants(code, WRONG)], entry, tests, sandbox)
        kept = [place for place, test in enumerate(tests) if cell_of(right[place], test) == PASSED]
        wrong = [answers for answers in changed if any(cell_of(answers[n], tests[n]) != PASSED for n in kept)]
        if len(kept) >= LEAST and wrong:
            yield Labelled(
                tuple(tests[n] for n in kept), tuple(right[n] for n in kept),
                tuple(tuple(answers[n] for n in kept) for answers in wrong),
            )  # fmt: skip


def _share_right(labelled: Sequence[Labelled], solutions: int, tests: int) -> tuple[float, float]:
    """How many draws reach a consensus, and how many of those are right."""
    chance = Random(f"{solutions} {tests}")
    found = right = 0
    for one in labelled:
        for _ in range(DRAWS):
            picked = [chance.random() < RIGHT for _ in range(solutions)]
            answers = [one.right if good else chance.choice(one.wrong) for good in picked]
            places = [chance.randrange(len(one.tests)) for _ in range(tests)]
            asked = [
                one.tests[n] if chance.random() < RIGHT else _wrong(one.tests[n], [each[n] for each in one.wrong])
                for n in places
            ]
            cells = tuple(
                tuple(cell_of(answer[n], test) for n, test in zip(places, asked, strict=True)) for answer in answers
            )
            best = clusters(Matrix(tuple(range(solutions)), tuple(asked), cells))[:1]
            if best and len(best[0].rows) >= 2 and len(best[0].columns) >= min(2, tests):
                found += 1
                right += picked[best[0].rows[0]]
    return found / (len(labelled) * DRAWS), right / max(1, found)


def _wrong(test: SingleTest, others: Sequence[Answer]) -> SingleTest:
    """The test as somebody gets it wrong: it promises what a wrong solution gives."""
    for answer in others:
        if cell_of(answer, test) == PASSED or not isinstance(answer, Trace):
            continue
        match answer.outcome:
            case Returned(value=Plain(repr=text)):
                return SingleTest(test.place, test.input, text)
    return SingleTest(test.place, test.input, "'nothing of the kind'")


def heat_map(shares: dict[tuple[int, int], tuple[float, float]]) -> bytes:
    """The shares as a picture: solutions down, tests across."""
    from resources.plots import heat

    rows = [[shares[solutions, tests][1] for tests in SIZES] for solutions in SIZES]
    return heat("share of consensuses that are right", SIZES, SIZES, rows, ("solutions", "tests"))
