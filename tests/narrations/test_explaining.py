"""What is said of a program from all its recorded calls: golden texts, and when nothing is said."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.program_texts import PROGRAMS
from tracecot.execution import Raised, Returned
from tracecot.narrations.explaining.mutated import versions
from tracecot.narrations.explaining.observations import observed
from tracecot.narrations.explaining.program import narrate_program
from tracecot.narrations.explaining.seen import seen
from tracecot.narrations.manner import Manner
from tracecot.narrations.records import Narration
from tracecot.narrations.wording.style import TERSE
from tracecot.targets import CODE_GENERATION, EXPLANATION, OF_PROGRAMS
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify

GOLDEN = Path(__file__).parents[1] / "golden" / "explanations"


@pytest.fixture
def recorded(execute):
    """`recorded(name)`: the program with a docstring, and its evidence."""

    def run(name):
        code, inputs = PROGRAMS[name]
        made = execute(code, *inputs)
        origin = replace(made.program.origin, docstring=f"What the program {name} does.")
        return replace(made.program, origin=origin), made.evidence

    return run


def told(program, evidence, task, **more):
    return narrate_program(program, [(each.call, each.trace) for each in evidence], task, **more)


@pytest.mark.parametrize("name", PROGRAMS)
def test_golden_texts_about_programs_are_as_they_were_and_verify(recorded, name):
    program, evidence = recorded(name)
    pieces = []

    for task in OF_PROGRAMS:
        made = told(program, evidence, task)
        assert isinstance(made, Narration), made
        pieces.append(f"## {task}\n{made.question}\n\n{made.rationale}\n")
        rationale = Rationale(task, made.rationale, made.answer, made.target)
        verdict = verify(rationale, program, evidence[0], evidence[0], alternatives=evidence)
        assert (verdict.verdict, verdict.answer_correct) == ("verified", True), verdict.claims

    path = GOLDEN / f"{name}.md"
    if os.environ.get("TRACECOT_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(pieces), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "\n".join(pieces)


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_observation_is_false_of_a_mutated_version(recorded, name):
    calls = [seen(each.call, each.trace) for each in recorded(name)[1]]
    returned = [call for call in calls if isinstance(call.outcome, Returned)]

    about_values = [each for each in observed(returned) if each.about != "type"]

    assert about_values
    for each in about_values:
        assert any(not all(map(each.holds, changed)) for changed in versions(returned)), each.clause


def test_a_bound_that_no_result_comes_near_is_not_said(execute):
    made = execute("def f(n):\n    return n * n + 7\n", "1", "2", "3", "4", "5")

    clauses = [each.clause for each in observed([seen(each.call, each.trace) for each in made.evidence])]

    assert "the result is at least `0`" not in clauses


def test_a_bound_that_one_result_stands_on_by_chance_is_not_said(execute):
    made = execute("def f(n, m):\n    return n * m + 3\n", "0, 3", "2, 1", "3, 1", "4, 5", "9, 6")

    clauses = [each.clause for each in observed([seen(each.call, each.trace) for each in made.evidence])]

    assert "the result is at least `m`" not in clauses


def test_no_text_about_a_program_says_always_or_any(recorded):
    for name in PROGRAMS:
        for task in OF_PROGRAMS:
            words = told(*recorded(name), task).rationale.split()
            assert not {"always", "any", "Always", "Any"} & set(words)


def test_fewer_than_five_calls_or_one_outcome_explain_nothing(recorded, execute):
    program, evidence = recorded("clip")
    constant = execute("def f(x):\n    return 1\n", "1", "2", "3", "4", "5")

    assert told(program, evidence[:4], EXPLANATION).reason == "few_calls"
    assert told(constant.program, constant.evidence, EXPLANATION).reason == "few_calls"


def test_code_is_written_for_a_docstring_alone(recorded):
    program, evidence = recorded("clip")
    bare = replace(program, origin=replace(program.origin, docstring=""))

    assert told(bare, evidence, CODE_GENERATION).reason == "no_docstring"
    assert told(program, evidence, CODE_GENERATION).answer == program.code.strip("\n")


def test_the_question_has_the_signature_without_comments(execute):
    code = "def f(n: int, m=2) -> int:  # ours\n    return n - m\n"
    made = execute(code, "1", "2", "3", "4", "5")
    program = replace(made.program, origin=replace(made.program.origin, docstring="Less."))

    question = told(program, made.evidence, CODE_GENERATION).question

    assert question.startswith("Write `def f(n: int, m=2) -> int`: Less.\n")


def test_a_docstring_of_another_function_than_the_entry_point_is_not_asked_with(recorded):
    program, evidence = recorded("clip")
    other = replace(program, origin=replace(program.origin, qualname="module.clip"))

    assert told(other, evidence, CODE_GENERATION).reason == "docstring_of_another"


def test_the_target_names_the_calls_that_the_text_rests_on(recorded):
    program, evidence = recorded("count")

    made = told(program, evidence, EXPLANATION)

    assert made.target.calls == ("f(0)", "f(1)", "f(2)", "f(8)", "f(9)", "f(100)")
    assert made.trace_id == evidence[0].trace.id


def test_a_text_over_its_budget_is_skipped(recorded):
    assert told(*recorded("words"), EXPLANATION, manner=Manner(budget=20)).reason == "over_budget"


def test_the_terse_voice_gives_fewer_examples(recorded):
    program, evidence = recorded("words")

    assert (
        told(program, evidence, EXPLANATION, manner=Manner(TERSE)).tokens < told(program, evidence, EXPLANATION).tokens
    )


def test_an_exception_is_counted_among_the_recorded_calls(recorded):
    program, evidence = recorded("words")
    assert isinstance(evidence[-1].trace.outcome, Raised)

    assert "On 1 of the 6 recorded calls `f` raises `IndexError`." in told(program, evidence, EXPLANATION).rationale


def test_a_result_is_compared_with_what_builtins_make_of_an_argument(execute):
    made = execute("def f(xs):\n    return len([x for x in xs])\n", "[1]", "[]", "[2, 2]", "[3, 4, 1]", "[5]")

    assert "the result equals `len(xs)`" in told(made.program, made.evidence, EXPLANATION).answer


def test_a_function_that_the_program_defines_is_not_taken_for_the_builtin(execute):
    code = "def len(xs):\n    return sum(1 for x in xs)\n\n\ndef f(xs):\n    return len(xs)\n"
    made = execute(code, "[1]", "[]", "[2, 2]", "[3, 4, 1]", "[5]")

    assert "equals" not in told(made.program, made.evidence, EXPLANATION).rationale
