"""What narrators say of closures, of loops that ask the same again, and of values that Python can't write, stays verified."""

import pytest

from tests.verification.made import complaints

MEMO = (
    "def f(n):\n    memo = {}\n    def go(k):\n        if k in memo:\n            return memo[k]\n        if k < 2:\n            memo[k] = 1\n"
    "        else:\n            memo[k] = go(k - 1) + go(k - 2)\n        return memo[k]\n    return go(n)\n"
)
NESTED = "def f(n):\n    i = n\n    j = 0\n    while i > 0:\n        while j < i:\n            j += 2\n        i -= 1\n        j = 0\n    return i, j\n"
FIZZ = (
    "def f(n):\n    out = []\n    for i in range(1, n + 1):\n        s = ''\n        if i % 3 == 0:\n            s += 'Fizz'\n"
    "        if i % 5 == 0:\n            s += 'Buzz'\n        out.append(s or str(i))\n    return out\n"
)
NANS = "def f(x):\n    return [x, 1]\n"

IN_MEMO = (
    "`f` is called with `n = 1`. Line 2 sets `memo` to `{}`. `go` starts with `k = 1`. `k < 2` is true. Line 7 stores `memo[1] = 1`. "
    "%s, so `go` returns `1`. `f` returns `1`."
)
IN_NESTED = (
    "`f` is called with `n = 3`. Line 2: `i = 3`. Pass 1: `i > 0` is true. Pass 1 of the loop on line 5: `j < i` is true. "
    "Pass 2 of the loop on line 5: `2 < 3` is true. `j < i` is false. The loop on line 5 is over and leaves `j = 4`. `f` returns `(0, 0)`."
)
IN_FIZZ = (
    "`f` is called with `n = 2`. Pass 2: `i = 2`. Line 4 sets `s` to `''`. `2 == 0` fails, so line 6 is skipped. "
    "`2 == 0` is %s, so line 8 is %s. Line 9 appends `'2'` to `out`. `f` returns `['1', '2']`."
)

#: (program, input, honest text, false twin)
TWINS = [
    (MEMO, "1", IN_MEMO % "`memo[k]` is `1`", IN_MEMO % "`memo[k]` is `2`"),
    (NESTED, "3", IN_NESTED, IN_NESTED.replace("Pass 2 of the loop on line 5: `2 < 3` is true. ", "")),
    (FIZZ, "2", IN_FIZZ % ("false", "skipped"), IN_FIZZ % ("true", "skipped")),
    (FIZZ, "2", IN_FIZZ % ("false", "skipped"), IN_FIZZ % ("false", "run")),
    (NANS, "float('nan')", "`f` returns `[nan, 1]`. The result is a list of 2 items.", "`f` returns `[nan, 1]`. The result is a list of 3 items."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "given", "honest", "false"), TWINS)
def test_an_honest_text_is_verified_and_its_twin_is_not(execute, code, given, honest, false):
    executed = execute(code, given)

    assert complaints(executed.verdict(honest)) == []
    assert executed.verdict(false).verdict != "verified"


def test_a_condition_is_not_told_to_be_true_and_false_at_once(execute):
    executed = execute(FIZZ, "2")
    told = "`f` is called with `n = 2`. Pass 2: `i = 2`. `i % 3 == 0` is false. `i % 3 == 0` is {}. `f` returns `['1', '2']`."

    assert complaints(executed.verdict(told.format("false"))) == []
    assert executed.verdict(told.format("true")).verdict == "refuted"
