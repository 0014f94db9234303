"""A line does what it does: no other call, no other deed, no other object, no other condition may be told of it."""

import pytest

from tests.verification.made import GIVEN, WORDS, complaints
from tracecot.verification.records import Refuted

TESTS = "def f(a, b, c):\n    if a and b:\n        return c\n    if not b:\n        return a\n    return b\n"  # 0, 5, 7
POPS = "def f(xs, n):\n    stack = []\n    for x in xs:\n        stack.append(x + n)\n    last = stack.pop()\n    del xs[0]\n    return last, stack\n"  # [4, 3], 2
ADDS = "def f(xs, n):\n    total = n\n    for x in xs:\n        total = total + x\n    return total\n"  # [4, 3], 2

SWAPS = "def f(xs):\n    xs[0], xs[1] = xs[1], xs[0]\n    xs[0] += 1\n    return xs\n"  # [3, 1]

IN_WORDS = "`f` is called with `words = ['bee', 'ant', 'bat', 'asp', 'boa']` and `limit = 2`. Pass 1: `word = 'bee'`. `key = 'b'`. {} `f` returns `['ANT', 'ASP', 'BEE', 'BAT']`."
IN_SWAPS = "`f` is called with `xs = [3, 1]`. {} `f` returns `[2, 3]`."
IN_TESTS = "{} `f` is called with `a = 0`, `b = 5` and `c = 7`. `a and b` is `0`, which is falsy. `f` returns `5`."
IN_POPS = "`f` is called with `xs = [4, 3]` and `n = 2`. Pass 2: `x = 3`. {} `f` returns `(5, [6])`."
IN_ADDS = "`f` is called with `xs = [4, 3]` and `n = 2`. Pass 2: `x = 3`. {} `f` returns `9`."

#: (program, input, frame, what is true, what is not so)
TOLD = [
    # a call that a line runs stands there, perhaps with values in place of names
    (WORDS, GIVEN, IN_WORDS, "Line 8 runs `seen[key].append(word.upper())`.", "Line 8 runs `words.append(word.upper())`."),
    (WORDS, GIVEN, IN_WORDS, "Line 8 runs `seen['b'].append('BEE')`.", "Line 8 runs `seen['b'].append('ANT')`."),
    (WORDS, GIVEN, IN_WORDS, "Line 8 runs `word.upper()`.", "Line 8 runs `key.upper()`."),
    (POPS, "[4, 3], 2", IN_POPS, "Line 5 runs `stack.pop()`.", "Line 5 runs `xs.pop()`."),
    (WORDS, GIVEN, IN_WORDS, "Line 6 runs `seen[key] = []`.", "Line 8 runs `key = word[0]`."),
    (WORDS, GIVEN, IN_WORDS, "Line 6 runs `seen['b'] = []`.", "Line 6 runs `seen['a'] = []`."),
    (WORDS, GIVEN, IN_WORDS, "Line 8 runs `word.upper()`.", "Line 99 runs `word.upper()`."),
    # a method is called on the object that is named
    (WORDS, GIVEN, IN_WORDS, "`word.upper()` is called.", "`words.upper()` is called."),
    # what gives a place a value is told by no other verb
    (WORDS, GIVEN, IN_WORDS, "Line 6 stores `seen['b'] = []`.", "Line 6 deletes `seen['b'] = []`."),
    (WORDS, GIVEN, IN_WORDS, "Line 6 adds `seen['b'] = []`.", "Line 6 appends `seen['b'] = []`."),
    (WORDS, GIVEN, IN_WORDS, "Line 6 puts `seen['b'] = []`.", "Line 6 prints `seen['b'] = []`."),
    (WORDS, GIVEN, IN_WORDS, "Line 6 updates `seen['b'] = []`.", "Line 6 clears `seen['b'] = []`."),
    (POPS, "[4, 3], 2", IN_POPS, "Line 5 pops `last = 5`.", "Line 5 sorts `last = 5`."),
    # what a statement leaves is what it made when it is over
    (SWAPS, "[3, 1]", IN_SWAPS, "Line 2 leaves `xs = [1, 3]`.", "Line 2 leaves `xs = [1, 1]`."),
    (SWAPS, "[3, 1]", IN_SWAPS, "Line 3 leaves `xs = [2, 3]`.", "Line 3 leaves `xs = [1, 3]`."),
    # a sum of numbers puts nothing into anything
    (POPS, "[4, 3], 2", IN_POPS, "Line 4 appends `x + n`, which is `5`, to `stack`.", "Line 4 appends `x + n`, which is `5`, to `x`."),
]  # fmt: skip

#: (what is true of the text of TESTS, what is not)
ASKED = [
    ("Line 4 tests `not b`.", "Line 4 tests `not c`."),
    ("Line 4 tests `not 5`.", "Line 4 tests `not 7`."),
    ("Line 4 tests `not b`.", "Line 4 tests `b`."),
    ("Line 2 tests `a and b`.", "Line 2 tests `a and c`."),
]


@pytest.mark.parametrize(("code", "given", "frame", "truth", "lie"), TOLD)
def test_a_deed_is_told_of_its_line_and_its_object_alone(execute, code, given, frame, truth, lie):
    executed = execute(code, given)
    lying = executed.verdict(frame.format(lie))
    at = frame.index("{}")

    assert complaints(executed.verdict(frame.format(truth))) == []
    assert lying.verdict == "refuted"
    assert all(at <= claim.start < at + len(lie) for claim in lying.claims if isinstance(claim.finding, Refuted))


@pytest.mark.parametrize(("truth", "lie"), ASKED)
def test_a_line_is_said_to_ask_what_it_asks(execute, truth, lie):
    executed = execute(TESTS, "0, 5, 7")

    assert complaints(executed.verdict(IN_TESTS.format(truth))) == []
    assert [text for _, text, _ in complaints(executed.verdict(IN_TESTS.format(lie)))] == [lie.rstrip(".")]


def test_a_call_that_the_program_does_not_make_is_no_mention(execute):
    executed = execute(WORDS, GIVEN)
    told = IN_WORDS.format("Look at `{}` on line 8.")

    assert complaints(executed.verdict(told.format("word.upper()"))) == []
    assert complaints(executed.verdict(told.format("seen['b'].append('BEE')"))) == []
    assert executed.verdict(told.format("words.append(word.upper())")).verdict == "unreadable"


def test_a_number_has_nothing_appended(execute):
    executed = execute(ADDS, "[4, 3], 2")

    assert complaints(executed.verdict(IN_ADDS.format("Line 4 adds `3` to `total`."))) == []
    assert executed.verdict(IN_ADDS.format("Line 4 appends `3` to `total`.")).verdict == "unreadable"
