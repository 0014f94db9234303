"""The records of synthesis; each names what it was made from, and the request and the answer that it stands in."""

from dataclasses import dataclass
from typing import Literal

from tracecot.ids import content_id

Level = Literal["easy", "medium", "hard"]
LEVELS: tuple[Level, ...] = ("easy", "medium", "hard")
Step = Literal["concepts", "instructions", "signatures", "solutions", "scenarios", "tests"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as plain text."""

    path: str
    text: str

    @property
    def id(self) -> str:
        """`docu_...`, of the text alone."""
        return content_id("docu", self.text)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document: `document.text[start:end]`."""

    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """Where a record stands in what a model said."""

    prompt_id: str
    answer_id: str
    model: str


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that programs can be about."""

    name: str
    description: str
    relevance: int  # to programming, from 1 to 5
    difficulty: int  # from 1 to 5
    chunk: Chunk | None = None  # None where a person listed it
    said: Said | None = None

    @property
    def id(self) -> str:
        """`conc_...`, of the name and the description."""
        return content_id("conc", self.name, self.description)


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a program is to do."""

    concept_id: str
    level: Level
    domain: str
    approach: str
    text: str
    said: Said

    @property
    def id(self) -> str:
        """`inst_...`, of the concept, the level and the text."""
        return content_id("inst", self.concept_id, self.level, self.text)


@dataclass(frozen=True, slots=True)
class Signature:
    """The typed head of the function that an instruction asks for."""

    instruction_id: str
    entry_point: str
    head: str  # "def total(prices: list[int]) -> int:"
    said: Said


@dataclass(frozen=True, slots=True)
class Solution:
    """One program that is to do what an instruction says."""

    instruction_id: str
    key: str  # "s1", "s2", ...
    code: str
    said: Said


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a test is to look at."""

    instruction_id: str
    key: str  # "t1", "t2", ...
    text: str
    said: Said


@dataclass(frozen=True, slots=True)
class SuiteTest:
    """One assertion of one suite."""

    instruction_id: str
    suite: str  # "m1", "m2", ...
    scenario: str  # the scenario's key
    code: str
    said: Said


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer, or a part of one, that does not go on, and why."""

    step: Step
    about: str  # the chunk, concept or instruction that was asked about
    reason: str  # "malformed", "mispaired", "unknown_key", "repeated_key", "missing", "too_long", "duplicate", ...
    detail: str
    prompt_id: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """How much is made, and what is kept."""

    chunk_characters: int = 4_000
    overlap_characters: int = 400
    phrases: int = 12  # of a chunk, that a model is shown
    least_score: int = 3  # of 5, in relevance and in difficulty
    concepts: int = 100  # at most
    levels: tuple[Level, ...] = LEVELS
    instructions: int = 6  # of a concept and level
    solutions: int = 8  # of an instruction
    scenarios: int = 6
    suites: int = 3
