"""A mistake of ours with one execution costs that one, with its reason, and not the batch."""

import pytest

from resources.narrations import telling
from resources.narrations.telling import Telling, narrated, programs_narrated, verified
from resources.tables import CALLS, PROGRAMS, RAW_TRACES
from resources.tables.rows import call_row, events_table, made_of, narration_of, program_row, trace_row
from resources.traces.executions import Executions
from tests.executing import started
from tracecot.execution import Job
from tracecot.sources.records import Call, Origin, Program
from tracecot.targets import OF_PROGRAMS, PREDICTIONS, QUESTIONS

CODE = "def add(a, b):\n    total = a + b\n    return total\n"
TELLING = Telling(("walkthrough", "terse"), ("plain",), 1_500, "[ANSWER]", questions=1)


@pytest.fixture(scope="module")
def executions():
    return executed("1, 2", "3, 4")


def executed(*inputs):
    origin = Origin("made", "1", "made.jsonl", "made", "add", 1, 1, "MIT", "The sum of two numbers.")
    program = Program("made", CODE, "add", origin)
    calls = [Call(program.id, source, "given") for source in inputs]
    (traces,) = started()([Job(program.id, CODE, "add", tuple((one.id, one.input) for one in calls))])
    return Executions(
        made_of(PROGRAMS, [program_row(program, 1)]),
        made_of(CALLS, [call_row(call, "made") for call in calls]),
        made_of(RAW_TRACES, [trace_row(trace, "made") for trace in traces]),
        events_table(traces),
    )


def test_executions_come_back_from_arrow_as_they_were(executions):
    traces = [one.trace for one in executions.by_trace_id().values()]

    assert events_table(traces).equals(executions.events)
    assert [trace_row(trace, "made") for trace in traces] == [
        {name: row[name] for name in trace_row(traces[0], "made")} for row in executions.traces.to_pylist()
    ]


def test_every_execution_is_told_once_for_each_prediction_and_asked_one_question(executions):
    told, skipped = narrated(executions, TELLING)

    tasks = told.column("task").to_pylist()
    assert sorted(task for task in tasks if task in PREDICTIONS) == sorted(PREDICTIONS * 2)
    assert len([task for task in tasks if task in QUESTIONS]) == 2
    assert skipped.num_rows == 0


def test_where_there_are_fewer_questions_than_wanted_a_row_says_so(executions):
    told, skipped = narrated(executions, Telling(("terse",), ("plain",), 1_500, "[ANSWER]", questions=len(QUESTIONS)))

    assert told.num_rows > 4
    assert skipped.column("reason").to_pylist() == ["nothing_to_ask"] * 2


def test_a_question_comes_back_from_its_row_with_its_target(executions):
    told, _ = narrated(executions, Telling(("terse",), ("plain",), 1_500, "[ANSWER]", questions=2))

    questions = [row for row in told.to_pylist() if row["task"] in QUESTIONS]
    assert all(row["target"] for row in questions)
    assert [narration_of(row).target.text for row in questions] == [row["target"] for row in questions]


def test_the_same_executions_give_the_same_rows(executions):
    assert narrated(executions, TELLING)[0].equals(narrated(executions, TELLING)[0])


def test_an_execution_that_the_narrator_fails_on_is_skipped_and_the_others_are_told(executions, monkeypatch):
    honest = telling.narrate
    unlucky = executions.traces.column("trace_id").to_pylist()[0]

    def fail_once(program, call, trace, *more):
        if trace.id == unlucky:
            raise ZeroDivisionError("of ours")
        return honest(program, call, trace, *more)

    monkeypatch.setattr(telling, "narrate", fail_once)

    told, skipped = narrated(executions, TELLING)

    assert unlucky not in told.column("trace_id").to_pylist()
    assert told.num_rows == 3
    assert set(skipped.column("reason").to_pylist()) == {"failed"}


def test_a_narration_that_the_verifier_fails_on_is_neither_true_nor_false(executions, monkeypatch):
    told, _ = narrated(executions, TELLING)
    unlucky = told.column("rationale").to_pylist()[0]
    honest = telling.verify

    def fail_once(rationale, *more):
        if rationale.text == unlucky:
            raise ZeroDivisionError("of ours")
        return honest(rationale, *more)

    monkeypatch.setattr(telling, "verify", fail_once)

    claims, kept, rejected = verified((executions, told), 0.5)

    assert rejected.column("verdict").to_pylist() == ["error"]
    assert kept.num_rows == told.num_rows - 1
    assert set(claims.column("narration_id").to_pylist()) == set(told.column("narration_id").to_pylist())


def test_a_program_with_five_calls_is_explained_and_written_once_and_both_verify():
    executions = executed("1, 2", "3, 4", "0, 0", "-1, 1", "7, -9")

    told, skipped = programs_narrated(executions, TELLING)
    claims, kept, rejected = verified((executions, told), 0.5)

    assert sorted(told.column("task").to_pylist()) == sorted(OF_PROGRAMS), skipped.to_pylist()
    assert kept.num_rows == told.num_rows
    assert rejected.num_rows == 0
    assert claims.num_rows > 0


def test_a_program_with_two_calls_is_skipped_for_each_task_about_programs(executions):
    told, skipped = programs_narrated(executions, TELLING)

    assert told.num_rows == 0
    assert skipped.column("reason").to_pylist() == ["few_calls"] * len(OF_PROGRAMS)
