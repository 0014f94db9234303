"""How fast each stage is, on the functions of two installed packages, all in one run on this machine."""

from collections.abc import Iterable, Iterator

from benchmarks.figures import Figure, timed
from benchmarks.programs import gathered, job_of
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from tracecot.execution import Trace
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import TASKS, Narration
from tracecot.sources.gathering import Admitted
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify


def figures() -> Iterator[Figure]:
    """Each figure as soon as it is measured."""
    settings = load_settings()
    with Sandbox(limits=settings.limits, together=OF_ONE_PACKAGE) as sandbox:
        seconds, admitted = timed(lambda: list(gathered(sandbox)))
        yield Figure("sources: programs admitted", len(admitted) / seconds, "a second")
        seconds, traces = timed(lambda: [answer for answers in sandbox(map(job_of, admitted)) for answer in answers])
        yield Figure("traces: cross-checked", len(traces) / seconds, "executions a second")
    yield from telling(admitted, [one for one in traces if isinstance(one, Trace)])


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
            rationale = Rationale(one.task, one.rationale, one.answer, one.target)
            verdict = verify(rationale, programs[one.program_id], evidence, evidence)
            verified += verdict.verdict == "verified"
        return verified

    seconds, verified = timed(judge)
    yield Figure("verification: rationales, one process", len(told) / seconds, "a second")
    yield Figure("verification: share verified", 100 * verified / len(told), "%")
