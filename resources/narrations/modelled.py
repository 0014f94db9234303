"""Has a language model narrate executions, judged by the verifier: rows of `narrations` and of `model_narrations`."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from resources import tables
from resources.narrations.telling import judged
from resources.tables.rows import Row, made_of, narration_of, narration_row
from resources.traces.executions import Executed, Executions
from tracecot.language_models import Ask
from tracecot.narrations.manner import Manner
from tracecot.narrations.modelled.prompts import Complaint, Mode, words_of
from tracecot.narrations.modelled.writing import Judge, Paper, Written, write
from tracecot.narrations.records import NARRATOR, Narration
from tracecot.verification.records import Grounded, Refuted, Verdict

NOTED = 2_000  # characters of what was found in a text


def written(
    given: tuple[Executions, pa.Table], ask: Ask, model: str, manner: Manner, mode: Mode, repairs: int, support: float
) -> tuple[pa.Table, pa.Table]:
    """Rows of `narrations` and of `model_narrations` for the template narrations in these rows."""
    executions, rows = given
    executed = executions.by_trace_id()
    templates = [(narration_of(row), row["corpus"]) for row in rows.to_pylist()]
    papers = [_paper(narration, executed) for narration, _ in templates]
    done = write(papers, ask, judge_of(executed, support), manner, mode, repairs)
    kept = [
        narration_row(one.narration, corpus)
        for one, (_, corpus) in zip(done, templates, strict=True)
        if one.narration is not None
    ]
    told = [_told(one, corpus, model, mode) for one, (_, corpus) in zip(done, templates, strict=True)]
    return made_of(tables.NARRATIONS, kept), made_of(tables.MODEL_NARRATIONS, told)


def _paper(narration: Narration, executed: Mapping[str, Executed]) -> Paper:
    """The template's narration with the execution that its text is checked against."""
    one = executed[narration.answer_trace_id]
    return Paper(one.program, one.call, one.trace, narration)


def judge_of(executed: Mapping[str, Executed], support: float) -> Judge:
    """What the verifier holds against a narration; what is thin is sent back too."""

    def judge(paper: Paper, narration: Narration) -> list[Complaint]:
        return complaints(judged(narration, executed, support))

    return judge


def complaints(verdict: Verdict) -> list[Complaint]:
    """The findings of a verdict as a model reads them."""
    found = []
    for claim in verdict.claims:
        match claim.finding:
            case Grounded():
                continue
            case Refuted(reason=reason, actual=actual):
                found.append(Complaint(claim.text or "the whole text", reason.replace("_", " "), actual))
            case other:
                found.append(Complaint(claim.text or "the whole text", "it can't be checked", other.detail))
    return found


def _told(one: Written, corpus: str, model: str, mode: Mode) -> Row:
    template = one.paper.template
    return {
        "trace_id": template.trace_id, "program_id": template.program_id, "corpus": corpus, "task": template.task,
        "model": model, "mode": mode, "narration_id": one.narration.id if one.narration else None,
        "reason": one.reason or None, "detail": _detail(one.complaints), "attempts": one.attempts,
        "prompt_tokens": one.prompt_tokens, "completion_tokens": one.completion_tokens, "cost": one.cost,
        "intent": None, "reasoning": None, "conciseness": None, "rating": None, "prompts": words_of(mode),
        "narrator": NARRATOR,
    }  # fmt: skip


def _detail(found: Sequence[Complaint]) -> str | None:
    return "\n".join(one.line for one in found)[:NOTED] or None
