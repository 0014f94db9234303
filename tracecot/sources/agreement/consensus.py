"""Which solutions and tests are believed: the cluster for which most solutions and most tests speak."""

import ast
from collections.abc import Sequence

from tracecot.execution import Execute
from tracecot.sources.agreement.matrix import cell_of, outcomes, pass_matrix
from tracecot.sources.agreement.mutants import mutants
from tracecot.sources.agreement.reading import solutions_of, tests_of
from tracecot.sources.agreement.records import PASSED, Agreement, Cluster, Matrix, Reject, Rules, SingleTest, Task

OF_TASK = -1  # the place of a reject that is about the whole task


def agree(task: Task, execute: Execute, rules: Rules | None = None) -> Agreement:
    """What is believed of a task: one solution, and the tests that it passes and that tell something.

    Args:
        task: solutions and tests, each written for itself.
        execute: the sandbox.
        rules: how much must agree.
    """
    rules = rules or Rules()
    solutions, tests = list(solutions_of(task)), list(tests_of(task))
    rejects = [one for one in (*solutions, *tests) if isinstance(one, Reject)]
    readable = [one for one in tests if isinstance(one, SingleTest)]
    matrix = pass_matrix(task, [one for one in solutions if isinstance(one, int)], readable, execute)
    found = clusters(matrix, by_root=rules.by_root)
    if not found or not rules.believes(found[0]):
        said = _little(found[0], rules) if found else ""
        return Agreement(task, matrix, found, "", (), (*rejects, Reject("solution", OF_TASK, "no_consensus", said)))
    code = canonical([task.solutions[matrix.solutions[row]] for row in found[0].rows])
    believed = [matrix.tests[column] for column in found[0].columns]
    telling = _telling(code, task.entry_point, believed, execute, rules.mutants)
    rejects += [*_outvoted(matrix, found[0]), *_silent(believed, telling)]
    if len(telling) < rules.least_tests:
        said = f"{len(telling)} of its tests fail on any changed version of the solution"
        return Agreement(task, matrix, found, "", (), (*rejects, Reject("test", OF_TASK, "no_telling_tests", said)))
    return Agreement(task, matrix, found, code, tuple(telling), tuple(rejects))


def clusters(matrix: Matrix, *, by_root: bool = False) -> tuple[Cluster, ...]:
    """The solutions by the tests that they pass, the best cluster first; those that pass none make no cluster."""
    by_vector: dict[tuple[bool, ...], list[int]] = {}
    for row in range(len(matrix.solutions)):
        by_vector.setdefault(matrix.passed(row), []).append(row)
    found = [
        Cluster(tuple(rows), tuple(column for column, passed in enumerate(vector) if passed))
        for vector, rows in by_vector.items()
        if any(vector)
    ]
    return tuple(sorted(found, key=lambda one: (-one.decisive(by_root=by_root), -len(one.columns), one.rows)))


def canonical(codes: Sequence[str]) -> str:
    """The solution that reads most easily: the fewest parts, then the shortest, then the first by its text."""
    return min(codes, key=lambda code: (sum(1 for _ in ast.walk(ast.parse(code))), len(code), code))


def _little(best: Cluster, rules: Rules) -> str:
    scored = f", with the score {best.decisive(by_root=rules.by_root):g}" if rules.least_score else ""
    return f"the best cluster has {len(best.rows)} solutions and {len(best.columns)} tests{scored}"


def _telling(code: str, entry_point: str, tests: Sequence[SingleTest], execute: Execute, most: int) -> list[SingleTest]:
    """The tests that a changed version of the solution fails."""
    tried = outcomes(mutants(code, most), entry_point, tests, execute)
    return [
        test for column, test in enumerate(tests) if any(cell_of(answers[column], test) != PASSED for answers in tried)
    ]


def _outvoted(matrix: Matrix, best: Cluster) -> list[Reject]:
    """What the best cluster speaks against."""
    others = set(range(len(matrix.solutions))) - set(best.rows)
    failed = set(range(len(matrix.tests))) - set(best.columns)
    return [
        *(Reject("solution", matrix.solutions[row], "outvoted", "it passes other tests") for row in sorted(others)),
        *(
            Reject("test", matrix.tests[column].place, "outvoted", "the best solutions don't pass it")
            for column in sorted(failed)
        ),
    ]


def _silent(believed: Sequence[SingleTest], telling: Sequence[SingleTest]) -> list[Reject]:
    """Tests that every changed version passes too."""
    return [
        Reject("test", test.place, "asserts_nothing", "every changed version of the solution passes it")
        for test in believed
        if test not in telling
    ]
