"""Examines the verifier on batches of rationales, in any process, and sums up."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

import pyarrow as pa

from resources import tables
from resources.narrations.telling import what_is_verified
from resources.tables.rows import Row, made_of, narration_of
from resources.traces.alternatives import alternatives_of
from resources.traces.executions import Executed, Executions
from tracecot.narrations.records import Narration
from tracecot.verification.examination.exam import ExamRow, Paper, Strength, examine, is_to_be_looked_at, strengths
from tracecot.verification.records import VERIFIER

#: Narrations that live, the same share of each corpus, task and voice as far as they go round, by content and seed.
DRAWN = """
    with strata as (
        select *, row_number() over (partition by corpus, task, voice order by md5(narration_id || ?)) as turn
        from narrations where retired_at is null
    )
    select narration_id, md5(rationale || answer) from (from strata order by turn, md5(narration_id || ?) limit ?)
    order by md5(program_id), narration_id  -- what is of one program together, and the corpora mixed
"""

Examined = list[tuple[ExamRow, Row]]  # what the verifier did with a text, and the narration that it was made from


def examined(given: tuple[Executions, pa.Table], kinds_each: int, support: float) -> Examined:
    """How the verifier did on these rationales and on corruptions of them."""
    executions, narrations = given
    executed = executions.by_trace_id()
    rows = narrations.to_pylist()
    about = [{name: row[name] for name in ("narration_id", "corpus", "task", "voice")} for row in rows]
    papers = (paper_of(narration_of(row), executed) for row in rows)
    return [(one, about[one.paper]) for one in examine(papers, kinds_each, support)]


def paper_of(narration: Narration, executed: Mapping[str, Executed]) -> Paper:
    """The rationale with what it is checked against, other calls that it names or rests on among that."""
    return Paper(*what_is_verified(narration, executed), tuple(alternatives_of(narration, executed)))


def summed(batches: Iterable[Examined], fingerprint: str) -> tuple[pa.Table, pa.Table]:
    """Rows of `verifier_strength`, one for each kind, and of `exam_findings`, what is to be looked at."""
    examined_rows: list[ExamRow] = []
    findings: list[Row] = []
    for one, about in (row for batch in batches for row in batch):
        examined_rows.append(one)
        if is_to_be_looked_at(one):
            findings.append(finding_row(one, about, fingerprint))
    summary = [strength_row(one, fingerprint) for one in strengths(examined_rows)]
    return made_of(tables.VERIFIER_STRENGTH, summary), made_of(tables.EXAM_FINDINGS, findings)


def strength_row(one: Strength, fingerprint: str) -> Row:
    """A row of `verifier_strength`."""
    low, high = one.interval
    return {
        **asdict(one), "refused_share": one.refused_share, "low": low, "high": high,
        "verifier": VERIFIER, "drawn_from": fingerprint,
    }  # fmt: skip


def finding_row(one: ExamRow, about: Mapping[str, object], fingerprint: str) -> Row:
    """A row of `exam_findings`."""
    return {
        **about, "kind": one.kind, "verdict": one.verdict, "refused": one.refused, "excused": one.excused,
        "start": one.start, "end": one.end, "was": one.was, "says": one.says, "around": one.around,
        "finding": one.finding, "verifier": VERIFIER, "drawn_from": fingerprint,
    }  # fmt: skip
