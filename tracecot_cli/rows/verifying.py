"""Makes the rows of `tracecot verify`, and keeps with each what it stands on."""

from dataclasses import dataclass

from tracecot.errors import BadInput
from tracecot.execution import Answer, RejectedTrace, Trace
from tracecot.narrations.records import INPUT_PREDICTION
from tracecot.sources.records import Call
from tracecot.targets import EXPLANATION
from tracecot.verification.alternatives import named_calls
from tracecot.verification.records import Rationale, Verdict
from tracecot.verification.verdict import verdict_record
from tracecot.verification.verify import Evidence, proposed_input, verify
from tracecot_cli.rows.executions import Errand, Refused, Served, job_of, trace_or_refuse
from tracecot_cli.rows.lines import Row
from tracecot_cli.rows.requests import RationaleRequest, read_rationale

MOST_CALLS = 40  # that are executed for one explanation


@dataclass(frozen=True, slots=True)
class Hearing:
    """A rationale, and the inputs that are executed for it besides the one that is asked about."""

    rationale: RationaleRequest
    proposed: str | None  # by its answer, where that is another one
    named: tuple[str, ...]  # by its text


@dataclass(frozen=True, slots=True)
class Judgement:
    """The row of a line and, where it could be judged, what it was judged on."""

    row: Row
    rationale: RationaleRequest | None = None
    answered: Evidence | None = None  # what the text was checked against
    verdict: Verdict | None = None


def error_row(refused: Refused) -> Judgement:
    """The row of a line that can't be judged."""
    return Judgement({**refused.row, "verdict": "error"})


def rationale_errand(record: object) -> Errand[Hearing]:
    """What must be executed to judge a rationale: the call asked about, the one its answer proposes, those it names."""
    rationale = read_rationale(record)
    request = rationale.request
    proposed = proposed_input(rationale.answer, request.program) if rationale.task == INPUT_PREDICTION else None
    proposed = None if proposed == request.input else proposed
    known = (request.input,) if proposed is None else (request.input, proposed)
    if rationale.task == EXPLANATION:
        named = tuple(source for source in _rested_on(rationale) if source != request.input)
    else:
        named = named_calls(rationale.rationale, request.program, *known)
    return Errand(Hearing(rationale, proposed, named), job_of(request, *known[1:], *named))


def _rested_on(rationale: RationaleRequest) -> tuple[str, ...]:
    """The inputs of the calls that an explanation's target names.

    Raises:
        BadInput: there are none, too many, or one is no call of the entry point.
    """
    calls, start = rationale.target.calls, f"{rationale.request.program.entry_point}("
    if not 1 <= len(calls) <= MOST_CALLS:
        raise BadInput("missing_field", f"the target of an explanation names 1 to {MOST_CALLS} calls, not {len(calls)}")
    for call in calls:
        if not call.startswith(start) or not call.endswith(")"):
            raise BadInput("unsupported", f"{call[:80]!r} in the target's calls is no call of the entry point")
    return tuple(dict.fromkeys(call[len(start) : -1] for call in calls))


def judgement(served: Served[Hearing], *, support_needed: float) -> Judgement:
    """The verdict on a rationale record, or why there is none."""
    rationale = served.payload.rationale
    try:
        return _judged(rationale, served, support_needed)
    except BadInput as error:
        return error_row(Refused(rationale.request.record_id, served.line_number, error))


def _judged(rationale: RationaleRequest, served: Served[Hearing], support_needed: float) -> Judgement:
    request = rationale.request
    asked = Evidence(request.call, trace_or_refuse(served.answers[0], request))
    further = list(zip(_further(served.payload), served.answers[1:], strict=True))
    answered = asked if served.payload.proposed is None else _proposed(*further.pop(0), served.payload)
    others = [
        Evidence(Call(request.program.id, source, "proposed"), answer)
        for source, answer in further
        if isinstance(answer, Trace)
    ]
    said = Rationale(rationale.task, rationale.rationale, rationale.answer, rationale.target)
    try:
        verdict = verify(said, request.program, asked, answered, support_needed, others)
    except Exception as error:  # a mistake of ours with one text; the others go on
        raise BadInput(
            "unsupported", f"the verifier failed on this text, which is a fault of ours: {error!r}"
        ) from error
    return Judgement(verdict_record(verdict, request.fields["id"]), rationale, answered, verdict)


def _further(hearing: Hearing) -> tuple[str, ...]:
    """The inputs that were executed besides the one asked about, in their order."""
    return hearing.named if hearing.proposed is None else (hearing.proposed, *hearing.named)


def _proposed(source: str, answer: Answer, hearing: Hearing) -> Evidence:
    """The execution of the proposed call.

    Raises:
        BadInput: it could not be executed.
    """
    if isinstance(answer, RejectedTrace):
        raise BadInput("unsupported", f"the proposed call can't be executed: {answer.reason} ({answer.detail})")
    return Evidence(Call(hearing.rationale.request.program.id, source, "proposed"), answer)
