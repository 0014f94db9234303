"""A question is as hard as a model finds it: its answers are scored as any, an input by executing it."""

from collections.abc import Sequence

import pytest

from tests.executing import started
from tracecot.language_models import Answered, Asked, Unanswered
from tracecot.splits.pass_rates import MEASURED, PassRate, Posed, pass_rates, requests
from tracecot.splits.rewards import Question
from tracecot.targets import CODE_GENERATION, EXPLANATION

CODE = "def f(x):\n    return x * x\n"
FORWARD = Posed("narr_1", "What does `f(3)` return?", Question("output_prediction", CODE, "f", "3", "9"))
BACKWARD = Posed("narr_2", "Find a call that returns `9`.", Question("input_prediction", CODE, "f", "3", "9"))


@pytest.fixture(scope="module")
def execute():
    return started()


def saying(*texts: str | Unanswered):
    """A model that says these, one after the other."""

    def ask(asked: Sequence[Asked]) -> list[Answered | Unanswered]:
        assert len(asked) == len(texts)
        return [one if isinstance(one, Unanswered) else Answered(one, "m", 1, 1, 0.0) for one in texts]

    return ask


def tagged(*answers: str) -> list[str]:
    return [f"So it is.\n[ANSWER]{answer}[/ANSWER]" for answer in answers]


def test_each_answer_to_each_question_is_scored_for_itself(execute) -> None:
    said = saying(*tagged("9", "9.0", " 9 ", "6"), *tagged("f(-3)", "f(x=3)", "f(2)", "9"))

    assert pass_rates([FORWARD, BACKWARD], 4, said, execute) == [PassRate(2, 4), PassRate(2, 4)]


def test_an_answer_that_is_cut_off_or_has_no_tag_is_wrong(execute) -> None:
    said = saying("9", Unanswered("malformed", "it was cut off"), *tagged("9"))

    assert pass_rates([FORWARD], 3, said, execute) == [PassRate(1, 3)]


@pytest.mark.parametrize("reason", ["over_budget", "refused", "unreachable"])
def test_what_was_not_asked_to_the_end_has_no_rate(execute, reason) -> None:
    missing = Unanswered(reason, "why")

    assert pass_rates([FORWARD], 2, saying(*tagged("9"), missing), execute) == [missing]


def test_the_same_is_asked_in_turns_and_the_answer_is_nowhere_in_it() -> None:
    asked = list(requests(FORWARD, 3))

    assert [one.turn for one in asked] == [0, 1, 2]
    assert {(one.prompt, one.about) for one in asked} == {(FORWARD.prompt, "narr_1")}
    assert not any("9" in one.system + one.prompt for one in asked)


def test_what_has_no_one_right_answer_is_not_measured() -> None:
    assert not {EXPLANATION, CODE_GENERATION} & set(MEASURED)
