"""Has a model write rationales: each is judged, sent back with what is wrong, and rejected when it stays wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tracecot.answer_tags import at_the_end
from tracecot.execution import Trace
from tracecot.language_models import Answered, Ask, Asked, Unanswered
from tracecot.narrations.manner import PLAIN, Manner
from tracecot.narrations.modelled.leaks import leaks
from tracecot.narrations.modelled.prompts import Complaint, Mode, asked_again, asked_for
from tracecot.narrations.records import Narration
from tracecot.narrations.wording.budget import tokens
from tracecot.sources.records import Call, Program


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be told, and what the templates say of it."""

    program: Program
    call: Call
    trace: Trace
    template: Narration


#: What is wrong with a narration of a paper; nothing where it is verified.
Judge = Callable[[Paper, Narration], list[Complaint]]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a paper."""

    paper: Paper
    narration: Narration | None  # verified; None where there is none
    reason: str  # "" where it is kept; else "not_verified", or why there was no answer
    attempts: int  # answers
    cost: float | None  # US dollars, of all of them; None where a price isn't known
    prompt_tokens: int
    completion_tokens: int
    complaints: tuple[Complaint, ...] = ()  # about the last text


@dataclass(slots=True)
class _Pending:
    paper: Paper
    asked: Asked
    first: Asked
    attempts: int = 0
    cost: float | None = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    complaints: tuple[Complaint, ...] = ()


def write(
    papers: Sequence[Paper], ask: Ask, judge: Judge, manner: Manner, mode: Mode = "free", repairs: int = 2
) -> list[Written]:
    """What became of each paper, in order; all that wait are asked together, round by round.

    Args:
        papers: what is to be told.
        ask: asks the model.
        judge: what is wrong with a text, from the verifier.
        manner: budget and answer tag.
        mode: from notes on what happened, or by rewriting the template's text.
        repairs: how often a text is sent back.
    """
    waiting: dict[int, _Pending] = {}
    for number, paper in enumerate(papers):
        first = asked_for(paper.program, paper.call, paper.trace, paper.template, mode)
        waiting[number] = _Pending(paper, first, first)
    done: dict[int, Written] = {}
    for rest in range(repairs, -1, -1):
        numbers = list(waiting)
        for number, got in zip(numbers, ask([waiting[each].asked for each in numbers]), strict=True):
            written = _round(waiting[number], got, judge, manner, last=not rest)
            if written is not None:
                done[number] = written
                del waiting[number]
        if not waiting:
            break
    return [done[number] for number in range(len(papers))]


def _round(one: _Pending, got: Answered | Unanswered, judge: Judge, manner: Manner, *, last: bool) -> Written | None:
    """What one answer came to; None where it is sent back."""
    if isinstance(got, Unanswered):
        return _ended(one, None, got.reason, one.complaints or (Complaint("", got.reason, got.detail),))
    one.attempts += 1
    one.cost = None if one.cost is None or got.cost is None else one.cost + got.cost
    one.prompt_tokens += got.prompt_tokens
    one.completion_tokens += got.completion_tokens
    text = _bare(got.text)
    narration = _narration(one.paper.template, text, got.model, manner)
    if narration.tokens > manner.budget:
        found = [Complaint(text[:60], "the text is too long", f"{narration.tokens} tokens; {manner.budget} at most")]
    else:
        found = [*leaks(text), *judge(one.paper, narration)]
    if not found:
        return _ended(one, narration, "", ())
    one.complaints = tuple(found)
    if last:
        return _ended(one, None, "not_verified", one.complaints)
    one.asked = asked_again(one.first, text, found)
    return None


def _ended(one: _Pending, narration: Narration | None, reason: str, complaints: tuple[Complaint, ...]) -> Written:
    taken = (one.attempts, one.cost, one.prompt_tokens, one.completion_tokens)
    return Written(one.paper, narration, reason, *taken, complaints)


def _narration(template: Narration, text: str, model: str, manner: Manner) -> Narration:
    """The template's narration with the model's text, which has no phases: question, answer and target stay."""
    rationale = manner.tagged(text, template.answer)
    return replace(template, rationale=rationale, layout=PLAIN, tokens=tokens(rationale), author=model)


def _bare(text: str) -> str:
    """The text without an answer tag that nobody asked for, and without what stands before in think tags."""
    text = text.strip()
    for closing in ("</think>", "</thinking>"):
        text = text.rpartition(closing)[2].strip()
    tag = at_the_end(text)
    return (text if tag is None else text[: tag.start]).strip()
