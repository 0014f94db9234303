"""The records of the verification stage."""

from dataclasses import dataclass
from typing import Literal

from tracecot.frozen import maker
from tracecot.targets import WHOLE, Target

#: The version of the verifier; a change of it has everything verified anew.
VERIFIER = "17"
#: A verified text that tells less of what led to the answer is thin.
SUPPORT_NEEDED = 0.5

#: Characters of a rationale that are read; what it says beyond them is unreadable.
LONGEST_TEXT = 200_000

LONGEST_CLAIM = 400  # characters of a claim's words that are kept

VerdictWord = Literal["verified", "refuted", "unreadable", "error"]
ClaimKind = Literal[
    "value", "bind", "mutate", "state", "branch", "iteration", "call", "return", "raise", "line",
    "arithmetic", "summary", "dependency", "source", "mention", "answer",
]  # fmt: skip
FindingReason = Literal["contradicted", "out_of_order", "not_found", "not_understood", "wrong_answer", "thin"]


@dataclass(frozen=True, slots=True)
class Rationale:
    """What is verified: the text and what it is about, and nothing of who wrote it."""

    task: str
    text: str
    answer: str
    target: Target = WHOLE  # what is asked for, where the question is about one moment


@dataclass(frozen=True, slots=True)
class Grounded:
    """The claim holds: shown by the event with this seq, or by the text of the program or arithmetic (None)."""

    event: int | None


@dataclass(frozen=True, slots=True)
class Refuted:
    """The claim doesn't hold."""

    reason: FindingReason
    actual: str  # what really happened, in words
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something checkable that no rule understands."""

    detail: str


Finding = Grounded | Refuted | Unreadable


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement: offsets are characters of the rationale's text."""

    start: int
    end: int
    kind: ClaimKind
    text: str
    finding: Finding
    subject: str = ""  # the code that it is about: "seen[key]"
    says: str = ""  # the value, truth or number that it gives it: "['BEE']"


new_claim = maker(Claim)  # a text has many


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one rationale."""

    verdict: VerdictWord
    answer_correct: bool
    support: float  # 0 to 1
    coverage: float  # 0 to 1
    bare_sentences: int
    claims: tuple[Claim, ...]
