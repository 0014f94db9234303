"""From documents to concepts: key phrases of each chunk, which a model filters, completes, describes and rates."""

import re
from collections.abc import Iterable, Sequence

from tracecot.language_models import Answered, Ask, Unanswered
from tracecot.sources.synthesis import prompts, shapes
from tracecot.sources.synthesis.answers import Question, opened
from tracecot.sources.synthesis.chunks import chunks
from tracecot.sources.synthesis.phrases import key_phrases
from tracecot.sources.synthesis.records import Choices, Chunk, Concept, Document, Rejected

NEW = "new"  # the key of a concept that no phrase names
LONGEST_NAME, LONGEST_DESCRIPTION = 80, 600
BEST = 5
LISTED = (BEST, BEST)  # scores of a concept that a person lists


def concepts_of(documents: Sequence[Document], ask: Ask, choices: Choices) -> tuple[list[Concept], list[Rejected]]:
    """The concepts in these documents that are worth an exercise, the most relevant first."""
    pieces = [
        piece
        for document in documents
        for piece in chunks(document, choices.chunk_characters, choices.overlap_characters)
    ]
    asked = [_question(piece, choices) for piece in pieces]
    kept: list[Concept] = []
    rejected: list[Rejected] = []
    for (question, keys), piece, got in zip(asked, pieces, ask([one.asked for one, _ in asked]), strict=True):
        for one in _read(question, keys, piece, got, choices.least_score):
            kept.append(one) if isinstance(one, Concept) else rejected.append(one)
    kept.sort(key=lambda one: (-one.relevance, -one.difficulty, one.id))
    different, twice = without_repeats(kept)
    over = [Rejected("concepts", one.id, "over_the_limit", one.name) for one in different[choices.concepts :]]
    return different[: choices.concepts], [*rejected, *twice, *over]


def listed_concepts(lines: Iterable[str]) -> list[Concept]:
    """The concepts that a person lists: `name` or `name: description`.

    >>> listed_concepts(["binary search: halving a sorted list"])[0].name
    'binary search'
    """
    parts = (line.partition(":") for line in lines if line.strip())
    return [Concept(name.strip(), description.strip(), *LISTED) for name, _, description in parts]


def without_repeats(concepts: Iterable[Concept]) -> tuple[list[Concept], list[Rejected]]:
    """The first of those that have the same name, whatever its case, order of words and plurals."""
    by_name: dict[tuple[str, ...], Concept] = {}
    repeats = []
    for one in concepts:
        first = by_name.setdefault(_plain(one.name), one)
        if first is not one:
            repeats.append(Rejected("concepts", one.id, "duplicate", f"{one.name!r} is {first.name!r} ({first.id})"))
    return list(by_name.values()), repeats


def _plain(name: str) -> tuple[str, ...]:
    words = re.findall(r"\w+|[^\w\s]", name.lower().replace("-", " "))
    return tuple(sorted(word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word for word in words))


def _question(piece: Chunk, choices: Choices) -> tuple[Question, frozenset[str]]:
    phrases = {f"p{number}": one for number, one in enumerate(key_phrases(piece.text, choices.phrases), 1)}
    asked = prompts.about_chunk(piece, phrases)
    return Question("concepts", asked.about, asked), frozenset((*phrases, NEW))


def _read(
    question: Question, keys: frozenset[str], piece: Chunk, got: Answered | Unanswered, least: int
) -> list[Concept | Rejected]:
    answer = opened(question, got, shapes.GivenConcepts)
    if isinstance(answer, Rejected):
        return [answer]
    given, said = answer
    read: list[Concept | Rejected] = []
    seen: set[str] = set()
    for one in given.concepts:
        wrong = _wrong(one, keys, seen, least)
        seen.add(one.key)
        if wrong is not None:
            read.append(question.rejected(wrong, f"{one.key!r}: {one.name} ({one.relevance}, {one.difficulty})"))
            continue
        name, description = " ".join(one.name.split()), " ".join(one.description.split())
        read.append(Concept(name, description, one.relevance, one.difficulty, piece, said))
    return read


def _wrong(one: shapes.GivenConcept, keys: frozenset[str], seen: set[str], least: int) -> str | None:
    """Why a concept isn't taken."""
    if one.key not in keys:
        return "unknown_key"
    if one.key in seen and one.key != NEW:
        return "repeated_key"
    if not one.name.strip() or not one.description.strip():
        return "empty"
    if len(one.name) > LONGEST_NAME or len(one.description) > LONGEST_DESCRIPTION:
        return "too_long"
    if not (1 <= one.relevance <= BEST and 1 <= one.difficulty <= BEST):
        return "score_out_of_range"
    return "low_score" if min(one.relevance, one.difficulty) < least else None
