"""A verdict as a record in JSON lines."""

from tracecot.verification.records import Claim, Grounded, Refuted, Unreadable, Verdict

Record = dict[str, object]


def verdict_record(verdict: Verdict, record_id: object = None) -> Record:
    """The verdict record of docs/records.md."""
    return {
        "id": record_id,
        "verdict": verdict.verdict,
        "answer_correct": verdict.answer_correct,
        "support": verdict.support,
        "coverage": verdict.coverage,
        "claims": len(verdict.claims),
        "grounded": sum(isinstance(claim.finding, Grounded) for claim in verdict.claims),
        "bare_sentences": verdict.bare_sentences,
        "findings": [finding_record(claim) for claim in verdict.claims if not isinstance(claim.finding, Grounded)],
    }


def finding_record(claim: Claim) -> Record:
    """One finding: what does not hold, or can't be read."""
    match claim.finding:
        case Refuted(reason=reason, actual=actual):
            pass
        case Unreadable(detail=actual):
            reason = "not_understood"
        case Grounded():
            raise ValueError("a grounded claim is no finding")
    return {
        "start": claim.start, "end": claim.end, "text": claim.text, "kind": claim.kind, "reason": reason, "actual": actual,
    }  # fmt: skip
