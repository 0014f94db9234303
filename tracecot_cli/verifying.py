"""Makes the rows of `tracecot verify`."""

from tracecot.errors import BadInput
from tracecot.execution import RejectedTrace
from tracecot.narrations.records import INPUT_PREDICTION
from tracecot.sources.records import Call
from tracecot.verification.records import Rationale
from tracecot.verification.verdict import verdict_record
from tracecot.verification.verify import Evidence, proposed_input, verify
from tracecot_cli.executions import Errand, Refused, Served, job_of, trace_or_refuse
from tracecot_cli.requests import RationaleRequest, read_rationale

Row = dict[str, object]


def error_row(refused: Refused) -> Row:
    """The row of a line that can't be judged."""
    return {**refused.row, "verdict": "error"}


def rationale_errand(record: object) -> Errand[RationaleRequest]:
    """What must be executed to judge a rationale: the call asked about, and the one that its answer proposes."""
    rationale = read_rationale(record)
    proposed = None
    if rationale.task == INPUT_PREDICTION:
        proposed = proposed_input(rationale.answer, rationale.request.program)
    further = () if proposed is None or proposed == rationale.request.input else (proposed,)
    return Errand(rationale, job_of(rationale.request, *further))


def row(served: Served[RationaleRequest], *, support_needed: float) -> Row:
    """The verdict record of a rationale record, or an error row."""
    rationale = served.payload
    try:
        asked = Evidence(rationale.request.call, trace_or_refuse(served.answers[0], rationale.request))
        answered = _answered(served, asked)
    except BadInput as error:
        return error_row(Refused(rationale.request.record_id, served.line_number, error))
    judged = verify(
        Rationale(rationale.task, rationale.rationale, rationale.answer),
        rationale.request.program,
        asked,
        answered,
        support_needed,
    )
    return verdict_record(judged, rationale.request.fields["id"])


def _answered(served: Served[RationaleRequest], asked: Evidence) -> Evidence:
    """The execution that the text is checked against: of the proposed call, where one was executed.

    Raises:
        BadInput: the proposed call could not be executed.
    """
    if len(served.answers) == 1:
        return asked
    answer = served.answers[1]
    if isinstance(answer, RejectedTrace):
        raise BadInput("unsupported", f"the proposed call can't be executed: {answer.reason} ({answer.detail})")
    program = served.payload.request.program
    source = proposed_input(served.payload.answer, program) or ""
    return Evidence(Call(program.id, source, "proposed"), answer)
