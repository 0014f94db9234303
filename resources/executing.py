"""Executes programs in worker processes, each with a sandbox of its own: what it answers is read and proven there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from resources.proving import Answered, answered
from resources.sandbox import Sandbox
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


def traced(jobs: Sequence[Job], jail: Jail, corpus: str, python: str, tracer: str) -> Answered:
    """What executing the jobs gave, with the labels that the traces have earned and without what is contradicted."""
    found = [
        answer if isinstance(answer, RejectedTrace) else proven(job.code, source, answer)
        for job, answers in zip(jobs, sandbox_of(jail)(jobs), strict=True)
        for (_, source), answer in zip(job.calls, answers, strict=True)
    ]
    return answered(found, corpus, python, tracer)
