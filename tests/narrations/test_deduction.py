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
        "We need arguments with which `f` returns `3`. Line 12 returns `outer(x)`. `x + 1` is `3`, so `x` is `2`.\n"
    )
    evidence = Evidence(call, trace)
    told = Rationale(INPUT_PREDICTION, made.rationale, made.answer)
    assert verify(told, program, evidence, evidence).verdict == "verified"
