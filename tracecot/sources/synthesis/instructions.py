"""From concepts to instructions: for each concept and level some, each of a domain and an approach of its own."""

from collections.abc import Sequence

from tracecot.ids import digest
from tracecot.language_models import Ask
from tracecot.sources.synthesis import prompts, shapes
from tracecot.sources.synthesis.answers import Question, keyed, mispaired, opened
from tracecot.sources.synthesis.records import Choices, Concept, Instruction, Level, Rejected

Places = dict[str, tuple[str, str]]  # (domain, approach) by key


def instructions_for(
    concepts: Sequence[Concept], ask: Ask, choices: Choices
) -> tuple[list[Instruction], list[Rejected]]:
    """The instructions for these concepts, those of one concept and level in the order of their keys."""
    wanted = [(one, level, places_of(one, level, choices.instructions)) for one in concepts for level in choices.levels]
    asked = [prompts.about_concept(*one) for one in wanted]
    kept: dict[str, Instruction] = {}
    rejected: list[Rejected] = []
    for (concept, level, places), request, got in zip(wanted, asked, ask(asked), strict=True):
        question = Question("instructions", concept.id, request)
        answer = opened(question, got, shapes.GivenTexts)
        wrong = answer if isinstance(answer, Rejected) else mispaired(question, answer[0].about)
        if isinstance(answer, Rejected) or wrong is not None:
            rejected += [wrong] if wrong is not None else []
            continue
        given, said = answer
        for one in keyed(question, given.texts, places):
            read = one if isinstance(one, Rejected) else _read(question, one, level, kept)
            if isinstance(read, Rejected):
                rejected.append(read)
            else:
                kept[read.text] = Instruction(concept.id, level, *places[read.key], read.text, said)
    return list(kept.values()), rejected


def places_of(concept: Concept, level: Level, count: int) -> Places:
    """So many keys, each with another domain and another approach, as long as there are others; the same each time."""
    first = int(digest(concept.id, level)[:8], 16)
    return {
        f"i{number}": (
            prompts.DOMAINS[(first + number) % len(prompts.DOMAINS)],
            prompts.APPROACHES[(first + number) % len(prompts.APPROACHES)],
        )
        for number in range(1, count + 1)
    }


def _read(question: Question, one: shapes.Keyed, level: Level, kept: dict[str, Instruction]) -> shapes.Keyed | Rejected:
    """The instruction, if its length is of its level and nobody said it before."""
    text = " ".join(one.text.split())
    least, most = prompts.BANDS[level]
    words = len(text.split())
    if not least <= words <= most:
        reason = "too_short" if words < least else "too_long"
        return question.rejected(reason, f"{one.key!r}: {words} words; {level} ones have {least} to {most}")
    if text in kept:
        return question.rejected("duplicate", f"{one.key!r}: {text}")
    return shapes.Keyed(one.key, text)
