"""How fast each stage is, on the functions of two installed packages, all in one run on this machine."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from resources.packages import package_files
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from tracecot.execution import Care, Job, Trace
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import TASKS, Narration
from tracecot.sources.gathering import Admitted, gather
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

CORPORA = ("inflection", "toolz")
T = TypeVar("T")
INTERPRETERS = 20  # new interpreters started for the baseline: each takes as long as some hundred executions


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    number: float
    unit: str


def figures() -> Iterator[Figure]:
    """Each figure as soon as it is measured."""
    settings = load_settings()
    with Sandbox(limits=settings.limits, together=OF_ONE_PACKAGE) as sandbox:
        seconds, admitted = timed(lambda: list(gathered(sandbox)))
        yield Figure("sources: programs admitted", len(admitted) / seconds, "a second")
        many = [job(one) for one in admitted]
        single = [Job(each.program_id, each.code, each.entry_point, each.calls[:1]) for each in many]
        for label, jobs in (("one call a program", single), ("all calls of a program", many)):
            for care in ("untraced", "recorded", "cross-checked"):
                yield executions(sandbox, jobs, label, care)
        yield Figure(
            "traces: a new interpreter for each call", INTERPRETERS / interpreters(many), "executions a second"
        )
        traces = [answer for answers in sandbox(many) for answer in answers]
    yield from telling(admitted, [one for one in traces if isinstance(one, Trace)])


def gathered(sandbox: Sandbox) -> Iterator[Admitted]:
    settings = load_settings()
    for name in CORPORA:
        for one in gather(package_files(settings.corpus(name)), name, sandbox):
            if isinstance(one, Admitted):
                yield one


def job(one: Admitted) -> Job:
    calls = tuple((call.id, call.input) for call in one.calls)
    return Job(one.program.id, one.program.code, one.program.entry_point, calls)


def executions(sandbox: Sandbox, jobs: list[Job], label: str, care: Care) -> Figure:
    seconds, answers = timed(lambda: [answer for some in sandbox(jobs, care) for answer in some])
    return Figure(f"traces: {label}, {care}", len(answers) / seconds, "executions a second")


def interpreters() -> float:
    """The seconds that as many new interpreters take to start and end, without running anything."""
    return timed(lambda: [subprocess.run([sys.executable, "-S", "-c", ""], check=True) for _ in range(INTERPRETERS)])[0]


def telling(admitted: Iterable[Admitted], traces: list[Trace]) -> Iterator[Figure]:
    programs = {one.program.id: one.program for one in admitted}
    calls = {call.id: call for one in admitted for call in one.calls}
    seconds, made = timed(
        lambda: [
            (trace, narrate(programs[trace.program_id], calls[trace.call_id], trace, task))
            for trace in traces
            for task in TASKS
        ]
    )
    told = [(trace, one) for trace, one in made if isinstance(one, Narration)]
    yield Figure("narrations: rationales, one process", len(told) / seconds, "a second")

    def judge() -> int:
        verified = 0
        for trace, one in told:
            evidence = Evidence(calls[trace.call_id], trace)
            rationale = Rationale(one.task, one.rationale, one.answer)
            verdict = verify(rationale, programs[one.program_id], evidence, evidence)
            verified += verdict.verdict == "verified"
        return verified

    seconds, verified = timed(judge)
    yield Figure("verification: rationales, one process", len(told) / seconds, "a second")
    yield Figure("verification: share verified", 100 * verified / len(told), "%")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result
