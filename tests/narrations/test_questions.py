"""Questions are asked where following the program answers them, and each telling comes to its moment."""

import pytest

from tracecot.execution import Job
from tracecot.narrations.manner import Manner
from tracecot.narrations.narrate import narrate_questions
from tracecot.narrations.records import Narration
from tracecot.sources.records import Call, Origin, Program
from tracecot.targets import QUESTIONS
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

NOWHERE = Origin("tests", "0", "questions.py", "questions", "f", 1, 1, "Apache-2.0")
CODE = """def f(xs, limit):
    total = 0
    for x in xs:
        if x > limit:
            continue
        total += x
        while total > 5:
            total -= 5
    if total < 0:
        raise ValueError('below')
    return str(total)
"""
LONG = list(range(1, 41))


@pytest.fixture(scope="module")
def executed(sandbox):
    program = Program("tests", CODE, "f", NOWHERE)
    call = Call(program.id, f"{LONG}, 30", "given")
    ((trace,),) = sandbox([Job(program.id, CODE, "f", ((call.id, call.input),))])
    return program, call, trace


@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher", "table"])
@pytest.mark.parametrize("task", QUESTIONS)
def test_every_question_is_answered_by_what_is_told(executed, task, voice):
    program, call, trace = executed
    made = narrate_questions(program, call, trace, task, Manner(voice), count=5)

    assert made
    for one in made:
        assert isinstance(one, Narration), one
        evidence = Evidence(call, trace)
        verdict = verify(Rationale(task, one.rationale, one.answer, one.target), program, evidence, evidence, 0.0)
        assert verdict.verdict == "verified", (one.rationale, verdict.claims)


def test_questions_differ(executed):
    made = narrate_questions(*executed, "state", count=5)

    assert len({one.target for one in made}) == len({one.id for one in made}) == 5


def test_what_is_counted_is_told_one_by_one(executed):
    for one in narrate_questions(*executed, "branch_outcome", Manner("terse"), count=5):
        assert one.target.visit <= 12
        assert one.rationale.count("> limit") + one.rationale.count("> 5`") >= one.target.visit, one.rationale
        assert "takes the values" not in one.rationale


def test_what_an_execution_has_not_is_not_asked(sandbox):
    program = Program("tests", "def f(x):\n    return x\n", "f", NOWHERE)
    call = Call(program.id, "1", "given")
    ((trace,),) = sandbox([Job(program.id, program.code, "f", ((call.id, "1"),))])

    (skipped,) = narrate_questions(program, call, trace, "loop_count")

    assert skipped.reason == "nothing_to_ask"


HANDS_ON = """class Adder:
    def __init__(self, left):
        self.left = left

    def __call__(self, number):
        if self.left > 1:
            return Adder(self.left - 1)
        else:
            total = number + 1
        return total


def f(number):
    adder = Adder(10)
"""
HANDS_ON += "    adder = adder(number)\n" * 9 + "    return adder(number)\n"


@pytest.mark.parametrize("voice", ["walkthrough", "terse", "teacher", "table"])
def test_a_line_is_said_to_run_only_where_what_leads_there_is_told(sandbox, voice):
    """Of many calls only the first are told, and the condition that leads to line 9 is met in the last."""
    program = Program("tests", HANDS_ON, "f", NOWHERE)
    call = Call(program.id, "3", "given")
    ((trace,),) = sandbox([Job(program.id, HANDS_ON, "f", ((call.id, call.input),))])
    told = [
        made for made in narrate_questions(program, call, trace, "line_coverage", Manner(voice), 5)
        if isinstance(made, Narration)
    ]  # fmt: skip

    assert [made.target.line for made in told if made.target.line != 9]
    for made in told:
        evidence = Evidence(call, trace)
        said = Rationale("line_coverage", made.rationale, made.answer, made.target)
        assert verify(said, program, evidence, evidence).verdict == "verified"
        assert made.target.line != 9 or "is false" in made.rationale or "fails" in made.rationale


ASIDE = """def f(xs, limit):
    noise = []
    total = 0
    for x in xs:
        noise.append(x * 100)
        if x > limit:
            total += x
    noise.reverse()
    if len(noise) > 3:
        noise.clear()
    return total
"""


@pytest.mark.parametrize("task", ["state", "branch_outcome", "next_line", "value_type", "loop_count"])
def test_what_the_answer_does_not_hang_on_is_left_out(sandbox, task):
    program = Program("tests", ASIDE, "f", NOWHERE)
    call = Call(program.id, "[4, 1, 5, 2], 2", "given")
    ((trace,),) = sandbox([Job(program.id, ASIDE, "f", ((call.id, call.input),))])

    made = narrate_questions(program, call, trace, task, Manner(), count=12)

    about = [one for one in made if "noise" not in str(one.target) and one.target.line < 8]
    assert about
    for one in about:
        evidence = Evidence(call, trace)
        verdict = verify(Rationale(task, one.rationale, one.answer, one.target), program, evidence, evidence)
        assert (verdict.verdict, verdict.support) == ("verified", 1.0), one.rationale
        assert one.target.line == 5 or "noise" not in one.rationale, one.rationale


@pytest.mark.parametrize("task", [task for task in QUESTIONS if task != "exception"])
def test_a_line_that_is_asked_about_is_shown(executed, task):
    for one in narrate_questions(*executed, task, count=5):
        assert f"Line {one.target.line} is `{CODE.splitlines()[one.target.line - 1].strip()}`." in one.question
