"""The records of the splits stage."""

from dataclasses import dataclass, field
from typing import Literal

from tracecot.execution import Label
from tracecot.ids import content_id
from tracecot.narrations.records import Narration
from tracecot.sources.records import Call, Program

#: The version of selection, division and rendering; part of every sample id.
SPLITTER = "1"

Side = Literal["train", "eval"]
HoldOut = Literal["package", "module", "component"]
SampleReason = Literal["duplicate_program", "duplicate_question", "duplicate_rationale", "bridges_splits"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verified narration that asks to ship, with what it was made from."""

    narration: Narration
    program: Program
    call: Call  # the one that the question is about
    label: Label  # how well the trace is confirmed
    events: int  # of the trace that the text is checked against
    support: float  # of the verdict


@dataclass(frozen=True, slots=True)
class Sample:
    """A narration that ships, on its side of the split."""

    narration_id: str
    program_id: str
    call_id: str
    trace_id: str  # the execution that the question is about
    answer_trace_id: str  # the one that the text was checked against
    corpus: str
    task: str
    voice: str
    layout: str
    prompt: str
    completion: str
    answer: str
    events: int  # what happened in the execution: how far there is to think
    code_lines: int  # lines of the program that aren't blank
    answer_characters: int
    tokens: int  # of the completion, by the plain estimate of the narrations
    support: float
    label: Label
    licence: str  # SPDX id of the program
    distribution: str
    version: str
    path: str
    qualname: str
    first_line: int
    last_line: int
    group: str  # what stays together: programs of one group are on one side
    split: Side
    splitter: str = SPLITTER

    @property
    def id(self) -> str:
        """`samp_...`, of the narration and the splitter's version."""
        return sample_id(self.narration_id, self.splitter)


@dataclass(frozen=True, slots=True)
class RejectedSample:
    """A verified narration that doesn't ship, and why."""

    narration_id: str
    program_id: str
    corpus: str
    reason: SampleReason
    partner: str  # the id of what it repeats or joins: a program for duplicate_program, a narration, or groups
    detail: str

    @property
    def id(self) -> str:
        """The id that it would have had as a sample."""
        return sample_id(self.narration_id, SPLITTER)


@dataclass(frozen=True, slots=True)
class Rules:
    """How samples are selected and divided."""

    eval_share: float = 0.1  # of the samples, about
    eval_corpora: tuple[str, ...] = ()  # kept whole for evaluation
    hold_out: dict[str, HoldOut] = field(default_factory=dict)  # by corpus; "component" where it says nothing
    seed: int = 0

    def hold_out_of(self, corpus: str) -> HoldOut:
        """What stays together in this corpus."""
        return self.hold_out.get(corpus, "component")


def sample_id(narration_id: str, splitter: str = SPLITTER) -> str:
    """The id of the sample that this narration ships as."""
    return content_id("samp", narration_id, splitter)
