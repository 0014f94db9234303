"""The verifier's exam: honest rationales that it must not refuse, and corruptions of them that it must."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracecot.sources.records import Program
from tracecot.verification.corrupt import Corruption, Honest, corruptions
from tracecot.verification.oracle import excuse
from tracecot.verification.records import Rationale, Refuted, Verdict
from tracecot.verification.verify import Evidence, verify

HONEST = "honest"


@dataclass(frozen=True, slots=True)
class Paper:
    """A rationale that is to be believed, with what it is checked against."""

    rationale: Rationale
    program: Program
    asked: Evidence
    answered: Evidence


@dataclass(frozen=True, slots=True)
class ExamRow:
    """What the verifier did with one text."""

    paper: int  # counts the papers, from 0
    kind: str  # a kind of corruption, or `honest`
    verdict: str
    refused: bool  # not verified
    at_the_span: bool  # a finding lies on what was changed
    excused: str  # why the corruption says nothing false; empty when it does
    start: int = 0
    end: int = 0
    was: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Strength:
    """How the verifier did on one kind: what was excused isn't counted in `examined`."""

    kind: str
    examined: int
    refused: int
    at_the_span: int
    excused: int

    @property
    def refused_share(self) -> float:
        """Refused of those examined."""
        return self.refused / self.examined if self.examined else 0.0


def examine(papers: Iterable[Paper]) -> Iterator[ExamRow]:
    """A row for each paper, and one for each corruption of those that are verified."""
    for number, paper in enumerate(papers):
        verdict = _judged(paper, paper.rationale)
        yield ExamRow(number, HONEST, verdict.verdict, verdict.verdict != "verified", False, "")
        if verdict.verdict == "verified":
            honest = Honest(paper.rationale, paper.answered.trace, verdict.claims)
            for corruption in corruptions(honest):
                yield _row(number, paper, honest, corruption)


def _judged(paper: Paper, rationale: Rationale) -> Verdict:
    return verify(rationale, paper.program, paper.asked, paper.answered)


def _row(number: int, paper: Paper, honest: Honest, corruption: Corruption) -> ExamRow:
    verdict = _judged(paper, corruption.rationale)
    refused = verdict.verdict != "verified"
    near = any(
        isinstance(claim.finding, Refuted) and claim.start < corruption.end and corruption.start < claim.end
        for claim in verdict.claims
    )
    return ExamRow(
        number, corruption.kind, verdict.verdict, refused, near, excuse(honest, corruption),
        corruption.start, corruption.end, corruption.was, corruption.says,
    )  # fmt: skip


def strengths(rows: Iterable[ExamRow]) -> tuple[Strength, ...]:
    """The exam's result by kind, in the order of their names."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.excused:
            counts[row.kind, "excused"] += 1
            continue
        counts[row.kind, "examined"] += 1
        counts[row.kind, "refused"] += row.refused
        counts[row.kind, "at_the_span"] += row.at_the_span
    return tuple(
        Strength(kind, *(counts[kind, each] for each in ("examined", "refused", "at_the_span", "excused")))
        for kind in sorted({kind for kind, _ in counts})
    )
