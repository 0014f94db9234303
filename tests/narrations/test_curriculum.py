"""How hard an execution is to follow is measured from its events."""

import pytest

from tests.narrations.test_golden import executed
from tracecot.narrations.curriculum import BOUNDS, GRADES, Measures, measured
from tracecot.narrations.narrate import narrate, narrate_questions

NESTED = (
    "def f(rows):\n    total = 0\n    for row in rows:\n        for x in row:\n            if x > 1:\n"
    "                total += sum(y for y in range(x))\n    return total\n"
)
RECURSIVE = "def f(n):\n    if n < 2:\n        return n\n    return f(n - 1) + f(n - 2)\n"
WORDS = "def f(words):\n    return '-'.join(word.upper() for word in words)\n"


def measures(sandbox, code, source):
    _, _, trace = executed(sandbox, code, source)
    return measured(code, trace)


def test_loops_inside_one_another_are_counted_with_their_comprehensions(sandbox):
    assert measures(sandbox, NESTED, "[[1, 2], [3]]").loop_depth == 3
    assert measures(sandbox, WORDS, "['a']").loop_depth == 1


def test_a_condition_counts_that_goes_both_ways(sandbox):
    assert measures(sandbox, NESTED, "[[1, 2], [3]]").branches_both_ways == 1
    assert measures(sandbox, NESTED, "[[2], [3]]").branches_both_ways == 0


def test_recursion_is_as_deep_as_calls_stand_inside_one_another(sandbox):
    found = measures(sandbox, RECURSIVE, "4")

    assert (found.recursion_depth, found.calls) == (4, 9)


def test_a_program_of_strings_has_a_large_share_of_them(sandbox):
    assert measures(sandbox, WORDS, "['a', 'b']").string_share > 0.5
    assert measures(sandbox, RECURSIVE, "3").string_share == 0


def test_the_more_there_is_to_follow_the_higher_is_the_grade(sandbox):
    points = [measures(sandbox, RECURSIVE, n).points for n in ("1", "3", "6")]

    assert points == sorted(set(points))


@pytest.mark.parametrize("name", BOUNDS)
def test_each_measure_alone_makes_points(name):
    assert Measures(**{name: BOUNDS[name][-1] + 1}).points == len(BOUNDS[name])
    assert Measures(**{name: BOUNDS[name][0]}).points == 0


def test_a_question_about_an_early_moment_is_no_harder_than_the_whole_call(sandbox):
    program, call, trace = executed(sandbox, NESTED, "[[1, 2], [3], [4, 5]]")

    whole = narrate(program, call, trace, "output_prediction")
    (early,) = [one for one in narrate_questions(program, call, trace, "state", count=3) if one.target.visit == 1][:1]

    assert early.measures.steps < whole.measures.steps
    assert GRADES.index(early.difficulty) <= GRADES.index(whole.difficulty)
