"""How fast rationales are verified with traces at hand, how time grows with text and trace, and the memory."""

import gc
import multiprocessing
import os
import resource
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.figures import Figure, Skipped, timed
from benchmarks.growth import BROKEN, PASSES, SUMS, hostile, told
from benchmarks.programs import CRUXEVAL, EVAL_DATA, Execution, package_executions, small_executions
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from resources.traces.executions import rare_collections
from tracecot.execution import Job, Trace
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import TASKS, Narration
from tracecot.sources.records import Call, Origin, Program, call_id
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

PROCESSES = 2
ALL = 400  # programs of CRUXEval
TIMES = (1, 2, 4, 8)
MEGABYTE = 1e6
MILLISECONDS = 1e3
GIVEN = Origin("benchmarks", "1", "growth.py", "growth", "f", 1, 1, "Apache-2.0")


@dataclass(frozen=True, slots=True)
class Case:
    """All that verifying one rationale takes."""

    rationale: Rationale
    program: Program
    evidence: Evidence

    def verdict(self) -> str:
        return verify(self.rationale, self.program, self.evidence, self.evidence).verdict


def figures() -> Iterator[Figure | Skipped]:
    """Each figure as soon as it is measured."""
    with Sandbox(limits=load_settings().limits, together=OF_ONE_PACKAGE) as sandbox:
        small, packages = list(of_cruxeval(sandbox)), list(of_packages(sandbox))
        long = {passes: trace_of(sandbox, passes) for passes in (PASSES * times for times in TIMES)}
    if small:
        yield from speed(CRUXEVAL, small)
    else:
        yield Skipped(f"verification: {CRUXEVAL}", f"{EVAL_DATA} names no folder that has it")
    yield from speed("packages", packages)
    yield from growth(long)
    yield from memory(long[PASSES * TIMES[-1]])


def of_cruxeval(sandbox: Sandbox) -> Iterator[Case]:
    """Rationales about CRUXEval's functions, if they are there."""
    if Path(os.environ.get(EVAL_DATA, ""), CRUXEVAL).is_file():
        for one in small_executions(sandbox, ALL):
            yield from cases(one)


def of_packages(sandbox: Sandbox) -> Iterator[Case]:
    """Rationales about the functions of two packages."""
    for one in package_executions(sandbox):
        yield from cases(one)


def cases(one: Execution) -> Iterator[Case]:
    for task in TASKS:
        told = narrate(one.program, one.call, one.trace, task)
        if isinstance(told, Narration):
            rationale = Rationale(task, told.rationale, told.answer, told.target)
            yield Case(rationale, one.program, Evidence(one.call, one.trace))


def speed(origin: str, found: list[Case]) -> Iterator[Figure]:
    """Rationales a second; on both processes first, while nothing has been read yet that a process keeps."""
    with rare_collections():  # as in the platform's workers
        seconds = on_processes(found)
        yield Figure(f"verification: {origin}, {PROCESSES} processes", len(found) / seconds, "rationales a second")
        gc.collect()
        seconds, judged = timed(lambda: [_spent_on(one) for one in found])
    spent = [each for _, each in judged]
    unit = f"rationales a second, {MILLISECONDS * sum(spent) / len(found):.2f} ms of processor time each"
    yield Figure(f"verification: {origin}, one process", len(found) / seconds, unit)
    yield from by_place(origin, found, spent)
    verified = sum(verdict == "verified" for verdict, _ in judged)
    yield Figure(f"verification: {origin}, verified", 100 * verified / len(found), "%", 1)


def by_place(origin: str, found: list[Case], spent: list[float]) -> Iterator[Figure]:
    """What the first text about an execution takes, and what those take that follow it."""
    firsts = [True, *(one.evidence.trace is not next_.evidence.trace for one, next_ in pairwise(found))]
    for name, wanted in (("the first text of an execution", True), ("the next ones of it", False)):
        chosen = [each for each, is_first in zip(spent, firsts, strict=True) if is_first == wanted]
        share = f"ms of processor time, of {len(chosen)}"
        yield Figure(f"verification: {origin}, {name}", MILLISECONDS * sum(chosen) / max(len(chosen), 1), share, 2)


def _spent_on(one: Case) -> tuple[str, float]:
    """The verdict, and the processor seconds that it took."""
    started = time.process_time()
    verdict = one.verdict()
    return verdict, time.process_time() - started


def on_processes(found: list[Case]) -> float:
    """The seconds that some processes take together; they are forked, so that the traces are at hand."""
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_verify_all, args=(found[place::PROCESSES],)) for place in range(PROCESSES)]
    seconds, _ = timed(lambda: ([one.start() for one in workers], [one.join() for one in workers]))
    if any(one.exitcode for one in workers):
        raise RuntimeError("a process failed")
    return seconds


def _verify_all(found: list[Case]) -> None:
    for one in found:
        one.verdict()


def trace_of(sandbox: Sandbox, passes: int) -> Case:
    """An execution with so many passes, told whole."""
    program = Program("growth", SUMS, "f", GIVEN)
    call = Call(program.id, str(list(range(passes))), "given")
    ((answer,),) = sandbox([Job(program.id, SUMS, "f", ((call_id(program.id, call.input), call.input),))])
    if not isinstance(answer, Trace):
        raise RuntimeError(f"{passes} passes can't be recorded: {answer.detail}")
    return Case(Rationale("output_prediction", told(passes), str(sum(range(passes)))), program, Evidence(call, answer))


def growth(long: dict[int, Case]) -> Iterator[Figure]:
    """Seconds as the text grows, as the trace grows, and as both do."""
    shortest, longest = long[PASSES], long[PASSES * TIMES[-1]]
    events, characters = len(shortest.evidence.trace.events), len(shortest.rationale.text)
    texts = {times: told(PASSES * times) for times in TIMES}
    of_text = {times: partial(_judged, longest, text) for times, text in texts.items()}
    yield from grown(f"text of {characters:,} characters, times", of_text)
    of_trace = {times: partial(_judged, long[PASSES * times], texts[1]) for times in TIMES}
    yield from grown(f"trace of {events:,} events, times", of_trace)
    both = {times: partial(_judged, long[PASSES * times], texts[times]) for times in TIMES}
    yield from grown("both, times", both)
    for name in BROKEN:
        of_hostile = {times: partial(_judged, shortest, hostile(name, characters * times)) for times in (1, 4)}
        yield from grown(f"{name}, {characters:,} characters, times", of_hostile)


def _judged(case: Case, text: str) -> str:
    """The verdict on the text as the first one about the execution: what is kept, is kept with the trace."""
    evidence = Evidence(case.evidence.call, replace(case.evidence.trace))
    return Case(Rationale("output_prediction", text, case.rationale.answer), case.program, evidence).verdict()


def grown(what: str, works: dict[int, Callable[[], str]]) -> Iterator[Figure]:
    first = 0.0
    for times, work in works.items():
        spent = min(_spent(work) for _ in range(2))
        first = first or spent
        unit = f"ms of processor time, {spent / first:.1f} times as long"
        yield Figure(f"verification: {what} {times}", MILLISECONDS * spent, unit, 1)


def _spent(work: Callable[[], str]) -> float:
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def memory(case: Case) -> Iterator[Figure]:
    """What verifying the longest takes besides its trace, and what this process has held at most."""
    tracemalloc.start()
    case.verdict()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    yield Figure(f"verification: memory for {len(case.evidence.trace.events):,} events", most / MEGABYTE, "MB", 1)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    yield Figure("verification: this process at most, all traces held", most / MEGABYTE, "MB", 1)
