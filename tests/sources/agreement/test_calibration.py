"""What a consensus is worth is measured: more that agree are more often right, and a bound buys rightness for rows."""

import pytest

from tests.executing import started
from tracecot.sources.agreement.calibration import Draw, Known, Worth, draws, labelled, least_score, worth
from tracecot.sources.agreement.records import SingleTest

CODE = "def f(xs):\n    total = 0\n    for x in xs:\n        if x > 1:\n            total += x * 2\n    return total\n"
KNOWN = Known(
    CODE, "f",
    tuple(SingleTest(n, source, str(2 * sum(x for x in eval(source) if x > 1))) for n, source in enumerate(
        ["[1, 2, 3]", "[]", "[0, 5]", "[2]", "[1, 1]", "[7, 8, 9]"]
    )),
)  # fmt: skip
FALSE = Known(KNOWN.code, "f", (SingleTest(0, "[2]", "5"), SingleTest(1, "[3]", "7")))


@pytest.fixture(scope="module")
def tasks():
    return list(labelled([KNOWN, FALSE], started()))


def test_a_task_whose_own_solution_fails_its_tests_labels_nothing(tasks) -> None:
    assert len(tasks) == 1
    assert len(tasks[0].tests) == len(KNOWN.tests)
    assert len(tasks[0].wrong) >= 3


def test_draws_are_the_same_each_time_and_a_high_score_is_right_more_often(tasks) -> None:
    drawn = list(draws(tasks * 40, (2, 8)))

    assert drawn == list(draws(tasks * 40, (2, 8)))
    none, high = worth(drawn, by_root=False, bounds=(0.0, 16.0))
    assert 0 < high.believed < none.believed <= none.draws == 4 * 4 * 40
    assert high.right_share > none.right_share > 0.4


def test_each_score_is_measured_by_its_own_choice() -> None:
    drawn = [Draw(5, 6, 10.0, False, 5.7, True), Draw(5, 6, 20.0, True, 9.0, True), Draw(2, 2, 0.0, False, 0.0, False)]

    assert worth(drawn, by_root=False, bounds=(0.0, 16.0)) == [Worth(False, 0.0, 3, 2, 1), Worth(False, 16.0, 3, 1, 1)]
    assert worth(drawn, by_root=True, bounds=(0.0,)) == [Worth(True, 0.0, 3, 2, 2)]


def test_no_bound_is_named_where_none_is_enough() -> None:
    assert least_score([Worth(False, 0.0, 10, 10, 5), Worth(False, 8.0, 10, 0, 0)]) is None
