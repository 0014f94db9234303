"""The chain with a scripted model: what is right goes on under its own key, what isn't is rejected with a reason."""

import pytest

from tests.sources.synthesis import scripted as model
from tests.sources.synthesis.scripted import scripted
from tracecot.language_models import Unanswered
from tracecot.sources.synthesis.concepts import concepts_of, listed_concepts
from tracecot.sources.synthesis.instructions import instructions_for, places_of
from tracecot.sources.synthesis.records import Choices, Document
from tracecot.sources.synthesis.tasks import tasks_for

DOCUMENT = Document("heaps.md", "A binary heap keeps the smallest item first. A binary heap is a complete tree. " * 3)
SMALL = Choices(levels=("easy",), instructions=2, solutions=3, scenarios=2, suites=2)


def reasons(rejected) -> set[str]:
    return {one.reason for one in rejected}


def concept():
    return listed_concepts(["running totals: a value that grows"])[0]


def instruction():
    return instructions_for([concept()], scripted(), SMALL)[0][0]


def changed(says, **change):
    """The recorded answer with other members."""
    return lambda asked: {**says(asked), **change}


def test_a_document_becomes_tasks_with_their_lineage() -> None:
    concepts, _ = concepts_of([DOCUMENT], scripted(), SMALL)
    instructions, _ = instructions_for(concepts, scripted(), SMALL)
    tasks, rejected = tasks_for(instructions, scripted(), SMALL)

    assert len(tasks) == len(instructions) == 2 * len(concepts) > 0
    assert not rejected
    for task in tasks:
        about = next(one for one in concepts if one.id == task.instruction.concept_id)
        assert about.chunk.text == DOCUMENT.text[about.chunk.start : about.chunk.end]
        assert about.said.prompt_id != task.instruction.said.prompt_id
        assert [one.key for one in task.solutions] == ["s1", "s2", "s3"]
        assert {(one.suite, one.scenario) for one in task.tests} == {
            ("m1", "t1"),
            ("m1", "t2"),
            ("m2", "t1"),
            ("m2", "t2"),
        }


def test_the_same_answers_give_the_same_ids() -> None:
    first, again = (instructions_for([concept()], scripted(), SMALL)[0] for _ in range(2))

    assert [one.id for one in first] == [one.id for one in again]


GIVEN = {"key": "p1", "name": "Heaps", "description": "Trees in order.", "relevance": 4, "difficulty": 3}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"relevance": 2}, "low_score"),
        ({"difficulty": 2}, "low_score"),
        ({"relevance": 9}, "score_out_of_range"),
        ({"key": "p99"}, "unknown_key"),
        ({"name": " "}, "empty"),
        ({"name": "x" * 81}, "too_long"),
        ({"relevance": "much"}, "malformed"),
    ],
)
def test_a_concept_that_breaks_a_bound_is_rejected(change, reason) -> None:
    says = scripted(concepts=lambda _: {"concepts": [{**GIVEN, **change}]})

    kept, rejected = concepts_of([DOCUMENT], says, SMALL)

    assert kept == []
    assert reasons(rejected) == {reason}


def test_a_concept_is_kept_once_whatever_its_spelling() -> None:
    twice = [GIVEN, {**GIVEN, "key": "new", "name": "heap"}, {**GIVEN, "key": "p1", "name": "Other"}]

    kept, rejected = concepts_of([DOCUMENT], scripted(concepts=lambda _: {"concepts": twice}), SMALL)

    assert [one.name for one in kept] == ["Heaps"] or [one.name for one in kept] == ["heap"]
    assert reasons(rejected) == {"duplicate", "repeated_key"}


def test_instructions_of_a_level_differ_in_domain_and_approach() -> None:
    places = places_of(concept(), "hard", 6)

    assert len({domain for domain, _ in places.values()}) == len({approach for _, approach in places.values()}) == 6


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([{"key": "i1", "text": "Add them."}, {"key": "i2", "text": "word " * 81}], {"too_short", "too_long"}),
        ([{"key": "i1", "text": "word " * 20}, {"key": "i2", "text": "word  " * 20}], {"duplicate"}),
        ([{"key": "i1", "text": "word " * 20}, {"key": "i1", "text": "more " * 20}], {"repeated_key", "missing"}),
        ([{"key": "i7", "text": "word " * 20}], {"unknown_key", "missing"}),
    ],
)
def test_an_instruction_that_is_not_what_was_asked_for_is_rejected(texts, expected) -> None:
    says = scripted(instructions=changed(model.instructions, texts=texts))

    assert reasons(instructions_for([concept()], says, SMALL)[1]) == expected


def test_instructions_of_another_concept_are_not_taken() -> None:
    says = scripted(instructions=changed(model.instructions, about="conc_other"))

    assert instructions_for([concept()], says, SMALL)[0] == []


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def total(prices, limit: int) -> int:", "untyped"),
        ("def total(prices: list[int]):", "no_signature"),
        ("def total(*prices: int) -> int:", "no_signature"),
        ("total = 3", "not_python"),
        ("def total(", "not_python"),
    ],
)
def test_without_a_typed_signature_there_is_no_task(code, reason) -> None:
    says = scripted(signatures=changed(model.signatures, code=code))

    tasks, rejected = tasks_for([instruction()], says, SMALL)

    assert tasks == []
    assert reasons(rejected) == {reason}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"code": "def total(prices): return 0"}, "another_signature"),
        ({"code": "def other(prices, limit): return 0"}, "another_signature"),
        ({"code": "def total(prices, limit) return 0"}, "not_python"),
        ({"code": "#" * 20_001}, "too_long"),
        ({"key": "s9"}, "mispaired"),
        ({"about": "inst_other"}, "mispaired"),
        ({"code": 3}, "malformed"),
    ],
)
def test_a_solution_that_is_not_what_was_asked_for_is_rejected(change, reason) -> None:
    says = scripted(solutions=changed(model.solutions, **change))

    (task,), rejected = tasks_for([instruction()], says, SMALL)

    assert task.solutions == []
    assert reasons(rejected) == {reason}


def test_solutions_that_come_in_each_others_place_are_not_taken() -> None:
    def swapped(asked):
        return {**model.solutions(asked), "key": {"s1": "s2", "s2": "s1"}.get(model.line(asked, "key"), "s3")}

    (task,), rejected = tasks_for([instruction()], scripted(solutions=swapped), SMALL)

    assert [one.key for one in task.solutions] == ["s3"]
    assert [one.reason for one in rejected] == ["mispaired", "mispaired"]


def test_the_same_solution_twice_is_one() -> None:
    says = scripted(solutions=changed(model.solutions, code=model.CODES[0]))

    (task,), rejected = tasks_for([instruction()], says, SMALL)

    assert len(task.solutions) == 1
    assert reasons(rejected) == {"duplicate"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("assert total([9], 5) == 9; assert True", "not_one_assertion"),
        ("assert True", "another_function"),
        ("print(total([9], 5))", "not_one_assertion"),
        ("assert total([9], 5) ==", "not_python"),
        ("", "empty"),
    ],
)
def test_a_test_that_is_not_one_assertion_about_the_function_is_rejected(text, reason) -> None:
    says = scripted(tests=changed(model.tests, tests=[{"key": "t1", "text": text}]))

    (task,), rejected = tasks_for([instruction()], says, SMALL)

    assert task.tests == []
    assert reasons(rejected) == {reason, "missing"}


def test_what_has_no_answer_is_rejected_with_why() -> None:
    says = scripted(solutions=lambda _: Unanswered("over_budget", "0.00 of 1.00 dollars are left"))

    (task,), rejected = tasks_for([instruction()], says, SMALL)

    assert (task.solutions, len(task.tests)) == ([], 4)
    assert reasons(rejected) == {"over_budget"}


def test_suites_are_written_without_sight_of_a_solution() -> None:
    seen = []

    tasks_for([instruction()], scripted(tests=lambda asked: seen.append(asked.prompt) or model.tests(asked)), SMALL)

    assert seen
    assert not any("return" in prompt for prompt in seen)
