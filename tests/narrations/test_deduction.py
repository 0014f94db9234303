"""A deduction reasons from the result to what its parts were made from, and says which choices it makes."""

import pytest

from tests.narrations.test_golden import executed
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import INPUT_PREDICTION
from tracecot.verification.records import Grounded, Rationale
from tracecot.verification.verify import Evidence, verify

SHOUT = (
    "def f(words, most):\n    out = []\n    for word in words:\n        if len(out) < most:\n"
    "            out.append(word.upper())\n    return out\n"
)
TOTAL = "def f(xs):\n    total = 1\n    for x in xs:\n        total += x\n    return total\n"
ADDED = "def f(n):\n    m = n + 3\n    return [m]\n"
DRAWN = "def g(xs):\n    for x in xs:\n        yield x * 2\n\n\ndef f(xs):\n    return list(g(xs))\n"
ADDS = "def f(s):\n    r = []\n    for i in range(len(s)):\n        r += s[i]\n    return r\n"  # a list by a text
HALF = "def f(n):\n    return n // 2\n"
TAIL = "def f(n, xs):\n    return xs[-n:]\n"
SAID = [
    (SHOUT, "['ant'], 3", "An item is appended by line 5 as `word.upper()`"),
    (SHOUT, "['ant'], 3", "so `'ANT'` comes from a string such as `'ant'` (`'ant'.upper()` is `'ANT'`)."),
    (SHOUT, "['ant'], 3", "That happens where `len(out) < most` is true."),
    (TOTAL, "[2, 3]", "Line 4 gives `total = 6`, step by step: `1 + 2 + 3` is `6`."),
    (TOTAL, "[-2, 3]", "`1 + (-2) + 3` is `2`."),
    (ADDED, "4", "`n + 3` is `7`, so `n` is `4`."),
    (DRAWN, "[5, 6]", "yielded by line 3 as `x * 2`, so `10` comes from `5` (`5 * 2` is `10`), `12` comes from `6`"),
    (TAIL, "0, [4, 5]", "`-n` is `0`, so `n` is `0`."),
    (ADDS, "'ab'", "Line 4 leaves `r = ['a', 'b']`. `r + s[i]` is `['a', 'b']`. `s[i]` is `'b'`"),
    (HALF, "13", "`n // 2` is `6`, so `n` is a number such as `13`: `13 // 2` is `6`."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "source", "said"), SAID)
def test_a_deduction_says_what_the_result_was_made_from(sandbox, code, source, said):
    program, call, trace = executed(sandbox, code, source)
    narration = narrate(program, call, trace, INPUT_PREDICTION)
    evidence = Evidence(call, trace)

    verdict = verify(Rationale(INPUT_PREDICTION, narration.rationale, narration.answer), program, evidence, evidence)

    assert said in narration.rationale.partition("So take")[0]
    assert [claim for claim in verdict.claims if not isinstance(claim.finding, Grounded)] == []


def test_a_value_that_an_expression_only_happens_to_have_made_no_part(sandbox):
    code = (
        "def f(xs):\n    seen = {}\n    for x in xs:\n        seen[x] = len(seen) + 1\n"
        "    return [1] if 7 in seen else [2]\n"
    )
    program, call, trace = executed(sandbox, code, "[7]")

    assert "stored" not in narrate(program, call, trace, INPUT_PREDICTION).rationale.partition("So take")[0]


PASSED_ON = (
    "def inner(x):\n    y = x + 1\n    return y\n\n\ndef outer(x):\n    z = inner(x)\n    return z\n\n\n"
    "def f(x):\n    return outer(x)\n"
)


def test_that_a_value_is_handed_on_is_not_repeated(sandbox):
    program, call, trace = executed(sandbox, PASSED_ON, "2")

    made = narrate(program, call, trace, INPUT_PREDICTION)

    deduction = made.rationale.partition("So take")[0]
    assert deduction == (
        "We need arguments with which `f` returns `3`. Line 12 returns `outer(x)`. `inner(2)`: `x + 1` is `3`, "
        "so `x` is `2`.\n"
    )
    evidence = Evidence(call, trace)
    told = Rationale(INPUT_PREDICTION, made.rationale, made.answer)
    assert verify(told, program, evidence, evidence).verdict == "verified"


WINDOW = (
    "def f(xs, size):\n    if size is None:\n        size = 2\n    total = sum(xs) * size\n    if total > 3:\n"
    "        total += 1\n    return total\n"
)


def test_a_condition_is_why_something_is_reached_only_where_it_stands_over_it(sandbox):
    program, call, trace = executed(sandbox, WINDOW, "[1, 2], None")

    deduction = narrate(program, call, trace, INPUT_PREDICTION).rationale.partition("So take")[0]

    assert "Line 5: `total > 3` is true." in deduction  # the sum stands under nothing
    assert "Line 3 gives `size = 2`. This is reached because `size is None` is true." in deduction
    assert deduction.count("This is reached because") == 1


COUNTED = "def f(n, m):\n    if n == 0:\n        return m + 1\n    return f(n - 1, m + 2)\n"
SHADOWED = (
    "def f(m):\n    sum = 0\n    ind = 1\n    while sum < m - 1:\n        sum += ind\n        ind += 1\n"
    "    return sum - ind - 1\n"
)
OF_TWO = "def f(m, n):\n    return (m - n) * 2\n"


def deduced(sandbox, code, source):
    """The deduction of a rationale that is verified."""
    program, call, trace = executed(sandbox, code, source)
    made = narrate(program, call, trace, INPUT_PREDICTION)
    evidence = Evidence(call, trace)
    told = Rationale(INPUT_PREDICTION, made.rationale, made.answer)
    assert verify(told, program, evidence, evidence).verdict == "verified", made.rationale
    return made.rationale.partition("So take")[0]


def test_what_is_deduced_of_another_call_names_it(sandbox):
    deduction = deduced(sandbox, COUNTED, "2, 3")

    assert "`f(0, 7)`: `m + 1` is `8`, so `m` is `7`." in deduction
    assert "`f(1, 5)`: `m + 2` is `7`, so `m` is `5`." in deduction
    assert ". `m" not in deduction


def test_a_variable_with_the_name_of_a_builtin_is_a_variable(sandbox):
    deduction = deduced(sandbox, SHADOWED, "6")

    assert "`6 - 4`" in deduction
    assert "`sum - 4" not in deduction


def test_an_argument_is_not_used_before_it_is_proposed(sandbox):
    assert "`5 - 2`" not in deduced(sandbox, OF_TWO, "5, 2")


SORTED = (
    "def f(xs):\n    for i in range(len(xs) - 1):\n        if xs[i] > xs[i + 1]:\n"
    "            xs[i], xs[i + 1] = xs[i + 1], xs[i]\n    return xs\n"
)
REMEMBERED = (
    "def fill(known, n):\n    for i in range(n):\n        known[i] = i + 1\n    return known[n - 1]\n\n\n"
    "def f(known, n):\n    fill(known, n)\n    return known[n - 1] + 1\n"
)


def test_a_line_leaves_what_is_so_when_it_is_done(sandbox):
    deduction = deduced(sandbox, SORTED, "[3, 1, 2]")

    assert "Line 4 leaves `xs = [1, 2, 3]`." in deduction
    assert "[1, 2, 2]" not in deduction


def test_an_equation_holds_by_itself(sandbox):
    assert "`{}[" not in deduced(sandbox, REMEMBERED, "{}, 5")
