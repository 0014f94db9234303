"""Executes programs in worker processes, each with a sandbox of its own: what it answers is read and proven there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from resources.sandbox import Sandbox
from resources.traces.proving import Answered, answered
from tracecot.execution import Execute, Job, Limits, Profile, RejectedTrace
from tracecot.traces.proving import proven


@dataclass(frozen=True, slots=True)
class Jail:
    """How a sandbox executes: what `Sandbox` is made with."""

    limits: Limits
    profile: Profile
    together: int
    workers: int | None = 1

    def sandbox(self) -> Sandbox:
        """One that executes so."""
        return Sandbox(self.workers, self.limits, self.together, self.profile)


@cache
def sandbox_of(jail: Jail) -> Execute:
    """This process's sandbox of that kind; its processes end when nobody holds the pipes to them any more."""
    return jail.sandbox()


@dataclass(frozen=True, slots=True)
class Batch:
    """Programs of one corpus, with their calls that are to be executed."""

    corpus: str
    jail: Jail
    jobs: Sequence[Job]


def traced(batch: Batch, python: str, tracer: str) -> Answered:
    """What executing the jobs gave, with the labels that the traces have earned and without what is contradicted."""
    found = [
        answer if isinstance(answer, RejectedTrace) else proven(job.code, source, answer)
        for job, answers in zip(batch.jobs, sandbox_of(batch.jail)(batch.jobs), strict=True)
        for (_, source), answer in zip(job.calls, answers, strict=True)
    ]
    return answered(found, batch.corpus, python, tracer)
