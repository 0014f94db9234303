"""The shapes of a model's answers. Whatever it is asked for has a key of ours, which it says again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivenConcept:
    """A concept, for a key phrase (its key) or beside them ("new")."""

    key: str
    name: str
    description: str
    relevance: int
    difficulty: int


@dataclass(frozen=True, slots=True)
class GivenConcepts:
    """What a chunk is about."""

    concepts: list[GivenConcept]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A text under its key."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class GivenTexts:
    """Instructions of a concept (`about`), or scenarios of an instruction."""

    about: str
    texts: list[Keyed]


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A signature or a solution for the task `about`, under its key."""

    about: str
    key: str
    code: str


@dataclass(frozen=True, slots=True)
class GivenSuite:
    """A suite (`key`) of tests for the task `about`, each under its scenario's key."""

    about: str
    key: str
    tests: list[Keyed]
