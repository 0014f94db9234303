r"""The front doors as functions: trace programs, annotate or narrate them, verify anybody's rationales.

Each takes records (docs/records.md) and gives one row for each, in order; what can't be served gives an error row.

    from tracecot_cli.api import trace

    for row in trace([{"id": "one", "code": "def f(x):\n    return x + 1", "input": "3"}]):
        print(row["outcome"])
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tracecot.errors import BadInput
from tracecot.execution import Execute, Limits
from tracecot.narrations.manner import USUAL, Manner
from tracecot.verification.records import SUPPORT_NEEDED
from tracecot_cli.rows.executions import Errand, Refused, Served, executed, job_of
from tracecot_cli.rows.lines import NumberedLine, Row
from tracecot_cli.rows.requests import Record, Request, identity_of, read_request, task_named

if TYPE_CHECKING:
    from resources.models.client import LanguageModel
    from tracecot_cli.rows.verifying import Judgement

Payload = TypeVar("Payload")
Made = TypeVar("Made")


def trace(records: Iterable[Record], *, execute: Execute | None = None, limits: Limits | None = None) -> Iterator[Row]:
    """One trace record for each program record.

    Args:
        records: program records.
        execute: who executes; by default a sandbox of its own.
        limits: what one execution may use, for that sandbox.
    """
    return trace_lines(enumerate(records, start=1), execute=execute, limits=limits)


def annotate(
    records: Iterable[Record], *, execute: Execute | None = None, limits: Limits | None = None
) -> Iterator[Row]:
    """Each program record with all its fields, and what executing it gave: `outcome` and `trace`, or `error`.

    Args:
        records: program records with any further fields.
        execute: who executes; by default a sandbox of its own.
        limits: what one execution may use, for that sandbox.

    Raises:
        BadInput: a record has a field of one of these names already.
    """
    from tracecot_cli.rows.annotating import addition, refuse_taken

    waiting: deque[Record] = deque()

    def lines() -> Iterator[NumberedLine]:
        for number, record in enumerate(records, start=1):
            refuse_taken(number, record, {})
            waiting.append(record)
            yield number, record

    for row in trace_lines(lines(), execute=execute, limits=limits):
        record = waiting.popleft()
        yield {**record, **addition(row, {})} if isinstance(record, Mapping) else row


def narrate(
    records: Iterable[Record],
    tasks: Sequence[str] = ("output", "input"),
    *,
    voice: str | None = None,
    layout: str = USUAL.layout,
    budget: int = USUAL.budget,
    answer_tag: str = USUAL.tag,
    questions: int = 1,
    other_calls: bool = True,
    model: str | None = None,
    execute: Execute | None = None,
    limits: Limits | None = None,
) -> Iterator[Row]:
    """One rationale record for each program record and task.

    Args:
        records: program records.
        tasks: `output_prediction` or `output`, `input_prediction` or `input`, `state`, `branch_outcome`, ...
        voice: how it is told; by default the narrator's own choice.
        layout: `plain`, or `four_phase` (understand, plan, execute, reflect).
        budget: the longest rationale, in tokens.
        answer_tag: what opens the answer: `[WORD]` or `<word>`.
        questions: how many of each family that asks about moments.
        other_calls: whether predictions of inputs execute other calls: simpler ones, and ones with an argument changed.
        model: the language model that writes, as litellm names it; by default the templates write.
        execute: who executes; by default a sandbox of its own.
        limits: what one execution may use, for that sandbox.

    Raises:
        BadInput: there is no such task, voice or layout, or that is no tag.
    """
    lines = enumerate(records, start=1)
    return narrate_lines(
        lines, tasks, voice=voice, layout=layout, budget=budget, answer_tag=answer_tag, questions=questions,
        other_calls=other_calls, model=model, execute=execute, limits=limits,
    )  # fmt: skip


def verify(
    records: Iterable[Record],
    *,
    support_needed: float = SUPPORT_NEEDED,
    execute: Execute | None = None,
    limits: Limits | None = None,
) -> Iterator[Row]:
    """One verdict record for each rationale record; the program is executed anew.

    Args:
        records: rationale records, whoever wrote them.
        support_needed: a text that tells less of what led to the answer is found thin.
        execute: who executes; by default a sandbox of its own.
        limits: what one execution may use, for that sandbox.
    """
    lines = enumerate(records, start=1)
    return verify_lines(lines, support_needed=support_needed, execute=execute, limits=limits)


def trace_lines(
    lines: Iterable[NumberedLine], *, execute: Execute | None = None, limits: Limits | None = None
) -> Iterator[Row]:
    """As `trace`, for numbered lines."""
    from tracecot_cli.rows import tracing

    return _served(lines, _program_errand, lambda one: [tracing.row(one)], lambda one: one.row, execute, limits)


def narrate_lines(
    lines: Iterable[NumberedLine],
    tasks: Sequence[str],
    *,
    voice: str | None = None,
    layout: str = USUAL.layout,
    budget: int = USUAL.budget,
    answer_tag: str = USUAL.tag,
    questions: int = 1,
    other_calls: bool = True,
    model: str | None = None,
    tell: Callable[[str], None] | None = None,
    execute: Execute | None = None,
    limits: Limits | None = None,
) -> Iterator[Row]:
    """As `narrate`, for numbered lines; `tell` is told what a model's rationales can cost before they are asked for.

    What is asked for is looked at at once, and not with the first row.
    """
    from tracecot_cli.rows import narrating

    names, manner = tuple(map(task_named, tasks)), narrating.manner_of(voice, layout, budget, answer_tag)
    if model is not None:
        from tracecot_cli.rows import modelling

        asked = modelling.language_model(model, tell)
        return _modelled(lines, names, manner, asked, execute, limits)
    narrated = partial(
        narrating.rows_of_tasks, tasks=names, manner=manner, questions=questions, other_calls=other_calls
    )
    errand = partial(narrating.narration_errand, tasks=names, other_calls=other_calls)
    return _served(lines, errand, narrated, lambda one: one.row, execute, limits)


def verify_lines(
    lines: Iterable[NumberedLine],
    *,
    support_needed: float = SUPPORT_NEEDED,
    execute: Execute | None = None,
    limits: Limits | None = None,
) -> Iterator[Row]:
    """As `verify`, for numbered lines."""
    return (one.row for one in judge_lines(lines, support_needed=support_needed, execute=execute, limits=limits))


def judge_lines(
    lines: Iterable[NumberedLine],
    *,
    support_needed: float = SUPPORT_NEEDED,
    execute: Execute | None = None,
    limits: Limits | None = None,
) -> Iterator["Judgement"]:
    """As `verify_lines`, each row with what it stands on."""
    from tracecot_cli.rows import verifying

    judged = partial(verifying.judgement, support_needed=support_needed)
    return _served(lines, verifying.rationale_errand, lambda one: [judged(one)], verifying.error_row, execute, limits)


def _modelled(
    lines: Iterable[NumberedLine],
    tasks: Sequence[str],
    manner: Manner,
    model: "LanguageModel",
    execute: Execute | None,
    limits: Limits | None,
) -> Iterator[Row]:
    """As `narrate_lines`, written by a language model."""
    from tracecot_cli.rows import modelling

    with _sandbox(execute, limits) as execution:
        served = executed(((number, _read(number, record, _program_errand)) for number, record in lines), execution)
        yield from modelling.rows(served, tasks, manner, model)


def _program_errand(record: object) -> Errand[Request]:
    request = read_request(record)
    return Errand(request, job_of(request))


def _served(
    lines: Iterable[NumberedLine],
    errand: Callable[[object], Errand[Payload]],
    serve: Callable[[Served[Payload]], Iterable[Made]],
    refuse: Callable[[Refused], Made],
    execute: Execute | None,
    limits: Limits | None,
) -> Iterator[Made]:
    """The rows of each line, in order."""
    with _sandbox(execute, limits) as execution:
        for line in executed(((number, _read(number, record, errand)) for number, record in lines), execution):
            if isinstance(line, Refused):
                yield refuse(line)
            else:
                yield from serve(line)


def _read(number: int, record: object, errand: Callable[[object], Errand[Payload]]) -> Errand[Payload] | Refused:
    try:
        return errand(record)
    except BadInput as error:
        return Refused(identity_of(record), number, error)


def _sandbox(execute: Execute | None, limits: Limits | None) -> AbstractContextManager[Execute]:
    """Who executes; pydantic and the processes come only when somebody does."""
    if execute is not None:
        return nullcontext(execute)
    from resources.sandbox import Sandbox

    return Sandbox(limits=limits)
