"""Executions that call a thousand deep are told as those that call three deep, and in time that grows with them."""

import time

import pytest

from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import Narration
from tracecot.narrations.story.happenings import everything, is_felt, runs_in
from tracecot.narrations.story.tree import runs_inside, runs_of, story_of
from tracecot.targets import PREDICTIONS

CODE = "def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\n"
OF_LAMBDAS = "def f(n):\n    g = lambda n: 0 if n == 0 else 1 + g(n - 1)\n    return g(n)\n"


def told(execute, code, depth):
    """The two predictions, and the processor time that they took."""
    executed = execute(code, str(depth))
    evidence = executed.evidence[0]
    started = time.process_time()
    made = [narrate(executed.program, evidence.call, evidence.trace, task) for task in PREDICTIONS]
    return made, time.process_time() - started


@pytest.mark.parametrize(
    ("code", "depth"),
    [
        (CODE, 120),
        (OF_LAMBDAS, 60),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in ((CODE, 980), (OF_LAMBDAS, 480))),
    ],
)
def test_a_deep_recursion_is_told(execute, code, depth):
    made, _ = told(execute, code, depth)

    assert all(isinstance(one, Narration) for one in made)
    assert made[0].answer == str(depth)


@pytest.mark.slow
def test_twice_as_deep_takes_no_more_than_three_times_as_long(execute):
    told(execute, CODE, 3)  # what is worked out once for a program
    times = {depth: min(told(execute, CODE, depth)[1] for _ in range(2)) for depth in (150, 300)}

    assert times[300] < 3 * times[150]


def test_runs_are_found_each_before_those_inside_it(execute):
    executed = execute(CODE, "40")
    story = story_of(executed.evidence[0].trace, CODE)
    runs = list(runs_of(story))

    assert [run.call.depth for run in runs] == list(range(1, 42))
    assert runs_inside(runs[3].items) == [runs[4]]
    assert (runs_in(story), runs_in(runs[3]), runs_in(runs[-1])) == (41, 38, 1)
    assert [event.seq for event in everything(story.items)] == list(range(1, story.last + 1))


def test_what_is_felt_outside_is_found_however_deep_it_is(execute):
    code = "def f(n, log):\n    if n == 2:\n        log.append(n)\n    return 0 if n == 0 else 1 + f(n - 1, log)\n"
    runs = list(runs_of(story_of(execute(code, "4, []").evidence[0].trace, code)))

    assert [is_felt(run) for run in runs] == [True, True, True, False, False]
