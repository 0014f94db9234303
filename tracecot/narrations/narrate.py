"""Narrates one execution for one task: the front of this stage."""

from collections.abc import Iterator
from dataclasses import replace

from tracecot.execution import CutShort, Raised, Returned, Trace
from tracecot.narrations.answers import answer, call_text, question, tagged
from tracecot.narrations.backward import backward
from tracecot.narrations.budget import tokens
from tracecot.narrations.candidates import Proposal
from tracecot.narrations.forward import Teller
from tracecot.narrations.places import places_of
from tracecot.narrations.questions.choosing import chosen
from tracecot.narrations.questions.records import Asked, Question
from tracecot.narrations.records import INPUT_PREDICTION, OUTPUT_PREDICTION, TASKS, Narration, SkippedTrace
from tracecot.narrations.spans import is_sayable, shown, span
from tracecot.narrations.story import Run, story_of
from tracecot.narrations.style import DETAILS, TABLE, TERSE, WALKTHROUGH, Detail, Wording
from tracecot.sources.records import Call, Program
from tracecot.targets import PREDICTIONS, QUESTIONS

BUDGET = 1_500  # tokens of a rationale
LAYOUT = "plain"
SPARE = 4  # questions that are tried where the telling doesn't come to the moment of the first
NOTHING_TO_ASK = "nothing_to_ask"  # why a family of questions has none about an execution
LONGEST_ANSWER = 600  # characters: a longer result is copied rather than reasoned about


def narrate(
    program: Program,
    call: Call,
    trace: Trace,
    task: str,
    voice: str = WALKTHROUGH,
    budget: int = BUDGET,
    proposal: Proposal | None = None,
) -> Narration | SkippedTrace:
    """The rationale for the task, or why there is none.

    Args:
        program: what ran.
        call: the input that it ran on.
        trace: what happened.
        task: `output_prediction` (forward), `input_prediction` (backward), or a family of questions about a moment,
            of which the first is taken.
        voice: one of `style.VOICES`.
        budget: the most tokens, by the estimate of `budget.tokens`.
        proposal: another executed call with the same result, which an input prediction then proposes.
    """
    if task in QUESTIONS:
        return narrate_questions(program, call, trace, task, voice, budget)[0]
    reason = _unfit(call, trace, task)
    if reason:
        return SkippedTrace(trace.id, task, *reason)
    told_call, told = proposal if proposal is not None and task == INPUT_PREDICTION else (call, trace)
    bare = answer(program, told_call, told.outcome, task)
    for text in _tellings(program, told_call, told, task, voice):
        rationale = tagged(text, bare)
        if tokens(rationale) <= budget:
            return Narration(
                program.id, trace.id, told.id, task, voice, LAYOUT,
                question(program, call, trace.outcome, task), rationale, bare, tokens(rationale),
            )  # fmt: skip
    return SkippedTrace(trace.id, task, "over_budget", f"{tokens(rationale)} tokens are more than {budget}")


def narrate_questions(
    program: Program,
    call: Call,
    trace: Trace,
    task: str,
    voice: str = WALKTHROUGH,
    budget: int = BUDGET,
    count: int = 1,
) -> list[Narration | SkippedTrace]:
    """The rationales for so many questions of a family about moments of the execution; why there is none, where so.

    Args:
        program: what ran.
        call: the input that it ran on.
        trace: what happened.
        task: a family of `targets.QUESTIONS`.
        voice: one of `style.VOICES`.
        budget: the most tokens of each.
        count: the most questions.
    """
    reason = _unfit(call, trace, task)
    if reason:
        return [SkippedTrace(trace.id, task, *reason)]
    asked = Asked(program, call, trace, story_of(trace, program.code))
    told: list[Narration | SkippedTrace] = []
    skipped: list[Narration | SkippedTrace] = []
    for each in chosen(asked, task, count + SPARE):
        made = _answered(asked, task, each, voice, budget)
        (told if isinstance(made, Narration) else skipped).append(made)
        if len(told) == count:
            break
    nothing = SkippedTrace(trace.id, task, NOTHING_TO_ASK, "no question of this family fits the execution")
    return told or skipped[:1] or [nothing]


def _answered(asked: Asked, task: str, question: Question, voice: str, budget: int) -> Narration | SkippedTrace:
    """The rationale for a question, with as much detail as fits, if the telling comes to its moment."""
    trace = asked.trace
    told = trace if question.last is None else replace(trace, events=trace.events[: question.last + 1])
    story = asked.story if question.last is None else story_of(told, asked.program.code)
    seed = f"{asked.call.id} {task} {question.target.text}"
    reason = ("over_budget", f"no telling has at most {budget} tokens")
    for detail in DETAILS[voice]:
        teller = Teller(places_of(asked.program.code), detail, Wording(seed, voice))
        paragraphs = [paragraph for paragraph in teller.whole(story) if paragraph]
        rationale = tagged("\n".join([*paragraphs, question.closing]), question.answer)
        if not question.moments <= teller.moments:
            reason = ("untold_moment", f"what happens on line {question.target.line} until then is folded or left out")
        elif tokens(rationale) <= budget:
            return Narration(
                asked.program.id, trace.id, trace.id, task, voice, LAYOUT, _asked(question, asked, seed), rationale,
                question.answer, tokens(rationale), target=question.target,
            )  # fmt: skip
    return SkippedTrace(trace.id, task, *reason)


def _asked(question: Question, asked: Asked, seed: str) -> str:
    """The question in one of its wordings."""
    call = span(call_text(asked.program, asked.call))
    return Wording(seed).pick(question.wordings).replace("{call}", call)


def _unfit(call: Call, trace: Trace, task: str) -> tuple[str, str] | None:
    """Why nothing can be asked about the execution: a reason and a detail."""
    if task not in TASKS:
        return "unknown_task", f"{task} is none of {', '.join(TASKS)}"
    if len(call.input) > LONGEST_ANSWER:
        return "long_input", f"{len(call.input)} characters of arguments are more than {LONGEST_ANSWER}"
    match trace.outcome:
        case CutShort(reason=reason):
            return "cut_short", reason
        case Raised() if task == INPUT_PREDICTION:
            return "raised", "an exception has no value to reason back from"
        case Returned(value=value) if task in PREDICTIONS and not is_sayable(value, LONGEST_ANSWER):
            return "unaskable_answer", f"the result, a {value.type}, is too long, or is no data"
    return None


def _tellings(program: Program, call: Call, trace: Trace, task: str, voice: str) -> Iterator[str]:
    """The same story with less and less detail."""
    story = story_of(trace, program.code)
    if task == OUTPUT_PREDICTION:
        for detail in DETAILS[voice]:
            yield _forward(program, call, trace, story, detail, voice)
        return
    for detail in DETAILS[voice if voice == TABLE else TERSE]:  # the check is short in every voice
        yield backward(program, call, trace, story, detail, voice)


def _forward(program: Program, call: Call, trace: Trace, story: Run, detail: Detail, voice: str) -> str:
    teller = Teller(places_of(program.code), detail, Wording(call.id, voice))
    paragraphs = teller.whole(story)
    match trace.outcome:
        case Returned(value=value):
            end = story.end
            assert end is not None
            said = teller.returned(story, end)
            if not said.endswith(f"returns {span(shown(value))}."):
                said = f"{span(program.entry_point)} returns {span(shown(value))}."
            paragraphs.append(said)
        case Raised(type=kind, message=message):
            told = f" with the message {span(repr(message))}" if message else ""
            paragraphs.append(f"{span(program.entry_point)} raises {span(kind)}{told}.")
        case CutShort():
            raise ValueError("an execution that was cut short is not told")
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)
