"""Makes the rows of `tracecot narrate --model`: a language model writes, the verifier judges."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from resources.models.answers import journal_of
from resources.models.client import LanguageModel
from resources.models.settings import ModelSettings
from resources.narrations.modelled import complaints
from resources.settings import SETTINGS_FILE, load_settings, project_folder, state_folder
from resources.warehouse import Warehouse
from tracecot.errors import BadInput
from tracecot.narrations.manner import Manner
from tracecot.narrations.modelled.prompts import Complaint
from tracecot.narrations.modelled.writing import Paper, Written, write
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import Narration, SkippedTrace
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify
from tracecot_cli.rows.executions import Refused, Served, trace_or_refuse
from tracecot_cli.rows.lines import Row
from tracecot_cli.rows.narrating import narration_row
from tracecot_cli.rows.requests import Request

TOGETHER = 32  # records whose rationales are asked for together


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rationale that the model is to write."""

    served: Served[Request]
    paper: Paper


def language_model(name: str, tell: Callable[[str], None] | None = None) -> LanguageModel:
    """The model of that name, or that of `[models]` in tracecot.toml, which says the rest too, if there is one."""
    has_settings = (project_folder() / SETTINGS_FILE).is_file()
    settings = load_settings().models if has_settings else ModelSettings.with_environment(ModelSettings())
    chosen = settings.model_copy(update={"name": name or settings.name})
    return LanguageModel(chosen, journal_of(Warehouse(state_folder())), tell)


def rows(
    lines: Iterable[Served[Request] | Refused], tasks: Sequence[str], manner: Manner, model: LanguageModel
) -> Iterator[Row]:
    """The rationale record of each line and task, or an error row that says what became of it, in order."""
    waiting: list[Served[Request] | Refused] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) == TOGETHER:
            yield from _rows(waiting, tasks, manner, model)
            waiting = []
    yield from _rows(waiting, tasks, manner, model)


def _rows(
    lines: Sequence[Served[Request] | Refused], tasks: Sequence[str], manner: Manner, model: LanguageModel
) -> Iterator[Row]:
    planned = [one for line in lines for one in _planned(line, tasks, manner)]
    wanted = [one for one in planned if isinstance(one, Wanted)]
    chosen = model.settings
    done = iter(write([one.paper for one in wanted], model, _judged, manner, chosen.mode, chosen.repairs))
    for one in planned:
        yield _row(one, next(done)) if isinstance(one, Wanted) else one.row


def _judged(paper: Paper, narration: Narration) -> list[Complaint]:
    """What the verifier holds against a text."""
    evidence = Evidence(paper.call, paper.trace)
    rationale = Rationale(narration.task, narration.rationale, narration.answer, narration.target)
    return complaints(verify(rationale, paper.program, evidence, evidence))


def _planned(line: Served[Request] | Refused, tasks: Sequence[str], manner: Manner) -> Iterator[Wanted | Refused]:
    """What is wanted of the model for a line, or why nothing can be."""
    if isinstance(line, Refused):
        yield line
        return
    request = line.payload
    try:
        trace = trace_or_refuse(line.answers[0], request)
    except BadInput as error:
        yield Refused(request.record_id, line.line_number, error)
        return
    for task in tasks:
        told = narrate(request.program, request.call, trace, task, manner)
        if isinstance(told, SkippedTrace):
            error = BadInput("unsupported", f"{task} can't be told: {told.reason} ({told.detail})")
            yield Refused(request.record_id, line.line_number, error)
        else:
            yield Wanted(line, Paper(request.program, request.call, trace, told))


def _row(one: Wanted, written: Written) -> Row:
    request = one.served.payload
    if written.narration is None:
        found = "; ".join(each.line.removeprefix("- ") for each in written.complaints[:3])
        said = f"{one.paper.template.task}: {written.reason} after {written.attempts} answers: {found}"
        error = BadInput("unsupported", said)
        return Refused(request.record_id, one.served.line_number, error).row
    cost = {"model": written.narration.author, "attempts": written.attempts, "cost": written.cost}
    return {**narration_row(request, written.narration, 1), **cost}
