"""Answers questions about moments of an execution, each with as much of the story as leads up to its moment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tracecot.execution import Event
from tracecot.narrations.answers import call_text
from tracecot.narrations.curriculum import measured
from tracecot.narrations.fitting import Told, fitting
from tracecot.narrations.forward import Teller
from tracecot.narrations.layouts import Phases, planned, understood
from tracecot.narrations.manner import FOUR_PHASE, Manner
from tracecot.narrations.questions.choosing import chosen, families
from tracecot.narrations.questions.records import Asked, Question
from tracecot.narrations.records import Narration, SkippedTrace
from tracecot.narrations.story.places import span_of
from tracecot.narrations.story.relevance import Relevance
from tracecot.narrations.story.tree import story_of
from tracecot.narrations.wording.spans import span
from tracecot.narrations.wording.style import DETAILS, Detail, Wording

SPARE = 4  # questions that are tried where the telling doesn't come to the moment of the first
NOTHING_TO_ASK = "nothing_to_ask"  # why a family of questions has none about an execution
QUESTIONED = "questions"  # the task of a skip that is about all questions that might have been asked


def answered(asked: Asked, task: str, manner: Manner, count: int) -> list[Narration | SkippedTrace]:
    """The rationales for so many questions of a family; why there is none, where so."""
    told: list[Narration | SkippedTrace] = []
    skipped: list[Narration | SkippedTrace] = []
    for question in chosen(asked, task, count + SPARE):
        made = _answered(asked, task, question, manner)
        (told if isinstance(made, Narration) else skipped).append(made)
        if len(told) == count:
            break
    nothing = SkippedTrace(asked.trace.id, task, NOTHING_TO_ASK, "no question of this family fits the execution")
    return told or skipped[:1] or [nothing]


def of_several_families(
    call_id: str, trace_id: str, count: int, tell: Callable[[str], Narration | SkippedTrace]
) -> Iterator[Narration | SkippedTrace]:
    """So many questions, each of another family, chosen by content; a skip where there are fewer.

    Args:
        call_id: the call that decides which families come first.
        trace_id: its execution.
        count: how many questions are wanted.
        tell: gives the rationale of a family, or why there is none.
    """
    left = count
    for task in families(call_id) if left else ():
        made = tell(task)
        if isinstance(made, SkippedTrace) and made.reason == NOTHING_TO_ASK:
            continue
        yield made
        left -= 1
        if not left:
            return
    if left:
        yield SkippedTrace(trace_id, QUESTIONED, NOTHING_TO_ASK, f"{left} more were wanted")


def _answered(asked: Asked, task: str, question: Question, manner: Manner) -> Narration | SkippedTrace:
    """The rationale for a question, with as much detail as fits, if the telling comes to its moment."""
    trace = asked.trace
    told = trace if question.last is None else replace(trace, events=trace.events[: question.last + 1])
    story = asked.story if question.last is None else story_of(told, asked.program.code)
    seed = asked.seed(task, question.target)
    needed = () if question.hangs_on else question.moments
    relevance = Relevance(story, told.events, needed, question.hangs_on)
    only = relevance.led | question.moments | _guards(question, told.events) if question.hangs_on else None
    untold = False

    def tell(detail: Detail) -> Told | None:
        """The telling in so much detail; None where it doesn't come to the moment."""
        nonlocal untold
        teller = Teller(asked.places, detail, Wording(seed, manner.voice))
        teller.only = only
        teller.asked_moments = question.moments
        teller.asked_heads = question.hangs_on | question.moments
        paragraphs = [paragraph for paragraph in teller.whole(story, relevance) if paragraph]
        if not question.moments <= teller.moments:
            untold = True
            return None
        text = _laid_out(asked, task, question, paragraphs, manner)
        return teller.told(manner.tagged(text, question.answer))

    made = fitting(tell, DETAILS[manner.voice], manner.budget)
    if made is not None:
        return Narration(
            asked.program.id, trace.id, trace.id, task, manner.voice, manner.layout,
            _worded(question, asked, seed), made.rationale, question.answer, made.tokens, target=question.target,
            measures=measured(asked.program.code, told),
        )  # fmt: skip
    if untold:
        line = question.target.line
        return SkippedTrace(trace.id, task, "untold_moment", f"what happens on line {line} until then is left out")
    return SkippedTrace(trace.id, task, "over_budget", f"no telling has at most {manner.budget} tokens")


def _guards(question: Question, events: Sequence[Event]) -> frozenset[int]:
    """The times that it was decided whether what is counted happens, and the exceptions on the way there.

    Who counts has to see that something didn't happen; and no link leads from a handler to what raised.
    """
    caught = frozenset(event.seq for event in events if event.kind in ("raise", "catch"))
    under = events[max(question.moments)].under if question.moments else None
    if under is None or events[under].kind != "branch":
        return caught
    place = span_of(events[under])
    return caught | {event.seq for event in events if event.kind == "branch" and span_of(event) == place}


def _laid_out(asked: Asked, task: str, question: Question, paragraphs: list[str], manner: Manner) -> str:
    """The story and the closing; in four phases the question is said again, and what decides is named before."""
    if manner.layout != FOUR_PHASE:
        return "\n".join([*paragraphs, question.closing])
    asks = f"The question is about {_about(task, question)}."
    phases = Phases(
        understood(asked.program, asks), planned(asked.program, asked.trace), paragraphs, [question.closing]
    )
    return phases.text


def _about(task: str, question: Question) -> str:
    """What a question is about, in a few words."""
    line = f"line {question.target.line}"
    match task:
        case "exception":
            return "the end of the call"
        case "state":
            return f"{span(question.target.name)} on {line}"
        case "loop_count":
            return f"the loop on {line}"
    return line


def _worded(question: Question, asked: Asked, seed: str) -> str:
    """The question in one of its wordings, with the text of the line that it names: the lines have no numbers."""
    call = span(call_text(asked.program, asked.call))
    worded = Wording(seed).pick(question.wordings).replace("{call}", call)
    if not question.target.line:
        return worded
    text = asked.program.code.splitlines()[question.target.line - 1].strip()
    return f"{worded} Line {question.target.line} is {span(text)}."
