"""The records of the narrations stage."""

from dataclasses import dataclass

from tracecot.ids import content_id

#: The version of the narrator; part of every narration id.
NARRATOR = "3"

OUTPUT_PREDICTION = "output_prediction"
INPUT_PREDICTION = "input_prediction"
TASKS = (OUTPUT_PREDICTION, INPUT_PREDICTION)


@dataclass(frozen=True, slots=True)
class Narration:
    """One rationale of one task about one execution."""

    program_id: str
    trace_id: str  # the execution that the question is about
    answer_trace_id: str  # the execution that the text is checked against; for most the same
    task: str
    voice: str
    layout: str
    question: str
    rationale: str  # what a model learns: layout and answer tags included
    answer: str  # bare: a literal, or the whole call
    tokens: int  # by the plain estimate of `narrations/budget.py`
    narrator: str = NARRATOR

    @property
    def id(self) -> str:
        """`narr_...`, of the execution, the task, the voice, the layout and the narrator's version."""
        return content_id("narr", self.trace_id, self.task, self.voice, self.layout, self.narrator)


@dataclass(frozen=True, slots=True)
class SkippedTrace:
    """A trace that isn't narrated for a task, and why."""

    trace_id: str
    task: str
    reason: str  # a short word: "unaskable_answer", "over_budget", "opaque_value", ...
    detail: str
