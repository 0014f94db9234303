"""Examines the verifier on batches of rationales, in any process, and sums up."""

from collections.abc import Iterable
from itertools import chain

import pyarrow as pa

from resources import tables
from resources.executions import Executions
from resources.rows import made_of, narration_of
from resources.telling import what_is_verified
from tracecot.verification.exam import ExamRow, Paper, examine, strengths
from tracecot.verification.records import VERIFIER


def examined(given: tuple[Executions, pa.Table]) -> list[ExamRow]:
    """How the verifier did on these rationales and on corruptions of them."""
    executions, narrations = given
    executed = executions.by_trace_id()
    return list(examine(Paper(*what_is_verified(narration_of(row), executed)) for row in narrations.to_pylist()))


def summed(batches: Iterable[list[ExamRow]], fingerprint: str) -> pa.Table:
    """Rows of `verifier_strength`, one for each kind that was examined."""
    rows = [
        {
            "kind": one.kind, "examined": one.examined, "refused": one.refused, "at_the_span": one.at_the_span,
            "excused": one.excused, "refused_share": one.refused_share, "verifier": VERIFIER, "drawn_from": fingerprint,
        }
        for one in strengths(chain.from_iterable(batches))
        if one.examined
    ]  # fmt: skip
    return made_of(tables.VERIFIER_STRENGTH, rows)
