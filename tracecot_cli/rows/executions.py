"""Executes requests and gives the answers in the order of the requests, error rows between them in their place."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracecot.errors import BadInput
from tracecot.execution import Answer, Execute, Job, Raised, RejectedTrace, Returned, Trace
from tracecot.sources.unfit import never_entered
from tracecot.traces.proving import proven
from tracecot.values import NotPlain, Plain, Unaskable, canonical_text, same
from tracecot_cli.rows.requests import RecordId, Request

Payload = TypeVar("Payload")

#: Reasons of a rejected execution that are error kinds of their own; every other one is a limit that was hit.
_KINDS = {"nondeterministic", "not_python", "no_entry_point", "bad_input", "unsupported"}


@dataclass(frozen=True, slots=True)
class Errand(Generic[Payload]):
    """A line that can be served: what is to be executed for it, and what the line is about."""

    payload: Payload
    job: Job


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that can't be served."""

    record_id: RecordId
    line_number: int
    error: BadInput

    @property
    def row(self) -> dict[str, object]:
        """The row that is written in its place."""
        error = {"kind": self.error.kind, "message": str(self.error)}
        return {"id": self.record_id, "line_number": self.line_number, "error": error}


@dataclass(frozen=True, slots=True)
class Served(Generic[Payload]):
    """A line with its executions."""

    line_number: int
    payload: Payload
    answers: tuple[Answer, ...]


def executed(
    lines: Iterable[tuple[int, Errand[Payload] | Refused]], execute: Execute
) -> Iterator[Served[Payload] | Refused]:
    """Each line, in order, with the answers to its job; jobs are asked ahead of what is given."""
    waiting: deque[tuple[int, Errand[Payload] | Refused]] = deque()

    def jobs() -> Iterator[Job]:
        for number, line in lines:
            waiting.append((number, line))
            if isinstance(line, Errand):
                yield line.job

    for answers in execute(jobs()):
        while waiting:
            number, line = waiting.popleft()
            if isinstance(line, Errand):
                yield Served(number, line.payload, answers)
                break
            yield line
    for _, line in waiting:
        if isinstance(line, Refused):
            yield line


def job_of(request: Request, *further: str) -> Job:
    """The job of the request's call, and of further inputs of its program."""
    program = request.program
    calls = [(request.call.id, request.input), *((f"further_{n}", source) for n, source in enumerate(further))]
    return Job(program.id, program.code, program.entry_point, tuple(calls))


def trace_or_refuse(answer: Answer, request: Request) -> Trace:
    """The trace with the label that it has earned, if there is one and it gave what the record says that it gives.

    Raises:
        BadInput: there isn't, or it didn't, or its arguments don't fit, or its program contradicts it.
    """
    if isinstance(answer, RejectedTrace):
        if answer.reason in _KINDS:
            raise BadInput(answer.reason, answer.detail)
        raise BadInput("cut_short", limit_hit(answer))
    if not answer.events and isinstance(answer.outcome, Raised):
        raise BadInput(*never_entered(request.input, answer.outcome))
    if request.output is not None and not _gave(answer, request.output):
        raise BadInput("output_differs", f"the record says {_shown(request.output)}, but the call {_ending(answer)}")
    judged = proven(request.program.code, request.input, answer)
    if isinstance(judged, RejectedTrace):
        raise BadInput("unsupported", f"the recording contradicts the program: {judged.detail}")
    return judged


def limit_hit(answer: RejectedTrace) -> str:
    """`events: 20000 events`, or `recursion` where there is no more to say."""
    return answer.reason if answer.detail == answer.reason else f"{answer.reason}: {answer.detail}"


def _gave(trace: Trace, output: str) -> bool:
    match trace.outcome:
        case Returned(value=Plain(repr=text)):
            return same(text, output)
        case Returned(value=Unaskable(length=length)) if length:  # the order of a dict's keys doesn't change its length
            return _length(output) == length
        case Returned():  # nested too deeply to have a text: nothing speaks against the record
            return True
    return False


def _length(text: str) -> int | None:
    """The length of the value's canonical text."""
    try:
        return len(canonical_text(text))
    except NotPlain:
        return None


def _ending(trace: Trace) -> str:
    match trace.outcome:
        case Returned(value=Plain(repr=text)):
            return f"returned {_shown(text)}"
        case Returned(value=value):
            return f"returned a {value.type}"
        case ended:
            return f"ended with {ended}"


def _shown(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}..."
