"""What is asked gives nothing away of what is right."""

from tests.verification.made import ORIGIN
from tracecot.execution import Raised, Returned
from tracecot.narrations.answers import question
from tracecot.sources.records import Call, Program
from tracecot.values import Plain

PROGRAM = Program("tests", "def f(n):\n    return 1 // n\n", "f", ORIGIN)


def test_the_wording_of_a_question_is_the_same_whatever_comes_of_the_call() -> None:
    calls = [Call(PROGRAM.id, str(number), "given") for number in range(40)]
    outcomes = (Returned(Plain("int", "1")), Raised("ZeroDivisionError", "division by zero", 2))

    asked = [{question(PROGRAM, call, outcome, "output_prediction") for outcome in outcomes} for call in calls]

    assert all(len(some) == 1 for some in asked)
    assert len({text.replace(call.input, "N") for call, (text,) in zip(calls, asked, strict=True)}) > 2  # wordings vary
