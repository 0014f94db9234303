"""Several targets at once: what becomes of each is told, not the tuple on the way."""

import ast

import pytest

from tests.narrations.test_folding import verdict_on
from tests.narrations.test_order import narrated
from tracecot.narrations.steps.several import swapped, targets

SWAPS = "def f(a, b):\n    a, b = b, a\n    while b:\n        a, b = b, a % b\n    return a, b\n"
STORES = "def f(xs):\n    i, j = 0, 2\n    xs[i], xs[j] = xs[j], xs[i]\n    return xs\n"


@pytest.mark.parametrize(
    ("statement", "names", "swap"),
    [
        ("a, b = b, a", 2, ("a", "b")),
        ("a, b = b, a + b", 2, None),
        ("a, b = a, b", 2, None),
        ("a, *b = b, a", 0, None),
        ("a, b = pair", 0, None),
        ("xs[i], xs[j] = xs[j], xs[i]", 2, None),
    ],
)
def test_what_is_assigned_at_once(statement, names, swap):
    node = ast.parse(statement).body[0]

    assert len(targets(node)) == names
    assert swapped(node) == swap


def test_a_swap_is_called_one(sandbox):
    told = narrated(sandbox, SWAPS, "10, 30")

    assert "Line 2 swaps `a` and `b`, so `a = 30` and `b = 10`." in told[-1].rationale
    assert "`a % b` is `0`" in told[-1].rationale
    assert "`a = 10` and `b = 0`" in told[-1].rationale
    assert "(30, 10)" not in told[-1].rationale
    assert verdict_on(told).verdict == "verified"


def test_what_is_stored_at_once_shows_one_whole(sandbox):
    told = narrated(sandbox, STORES, "[1, 2, 3]")

    assert "line 3 stores `xs[0] = 3` and `xs[2] = 1`" in told[-1].rationale
    assert "[3, 2, 3]" not in told[-1].rationale
    assert verdict_on(told).verdict == "verified"


INNER = (
    "def f(options):\n    long_name_of_a_count = "
    "options['count'] if 'count' in options and options['count'] > 0 else 1000000\n"
    "    return long_name_of_a_count + 1\n"
)
AUGMENTED = "def f(start, step):\n    start -= step - 1\n    return start * 2\n"


@pytest.mark.parametrize("number", range(4))
def test_a_name_is_said_to_be_set_to_nothing_else_than_the_program_sets_it_to(sandbox, number):
    for code, source in ((INNER, f"{{'count': {number + 3}}}"), (AUGMENTED, f"{number}, 3")):
        told = narrated(sandbox, code, source)

        assert "to `options['count']`" not in told[-1].rationale
        assert "to `start - step - 1`" not in told[-1].rationale
        assert verdict_on(told).verdict == "verified"
