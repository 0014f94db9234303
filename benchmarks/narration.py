"""How fast executions are told, and how many of the texts are verified: by task, voice, layout and budget."""

import json
import multiprocessing
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path

from benchmarks.figures import Figure, timed
from benchmarks.programs import Execution, package_executions, small_executions
from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from resources.settings import load_settings
from tracecot.narrations.manner import BUDGET, LAYOUTS, PLAIN, Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import TASKS, Narration
from tracecot.narrations.wording.style import VOICES
from tracecot.targets import PREDICTIONS
from tracecot.verification.records import Grounded, Rationale, Verdict
from tracecot.verification.verify import Evidence, verify

SMALL = 100  # programs with one call each
PROCESSES = 2
MILLISECONDS = 1e3
TIGHT = 400  # tokens: a budget that many stories must be folded for
EACH = 4  # one execution in so many is told in each combination
Refused = dict[str, str]


def figures(findings: Path | None = None) -> Iterator[Figure]:
    """Each figure as soon as it is measured; what is not verified goes into the file."""
    with Sandbox(limits=load_settings().limits, together=OF_ONE_PACKAGE) as sandbox:
        cases = [*small_executions(sandbox, SMALL), *package_executions(sandbox)]
    yield from speed(cases)
    manners = [Manner(voice, layout) for voice, layout in product(VOICES, LAYOUTS)]
    manners += [Manner(voice, PLAIN, TIGHT) for voice in VOICES]
    refused: list[Refused] = []
    of_tasks: dict[str, Tally] = defaultdict(Tally)
    for number, manner in enumerate(manners):
        yield from verified(cases[number % EACH :: EACH], manner, refused, of_tasks)
    for task in TASKS:
        yield of_tasks[task].figure(f"narrations: {task}, all voices, layouts and budgets")
    if findings is not None:
        findings.write_text("".join(json.dumps(one) + "\n" for one in refused), encoding="utf-8")


@dataclass(slots=True)
class Tally:
    """What the verifier said of some rationales."""

    verdicts: Counter[str] = field(default_factory=Counter)
    tokens: int = 0

    def add(self, made: Narration, verdict: Verdict) -> None:
        """One more."""
        is_thin = verdict.verdict == "verified" and _is_thin(verdict)
        self.verdicts["thin" if is_thin else verdict.verdict] += 1
        self.tokens += made.tokens

    def figure(self, name: str) -> Figure:
        """The share that is verified, thin or not; what is not is said by verdict."""
        total = self.verdicts.total()
        held = self.verdicts["verified"] + self.verdicts["thin"]
        others = ", ".join(f"{word} {count}" for word, count in sorted(self.verdicts.items()) if word != "verified")
        each = self.tokens / max(1, total)
        unit = f"% of {total:,} verified; {others or 'no others'}; {each:.0f} tokens each"
        return Figure(name, 100 * held / max(1, total), unit, 2)


def told(one: Execution, task: str, manner: Manner) -> Narration | None:
    made = narrate(one.program, one.call, one.trace, task, manner)
    return made if isinstance(made, Narration) else None


def speed(cases: list[Execution]) -> Iterator[Figure]:
    """Rationales a second; on both processes first, while nothing has been read yet that a process keeps."""
    seconds, counts = timed(lambda: on_processes(cases))
    yield Figure(f"narrations: all tasks, {PROCESSES} processes", sum(counts) / seconds, "rationales a second")
    spent, told_in_all = 0.0, 0
    for task in TASKS:
        started = time.process_time()
        seconds, count = timed(partial(_told, cases, [task]))
        processor = time.process_time() - started
        spent, told_in_all = spent + processor, told_in_all + count
        each = f"{MILLISECONDS * processor / max(1, count):.2f} ms of processor time each"
        unit = f"rationales a second, of {count:,}, {each}"
        yield Figure(f"narrations: {task}, one process", count / seconds, unit)
    yield Figure("narrations: all tasks, one processor", told_in_all / spent, f"a processor second, of {told_in_all:,}")


def on_processes(cases: list[Execution]) -> list[int]:
    """How many rationales each process told."""
    parts = [cases[number::PROCESSES] for number in range(PROCESSES)]
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        return pool.map(partial(_told, tasks=TASKS), parts)


def _told(cases: list[Execution], tasks: Iterable[str]) -> int:
    return sum(told(one, task, Manner()) is not None for one in cases for task in tasks)


def verified(
    cases: list[Execution], manner: Manner, refused: list[Refused], of_tasks: dict[str, Tally]
) -> Iterator[Figure]:
    """What is verified of the predictions and of the questions in this manner; counted for each task, too."""
    for kind, tasks in (
        ("predictions", PREDICTIONS),
        ("questions", [task for task in TASKS if task not in PREDICTIONS]),
    ):
        tally = Tally()
        for one, task in product(cases, tasks):
            made = told(one, task, manner)
            if made is not None:
                verdict = judged(one, made)
                tally.add(made, verdict)
                of_tasks[task].add(made, verdict)
                refused += [] if verdict.verdict == "verified" else [_finding(one, made, verdict)]
        budget = "" if manner.budget == BUDGET else f", {manner.budget} tokens"
        yield tally.figure(f"narrations: {kind}, {manner.voice}, {manner.layout}{budget}")


def judged(one: Execution, made: Narration) -> Verdict:
    evidence = Evidence(one.call, one.trace)
    rationale = Rationale(made.task, made.rationale, made.answer, made.target)
    return verify(rationale, one.program, evidence, evidence)


def _finding(one: Execution, made: Narration, found: Verdict) -> Refused:
    """What the verifier holds against the text, with its surroundings."""
    first = next(claim for claim in found.claims if not isinstance(claim.finding, Grounded))
    return {
        "task": made.task, "voice": made.voice, "layout": made.layout, "function": one.program.origin.qualname,
        "call": one.call.input, "verdict": found.verdict, "claim": first.text, "finding": str(first.finding),
        "around": made.rationale[max(0, first.start - 200) : first.end + 100],
    }  # fmt: skip


def _is_thin(found: Verdict) -> bool:
    return any(getattr(claim.finding, "reason", "") == "thin" for claim in found.claims)
