"""What a reader remembers while it reads a sentence: for words such as "it", "which", "so"."""

from dataclasses import dataclass, field

from tracecot.frozen import maker
from tracecot.verification.code.reading import Code
from tracecot.verification.meanings import Does, Equals, IsTrue, Meaning, Mentions, Reason, Recurs


@dataclass(frozen=True, slots=True)
class Stated:
    """A meaning, the pieces of the sentence that say it, from the first to the last, and the line of its clause."""

    first: int
    last: int
    meaning: Meaning
    line: int | None
    next: bool  # after "then", "next"


new_stated = maker(Stated)


@dataclass(slots=True)
class Memory:
    """What was spoken of last."""

    before: Code | None = None  # what the sentence before spoke of
    own: Code | None = None  # what this sentence speaks of
    goes_on: bool = True  # as long as this sentence speaks of nothing else than the one before
    looks_back: bool = False  # whether it asks what the one before spoke of
    said: list[Stated] = field(default_factory=list)  # in this sentence
    deed_said: Does | None = None  # the deed of this sentence
    is_called: bool = False  # "`f` is called ...": what goes on in the sentence may be told of that call
    proposing: bool = False  # after "take": the assignments of the sentence are a choice

    @property
    def subject(self) -> Code | None:
        """What "it" and "which" speak of."""
        self.looks_back = self.looks_back or self.goes_on
        return self.before if self.goes_on else self.own

    @subject.setter
    def subject(self, spoken_of: Code | None) -> None:
        self.own, self.goes_on = spoken_of, False

    def has_said(self, subject: Code) -> bool:
        """Whether the sentence speaks of it, and has not given a closed expression its value already."""
        about = [said.meaning for said in self.said if subject in _codes_of(said.meaning)]
        return bool(about) and not (subject.sort == "C" and any(isinstance(each, Equals) for each in about))

    def spoke_last_of(self, subject: Code) -> bool:
        """Whether the last statement of the sentence, reasons apart, is about it."""
        told = [said.meaning for said in self.said if not isinstance(said.meaning, Reason | Recurs)]
        return bool(told) and subject in _codes_of(told[-1])

    def only_mentions(self, subject: Code) -> bool:
        """Whether the sentence has named it and said nothing of it: "multiplied by `sign` this is ..." speaks of the product."""
        about = [said.meaning for said in self.said if subject in _codes_of(said.meaning)]
        return all(isinstance(each, Mentions) for each in about)

    def condition(self) -> Code | None:
        """The condition that the sentence told last."""
        told = [said.meaning.condition for said in self.said if isinstance(said.meaning, IsTrue)]
        return told[-1] if told else None


def _codes_of(meaning: Meaning) -> tuple[Code, ...]:
    """The pieces of code in a statement."""
    values = [getattr(meaning, name) for name in meaning.__slots__]
    found = [value for value in values if isinstance(value, Code)]
    return tuple(found + [part for code in found for part in (*code.targets, code.value) if isinstance(part, Code)])
