"""Solutions and tests that agree are believed; what lies, says nothing or can't be executed is named."""

import pytest

from resources.sandbox import Sandbox
from tracecot.execution import Limits
from tracecot.sources.agreement.consensus import agree, canonical, clusters
from tracecot.sources.agreement.mutants import mutants
from tracecot.sources.agreement.records import Matrix, Rules, SingleTest, Task

GOOD = "def double(x):\n    return x * 2\n"
SAME = "def double(x):\n    total = x\n    total += x\n    return total\n"
WRONG = "def double(x):\n    return x ** 2\n"
LYING = (
    "class Anything:\n    def __eq__(self, other):\n        return True\n    def __repr__(self):\n"
    "        return '4'\n\ndef double(x):\n    return Anything()\n"
)
TESTS = ("assert double(2) == 4", "assert double(3) == 6", "assert double(0) == 0")


@pytest.fixture(scope="module")
def execute():
    with Sandbox(workers=1, limits=Limits(seconds=0.5)) as sandbox:
        yield sandbox


def agreed(execute, solutions, tests=TESTS, **rules):
    return agree(Task("task", "double", tuple(solutions), tuple(tests)), execute, Rules(**rules))


def reasons(found, what):
    return {one.place: one.reason for one in found.rejects if one.what == what and one.place >= 0}


def test_the_solutions_that_most_tests_speak_for_are_believed(execute) -> None:
    found = agreed(execute, [WRONG, SAME, GOOD])

    assert found.code == GOOD  # of the two the one that reads more easily
    assert [test.promise for test in found.tests] == ["4", "6", "0"]
    assert reasons(found, "solution") == {0: "outvoted"}


def test_the_matrix_keeps_every_cell(execute) -> None:
    raising, endless = "def double(x):\n    raise ValueError(x)\n", "def double(x):\n    while True: pass\n"
    found = agreed(execute, [GOOD, WRONG, raising, endless])

    assert found.matrix.cells == (
        ("passed", "passed", "passed"), ("passed", "failed", "passed"), ("raised",) * 3, ("cut_short",) * 3,
    )  # fmt: skip


def test_an_object_that_equals_everything_passes_nothing(execute) -> None:
    found = agreed(execute, [LYING, LYING, GOOD])

    assert found.code == ""
    assert found.matrix.cells[0] == ("failed",) * 3


def test_wrong_tests_are_outvoted(execute) -> None:
    found = agreed(execute, [GOOD, SAME, WRONG], [*TESTS, "assert double(5) == 11"])

    assert reasons(found, "test") == {3: "outvoted"}
    assert len(found.tests) == 3


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        ("assert True", "unreadable_test"),
        ("assert double(2) == double(2)", "unreadable_test"),
        ("assert double(", "not_python"),
        ("double(2)", "not_one_assertion"),
        ("assert double(1) == 2\nassert double(2) == 4", "not_one_assertion"),
        ("assert other(2) == 4", "unreadable_test"),
        ("assert double(2) != 'never'", "asserts_nothing"),
    ],
)
def test_a_test_that_says_nothing_is_named(execute, test, reason) -> None:
    found = agreed(execute, [GOOD, SAME], [*TESTS, test])

    assert reasons(found, "test") == {3: reason}
    assert found.code == GOOD


@pytest.mark.parametrize(
    ("solution", "reason"),
    [
        ("def double(x:", "not_python"),
        ("def triple(x):\n    return x * 3\n", "no_entry_point"),
        ("import requests\n\ndef double(x):\n    return x * 2\n", "third_party_import"),
        ("def double(x):\n    return len(open(x).read())\n", "uses_io"),
    ],
)
def test_a_solution_that_cannot_be_executed_is_named(execute, solution, reason) -> None:
    found = agreed(execute, [GOOD, SAME, solution])

    assert reasons(found, "solution") == {2: reason}


def test_one_solution_alone_convinces_nobody(execute) -> None:
    found = agreed(execute, [GOOD, WRONG])

    assert (found.code, found.reason) == ("", "no_consensus")


def test_tests_that_no_change_fails_are_no_consensus(execute) -> None:
    found = agreed(execute, [GOOD, SAME], ["assert double(2) != 'a'", "assert double(3) != 'b'"])

    assert (found.code, found.reason) == ("", "no_telling_tests")


def test_a_slow_test_takes_no_time_from_the_others(execute) -> None:
    slow = "def double(x):\n    while x == 2: pass\n    return x * 2\n"
    found = agreed(execute, [slow, slow], ["assert double(2) == 4", "assert double(3) == 6", "assert double(4) == 8"])

    assert found.matrix.cells == (("cut_short", "passed", "passed"),) * 2
    assert found.code == slow


def test_either_score_may_decide() -> None:
    tests = tuple(SingleTest(place, str(place), "1") for place in range(6))
    cells = (("passed",) * 2 + ("failed",) * 4,) * 5 + (("failed",) * 2 + ("passed",) * 4,) * 2
    matrix = Matrix(tuple(range(7)), tests, cells)

    assert len(clusters(matrix)[0].rows) == 5  # 5 x 2 against 2 x 4
    assert len(clusters(matrix, by_root=True)[0].rows) == 2  # 4.5 against 5.7


def test_mutants_differ_from_the_code_and_from_one_another() -> None:
    found = mutants("def f(x):\n    if x > 1 and x != 5:\n        return x + 2\n    return 'ab'\n", 20)

    assert len(found) == len(set(found)) > 6
    assert mutants("def f(x):\n    return x\n", 1) == ["def f(x):\n    return None"]


def test_the_shortest_readable_solution_is_canonical() -> None:
    assert canonical([SAME, GOOD]) == GOOD
