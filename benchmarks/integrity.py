"""How much of traces follows again from their programs, and how many faults that shows, all in one run."""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator

from benchmarks.figures import Figure, timed
from benchmarks.programs import gathered_of, job_of, small_programs
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from resources.settings.tables import PackageCorpus
from tracecot.execution import Job, Trace
from tracecot.traces.faults import FAULTS, damaged
from tracecot.traces.rederiving.code import Code
from tracecot.traces.rederiving.records import Rederivation
from tracecot.traces.rederiving.rederive import rederive

SMALL = 400  # programs of CRUXEval's shape

Executed = list[tuple[Code, str, Trace]]  # a program's text, the arguments of the call, the trace


def figures() -> Iterator[Figure]:
    """Each figure as soon as it is measured."""
    settings = load_settings()
    with Sandbox(limits=settings.limits, together=OF_ONE_PACKAGE) as sandbox:
        origin, programs = small_programs(SMALL)
        jobs = [Job(f"prog_{n}", code, "f", ((f"call_{n}", given),)) for n, (code, given) in enumerate(programs)]
        small = list(executed(sandbox, jobs))
        yield from shares(origin, small)
        yield from caught(origin, small)
        everything: list[Rederivation] = []
        for corpus in settings.corpora:
            if isinstance(corpus, PackageCorpus):
                jobs = [job_of(one) for one in gathered_of(sandbox, corpus)]
                everything += yield from shares(corpus.name, list(executed(sandbox, jobs)))
        yield from shown("all packages", everything)


def executed(sandbox: Sandbox, jobs: list[Job]) -> Iterator[tuple[Code, str, Trace]]:
    for job, answers in zip(jobs, sandbox(jobs), strict=True):
        code = Code(job.code)
        for (_, given), answer in zip(job.calls, answers, strict=True):
            if isinstance(answer, Trace):
                yield code, given, answer


def shares(origin: str, traces: Executed) -> Generator[Figure, None, list[Rederivation]]:
    """What follows of these traces."""
    seconds, found = timed(lambda: [rederive(code, trace, given) for code, given, trace in traces])
    yield Figure(f"{origin}: traces derived again", len(found) / seconds, "a second, one process")
    yield from shown(origin, found)
    return found


def shown(origin: str, found: list[Rederivation]) -> Iterator[Figure]:
    counted, derived = total(one.events for one in found), total(one.derived for one in found)
    yield Figure(f"{origin}: counted events that follow", 100 * derived.total() / counted.total(), "%", 1)
    for kind, count in counted.most_common():
        yield Figure(f"{origin}: of kind {kind}", 100 * derived[kind] / count, f"% of {count:,}", 1)
    yield Figure(f"{origin}: traces that follow whole", 100 * share(found), f"% of {len(found):,}", 1)
    yield Figure(f"{origin}: honest traces contradicted", sum(one.disagreement is not None for one in found), "traces")


def total(counters: Iterable[Counter[str]]) -> Counter[str]:
    return sum(counters, start=Counter())


def share(found: list[Rederivation]) -> float:
    return sum(one.is_whole for one in found) / len(found)


def caught(origin: str, traces: Executed) -> Iterator[Figure]:
    tried: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for code, given, trace in traces:
        for one in damaged(trace):
            tried[one.fault] += 1
            seen[one.fault] += rederive(code, one.trace, given).disagreement is not None
    for fault in FAULTS:
        yield Figure(f"{origin}: {fault} contradicted", 100 * seen[fault] / tried[fault], f"% of {tried[fault]}", 1)
