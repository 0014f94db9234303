"""Narrates one execution for one task: the front of this stage."""

from collections.abc import Callable, Iterator, Sequence

from tracecot.execution import Answer, CutShort, Raised, Returned, Trace
from tracecot.narrations.answering import answered
from tracecot.narrations.answers import answer, question
from tracecot.narrations.backward import Backward, is_guess
from tracecot.narrations.calls.alternatives import Alternative, alternative_to
from tracecot.narrations.calls.candidates import Proposal
from tracecot.narrations.curriculum import measured
from tracecot.narrations.fitting import Told, fitting
from tracecot.narrations.forward import Teller
from tracecot.narrations.layouts import Phases, planned, reflected, understood
from tracecot.narrations.manner import FOUR_PHASE, USUAL, Manner
from tracecot.narrations.questions.records import Asked
from tracecot.narrations.records import INPUT_PREDICTION, OUTPUT_PREDICTION, Narration, SkippedTrace
from tracecot.narrations.story.places import places_of
from tracecot.narrations.story.relevance import Relevance
from tracecot.narrations.story.tree import story_of
from tracecot.narrations.unfit import unfit
from tracecot.narrations.wording.budget import tokens
from tracecot.narrations.wording.spans import shown, span
from tracecot.narrations.wording.style import CHECK, DETAILS, TABLE, Detail, Wording
from tracecot.sources.records import Call, Program
from tracecot.targets import QUESTIONS


def narrate(
    program: Program,
    call: Call,
    trace: Trace,
    task: str,
    manner: Manner = USUAL,
    proposal: Proposal | None = None,
    tried: Sequence[tuple[Call, Answer]] = (),
) -> Narration | SkippedTrace:
    """The rationale for the task, or why there is none.

    Args:
        program: what ran.
        call: the input that it ran on.
        trace: what happened.
        task: `output_prediction` (forward), `input_prediction` (backward), or a family of questions about a moment,
            of which the first is taken.
        manner: voice, layout, budget and answer tag.
        proposal: another executed call with the same result, which an input prediction then proposes.
        tried: other executed calls, of which an input prediction may name one to show why an argument is needed.
    """
    if task in QUESTIONS:
        return narrate_questions(program, call, trace, task, manner)[0]
    reason = unfit(call, trace, task)
    if reason:
        return SkippedTrace(trace.id, task, *reason)
    told_call, told = proposal if proposal is not None and task == INPUT_PREDICTION else (call, trace)
    bare = answer(program, told_call, told.outcome, task)
    measures = measured(program.code, told)
    alternative = alternative_to(program, told_call, told, tried) if task == INPUT_PREDICTION else None
    asked = Asked(program, told_call, told, story_of(told, program.code))
    if task == INPUT_PREDICTION and alternative is None and is_guess(program, told, asked.story):
        return SkippedTrace(trace.id, task, "not_deduced", "nothing leads from the result to the arguments")
    details = DETAILS[manner.voice] if task == OUTPUT_PREDICTION or manner.voice == TABLE else CHECK
    made = fitting(_telling(asked, task, manner, alternative, bare), details, manner.budget)
    if made is None:
        return SkippedTrace(trace.id, task, "over_budget", f"no telling has at most {manner.budget} tokens")
    return Narration(
        program.id, trace.id, told.id, task, manner.voice, manner.layout,
        question(program, call, trace.outcome, task), made.rationale, bare, made.tokens, measures=measures,
    )  # fmt: skip


def narrate_questions(
    program: Program, call: Call, trace: Trace, task: str, manner: Manner = USUAL, count: int = 1
) -> list[Narration | SkippedTrace]:
    """The rationales for so many questions of a family about moments of the execution; why there is none, where so.

    Args:
        program: what ran.
        call: the input that it ran on.
        trace: what happened.
        task: a family of `targets.QUESTIONS`.
        manner: voice, layout, budget (of each) and answer tag.
        count: the most questions.
    """
    reason = unfit(call, trace, task)
    if reason:
        return [SkippedTrace(trace.id, task, *reason)]
    return answered(Asked(program, call, trace, story_of(trace, program.code)), task, manner, count)


def _telling(
    asked: Asked, task: str, manner: Manner, alternative: Alternative | None, bare: str
) -> Callable[[Detail], Told]:
    """Tells the same story with more or less detail."""
    relevance = Relevance(asked.story, asked.trace.events)
    in_phases = manner.layout == FOUR_PHASE

    def forward(detail: Detail) -> Told:
        teller = Teller(places_of(asked.program.code), detail, Wording(asked.call.id, manner.voice))
        told = list(_forward(asked, relevance, teller))
        text = _phases(asked, told).text if in_phases else "\n".join(told)
        return teller.told(manner.tagged(text, bare))

    def backward(detail: Detail) -> Told:
        about = asked.program, asked.call, asked.trace, asked.story, relevance, detail, manner.voice, alternative
        for demands in (True, False):  # rather than less of the check
            made = Backward(*about, demands)
            text = manner.tagged(made.phases.text if in_phases else made.text, bare)
            if tokens(text) <= manner.budget:
                break
        return made.teller.told(text)

    return forward if task == OUTPUT_PREDICTION else backward


def _phases(asked: Asked, told: list[str]) -> Phases:
    """The forward story in four phases."""
    return Phases(
        understood(asked.program, "The question is what the call gives."),
        planned(asked.program, asked.trace),
        told,
        reflected(asked),
    )


def _forward(asked: Asked, relevance: Relevance, teller: Teller) -> Iterator[str]:
    """The paragraphs of the story, the outcome last."""
    program, trace, story = asked.program, asked.trace, asked.story
    yield from filter(None, teller.whole(story, relevance))
    match trace.outcome:
        case Returned(value=value):
            end = story.end
            assert end is not None
            said = teller.returned(story, end)
            if not said.endswith(f" {span(shown(value))}."):
                said = f"{span(program.entry_point)} returns {span(shown(value))}."
            yield said
        case Raised(type=kind, message=message):
            told = f" with the message {span(repr(message))}" if message else ""
            yield f"{span(program.entry_point)} raises {span(kind)}{told}."
        case CutShort():
            raise ValueError("an execution that was cut short is not told")
