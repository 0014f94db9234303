"""What is said of one call is so in that call, a comparison is the program's, and a pass begins once."""

import pytest

from tests.verification.made import complaints

HALVES = "def f(n):\n    if n < 2:\n        return [n]\n    return f(n // 2) + [n % 2]\n"
DOWN = "- `f(5)`: 5 < 2 is false, so it calls `f(2)`.\n- `f(2)`: 2 < 2 is false, so it calls `f(1)`.\n- `f(1)`: 1 < 2 is true."


def test_what_is_said_of_a_call_is_so_in_that_call(execute):
    executed = execute(HALVES, "5")

    assert complaints(executed.verdict(DOWN)) == []
    for was, says in (("`f(1)`: 1", "`f(2)`: 1"), ("`f(2)`: 2", "`f(5)`: 2"), ("2 < 2", "2 > 2")):
        assert executed.verdict(DOWN.replace(was, says, 1)).verdict == "refuted", says


LARGE = (
    "def f(xs, n):\n    kept = []\n    for x in xs:\n        if x > n:\n            kept.append(x)\n    return kept\n"
)
FIRST = "`f` is called with `xs = [5, 9]` and `n = 5`. Line 2 sets `kept` to `[]`. "


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("- `5`: 5 > 5 is false.", "- `5`: 5 < 5 is false."),
        ("- `9`: 9 > 5 is true, so it is appended.", "- `9`: 9 >= 5 is true, so it is appended."),
        ("- `5`: 5 > 5 is false.", "- `5`: 5 >= 5 is true."),
    ],
)
def test_a_comparison_that_decides_nothing_is_refuted_although_it_holds(execute, true, false):
    executed = execute(LARGE, "[5, 9], 5")

    assert complaints(executed.verdict(FIRST + true)) == []
    assert executed.verdict(FIRST + false).verdict == "refuted"


PARITY = "def f(xs, k):\n    total = 0\n    for i, x in enumerate(xs):\n        if i % k == 0:\n            total += x\n    return total\n"


def test_the_operands_of_an_operation_are_those_of_the_program(execute):
    executed = execute(PARITY, "[4, 7], 2")
    text = "`f` is called with `xs = [4, 7]` and `k = 2`. Line 2 sets `total` to `0`. Pass 1: `0 % {} == 0` is true, so line 5 runs."

    assert complaints(executed.verdict(text.format(2))) == []
    assert executed.verdict(text.format(3)).verdict == "refuted"


def test_what_an_equation_is_not_is_said_of_its_left_side(execute):
    executed = execute(PARITY, "[4, 7], 2")
    text = "`f` is called with `xs = [4, 7]` and `k = 2`. Pass 2: `i = 1`. `1 % 2 = 1`, which is not {}, so line 5 is skipped."

    assert complaints(executed.verdict(text.format(0))) == []
    assert executed.verdict(text.format(1)).verdict == "refuted"


def test_a_pass_begins_once(execute):
    executed = execute(LARGE, "[9, 9, 9], 5")
    text = (
        "`f` is called with `xs = [9, 9, 9]` and `n = 5`. Line 2 sets `kept` to `[]`. Pass 1: `x = 9`. Line 5 appends `9` to "
        "`kept`. Pass {}: `x = 9`. Line 5 appends `9` to `kept`. In passes {} to 3 `x` is `9`."
    )

    assert complaints(executed.verdict(text.format(2, 3))) == []
    assert [(said, finding.actual) for _, said, finding in complaints(executed.verdict(text.format(1, 3)))] == [
        ("Pass 1", "pass 1 was told before")
    ]
    assert executed.verdict(text.format(2, 1)).verdict == "refuted"


def test_a_pass_may_be_named_before_each_of_its_steps(execute):
    executed = execute(LARGE, "[9, 2, 9], 5")
    text = (
        "`f` is called with `xs = [9, 2, 9]` and `n = 5`. Pass 1: `x = 9`. Pass 1: `x > n` is true. "
        "Pass 1: `9` is appended to `kept`. Pass 2, line 3: `x = 2`. Pass 2, line 4: `x > n` is false."
    )

    assert complaints(executed.verdict(text)) == []
    assert executed.verdict(text.replace("Pass 1: `x > n`", "Pass 2: `x > n`")).verdict == "refuted"


FLAT = (
    "def flat(xs):\n    for x in xs:\n        if isinstance(x, list):\n            for y in flat(x):\n"
    "                yield y\n        else:\n            yield x\n\n\ndef f(xs):\n    return list(flat(xs))\n"
)


def test_the_first_pass_of_another_run_of_a_loop_is_told_after_it(execute):
    """A recursive generator: the inner run of the loop on line 4 hands its value to the outer one."""
    executed = execute(FLAT, "[[[5]]]")
    text = (
        "`f` is called with `xs = [[[5]]]`. `flat` is called with `xs = [[[5]]]`. `flat` is called with `xs = [[5]]`. "
        "`flat` is called with `xs = [5]`. Line 7 yields `5`.\nPass 1 of the loop on line 4: `y = 5`. Line 5 yields `5`.\n"
        "Pass 1 of the loop on line 4: `y = 5`. Line 5 yields `5`."
    )

    assert complaints(executed.verdict(text)) == []
    assert executed.verdict(text.replace("`y = 5`", "`y = 6`")).verdict == "refuted"


TWICE = "def pair(xs):\n    for x in xs:\n        yield 0\n\n\ndef f(xs):\n    return list(pair(xs))\n"


def test_what_is_told_twice_is_one_thing_but_what_follows_it_is_another(execute):
    executed = execute(TWICE, "[7]")
    first = "`f` is called with `xs = [7]`. `pair` is called with `xs = [7]`. Line 3 yields `0`. "

    assert complaints(executed.verdict(first + "Line 3 yields `0`.")) == []
    assert executed.verdict(first + "Then line 3 yields `0`.").verdict == "refuted"


COUNTS = "def f(x):\n    x = x + 1\n    y = x - 1\n    x = y * 2\n    return x\n"
SETS = "`f` is called with `x = 3`. Line 2 sets `x` to `x + 1`, which is `4`. Line 3 sets `y` to `x - 1`, which is `3`."


@pytest.mark.parametrize(
    ("was", "says", "actual"),
    [
        ("Line 2 sets", "Line 4 sets", "it happens on line 2"),
        ("`y` to", "`x` to", "`y` is what is set to `x - 1`"),
        ("`x - 1`, which is `3`", "`x - 2`, which is `2`", "`y` is set to `x - 1`"),
    ],
)
def test_a_name_is_set_to_what_the_text_of_the_program_gives_it(execute, was, says, actual):
    executed = execute(COUNTS, "3")

    assert complaints(executed.verdict(SETS)) == []
    found = complaints(executed.verdict(SETS.replace(was, says)))
    assert actual in [finding.actual for _, _, finding in found if hasattr(finding, "actual")]


JOINS = "def f(xs, n):\n    while n > 0:\n        xs.append('b')\n        n -= 2\n    return ', '.join(xs)\n"
JOINED = (
    "`f` is called with `xs = ['a']` and `n = 1`. The while loop is entered because 1 > 0. Line 3 appends `'b'` to `xs`. Now `n` "
    "is `-1`, so `n` is no longer greater than 0. Joining them with a comma gives `'a, b'`."
)


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("1 > 0", "1 < 0"), ("greater than 0", "greater than 1"), ("greater", "less"), ("a comma", "a dash"),
        ("`'a, b'`", "`'a b'`"), ("with a comma gives", "with `' '` gives"),
    ],
)  # fmt: skip
def test_a_loop_that_is_entered_and_texts_that_are_joined(execute, was, says):
    executed = execute(JOINS, "['a'], 1")

    assert complaints(executed.verdict(JOINED)) == []
    assert executed.verdict(JOINED.replace(was, says)).verdict != "verified"


def test_a_loop_that_makes_no_pass_is_not_entered(execute):
    executed = execute(JOINS, "['a'], 0")
    text = "`f` is called with `xs = ['a']` and `n = 0`. {} `f` returns `'a'`."

    assert complaints(executed.verdict(text.format("`n > 0` is false."))) == []
    assert executed.verdict(text.format("The while loop is entered.")).verdict == "refuted"
