"""Scores answers about a whole program: what is said of all its recorded calls, and code that is to do what it does."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracecot.execution import Care, Execute, Job, Trace
from tracecot.sources.records import Program
from tracecot.splits.telling import tells_of_all
from tracecot.targets import EXPLANATION
from tracecot.verification.answers import same_outcome

Executed = tuple[tuple[str, Trace], ...]  # by input; empty where one of them could not be executed


@dataclass(frozen=True, slots=True)
class AboutProgram:
    """An answer about a program, with the inputs of the calls that the question rests on."""

    task: str
    program: Program
    inputs: tuple[str, ...]
    answer: str

    @property
    def written(self) -> Program:
        """The answer as a program of the same entry point."""
        return Program(self.program.corpus, self.answer, self.program.entry_point, self.program.origin)


def inputs_of(calls: Sequence[str], entry_point: str) -> tuple[str, ...]:
    """The arguments of each call of the entry point.

    >>> inputs_of(["f([1], n=2)", "f()"], "f")
    ('[1], n=2', '')
    """
    start = f"{entry_point}("
    return tuple(call[len(start) : -1] for call in calls if call.startswith(start) and call.endswith(")"))


def are_right(answers: Sequence[AboutProgram], execute: Execute) -> list[bool]:
    """Whether each answer is right; each program is executed once, however many answers there are about it."""
    explained = [one for one in answers if one.task == EXPLANATION]
    written = [one for one in answers if one.task != EXPLANATION]
    seen = _executed([(one.program, one.inputs) for one in explained], execute, "recorded")
    of_code = [(program, one.inputs) for one in written for program in (one.program, one.written)]
    ran = _executed(of_code, execute, "untraced")
    return [
        tells_of_all(one.answer, one.program, seen[one.program.id, one.inputs])
        if one.task == EXPLANATION
        else _do_the_same(ran[one.program.id, one.inputs], ran[one.written.id, one.inputs])
        for one in answers
    ]


def _do_the_same(ours: Executed, theirs: Executed) -> bool:
    """Whether two programs come to the same on every call."""
    if not ours or len(ours) != len(theirs):
        return False
    return all(same_outcome(one.outcome, other.outcome) for (_, one), (_, other) in zip(ours, theirs, strict=True))


def _executed(
    asked: Sequence[tuple[Program, tuple[str, ...]]], execute: Execute, care: Care
) -> dict[tuple[str, tuple[str, ...]], Executed]:
    """What each program did on its inputs."""
    once = {(program.id, inputs): program for program, inputs in asked if inputs}
    jobs = [
        Job(name, program.code, program.entry_point, tuple((f"call_{n}", source) for n, source in enumerate(inputs)))
        for (name, inputs), program in once.items()
    ]
    found: dict[tuple[str, tuple[str, ...]], Executed] = {(program.id, inputs): () for program, inputs in asked}
    for (name, inputs), answers in zip(once, execute(jobs, care) if jobs else (), strict=True):
        traces = [answer for answer in answers if isinstance(answer, Trace)]
        if len(traces) == len(inputs):
            found[name, inputs] = tuple(zip(inputs, traces, strict=True))
    return found
