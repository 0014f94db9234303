"""Every word that a model is asked stands in docs/prompts.md, as it is sent; `make golden` writes it anew."""

import os
from dataclasses import replace
from pathlib import Path

from resources.models.client import REPAIR
from tests.executing import sandbox
from tests.narrations.test_golden import SHOWN, SHOWN_INPUT, executed
from tests.sources.synthesis.scripted import scripted
from tracecot.language_models import Asked
from tracecot.narrations.modelled import prompts as narration
from tracecot.narrations.modelled import rating
from tracecot.narrations.narrate import narrate
from tracecot.sources.synthesis import prompts as synthesis
from tracecot.sources.synthesis.chunks import chunks
from tracecot.sources.synthesis.concepts import listed_concepts
from tracecot.sources.synthesis.instructions import instructions_for, places_of
from tracecot.sources.synthesis.records import Choices, Document
from tracecot.sources.synthesis.tasks import tasks_for
from tracecot.splits import pass_rates
from tracecot.splits.prompts import system_text
from tracecot.splits.rewards import Question
from tracecot.targets import OF_PROGRAMS

__all__ = ["sandbox"]

DOCS = Path(__file__).parents[3] / "docs" / "prompts.md"
TEMPLATE = "(the text of the templates)"
HEAD = """# Prompts

Every word that a language model is asked, as it is sent, with records of a test in the places of the real ones. They
stand in `prompts.py` of each room ([why](decisions/0012-prompts-are-text-in-the-core.md)); this page is made by
`make golden`, so a change of a word is a line of a diff.
"""


def of_narration(sandbox) -> list[tuple[str, Asked]]:
    program, call, trace = executed(sandbox, SHOWN, SHOWN_INPUT, "keep")
    told = (narrate(program, call, trace, task) for task in ("output_prediction", "input_prediction"))
    forward, backward = (replace(one, rationale=f"{TEMPLATE}\n[ANSWER]...[/ANSWER]") for one in told)
    free = narration.asked_for(program, call, trace, forward, "free")
    wrong = narration.Complaint("`limit` is `3`", "contradicted", "`limit` is `2` here")
    marked = rating.Marked("narr_1", program.code, forward.question, forward.rationale)
    return [
        ("Narration, free", free),
        ("Narration, backward, rewriting", narration.asked_for(program, call, trace, backward, "rewrite")),
        ("Narration, sent back", narration.asked_again(free, "The text.", [wrong])),
        ("Rating", rating.asked_for(marked)),
    ]


def of_synthesis() -> list[tuple[str, Asked]]:
    choices = Choices(levels=("easy",), instructions=2, solutions=1, scenarios=2, suites=1)
    (piece,) = chunks(
        Document("heaps.md", "A binary heap is a tree. A binary heap keeps the least item first."), 400, 40
    )
    concept = listed_concepts(["running totals: a value that grows"])[0]
    instruction = instructions_for([concept], scripted(), choices)[0][0]
    task = tasks_for([instruction], scripted(), choices)[0][0]
    return [
        ("Concepts of a chunk", synthesis.about_chunk(piece, {"p1": "binary heap", "p2": "least item"})),
        ("Instructions", synthesis.about_concept(concept, "medium", places_of(concept, "medium", 2))),
        ("Signature", synthesis.for_signature(instruction)),
        ("Solution", synthesis.for_solution(instruction, task.signature, 1)),
        ("Scenarios", synthesis.for_scenarios(instruction, task.signature, ["t1", "t2"])),
        ("Suite of tests", synthesis.for_suite(instruction, task.signature, task.scenarios, 1)),
    ]


def of_difficulty() -> list[tuple[str, Asked]]:
    question = Question("output_prediction", "def f(x):\n    return x + 1\n", "f", "3", "4")
    posed = pass_rates.Posed("narr_1", f"What does `f(3)` return?\n\n```python\n{question.code}```", question)
    return [("Difficulty", next(iter(pass_rates.requests(posed, 1))))]


def test_golden_prompts_stand_in_the_docs(sandbox) -> None:
    asked = [*of_synthesis(), *of_narration(sandbox), *of_difficulty()]
    systems = list(dict.fromkeys([*(one.system for _, one in asked), *map(system_text, OF_PROGRAMS)]))

    parts = [HEAD]
    parts += [f"## System text {number}\n````text\n{text.strip()}\n````\n" for number, text in enumerate(systems, 1)]
    for name, one in asked:
        shape = f"; answered as `{one.shape.__name__}`" if one.shape else ""
        number = systems.index(one.system) + 1
        parts.append(f"## {name}\nSystem text {number}{shape}.\n````text\n{one.prompt.strip()}\n````\n")
    scored = ", ".join(f"{systems.index(system_text(task)) + 1} for `{task}`" for task in OF_PROGRAMS)
    usual = systems.index(system_text("state")) + 1
    parts.append(f"## Prompts of exports whose answers are scored\nSystem text {usual}; {scored}.\n")
    parts.append(f"## An answer that can't be used\n````text\n{REPAIR}\n````\n")
    fresh = "\n".join(parts)

    if os.environ.get("TRACECOT_WRITE_GOLDEN"):
        DOCS.write_text(fresh, encoding="utf-8")
        return
    assert DOCS.read_text(encoding="utf-8") == fresh, "docs/prompts.md is out of date: make golden"


def test_versions_of_prompts_follow_their_words(monkeypatch) -> None:
    free, rewrite = narration.words_of("free"), narration.words_of("rewrite")
    monkeypatch.setattr(narration, "SYSTEM", narration.SYSTEM + " ")

    assert free != rewrite
    assert narration.words_of("free") != free
