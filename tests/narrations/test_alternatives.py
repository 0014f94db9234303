"""An argument is shown to be needed by an executed call that differs in it alone and gives something else."""

from dataclasses import replace

import pytest

from tests.narrations.test_golden import SHOWN, executed
from tracecot.execution import Job
from tracecot.narrations.alternatives import alternative_to, changed_calls
from tracecot.narrations.manner import LAYOUTS, Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import INPUT_PREDICTION, Narration
from tracecot.narrations.style import VOICES
from tracecot.sources.records import Call
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

GIVEN = "['ant', 'asp', 'bee', 'bat'], 2"


@pytest.fixture
def tried(sandbox):
    """The call, its execution, and other calls with theirs."""

    def run(*inputs):
        program, call, trace = executed(sandbox, SHOWN, GIVEN, "keep")
        calls = [Call(program.id, source, "given") for source in inputs] or list(changed_calls(program, call))
        (answers,) = sandbox([Job(program.id, SHOWN, "keep", tuple((each.id, each.input) for each in calls))])
        return program, call, trace, list(zip(calls, answers, strict=True))

    return run


def test_one_argument_is_changed_at_a_time(sandbox):
    program, call, _ = executed(sandbox, SHOWN, GIVEN, "keep")

    inputs = [each.input for each in changed_calls(program, call)]

    assert inputs == ["['ant', 'asp', 'bee'], 2", "['ant', 'asp', 'bee', 'bat'], 1"]


def test_an_alternative_differs_in_one_argument_and_gives_another_value(tried):
    same, two, other, raises = (
        "['ant', 'asp', 'bee', 'bat'], 5",
        "['ant'], 1",
        "['ant', 'asp', 'bee', 'bat'], 1",
        "[], 0",
    )
    program, call, trace, found = tried(same, two, other, raises)

    alternative = alternative_to(program, call, trace, found)

    assert alternative is not None
    assert (alternative.call.input, alternative.argument) == (other, "limit = 1")
    assert alternative_to(program, call, trace, [each for each in found if each[0].input != other]) is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("voice", VOICES)
def test_it_is_told_before_the_proposal_and_verifies(tried, voice, layout):
    program, call, trace, found = tried()

    made = narrate(program, call, trace, INPUT_PREDICTION, Manner(voice, layout), tried=found)

    assert isinstance(made, Narration)
    told = (
        "`keep(['ant', 'asp', 'bee'], 2)` returns `['ANT', 'ASP', 'BEE']`. "
        "So take `words = ['ant', 'asp', 'bee', 'bat']`"
    )
    assert told in made.rationale
    evidence = Evidence(call, trace)
    others = [Evidence(each, answer) for each, answer in found]
    rationale = Rationale(INPUT_PREDICTION, made.rationale, made.answer)
    assert verify(rationale, program, evidence, evidence, alternatives=others).verdict == "verified"
    lie = replace(rationale, text=made.rationale.replace("['ANT', 'ASP', 'BEE']`. So", "['ANT', 'BEE']`. So"))
    assert verify(lie, program, evidence, evidence, alternatives=others).verdict == "refuted"
    assert verify(rationale, program, evidence, evidence).verdict != "verified"


def test_what_gives_the_same_is_no_alternative(tried):
    program, call, trace, found = tried("['ant', 'asp', 'bee', 'bat'], 3")
    made = narrate(program, call, trace, INPUT_PREDICTION)
    supposed = "With `limit = 3` the result would differ: `keep(['ant', 'asp', 'bee', 'bat'], 3)` returns "
    lie = made.rationale.replace("So take", f"{supposed}`['ANT', 'ASP', 'BEE', 'BAT']`. So take")

    evidence = Evidence(call, trace)
    others = [Evidence(each, answer) for each, answer in found]
    verdict = verify(Rationale(INPUT_PREDICTION, lie, made.answer), program, evidence, evidence, alternatives=others)

    assert verdict.verdict == "refuted"
