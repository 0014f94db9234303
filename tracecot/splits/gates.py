"""What each row must meet by itself before it is compared with others: licence, no contamination, length, rating."""

from collections.abc import Iterable

from tracecot.narrations.wording.budget import tokens
from tracecot.splits.licences import allows
from tracecot.splits.records import Candidate, Findings, RejectedSample, Rules
from tracecot.splits.rejecting import Sifted, rejection
from tracecot.splits.render import prompt


def passable(candidates: Iterable[Candidate], rules: Rules, findings: Findings) -> Sifted:
    """The candidates that may ship as far as they alone are concerned."""
    kept, rejected = [], []
    for candidate in candidates:
        if row := _refusal(candidate, rules, findings):
            rejected.append(row)
        else:
            kept.append(candidate)
    return Sifted(tuple(kept), tuple(rejected))


def _refusal(candidate: Candidate, rules: Rules, findings: Findings) -> RejectedSample | None:
    """The first thing that stands in the way."""
    licence = candidate.program.origin.licence
    if not allows(licence, rules.licences):
        return rejection(candidate, "licence", licence, f"its licence is {licence!r}, which splits.licences lacks")
    if found := findings.contaminated.get(candidate.program.id):
        item, kinds = found
        return rejection(candidate, "contaminated", item, f"its program repeats the item: {kinds}")
    whole = candidate.narration.tokens + tokens(prompt(candidate.program, candidate.narration))
    if whole > rules.tokens:
        return rejection(candidate, "token_budget", "", f"prompt and completion have some {whole} tokens")
    rank = candidate.standing.rating_rank
    if rules.top_rated and rank is not None and rank > rules.top_rated:
        detail = f"its execution is number {rank} of its program's by the model's marks; splits.top_rated is"
        return rejection(candidate, "low_rated", "", f"{detail} {rules.top_rated}")
    return None
