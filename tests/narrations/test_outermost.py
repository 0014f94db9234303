"""Of an expression whose type stands in its text nothing is asked: the answer would take no execution."""

import pytest

from tracecot.execution import Job
from tracecot.narrations.manner import Manner
from tracecot.narrations.narrate import narrate_questions
from tracecot.narrations.questions.outermost import is_fixed, names_given
from tracecot.sources.records import Call, Origin, Program

NOWHERE = Origin("", "", "", "", "", 0, 0, "")

FIXED = (
    "a < b", "a in b", "not a", "len(a)", "list(a)", "str(a)", "sorted(a, key=b)", "', '.join(a)", "f'{a}'.upper()",
    "b'x'.join(a)", "f'{a}'", "'a'", "-1", "None", "[a]", "(a, b)", "{a: b}", "{a}", "[x for x in a]",
    "{x for x in a}", "{x: 1 for x in a}", "[] if a else [b]", "(y := [a])",
)  # fmt: skip
OPEN = (
    "a", "a.b", "a[0]", "a + b", "a % b", "-a", "a and b", "a or []", "a.join(b)", "f(a)", "max(a)", "sum(a)", "abs(a)",
    "[] if a else ()", "a if b else []", "{}.get(a)", "(y := a)", "a.b(c)", "round(a)", "yield from a", "a\n + b",
)  # fmt: skip


@pytest.mark.parametrize("text", FIXED)
def test_the_outermost_syntax_fixes_the_type(text) -> None:
    assert is_fixed(text, frozenset())


@pytest.mark.parametrize("text", OPEN)
def test_what_is_computed_may_be_of_any_type(text) -> None:
    assert not is_fixed(text, frozenset())


@pytest.mark.parametrize(
    "code",
    [
        "def len(x):\n    return x", "len = max", "def f(len):\n    return len(1)", "from m import len",
        "import m as len", "class len:\n    pass", "match x:\n    case [*len]:\n        pass",
    ],
)  # fmt: skip
def test_a_name_that_the_program_gives_is_no_builtin(code) -> None:
    assert not is_fixed("len(x)", names_given(code))
    assert is_fixed("list(x)", names_given(code))


def test_only_what_takes_an_execution_is_asked(sandbox) -> None:
    code = "def f(xs):\n    first = xs[0]\n    n = len(xs)\n    ys = list(xs)\n    return ys + [n]\n"
    program = Program("tests", code, "f", NOWHERE)
    call = Call(program.id, "['a', 'b']", "given")
    ((trace,),) = sandbox([Job(program.id, code, "f", ((call.id, call.input),))])

    made = narrate_questions(program, call, trace, "value_type", Manner(), count=12)

    asked = {(one.target.expression, one.answer) for one in made}
    assert ("xs[0]", "str") in asked
    assert ("ys + [n]", "list") in asked
    assert not {"len(xs)", "list(xs)", "[n]"} & {expression for expression, _ in asked}


def test_where_nothing_takes_an_execution_nothing_is_asked(sandbox) -> None:
    code = "def f(xs):\n    return [1, 2]\n"
    program = Program("tests", code, "f", NOWHERE)
    call = Call(program.id, "3", "given")
    ((trace,),) = sandbox([Job(program.id, code, "f", ((call.id, call.input),))])

    made = narrate_questions(program, call, trace, "value_type", Manner(), count=12)

    assert not [one for one in made if getattr(one, "answer", "")]
