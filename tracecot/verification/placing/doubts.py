"""What was read as contradicted where not all was understood: nobody knows whether it was meant so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracecot.verification.code.reading import Code
from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.here import names_in
from tracecot.verification.executions.history import History
from tracecot.verification.meanings import Does, EveryPass, Said
from tracecot.verification.placing.placement import Reading
from tracecot.verification.records import Claim, Refuted, Unreadable
from tracecot.verification.rules.judge import Judge

_MOMENTS = 60  # that a statement is tried at


def doubt(reading: Reading, said: Sequence[Said], judge: Judge) -> None:
    """Nothing is contradicted by a text that is not understood.

    A sentence of which a part was not read may say something else than what was read of it. And where sentences
    before were not read, nobody knows how far the text has got: what is so at another moment may be meant.
    """
    if not reading.unread or all(not isinstance(claim.finding, Refuted) for claim in reading.sentence):
        return
    in_doubt = reading.unread > reading.unread_before
    claims = list(reading.sentence)
    for place, claim in enumerate(claims):
        if not isinstance(claim.finding, Refuted):
            continue
        if in_doubt:
            claims[place] = replace(claim, finding=Unreadable(f"read as contradicted: {claim.finding.actual}"))
        elif _is_elsewhere(claim, said, judge):
            claims[place] = replace(claim, finding=Unreadable(f"so elsewhere, but here {claim.finding.actual}"))
    reading.sentence = tuple(claims)


def _is_elsewhere(claim: Claim, said: Sequence[Said], judge: Judge) -> bool:
    """Whether what the claim says is so at any moment of the execution."""
    each = next((each for each in said if (each.start, each.end) == (claim.start, claim.end)), None)
    if each is None:
        return False
    if isinstance(each.meaning, EveryPass) or (isinstance(each.meaning, Does) and each.meaning.negated):
        return True  # which loop is meant, or what stretch, is what nobody knows
    anywhere = Cursor.anywhere(judge.history)
    if judge.judged(replace(each, next=False), anywhere, ()).holds:
        return True
    return any(judge.judged(replace(each, next=False), here, ()).holds for here in _moments(each, judge.history))


def _moments(said: Said, history: History) -> Iterator[Cursor]:
    """The moments at which what the statement is about had just changed."""
    subject = getattr(said.meaning, "subject", None)
    names = names_in(subject) if isinstance(subject, Code) else ()
    seqs = sorted({seq for name in names for seq in history.by_name.get(name, ())})
    yield from (Cursor(history, seq, seq) for seq in seqs[:_MOMENTS])
