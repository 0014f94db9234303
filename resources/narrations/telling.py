"""Narrates and verifies batches of executions: Arrow in, Arrow out, so that any process can do it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from resources import tables
from resources.tables.rows import (
    Row,
    claim_rows,
    made_of,
    narration_of,
    narration_row,
    skipped_row,
    verdict_row,
)
from resources.traces.alternatives import alternatives_of
from resources.traces.executions import Executed, Executions
from tracecot.execution import Answer
from tracecot.ids import digest
from tracecot.narrations.answering import of_several_families
from tracecot.narrations.calls.candidates import simplest
from tracecot.narrations.explaining.program import narrate_program
from tracecot.narrations.manner import Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import NARRATOR, Narration, SkippedTrace
from tracecot.sources.records import Call, Program
from tracecot.targets import INPUT_PREDICTION, OF_PROGRAMS, PREDICTIONS
from tracecot.verification.records import Claim, Rationale, Unreadable, Verdict
from tracecot.verification.verify import Evidence, verify

FAILED_TO_NARRATE = "failed"


@dataclass(frozen=True, slots=True)
class Telling:
    """How rationales are to be written, and how many questions are asked about moments of each execution."""

    voices: tuple[str, ...]
    layouts: tuple[str, ...]
    tokens: int
    answer_tag: str
    questions: int

    def manner(self, trace_id: str, task: str) -> Manner:
        """How one rationale is told: by content, so that voices and layouts are mixed evenly and never change."""
        drawn = int(digest(trace_id, task)[:8], 16)
        voice = self.voices[drawn % len(self.voices)]
        layout = self.layouts[drawn // len(self.voices) % len(self.layouts)]
        return Manner(voice, layout, self.tokens, self.answer_tag)


Done = Mapping[str, Sequence[str]]  # the tasks that were done before, by the id of each execution that is told


def narrated_of(given: tuple[Executions, Done], telling: Telling) -> tuple[pa.Table, pa.Table]:
    """The rows of the named executions, beside all of their programs."""
    executions, wanted = given
    return narrated(executions, telling, wanted)


def narrated(executions: Executions, telling: Telling, wanted: Done | None = None) -> tuple[pa.Table, pa.Table]:
    """Rows of `narrations` and of `skipped_traces`: each execution, once for each task.

    Args:
        executions: those of programs, of which a text may name another one.
        telling: how they are told.
        wanted: the ids of those that are told, with what was told before; all by default.
    """
    told: list[Row] = []
    skipped: list[Row] = []
    executed = executions.by_trace_id()
    for corpus, made in tellings(executed, dict.fromkeys(executed, ()) if wanted is None else wanted, telling):
        match made:
            case Narration():
                told.append(narration_row(made, corpus))
            case SkippedTrace():
                skipped.append(skipped_row(made, corpus, NARRATOR))
    return made_of(tables.NARRATIONS, told), made_of(tables.SKIPPED_TRACES, skipped)


def tellings(
    executed: Mapping[str, Executed], wanted: Done, telling: Telling
) -> Iterator[tuple[str, Narration | SkippedTrace]]:
    """The corpus, and a narration or why there is none: of each of the named executions, for each task to be done."""
    of_program: dict[str, list[Executed]] = {}
    for one in executed.values():
        of_program.setdefault(one.program.id, []).append(one)
    for one, done in ((executed[name], done) for name, done in wanted.items()):
        for task in (each for each in PREDICTIONS if each not in done):
            yield one.program.corpus, _told(one, task, telling, of_program[one.program.id])
        if set(done).difference(PREDICTIONS):
            continue
        ask = partial(_told, one, telling=telling)
        for made in of_several_families(one.call.id, one.trace.id, telling.questions, ask):
            yield one.program.corpus, made


def _told(one: Executed, task: str, telling: Telling, known: Sequence[Executed] = ()) -> Narration | SkippedTrace:
    """The rationale of one task; of an input prediction it proposes the simplest of the calls that give the same."""
    manner = telling.manner(one.trace.id, task)
    try:
        if task != INPUT_PREDICTION:
            return narrate(one.program, one.call, one.trace, task, manner)
        others: list[tuple[Call, Answer]] = [(other.call, other.trace) for other in known if other is not one]
        simpler = simplest(one.trace, others, len(one.call.input) - 1)
        return narrate(one.program, one.call, one.trace, task, manner, simpler, others)
    except Exception as error:  # a mistake of ours with one execution; the others go on, and a check tells
        return SkippedTrace(one.trace.id, task, FAILED_TO_NARRATE, repr(error))


def programs_narrated(executions: Executions, telling: Telling) -> tuple[pa.Table, pa.Table]:
    """Rows of `narrations` and of `skipped_traces`: each program, once for each task about programs."""
    by_program: dict[str, list[Executed]] = {}
    for one in sorted(executions.by_trace_id().values(), key=lambda each: each.trace.id):
        by_program.setdefault(one.program.id, []).append(one)
    told: list[Row] = []
    skipped: list[Row] = []
    for recorded in by_program.values():
        for task in OF_PROGRAMS:
            match _told_of_program(recorded, task, telling):
                case Narration() as made:
                    told.append(narration_row(made, recorded[0].program.corpus))
                case SkippedTrace() as made:
                    skipped.append(skipped_row(made, recorded[0].program.corpus, NARRATOR))
    return made_of(tables.NARRATIONS, told), made_of(tables.SKIPPED_TRACES, skipped)


def _told_of_program(recorded: list[Executed], task: str, telling: Telling) -> Narration | SkippedTrace:
    """The rationale of one task about one program."""
    first = recorded[0]
    manner = telling.manner(first.trace.id, task)
    try:
        executions = [(one.call, one.trace) for one in recorded]
        return narrate_program(first.program, executions, task, manner)
    except Exception as error:  # as above
        return SkippedTrace(first.trace.id, task, FAILED_TO_NARRATE, repr(error))


def verified(given: tuple[Executions, pa.Table], support: float) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Rows of `claims`, `verified_cot` and `rejected_narrations` for rows of `narrations` and their executions."""
    executions, narrations = given
    executed = executions.by_trace_id()
    claims: list[Row] = []
    kept: list[Row] = []
    rejected: list[Row] = []
    for row in narrations.to_pylist():
        narration, corpus = narration_of(row), row["corpus"]
        verdict = judged(narration, executed, support)
        claims += claim_rows(narration.id, narration.answer_trace_id, corpus, verdict.claims)
        judgement = verdict_row(narration, corpus, verdict)
        (rejected if judgement["reason"] or verdict.verdict != "verified" else kept).append(judgement)
    return (
        made_of(tables.CLAIMS, claims),
        made_of(tables.VERIFIED_COT, kept),
        made_of(tables.REJECTED_NARRATIONS, rejected),
    )


def judged(narration: Narration, executed: Mapping[str, Executed], support: float) -> Verdict:
    """The verdict; `error` where the verifier itself fails, which is neither true nor false."""
    try:
        others = alternatives_of(narration, executed)
        return verify(*what_is_verified(narration, executed), support, others)
    except Exception as error:  # as above
        failure = Claim(0, len(narration.rationale), "source", "", Unreadable(f"the verifier failed: {error!r}"))
        return Verdict("error", False, 0.0, 0.0, 0, (failure,))


def what_is_verified(
    narration: Narration, executed: Mapping[str, Executed]
) -> tuple[Rationale, Program, Evidence, Evidence]:
    """What the verifier is handed: the text and the answer, and the executions; nothing else of the narration."""
    asked, answered = executed[narration.trace_id], executed[narration.answer_trace_id]
    rationale = Rationale(narration.task, narration.rationale, narration.answer, narration.target)
    return rationale, asked.program, Evidence(asked.call, asked.trace), Evidence(answered.call, answered.trace)
