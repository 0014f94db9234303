"""An argument is shown to be needed by an executed call that differs in it alone and gives something else."""

from dataclasses import replace

import pytest

from tests.narrations.test_golden import SHOWN, executed
from tracecot.execution import Job
from tracecot.narrations.calls.alternatives import alternative_to, changed_calls
from tracecot.narrations.manner import LAYOUTS, Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import INPUT_PREDICTION, Narration
from tracecot.narrations.wording.style import VOICES
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

    assert inputs == [
        "['ant', 'asp', 'bee', 'bat'], 1",
        "['ant', 'asp', 'bee', 'bat'], 3",
    ]  # not the words: another list gives other words


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
        "With `limit = 1` the result would have 2 items, not 4: `keep(['ant', 'asp', 'bee', 'bat'], 1)` returns "
        "`['ANT', 'BEE']`. So take `words = ['ant', 'asp', 'bee', 'bat']`"
    )
    assert told in made.rationale
    evidence = Evidence(call, trace)
    others = [Evidence(each, answer) for each, answer in found]
    rationale = Rationale(INPUT_PREDICTION, made.rationale, made.answer)
    assert verify(rationale, program, evidence, evidence, alternatives=others).verdict == "verified"
    lie = replace(rationale, text=made.rationale.replace("['ANT', 'BEE']`. So", "['ANT', 'BAT']`. So"))
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


ORDERED = "def arranged(xs, down):\n    return sorted(xs, reverse=down)\n"
CUT = "def cut(text, sep=','):\n    return text.split(sep)\n"
#: Program, its entry point, its call; what is said of the other call; lies about that.
DIFFERENT = {
    "a name": (ORDERED.replace("arranged", "order"), "order", "[3, 1, 2], True", "returns `[1, 2, 3]`", (
        "returns `[1, 3, 2]`",
    )),
    "order": (ORDERED, "arranged", "[3, 1, 2], True", "the result would come in another order", (
        "the result would have 2 items, not 3", "the result would have 3 items, not 3",
    )),
    "sizes": (CUT, "cut", "'a;;b;c', sep=';;'", "the result would have 4 items, not 2", (
        "the result would have 3 items, not 2", "the result would have 4 items, not 3",
        "the result would come in another order",
    )),
}  # fmt: skip


@pytest.mark.parametrize("name", DIFFERENT)
def test_it_is_said_what_differs_and_a_lie_about_it_is_refuted(sandbox, name):
    code, entry, source, said, lies = DIFFERENT[name]
    program, call, trace = executed(sandbox, code, source, entry)
    calls = changed_calls(program, call)
    (answers,) = sandbox([Job(program.id, code, entry, tuple((each.id, each.input) for each in calls))])
    found = list(zip(calls, answers, strict=True))
    others, evidence = [Evidence(*each) for each in found], Evidence(call, trace)

    made = narrate(program, call, trace, INPUT_PREDICTION, tried=found)

    assert said in made.rationale
    told = Rationale(INPUT_PREDICTION, made.rationale, made.answer)
    assert verify(told, program, evidence, evidence, alternatives=others).verdict == "verified"
    for lie in lies:
        false = replace(told, text=made.rationale.replace(said, lie))
        assert verify(false, program, evidence, evidence, alternatives=others).verdict == "refuted", lie


def test_the_only_argument_is_not_changed(sandbox):
    program, call, _ = executed(sandbox, "def twice(x):\n    return 2 * x\n", "3", "twice")

    assert changed_calls(program, call) == ()
