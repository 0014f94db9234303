"""A text tells enough of what led to the end, where the budget has room for it."""

import pytest

from tests.narrations.test_folding import verdict_on
from tests.narrations.test_order import narrated
from tracecot.narrations.fitting import ENOUGH, Told, fitting
from tracecot.narrations.wording.style import DETAILS, Detail

FULL = Detail(passes=8, fresh=2, listed=40, helpers=8, wholes=3, operands=True)
SHORT = Detail(passes=1, fresh=1, listed=40, helpers=2, wholes=0, operands=False)

MANY = (
    "def one(x):\n    y = x + 1\n    return y\n\n\n"
    "def f(xs):\n    total = 0\n    for x in xs:\n        total += one(one(x))\n    return total\n"
)
BEHIND_A_LAMBDA = (
    "def add(x, n):\n    added = x + n\n    doubled = added * 2\n    return doubled\n\n\n"
    "def adder(n):\n    return lambda x: add(x, n)\n\n\ndef f(x):\n    return adder(3)(x)\n"
)
IN_A_LAMBDA = (
    "def mapped(func, rows):\n    return map(func, rows)\n\n\n"
    "def f(rows):\n    return list(mapped(lambda row: [cell.upper() for cell in row], rows))\n"
)


def telling(lengths, share=1.0, is_shallow=False):
    return lambda detail: Told("x" * int(lengths[detail.helpers] * 3.2), share, is_shallow)


def test_the_first_that_fits_and_tells_enough_is_taken():
    told = fitting(telling({8: 900, 2: 300}), (FULL, SHORT), 500)

    assert told is not None
    assert told.tokens == 300


def test_where_nothing_fits_there_is_none():
    assert fitting(telling({8: 900, 2: 600}), (FULL, SHORT), 500) is None


def test_of_tellings_that_say_too_little_the_one_that_says_most_is_taken():
    shares = {2: 0.1, 12: 0.4, 24: 0.3, 48: 0.2}

    told = fitting(lambda detail: Told(str(detail.helpers), shares[detail.helpers], True), (SHORT,), 500)

    assert told == Told("12", 0.4, True)


def test_what_is_wider_is_tried_only_where_helpers_are_left_out():
    asked = []
    tell = telling({2: 100}, share=ENOUGH / 2)

    fitting(lambda detail: asked.append(detail) or tell(detail), (SHORT,), 500)

    assert asked == [SHORT]


@pytest.mark.parametrize("voice", sorted(DETAILS))
@pytest.mark.parametrize("code", [MANY, BEHIND_A_LAMBDA, IN_A_LAMBDA])
def test_no_text_about_a_short_execution_is_thin(sandbox, code, voice):
    source = {MANY: "[1, 2, 3, 4, 5, 6]", BEHIND_A_LAMBDA: "4", IN_A_LAMBDA: "[['a', 'b'], ['c']]"}[code]

    verdict = verdict_on(narrated(sandbox, code, source, voice=voice))

    assert verdict.verdict == "verified"
    assert verdict.support >= 0.5
