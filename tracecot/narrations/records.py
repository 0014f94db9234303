"""The records of the narrations stage."""

from dataclasses import dataclass
from functools import cached_property

from tracecot.ids import content_id
from tracecot.narrations.curriculum import UNMEASURED, Measures
from tracecot.targets import INPUT_PREDICTION, OUTPUT_PREDICTION, TASKS, WHOLE, Target

__all__ = [
    "INPUT_PREDICTION",
    "NARRATOR",
    "OUTPUT_PREDICTION",
    "TASKS",
    "Narration",
    "SkippedTrace",
]

#: The version of the narrator; part of every narration id.
NARRATOR = "11"


@dataclass(frozen=True)  # no slots, so that the id is worked out once: the splits stage asks a dozen times
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
    target: Target = WHOLE  # the moment that the question is about
    author: str = ""  # the language model that wrote it; empty for the narrator's own templates
    measures: Measures = UNMEASURED  # of how hard it is to find the answer by oneself

    @property
    def difficulty(self) -> str:
        """`easy`, `medium` or `hard`, from the measures."""
        return self.measures.grade

    @cached_property
    def id(self) -> str:
        """`narr_...`, of the execution, the task, its target, the voice, the layout and the narrator's version."""
        target = self.target.text
        asked = (self.task, target) if target else (self.task,)
        written = (self.author,) if self.author else ()
        return content_id("narr", self.trace_id, *asked, self.voice, self.layout, *written, self.narrator)


@dataclass(frozen=True, slots=True)
class SkippedTrace:
    """A trace that isn't narrated for a task, and why."""

    trace_id: str
    task: str
    reason: str  # a short word: "unaskable_answer", "over_budget", "opaque_value", ...
    detail: str
