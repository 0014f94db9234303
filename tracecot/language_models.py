"""What is asked of a language model and what comes back. Who asks it, and pays, is handed in: the core reads texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tracecot.ids import content_id

#: Why there is no answer: the budget is spent, the provider refuses, it can't be reached, the answer has another shape.
NoAnswer = Literal["over_budget", "refused", "unreachable", "malformed"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: what it says decides whether an answer that was paid for is served again."""

    system: str
    prompt: str
    purpose: str  # a word: "narration", "repair", "rating"
    about: str = ""  # id of the record that it is for
    shape: type | None = None  # a dataclass that the answer must be as JSON; None for plain text
    turn: int = 0  # from 0, where the same is asked several times to see how answers differ


@dataclass(frozen=True, slots=True)
class Answered:
    """What the model said, and what it took."""

    text: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    cost: float | None  # US dollars; None where the price isn't known; 0 for an answer that was paid for before
    value: object = None  # of the shape that was asked for
    again: bool = False  # whether it was answered in an earlier run


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Why a request has no answer."""

    reason: NoAnswer
    detail: str


def unfenced(text: str) -> str:
    r"""What a model said, without the Markdown fence that all of it may stand in.

    >>> unfenced("```json\n[1]\n```"), unfenced(" [1] ")
    ('[1]', '[1]')
    """
    stripped = text.strip()
    if stripped.startswith("```") and stripped.endswith("```") and "\n" in stripped:
        return stripped.partition("\n")[2].rpartition("```")[0].strip("\n")
    return stripped


def prompt_id(system: str, prompt: str) -> str:
    """`prom_...`, of the whole request: rows that were made from its answer name it."""
    return content_id("prom", system, prompt)


def answer_id(text: str) -> str:
    """`answ_...`, of an answer."""
    return content_id("answ", text)


#: Asks all of them, as many at once as may be, and gives what came of each, in their order.
Ask = Callable[[Sequence[Asked]], list[Answered | Unanswered]]
