"""Narrates one execution for one task: the front of this stage."""

from collections.abc import Iterator

from tracecot.execution import CutShort, Raised, Returned, Trace
from tracecot.narrations.answers import answer, question, tagged
from tracecot.narrations.backward import backward
from tracecot.narrations.budget import tokens
from tracecot.narrations.forward import Teller
from tracecot.narrations.places import places_of
from tracecot.narrations.records import INPUT_PREDICTION, OUTPUT_PREDICTION, TASKS, Narration, SkippedTrace
from tracecot.narrations.spans import is_sayable, shown, span
from tracecot.narrations.story import Run, story_of
from tracecot.narrations.style import DETAILS, TABLE, TERSE, WALKTHROUGH, Detail, Wording
from tracecot.sources.records import Call, Program

BUDGET = 1_500  # tokens of a rationale
LAYOUT = "plain"
LONGEST_ANSWER = 600  # characters: a longer result is copied rather than reasoned about


def narrate(
    program: Program, call: Call, trace: Trace, task: str, voice: str = WALKTHROUGH, budget: int = BUDGET
) -> Narration | SkippedTrace:
    """The rationale for the task, or why there is none.

    Args:
        program: what ran.
        call: the input that it ran on.
        trace: what happened.
        task: `output_prediction` (forward) or `input_prediction` (backward).
        voice: `walkthrough`, `terse`, `teacher` or `table`.
        budget: the most tokens, by the estimate of `budget.tokens`.
    """
    reason = _unfit(call, trace, task)
    if reason:
        return SkippedTrace(trace.id, task, *reason)
    bare = answer(program, call, trace.outcome, task)
    for text in _tellings(program, call, trace, task, voice):
        rationale = tagged(text, bare)
        if tokens(rationale) <= budget:
            return Narration(
                program.id, trace.id, trace.id, task, voice, LAYOUT,
                question(program, call, trace.outcome, task), rationale, bare, tokens(rationale),
            )  # fmt: skip
    return SkippedTrace(trace.id, task, "over_budget", f"{tokens(rationale)} tokens are more than {budget}")


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
        case Returned(value=value) if not is_sayable(value, LONGEST_ANSWER):
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
