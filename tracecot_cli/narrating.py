"""Makes the rows of `tracecot narrate`."""

from collections.abc import Iterator, Sequence

from tracecot.errors import BadInput
from tracecot.execution import Trace
from tracecot.narrations.narrate import narrate, narrate_questions
from tracecot.narrations.records import Narration, SkippedTrace
from tracecot.narrations.style import DETAILS, WALKTHROUGH
from tracecot.targets import QUESTIONS
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


def rows_of_tasks(
    served: Served[Request], *, tasks: Sequence[str], voice: str | None, budget: int, questions: int
) -> Iterator[Row]:
    """The rationale record of each task, or an error row for it; one error row where nothing can be told."""
    request = served.payload
    try:
        trace = trace_or_refuse(served.answers[0], request)
    except BadInput as error:
        yield Refused(request.record_id, served.line_number, error).row
        return
    for task in tasks:
        for number, told in enumerate(
            _narrated(request, trace, task, voice or WALKTHROUGH, budget, questions), start=1
        ):
            if isinstance(told, SkippedTrace):
                error = BadInput("unsupported", f"{task} can't be told: {told.reason} ({told.detail})")
                yield Refused(request.record_id, served.line_number, error).row
            else:
                yield _narration_row(request, told, number)


def _narrated(
    request: Request, trace: Trace, task: str, voice: str, budget: int, questions: int
) -> list[Narration | SkippedTrace]:
    """The rationales of a task: one of a prediction, so many of a family of questions."""
    if task in QUESTIONS:
        return narrate_questions(request.program, request.call, trace, task, voice, budget, questions)
    return [narrate(request.program, request.call, trace, task, voice, budget)]


def _narration_row(request: Request, narration: Narration, number: int) -> Row:
    """The program's fields and the rationale's; several rationales of one task have ids of their own."""
    own = {"id": f"{request.fields['id']}/{narration.task}/{number}"} if narration.task in QUESTIONS else {}
    return {
        **request.fields,
        **own,
        "task": narration.task,
        "question": narration.question,
        "target": narration.target.record or None,  # the two predictions ask about the whole call
        "voice": narration.voice,
        "layout": narration.layout,
        "rationale": narration.rationale,
        "answer": narration.answer,
    }
