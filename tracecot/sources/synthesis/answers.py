"""Reads what a model said: what can't be matched to what was asked, or breaks a bound, is rejected with its reason."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from tracecot.language_models import Answered, Asked, Unanswered, answer_id, prompt_id
from tracecot.sources.synthesis.records import Rejected, Said, Step
from tracecot.sources.synthesis.shapes import Keyed

LONGEST_TEXT = 4_000  # characters of an instruction, a scenario or a test
LONGEST_CODE = 20_000

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Question:
    """One request, by which everything that is said of its answer can be found again."""

    step: Step
    about: str  # the chunk, concept or instruction
    asked: Asked

    @property
    def prompt_id(self) -> str:
        """`prom_...`, of the whole request."""
        return prompt_id(self.asked.system, self.asked.prompt)

    def rejected(self, reason: str, detail: str) -> Rejected:
        """A reject of this request's answer."""
        return Rejected(self.step, self.about, reason, detail[:500], self.prompt_id)


def opened(question: Question, got: Answered | Unanswered, shape: type[Shape]) -> tuple[Shape, Said] | Rejected:
    """The answer's value and where it stands, or why there is none."""
    if isinstance(got, Unanswered):
        return question.rejected(got.reason, got.detail)
    if not isinstance(got.value, shape):
        return question.rejected("malformed", f"it is no {shape.__name__}")
    return got.value, Said(question.prompt_id, answer_id(got.text), got.model)


def mispaired(question: Question, about: str, key: str = "", wanted: str = "") -> Rejected | None:
    """A reject where an answer speaks of something else than was asked."""
    if about != question.about:
        return question.rejected("mispaired", f"it speaks of {about!r}")
    if key != wanted:
        return question.rejected("mispaired", f"it has the key {key!r} and not {wanted!r}")
    return None


def keyed(question: Question, given: Iterable[Keyed], keys: Collection[str]) -> Iterator[Keyed | Rejected]:
    """The texts under the keys that were asked for, each key once; and a reject for everything else."""
    seen: set[str] = set()
    for one in given:
        if one.key not in keys:
            yield question.rejected("unknown_key", f"{one.key!r}: {one.text}")
        elif one.key in seen:
            yield question.rejected("repeated_key", f"{one.key!r}: {one.text}")
        else:
            seen.add(one.key)
            yield _bounded(question, one)
    for key in keys:
        if key not in seen:
            yield question.rejected("missing", f"nothing was said under {key!r}")


def _bounded(question: Question, one: Keyed) -> Keyed | Rejected:
    text = one.text.strip()
    if not text:
        return question.rejected("empty", f"{one.key!r}")
    if len(text) > LONGEST_TEXT:
        return question.rejected("too_long", f"{one.key!r}: {len(text)} characters; {LONGEST_TEXT} at most")
    return Keyed(one.key, text)
