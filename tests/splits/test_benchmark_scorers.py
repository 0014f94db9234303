"""Rows in the shapes of benchmarks, scored as those score: right answers all pass, wrong ones never do."""

import sys
from itertools import pairwise

import pytest

from tests.executing import started
from tests.splits.formats.given import COUNT_UP, HALF, told
from tracecot.execution import Event, Job, Returned
from tracecot.splits.formats.benchmarks import cruxeval, livecodebench
from tracecot.splits.formats.records import LeftOut, Told
from tracecot.splits.formats.reval import reval_data, reval_tasks
from tracecot.values import Plain

WORDS = """\
def words(text, sep=' '):
    found = {}
    for word in text.split(sep):
        found.setdefault(len(word), []).append(word)
    return found
"""
SIGN = """\
def sign(number):
    word = "zero"
    if number > 0:
        word = "more"
    if number < 0:
        word = "less"
    return word
"""
#: What a model might say instead; none is any of the results above.
WRONG = ("None", "'?'", "[0, 2, 4, 6]", "-1", "{1: ['z']}", "()", "")


def all_told() -> tuple[Told, ...]:
    """The rows; executed once, when a test asks for them."""
    return (
        *told(SIGN, ("4", "-2", "0")),
        *told(COUNT_UP, ("5", "3", "8, start=5")),
        *told(HALF, ("4", "10")),
        *told(WORDS, ("'a bb c'", "'a-bb', sep='-'", "''")),
    )


def passes(code: str, assertion: str, execute) -> bool:
    """Whether the program and then the assertion run through, as the benchmarks' own scorers try it."""
    check = f"{code}\n\n\ndef checked(_):\n    {assertion}\n    return 'passed'\n"
    ((answer,),) = execute([Job("prog_0", check, "checked", (("call_0", "0"),))], "untraced")
    outcome = getattr(answer, "outcome", None)
    return isinstance(outcome, Returned) and outcome.value.repr == "'passed'"


@pytest.fixture(scope="module")
def execute():
    return started()


def records(render) -> list[dict]:
    return [one for one in render([told_once.row for told_once in all_told()]) if not isinstance(one, LeftOut)]


def test_cruxeval_scores_outputs_by_asserting_them(execute) -> None:
    for record in records(cruxeval):
        code, call = record["code"], f"f({record['input']})"

        assert passes(code, f"assert {record['output']} == {call}", execute)
        for wrong in WRONG:
            assert not passes(code, f"assert {record['output']} == {wrong}", execute)


def test_cruxeval_scores_inputs_by_calling_f(execute) -> None:
    first, second, *_ = records(cruxeval)

    assert passes(first["code"], f"assert {first['output']} == f({first['input']})", execute)
    assert not passes(first["code"], f"assert {first['output']} == f({second['input']})", execute)


def test_livecodebench_scores_outputs_by_asserting_them(execute) -> None:
    for record in records(livecodebench):
        code = record["code"]

        assert passes(code, f"assert {record['output']} == {record['input']}", execute)
        for wrong in WRONG:
            assert not passes(code, f"assert {record['output']} == {wrong}", execute)


def traced(data: dict, number: int) -> list[tuple[int, dict[str, str]]]:
    """What REval's own scorer goes by: the lines that run in the entry point, each with the locals before it."""
    space: dict = {}
    exec(compile(data["code"], "<reval>", "exec"), space)
    code, seen = space[data["entry_point"]].__code__, []

    def local(frame, event, _):
        if event in ("line", "return"):
            line = frame.f_lineno if event == "line" else -1
            seen.append((line, {name: repr(value) for name, value in frame.f_locals.items()}))
        return local

    before = sys.gettrace()
    sys.settrace(lambda frame, event, _: local if frame.f_code is code else None)
    try:
        space[data["entry_point"]](*eval(data["inputs"][number]))
    finally:
        sys.settrace(before)
    return seen


def scored(seen: list[tuple[int, dict[str, str]]], asked: dict, answer: str | None) -> bool:
    """Whether the variable is that after one execution of the line; None is right where the line never runs."""
    after = [held for (line, _), (_, held) in pairwise(seen) if line == asked["lineno"]]
    return answer in [held[asked["var"]] for held in after if asked["var"] in held] if after else answer is None


def recorded(events: tuple[Event, ...], asked: dict) -> str | None:
    """The answer that our own recording gives: what the line bound the variable to the last time."""
    here = [one.value for one in events if one.name == asked["var"] and one.line == asked["lineno"]]
    return here[-1].repr if here and isinstance(here[-1], Plain) else None


def test_reval_scores_lines_states_and_outputs_as_the_interpreter_sees_them(execute) -> None:
    rows = [one.row for one in all_told()]
    made = ([one for one in render(rows) if not isinstance(one, LeftOut)] for render in (reval_tasks, reval_data))
    events = {
        f"assert {one.row['entry_point']}({one.row['input']}) == ??": one.asked.trace.events for one in all_told()
    }
    answers = []
    for task, data in zip(*made, strict=True):
        for one in task["tasks"]:
            code, asserted, output = data["code"], one["output_pred"], data["outputs"][one["input_idx"]]
            assert passes(code, asserted.replace("??", output), execute)
            assert not any(passes(code, asserted.replace("??", wrong), execute) for wrong in WRONG)
            seen = traced(data, one["input_idx"])
            for asked in one["task"]:
                answers.append(recorded(events[asserted], asked))
                assert scored(seen, asked, answers[-1]), (asked, answers[-1])
                assert not any(scored(seen, asked, wrong) for wrong in ("'?'", "" if answers[-1] is None else None))
    assert len(answers) >= 10
    assert None in answers
    assert len(set(answers)) > 3
