"""Other calls that a text names are found, bounded, and judged by their own executions."""

import pytest

from tests.verification.made import ALTERNATIVE, BACKWARD, ORIGIN, PROPOSED, WORDS, complaints
from tracecot.sources.records import Program
from tracecot.verification.alternatives import MOST, named_calls
from tracecot.verification.records import LONGEST_TEXT

PROGRAM = Program("tests", "class Box:\n    pass\n\ndef f(x, n=1):\n    return [x] * n\n", "f", ORIGIN)
FACTORIAL = "def f(n):\n    if n < 2:\n        return 1\n    return n * f(n - 1)\n"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("`f(1)` returns `[1]`, and `f('a', n=2)` gives `['a', 'a']`.", ("1", "'a', n=2")),
        ("`f(1) == [1]`, `f(2) = [2]` and `[f(3), f(4)]`.", ("1", "2", "3", "4")),
        ("`f(1)`, `f( 1 )` and ``f(1)`` are one call.", ("1",)),
        ("`f(0)` is the call that is executed anyway, however it is spelled: `f( 0 )`.", ()),
        ("f(1) in prose is code too, and `g(1)` calls something else, as `x.f(1)` and `self.f(1)` do.", ("1",)),
        ("`f(x)`, `f(open('a'))`, `f(*[1])`, `f(f(1))` and `f(1` aren't calls on plain arguments.", ("1",)),
        ("`f(Box())`, `f({1, 2})`, `f(-1.5)`", ("Box()", "{1, 2}", "-1.5")),
        ("```\nf(1)\n```", ()),
        ("`f(`", ()),
    ],
)
def test_calls_on_plain_arguments_in_code_spans_are_found_once(text, named):
    assert named_calls(text, PROGRAM, "0") == named


def test_only_so_many_are_executed():
    text = " ".join(f"`f({n})`" for n in range(10_000))

    assert named_calls(text, PROGRAM) == tuple(map(str, range(MOST)))


@pytest.mark.parametrize("deep", ["f(" * 3_000 + ")" * 3_000, "f(" + "[" * 9_000 + "]" * 9_000 + ")", "f(" * 9_000])
def test_a_deep_span_names_nothing_and_stalls_nothing(deep):
    assert named_calls(f"`{deep}` and `f(7)`", PROGRAM)[-1:] == ("7",)


def test_a_named_alternative_is_judged_by_its_own_execution(execute):
    words = execute(WORDS, PROPOSED, ALTERNATIVE)
    answer = f"f({PROPOSED})"
    lie = BACKWARD.replace("returns `['ANT', 'BEE']`", "returns `['ANT', 'ASP']`")

    assert complaints(words.backward(BACKWARD, answer, alternatives=[1])) == []
    assert words.backward(BACKWARD, answer).verdict == "unreadable"
    assert words.backward(lie, answer, alternatives=[1]).verdict == "refuted"


LESS = "def f(x):\n    y = x - 2\n    return y + y\n"
TYPE_ERROR = "\"unsupported operand type(s) for -: 'str' and 'int'\""


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("`f('a')` raises `TypeError`.", "verified"),
        (f"`f('a')` raises `TypeError` with the message `{TYPE_ERROR}`.", "verified"),
        ("`f('a')` raises `TypeError` with the message `'no'`.", "refuted"),
        ("`f('a')` raises `ValueError`.", "refuted"),
        ("`f(7)` raises `TypeError`.", "refuted"),
        ("`f(8)` raises `TypeError`.", "unreadable"),  # nobody executed it
        ("`f(6)` raises `TypeError`.", "refuted"),
        ("`f('a')` returns `8`.", "refuted"),
    ],
)
def test_what_another_call_raises_is_judged_by_its_own_execution(execute, said, verdict):
    less = execute(LESS, "6", "'a'", "7")
    text = f"`f` is called with `x = 6`. `x - 2` is `4`, so `y = 4`, and `f` returns `8`. {said}"

    assert less.verdict(text, alternatives=less.evidence[1:]).verdict == verdict


def test_a_call_that_the_execution_makes_itself_is_judged_by_its_trace(execute):
    """Its outcome alone would bear out `f(2)` told after `f(3)` has returned."""
    factorial = execute(FACTORIAL, "3", "2")
    text = "`f(2)` returns `2`, so `f(3)` returns `6`."

    with_it = factorial.verdict(text, alternatives=[factorial.evidence[1]])

    assert with_it == factorial.verdict(text)


def test_what_lies_beyond_what_is_read_is_not_executed():
    said = "`f(7)` and "
    filler = "so " * (LONGEST_TEXT // 3)

    assert named_calls(f"{said}{filler}`f(8)`", PROGRAM) == ("7",)


SHOUTS = "def f(word, loud=True):\n    if loud:\n        return word.upper()\n    return word + f(word)\n"
SUPPOSED = (
    "We need arguments with which `f` returns `'aA'`. With `loud = True` the result would differ: `f('a', True)` returns "
    "`'A'`. So take `word = 'a'` and `loud = False`. Check: `f` is called with `word = 'a'` and `loud = False`. "
    "`f` returns `'aA'`."
)


def test_a_call_that_the_execution_makes_itself_may_be_supposed(execute):
    shouts, answer = execute(SHOUTS, "'a', False", "'a', True"), "f('a', False)"

    assert complaints(shouts.backward(SUPPOSED, answer, alternatives=[1])) == []
    for was, says in (("`loud = True` the", "`loud = False` the"), ("returns `'A'`. So", "returns `'a'`. So")):
        assert shouts.backward(SUPPOSED.replace(was, says), answer, alternatives=[1]).verdict == "refuted", says
