"""Makes the rows of `tracecot narrate`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracecot.answer_tags import OPENING
from tracecot.errors import BadInput
from tracecot.execution import Answer, Trace
from tracecot.narrations.alternatives import changed_calls
from tracecot.narrations.candidates import Proposal, simpler_calls, simplest
from tracecot.narrations.manner import LAYOUTS, Manner
from tracecot.narrations.narrate import narrate, narrate_questions
from tracecot.narrations.records import INPUT_PREDICTION, Narration, SkippedTrace
from tracecot.narrations.style import VOICES, WALKTHROUGH
from tracecot.sources.records import Call
from tracecot.targets import QUESTIONS
from tracecot.traces.proving import proven
from tracecot_cli.executions import Errand, Refused, Served, job_of, trace_or_refuse
from tracecot_cli.requests import Request, read_request

Row = dict[str, object]


def manner_of(voice: str | None, layout: str, budget: int, answer_tag: str) -> Manner:
    """The manner that is asked for; no voice is the narrator's own choice.

    Raises:
        BadInput: there is no such voice or layout, or that is no tag.
    """
    for what, name, known in (("voice", voice, VOICES), ("layout", layout, LAYOUTS)):
        if name is not None and name not in known:
            raise BadInput("unsupported", f"there is no {what} {name!r}; there are {', '.join(known)}")
    if OPENING.fullmatch(answer_tag) is None:
        raise BadInput("unsupported", f"{answer_tag!r} is no tag; write [WORD] in capitals, or <word> in small letters")
    return Manner(voice or WALKTHROUGH, layout, budget, answer_tag)


def rows_of_tasks(
    served: Served[Request], *, tasks: Sequence[str], manner: Manner, questions: int, other_calls: bool = True
) -> Iterator[Row]:
    """The rationale record of each task, or an error row for it; one error row where nothing can be told."""
    request = served.payload
    try:
        trace = trace_or_refuse(served.answers[0], request)
    except BadInput as error:
        yield Refused(request.record_id, served.line_number, error).row
        return
    tried = list(zip(_candidates(request), served.answers[1:], strict=False)) if other_calls else []
    proposal = _proposal(request, trace, tried)
    for task in tasks:
        for number, told in enumerate(_narrated(request, trace, task, manner, questions, proposal, tried), start=1):
            if isinstance(told, SkippedTrace):
                error = BadInput("unsupported", f"{task} can't be told: {told.reason} ({told.detail})")
                yield Refused(request.record_id, served.line_number, error).row
            else:
                yield narration_row(request, told, number)


def _narrated(
    request: Request,
    trace: Trace,
    task: str,
    manner: Manner,
    questions: int,
    proposal: Proposal | None,
    tried: Sequence[tuple[Call, Answer]],
) -> list[Narration | SkippedTrace]:
    """The rationales of a task: one of a prediction, so many of a family of questions."""
    if task in QUESTIONS:
        return narrate_questions(request.program, request.call, trace, task, manner, questions)
    return [narrate(request.program, request.call, trace, task, manner, proposal, tried)]


def narration_errand(record: object, *, tasks: Sequence[str], other_calls: bool = True) -> Errand[Request]:
    """What must be executed to tell a call: the call, and other ones where a call is what is asked for."""
    request = read_request(record)
    job = job_of(request)
    others = _candidates(request) if other_calls and INPUT_PREDICTION in tasks else ()
    return Errand(request, replace(job, calls=(*job.calls, *((call.id, call.input) for call in others))))


def _candidates(request: Request) -> list[Call]:
    """Simpler calls that may give the same, and calls with one argument changed that may give something else."""
    simpler = simpler_calls(request.program, request.call)
    changed = changed_calls(request.program, request.call)
    return list({call.id: call for call in (*simpler, *changed)}.values())


def _proposal(request: Request, trace: Trace, tried: Sequence[tuple[Call, Answer]]) -> Proposal | None:
    """The simplest of the executed calls, where one gives the same result and its program bears its recording out."""
    found = simplest(trace, tried, len(request.call.input))
    judged = None if found is None else proven(request.program.code, found[0].input, found[1])
    return (found[0], judged) if found is not None and isinstance(judged, Trace) else None


def narration_row(request: Request, narration: Narration, number: int) -> Row:
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
