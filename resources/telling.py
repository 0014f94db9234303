"""Narrates and verifies batches of executions: Arrow in, Arrow out, so that any process can do it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from resources import tables
from resources.alternatives import alternatives_of
from resources.executions import Executed, Executions
from resources.rows import (
    Row,
    claim_rows,
    made_of,
    narration_of,
    narration_row,
    skipped_row,
    verdict_row,
)
from tracecot.ids import digest
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import NARRATOR, TASKS, Narration, SkippedTrace
from tracecot.sources.records import Program
from tracecot.verification.records import Claim, Rationale, Unreadable, Verdict
from tracecot.verification.verify import Evidence, verify

FAILED_TO_NARRATE = "failed"


@dataclass(frozen=True, slots=True)
class Telling:
    """How rationales are to be written."""

    voices: tuple[str, ...]
    tokens: int

    def voice(self, trace_id: str, task: str) -> str:
        """The voice for one rationale: by content, so that the voices are mixed evenly and never change."""
        return self.voices[int(digest(trace_id, task)[:8], 16) % len(self.voices)]


def narrated(executions: Executions, telling: Telling) -> tuple[pa.Table, pa.Table]:
    """Rows of `narrations` and of `skipped_traces`: each execution, once for each task."""
    told: list[Row] = []
    skipped: list[Row] = []
    for corpus, made in _narrated(executions, telling):
        match made:
            case Narration():
                told.append(narration_row(made, corpus))
            case SkippedTrace():
                skipped.append(skipped_row(made, corpus, NARRATOR))
    return made_of(tables.NARRATIONS, told), made_of(tables.SKIPPED_TRACES, skipped)


def _narrated(executions: Executions, telling: Telling) -> Iterator[tuple[str, Narration | SkippedTrace]]:
    for trace_id, one in executions.by_trace_id().items():
        for task in TASKS:
            voice = telling.voice(trace_id, task)
            try:
                made = narrate(one.program, one.call, one.trace, task, voice, telling.tokens)
            except Exception as error:  # a mistake of ours with one execution; the others go on, and a check tells
                made = SkippedTrace(trace_id, task, FAILED_TO_NARRATE, repr(error))
            yield one.program.corpus, made


def verified(given: tuple[Executions, pa.Table], support: float) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Rows of `claims`, `verified_cot` and `rejected_narrations` for rows of `narrations` and their executions."""
    executions, narrations = given
    executed = executions.by_trace_id()
    claims: list[Row] = []
    kept: list[Row] = []
    rejected: list[Row] = []
    for row in narrations.to_pylist():
        narration, corpus = narration_of(row), row["corpus"]
        verdict = _verdict(narration, executed, support)
        claims += claim_rows(narration.id, narration.answer_trace_id, corpus, verdict.claims)
        judgement = verdict_row(narration, corpus, verdict)
        (rejected if judgement["reason"] or verdict.verdict != "verified" else kept).append(judgement)
    return (
        made_of(tables.CLAIMS, claims),
        made_of(tables.VERIFIED_COT, kept),
        made_of(tables.REJECTED_NARRATIONS, rejected),
    )


def _verdict(narration: Narration, executed: Mapping[str, Executed], support: float) -> Verdict:
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
    rationale = Rationale(narration.task, narration.rationale, narration.answer)
    return rationale, asked.program, Evidence(asked.call, asked.trace), Evidence(answered.call, answered.trace)
