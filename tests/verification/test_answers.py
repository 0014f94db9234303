"""Answers are right by value, from the execution alone; an input answer is one plain call."""

import pytest

from tests.verification.made import ORIGIN, complaints
from tracecot.execution import CutShort, Raised, Returned
from tracecot.sources.records import Program
from tracecot.values import Plain, Unaskable
from tracecot.verification.answers import gives_outcome, proposed_input, same_answer, same_outcome

PROGRAM = Program(
    "tests", "class Point:\n    pass\n\ndef g(x):\n    return x\n\ndef f(x, y=0):\n    return x\n", "f", ORIGIN
)


@pytest.mark.parametrize(
    ("answer", "proposed"),
    [
        ("f(1)", "1"),
        (" f( [1, 2], y = {'a': None} ) ", "[1, 2], y = {'a': None}"),
        ("f(-1, 2.5)", "-1, 2.5"),
        ("f()", ""),
        ("f(Point(1), y=set())", "Point(1), y=set()"),
        ("f('a', )", "'a'"),
        ("f(lambda x: x)", "lambda x: x"),
    ],
)
def test_one_plain_call_is_a_proposal(answer, proposed):
    assert proposed_input(answer, PROGRAM) == proposed


@pytest.mark.parametrize(
    "answer",
    [
        "", "1", "f", "h(1)", "f(1); f(2)", "f(f(1))", "f(g(1))", "f(x)", "f(*[1])", "f(**{'x': 1})", "f(1) == f(1)",
        "f(__import__('os'))", "f([i for i in range(3)])", "f(1", "f(1)\nf(2)", "f(" + "(" * 10_000 + ")", "m.f(1)",
        "f(''.join(['A'] * 20))", "f(1 + 1)",
    ],
)  # fmt: skip
def test_anything_else_is_none(answer):
    assert proposed_input(answer, PROGRAM) is None


@pytest.mark.parametrize(
    ("answer", "text", "right"),
    [
        ("{'b': 2, 'a': 1}", "{'a': 1, 'b': 2}", True),
        ("( 1,2 )", "(1, 2)", True),
        ("1", "True", False),
        ("1", "1.0", False),
        ("nan", "nan", True),
        ("'10'", "10", False),
        ("210", "10", False),
        ("", "''", False),
    ],
)
def test_an_output_answer_is_compared_by_value(answer, text, right):
    assert gives_outcome(answer, Returned(Plain("", text))) is right


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("KeyError: 'b'", True),
        ("raises KeyError: 'b'", True),
        ("KeyError", False),
        ("KeyError: 'c'", False),
        ("ValueError: 'b'", False),
        ("'b'", False),
    ],
)
def test_an_exception_is_answered_with_its_type_and_message(answer, right):
    assert gives_outcome(answer, Raised("KeyError", "'b'", 3)) is right


def test_an_exception_without_a_message_is_answered_with_its_type():
    assert gives_outcome("StopIteration", Raised("StopIteration", "", 1))
    assert not gives_outcome("StopIteration: x", Raised("StopIteration", "", 1))


def test_what_has_no_outcome_has_no_right_answer():
    assert not gives_outcome("1", CutShort("timeout", "2 s"))
    assert not gives_outcome("1", Returned(Unaskable("list", 9_000, "ab")))
    assert not same_outcome(CutShort("timeout", "2 s"), CutShort("timeout", "2 s"))


def test_outcomes_are_the_same_by_value_or_by_exception():
    assert same_outcome(Returned(Plain("dict", "{1: 2, 3: 4}")), Returned(Plain("dict", "{3: 4, 1: 2}")))
    assert same_outcome(Raised("KeyError", "1", 2), Raised("KeyError", "1", 9))
    assert not same_outcome(Raised("KeyError", "1", 2), Raised("KeyError", "2", 2))
    assert not same_outcome(Returned(Plain("int", "1")), Raised("KeyError", "1", 2))


def test_a_tag_may_spell_the_answer_otherwise():
    assert same_answer(" [1,2] ", "[1, 2]")
    assert same_answer("f( 1 )", "f(1)")
    assert not same_answer("f(1)", "f(2)")


def test_a_program_that_names_something_answer_may_have_one(execute):
    code = "def f(xs, x):\n    answer = xs[0]\n    return answer\n"
    executed = execute(code, "[1, 2], 3")
    text = "Line 2 sets `answer` to `1`. `f` returns `1`. So one answer is `f([1, 2], 3)`."

    assert complaints(executed.backward(text, "f([1, 2], 3)")) == []
