"""Rows in REval's shape: tasks and programs agree, and what they ask about is there."""

import pytest

from tests.executing import started
from tests.splits.formats.given import COUNT_UP, HALF, told
from tracecot.execution import Job
from tracecot.splits.formats.records import LeftOut, Told
from tracecot.splits.formats.reval import as_tuple, bound_lines, reval_data, reval_tasks

SUMS = (
    "def sums(items, n):\n    total = 0\n    for item in items:\n        total += item\n    if n:\n        never = 1\n"
    "    return total\n"
)


def all_told() -> tuple[Told, ...]:
    """The rows; executed once, when a test asks for them."""
    return (*told(COUNT_UP, ("5", "3", "8, start=5")), *told(HALF, ("4", "3")), *told(SUMS, ("[1, 2], 0", "[], 1")))


def made(render) -> list[dict]:
    return [one for one in render([one.row for one in all_told()]) if not isinstance(one, LeftOut)]


def test_tasks_and_programs_have_their_own_keys_and_the_same_ids() -> None:
    tasks, programs = made(reval_tasks), made(reval_data)

    assert [one["task_id"] for one in tasks] == [one["task_id"] for one in programs] == ["TraceCoT/0", "TraceCoT/1"]
    assert [one["idx"] for one in tasks] == [0, 1]
    assert {"task_id", "idx", "tasks"} <= set(tasks[0])
    assert {"task_id", "entry_point", "code", "inputs", "outputs"} <= set(programs[0])
    assert [set(one) for one in tasks[0]["tasks"]] == [{"input_idx", "task", "output_pred"}] * 2


def test_each_task_asks_about_one_of_the_programs_calls() -> None:
    for task, program in zip(made(reval_tasks), made(reval_data), strict=True):
        assert [one["input_idx"] for one in task["tasks"]] == list(range(len(program["inputs"])))
        for one, given in zip(task["tasks"], program["inputs"], strict=True):
            assert one["output_pred"].startswith(f"assert {program['entry_point']}({given[1:-2]}) == ")
            assert one["output_pred"].endswith("??")


def test_lines_bind_the_variable_that_they_are_asked_for() -> None:
    assert bound_lines(SUMS) == ((2, "total"), (3, "item"), (4, "total"), (6, "never"))
    assert bound_lines("x = 1\n\n\ndef f(a):\n    return a\n") == ()


def test_outputs_are_what_the_arguments_give() -> None:
    for program in made(reval_data):
        calls = tuple((f"call_{n}", f"*{given}") for n, given in enumerate(program["inputs"]))
        (answers,) = started()([Job("prog_0", program["code"], program["entry_point"], calls)], "untraced")

        assert [answer.outcome.value.repr for answer in answers] == program["outputs"]


def test_what_has_no_record_is_told_with_its_reason_once() -> None:
    told_twice = [one.reason for one in reval_tasks([one.row for one in all_told()]) if isinstance(one, LeftOut)]

    assert sorted(set(told_twice)) == ["keyword_arguments", "no_variable", "raises", "same_execution"]
    assert not [one for one in reval_data([one.row for one in all_told()]) if isinstance(one, LeftOut)]


@pytest.mark.parametrize(
    ("given", "expected"), [("1", "(1,)"), ("1, 2", "(1, 2,)"), ("(1, 2)", "((1, 2),)"), ("*[1]", None), ("n=1", None)]
)
def test_arguments_become_a_tuple(given, expected) -> None:
    assert as_tuple(given) == expected
