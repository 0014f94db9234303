"""Rows as formats take them, made by the real pipeline: executed, narrated and verified."""

from collections.abc import Sequence
from functools import lru_cache

from tests.executing import started
from tracecot.execution import Job, Raised, Trace
from tracecot.narrations.answers import question
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import Narration
from tracecot.sources.records import Call, Origin, Program
from tracecot.splits.formats.records import Told
from tracecot.splits.records import Candidate
from tracecot.splits.render import sample_record
from tracecot.splits.selection import Placed, sample
from tracecot.verification.verify import Evidence

COUNT_UP = """\
def count_up(limit, start=0):
    seen = []
    for number in range(start, limit):
        if number % 2 == 0:
            seen.append(number)
    return seen
"""
HALF = """\
def half(number):
    if number % 2:
        raise ValueError("odd: " + str(number))
    return number // 2
"""
TASKS = ("output_prediction", "input_prediction")


def program(code: str) -> Program:
    name = code.split("(")[0].removeprefix("def ")
    return Program("pack", code, name, Origin("pack", "1.2", "pack/m.py", "pack.m", name, 3, 9, "MIT"))


@lru_cache
def told(code: str, inputs: Sequence[str], tasks: tuple[str, ...] = TASKS) -> tuple[Told, ...]:
    """The rows of these calls, in the order of the calls and then of the tasks."""
    of = program(code)
    calls = [Call(of.id, source, "documented") for source in inputs]
    (traces,) = started()([Job(of.id, code, of.entry_point, tuple((call.id, call.input) for call in calls))])
    return tuple(
        made
        for call, trace in zip(calls, traces, strict=True)
        for task in tasks
        if (made := _told(of, call, trace, task))
    )


def _told(of: Program, call: Call, trace: Trace, task: str) -> Told | None:
    narration = narrate(of, call, trace, task)
    if not isinstance(narration, Narration):
        return None
    shipped = sample(Candidate(narration, of, call, trace.label, len(trace.events), 1.0), Placed("g", "train"))
    raised = isinstance(trace.outcome, Raised)
    output = f"{trace.outcome.type}: {trace.outcome.message}" if raised else trace.outcome.value.repr
    row = {
        **sample_record(shipped), "code": of.code, "entry_point": of.entry_point, "input": call.input,
        "question": question(of, call, trace.outcome, task), "outcome": "raised" if raised else "returned",
        "target": narration.target.text, "output": output, "difficulty": "medium",
    }  # fmt: skip
    return Told(row, of, Evidence(call, trace), Evidence(call, trace))
