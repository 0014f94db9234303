"""The whole pipeline for one program and one call, read first: from source text to verified rationales.

The platform does the same for many at once and keeps every row; `tracecot preview` is this module over a few functions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tracecot.execution import Answer, Execute, Job, RejectedTrace, Trace
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import TASKS, Narration, SkippedTrace
from tracecot.sources.records import Call, Program
from tracecot.verification.records import Rationale, Verdict
from tracecot.verification.verify import Evidence, verify


@dataclass(frozen=True, slots=True)
class Told:
    """A rationale and what the verifier thinks of it."""

    trace: Trace
    narration: Narration
    verdict: Verdict


def tell(program: Program, call: Call, execute: Execute) -> Iterator[Told | SkippedTrace | RejectedTrace]:
    """Executes the call, narrates what happened once for each task, and verifies each text against the execution."""
    trace = execute_one(program, call, execute)
    if isinstance(trace, RejectedTrace):
        yield trace
        return
    evidence = Evidence(call, trace)
    for task in TASKS:
        narration = narrate(program, call, trace, task)
        if isinstance(narration, SkippedTrace):
            yield narration
            continue
        rationale = Rationale(task, narration.rationale, narration.answer, narration.target)
        # The narrator proposes calls that were executed, so the answer's execution is the one at hand.
        yield Told(trace, narration, verify(rationale, program, asked=evidence, answered=evidence))


def execute_one(program: Program, call: Call, execute: Execute) -> Answer:
    """The execution of one call."""
    (answers,) = execute([Job(program.id, program.code, program.entry_point, ((call.id, call.input),))])
    return answers[0]
