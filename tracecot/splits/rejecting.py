"""What stays and what goes: candidates that go become rows of `rejected_samples`."""

from dataclasses import dataclass

from tracecot.splits.records import Candidate, RejectedSample, SampleReason


@dataclass(frozen=True, slots=True)
class Sifted:
    """What stays, and what doesn't and why."""

    kept: tuple[Candidate, ...]
    rejected: tuple[RejectedSample, ...]


def rejection(candidate: Candidate, reason: SampleReason, partner: str, detail: str) -> RejectedSample:
    """The candidate as a row of `rejected_samples`."""
    return RejectedSample(
        narration_id=candidate.narration.id,
        program_id=candidate.program.id,
        corpus=candidate.program.corpus,
        reason=reason,
        partner=partner,
        detail=detail,
    )
