"""The records of the splits stage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tracecot.execution import Label
from tracecot.ids import content_id
from tracecot.narrations.curriculum import UNMEASURED, Measures
from tracecot.narrations.records import Narration
from tracecot.sources.records import Call, Program
from tracecot.splits.licences import PERMISSIVE

#: The version of selection, division and rendering; part of every sample id.
SPLITTER = "5"

Side = Literal["train", "validation", "eval"]
#: In the order in which they are shown; nothing is for validation unless somebody asks for it.
SIDES: tuple[Side, ...] = ("train", "validation", "eval")
HoldOut = Literal["package", "module", "component"]
SampleReason = Literal[
    "licence", "contaminated", "token_budget", "low_rated", "duplicate_program", "near_duplicate",
    "duplicate_behaviour", "duplicate_question", "duplicate_rationale", "near_duplicate_rationale", "program_cap",
    "family_cap", "group_cap", "corpus_cap", "mix", "bridges_splits", "answer_share",
]  # fmt: skip
Dimension = Literal["task", "direction", "voice", "difficulty"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a model that marks rates a rationale, and its execution among those of the program; None where nobody did."""

    rating: float | None = None  # of the rationale, from 0 to 10
    rating_score: float | None = None  # of the execution, in both directions
    rating_rank: int | None = None  # of the execution among those of its program that have a score, from 1


UNRATED = Standing()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verified narration that asks to ship, with what it was made from."""

    narration: Narration
    program: Program
    call: Call  # the one that the question is about
    label: Label  # how well the trace is confirmed
    events: int  # of the trace that the text is checked against
    support: float  # of the verdict
    standing: Standing = UNRATED


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
    author: str = ""  # the language model that wrote the rationale; empty for the templates
    measures: Measures = UNMEASURED  # of how hard the answer is to find
    standing: Standing = UNRATED
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
    partner: str  # what it repeats, joins, goes past or is under: a program, a narration, an item, a group, a licence
    detail: str

    @property
    def id(self) -> str:
        """The id that it would have had as a sample."""
        return sample_id(self.narration_id, SPLITTER)


#: Of all samples, what eval may have, and validation.
MOST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Rules:
    """How samples are selected and divided."""

    eval_share: float = 0.1  # of the samples, about
    eval_most: float = 0.15  # of the samples, those of corpora that are kept whole for evaluation
    eval_corpora: tuple[str, ...] = ()  # kept whole for evaluation
    validation_share: float = 0.0  # of the samples, about; what shipped on another side stays there
    hold_out: dict[str, HoldOut] = field(default_factory=dict)  # by corpus; "component" where it says nothing
    seed: int = 0
    licences: tuple[str, ...] = PERMISSIVE  # SPDX ids; rows under others don't ship
    tokens: int = 8_000  # of prompt and completion together, at most
    top_rated: int = 0  # of a program's executions that a model rated, so many ship, the best; 0: all of them
    kin: float = 0.8  # programs that have so much of their shape in common stay on one side
    near_duplicate: float = 0.95  # of two that are so much the same but for names, one ships
    near_rationale: float = 0.9  # and so with rationales
    program_rows: int = 40  # of one program, at most
    family_rows: int = 80  # of one function, whatever programs were made around it
    group_rows: int = 5_000  # of one group
    corpus_share: float = 0.5  # of all samples, as far as there are corpora enough
    answer_share: float = 0.5  # of the questions of a task on a side, those of one answer; 1: as they come
    mix: dict[Dimension, dict[str, float]] = field(default_factory=dict)  # the most that each may have of all samples

    def hold_out_of(self, corpus: str) -> HoldOut:
        """What stays together in this corpus."""
        return self.hold_out.get(corpus, "component")


@dataclass(frozen=True, slots=True)
class Findings:
    """What executions and evaluation sets tell of the programs and calls that ask to ship."""

    #: By program: what came of each recorded input, as canonical texts.
    behaviours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: By call: the lines and the outcomes of branches that its execution touched.
    coverage: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: By contaminated program: the item that it repeats, as `set:item`, and how.
    contaminated: Mapping[str, tuple[str, str]] = field(default_factory=dict)


NOTHING = Findings()


def sample_id(narration_id: str, splitter: str = SPLITTER) -> str:
    """The id of the sample that this narration ships as."""
    return content_id("samp", narration_id, splitter)
