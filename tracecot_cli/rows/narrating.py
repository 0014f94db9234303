"""Makes the rows of `tracecot narrate`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tracecot.answer_tags import OPENING
from tracecot.errors import BadInput
from tracecot.execution import Answer, Trace
from tracecot.narrations.calls.alternatives import changed_calls
from tracecot.narrations.calls.candidates import Proposal, simpler_calls, simplest
from tracecot.narrations.manner import LAYOUTS, Manner
from tracecot.narrations.narrate import narrate, narrate_questions
from tracecot.narrations.records import INPUT_PREDICTION, Narration, SkippedTrace
from tracecot.narrations.wording.style import VOICES, WALKTHROUGH
from tracecot.sources.records import Call
from tracecot.targets import QUESTIONS
from tracecot.traces.proving import proven
from tracecot_cli.rows.executions import Errand, Refused, Served, job_of, trace_or_refuse
from tracecot_cli.rows.lines import Row
from tracecot_cli.rows.requests import Request, read_request


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
    narrated = _Narrated(request, trace, served.answers[1:] if other_calls else (), manner, questions)
    for task in tasks:
        for number, told in enumerate(narrated.of_task(task), start=1):
            match told:
                case Narration():
                    yield narration_row(request, told, number)
                case SkippedTrace():
                    error = BadInput("unsupported", f"{task} can't be told: {told.reason} ({told.detail})")
                    yield Refused(request.record_id, served.line_number, error).row
                case BadInput():
                    yield Refused(request.record_id, served.line_number, told).row


@dataclass(frozen=True)
class _Narrated:
    """One executed request, and how it is told."""

    request: Request
    trace: Trace
    further: Sequence[Answer]  # to the candidates, as far as they were executed
    manner: Manner
    questions: int

    def of_task(self, task: str) -> Sequence[Narration | SkippedTrace | BadInput]:
        """The rationales of a task, one of a prediction, so many of a family of questions; or what became of it."""
        try:
            return self._told(task)
        except Exception as error:  # a mistake of ours with one execution; the others go on
            return [
                BadInput("unsupported", f"the narrator failed on {task}, which is a fault of ours: {error!r}"[:500])
            ]

    def _told(self, task: str) -> Sequence[Narration | SkippedTrace]:
        request = self.request
        if task in QUESTIONS:
            return narrate_questions(request.program, request.call, self.trace, task, self.manner, self.questions)
        return [narrate(request.program, request.call, self.trace, task, self.manner, self._proposal, self._tried)]

    @cached_property
    def _tried(self) -> list[tuple[Call, Answer]]:
        """The other calls that were executed."""
        return list(zip(_candidates(self.request), self.further, strict=False)) if self.further else []

    @cached_property
    def _proposal(self) -> Proposal | None:
        """The simplest of the executed calls, where one gives the same and its program bears its recording out."""
        found = simplest(self.trace, self._tried, len(self.request.call.input))
        judged = None if found is None else proven(self.request.program.code, found[0].input, found[1])
        return (found[0], judged) if found is not None and isinstance(judged, Trace) else None


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
