"""Makes the rows of `tracecot narrate`."""

from collections.abc import Iterator, Sequence

from tracecot.errors import BadInput
from tracecot.execution import Trace
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import Narration, SkippedTrace
from tracecot.narrations.style import DETAILS
from tracecot_cli.executions import Refused, Served, trace_or_refuse
from tracecot_cli.requests import Request

Row = dict[str, object]


def voice_named(name: str | None) -> str | None:
    """The voice of that name; None is the narrator's own choice.

    Raises:
        BadInput: there is no such voice.
    """
    if name is not None and name not in DETAILS:
        raise BadInput("unsupported", f"there is no voice {name!r}; there are {', '.join(DETAILS)}")
    return name


def rows_of_tasks(served: Served[Request], *, tasks: Sequence[str], voice: str | None, budget: int) -> Iterator[Row]:
    """The rationale record of each task, or an error row for it; one error row where nothing can be told."""
    request = served.payload
    try:
        trace = trace_or_refuse(served.answers[0], request)
    except BadInput as error:
        yield Refused(request.record_id, served.line_number, error).row
        return
    for task in tasks:
        try:
            yield _narration_row(request, _narrated(request, trace, task, voice, budget))
        except BadInput as error:
            yield Refused(request.record_id, served.line_number, error).row


def _narrated(request: Request, trace: Trace, task: str, voice: str | None, budget: int) -> Narration:
    """The narration.

    Raises:
        BadInput: the narrator skips it.
    """
    call = request.call
    if voice is None:
        told = narrate(request.program, call, trace, task, budget=budget)
    else:
        told = narrate(request.program, call, trace, task, voice, budget)
    if isinstance(told, SkippedTrace):
        raise BadInput("unsupported", f"{task} can't be told: {told.reason} ({told.detail})")
    return told


def _narration_row(request: Request, narration: Narration) -> Row:
    """The program's fields and the rationale's."""
    return {
        **request.fields,
        "task": narration.task,
        "question": narration.question,
        "target": None,  # the two predictions ask about the whole call
        "voice": narration.voice,
        "layout": narration.layout,
        "rationale": narration.rationale,
        "answer": narration.answer,
    }
