"""In a recursion, and in loops inside one another, reading doesn't go back: not into calls that are over, and not into passes."""

import pytest

from tests.verification.made import complaints
from tracecot.verification.records import Refuted

FIBONACCI = "def f(n):\n    if n <= 1:\n        return n\n    return f(n - 1) + f(n - 2)\n"
BELOW = "`f` is called with `n = 3`. `f` is called with `n = 2`. `f` is called with `n = 1`. `f` returns `1`. "
SECOND = f"{BELOW}`f` is called with `n = 0`. `n` is `0`, so `n <= 1` is true. "
FLAT = (
    "def f(d):\n    out = {}\n    for k, v in d.items():\n        if isinstance(v, dict):\n"
    "            for k2 in f(v):\n                out[k + k2] = k2\n        else:\n            out[k] = v\n    return out\n"
)
INSIDE = (
    "`f` is called with `d = {'a': 1, 'b': {'c': 2, 'd': {'e': 3}}}`. The loop on line 3 takes 2 rounds. Round 1: "
    "`k = 'a'`. Round 2: `k = 'b'`. `f` is called with `d = {'c': 2, 'd': {'e': 3}}`. The loop on line 3 runs for 2 "
    "rounds. Round 1 of the loop on line 3: `k = 'c'`. Round 2 of the loop on line 3: `k = 'd'`. `f` is called with "
    "`d = {'e': 3}`. The loop on line 3 runs for one round. "
)
DEEP = "[1, 2, 3]"
NESTED = (
    "def f(xs):\n    total = 0\n    for a in xs:\n        for b in xs:\n            if a < b:\n"
    "                total += a * b\n    return total\n"
)
PASSED = (
    "`f` is called with `xs = [1, 2, 3]`. Line 2 sets `total` to `0`. Pass 1: `a = 1`. Pass 2 of the loop on line 4: "
    "`b = 2`. `total = 2`. Pass 3 of the loop on line 4: `b = 3`. `a * b` is `3`. `total = 5`. "
)
#: A program, the arguments, what is told first, what may be told then, and what may not.
TOLD = [
    (FIBONACCI, "3", SECOND, "`f` returns `0`.", "`f` returns `1`."),
    (FIBONACCI, "3", f"{SECOND}`f` returns `0`. ",
     "`f(n - 1) + f(n - 2)` is `1`, so `f` returns `1`.", "`f(n - 1) + f(n - 2)` is `1`, so `f` returns `2`."),
    (FIBONACCI, "3", f"{SECOND}`f` returns `0`. `f` returns `1`. ",
     "`f` is called with `n = 1`. `f` returns `1`.", "`f` is called with `n = 0`. `f` returns `1`."),
    (FIBONACCI, "3", f"{SECOND}`f` returns `0`. `f` returns `1`. `f` is called with `n = 1`. `f` returns `1`. ",
     "`f(n - 1) + f(n - 2)` is `2`, so `f` returns `2`.", "`f(n - 1) + f(n - 2)` is `1`, so `f` returns `2`."),
    (FLAT, "{'a': 1, 'b': {'c': 2, 'd': {'e': 3}}}", INSIDE,
     "Round 1 of the loop on line 3: `k = 'e'`.", "Round 2 of the loop on line 3: `k = 'e'`."),
    (FLAT, "{'p': {'q': 0}}",
     "`f` is called with `d = {'p': {'q': 0}}`. Pass 1: `k = 'p'`. `f` is called with `d = {'q': 0}`. Pass 1 of the "
     "loop on line 3: `k = 'q'`. `f` returns `{'q': 0}`. Pass 1 of the loop on line 5: `k2 = 'q'`. ",
     "Line 6 stores `out['pq'] = 'q'`.", "Pass 1 of the loop on line 3: `k = 'q'`. Line 6 stores `out['pq'] = 'q'`."),
    (NESTED, DEEP, PASSED, "Pass 2: `a = 2`.", "Pass 1: `total = 2`."),
    (NESTED, DEEP, PASSED, "Pass 2: `a = 2`.", "Pass 1: `a * b` is `2`."),
    (NESTED, DEEP, PASSED, "Pass 2: `a = 2`. `a < b` is false.", "Pass 1: `a < b` is false."),
    (NESTED, DEEP, PASSED, "Pass 1: `total = 5`.", "Pass 1: `a = 1`."),
]  # fmt: skip


def told(execute, case, said):
    code, source, before, *_ = case
    return execute(code, source).verdict(f"{before}{said}", support_needed=0.0), len(before)


@pytest.mark.parametrize("case", TOLD)
def test_what_comes_next_may_be_told(execute, case):
    judged, _ = told(execute, case, case[-2])

    assert (judged.verdict, complaints(judged)) == ("verified", [])


@pytest.mark.parametrize("case", TOLD)
def test_what_is_over_may_not(execute, case):
    judged, said = told(execute, case, case[-1])

    assert judged.verdict != "verified"
    assert all(claim.start >= said for claim in judged.claims if isinstance(claim.finding, Refuted))


def test_which_call_comes_back_is_open_where_nothing_of_the_last_one_is_told(execute):
    told = "`f` is called with `n = 2`. `f` is called with `n = 1`. `f` returns `1`. `f` is called with `n = 0`. "
    verdicts = [
        execute(FIBONACCI, "2").verdict(f"{told}`f` returns `{value}`.", support_needed=0.0).verdict
        for value in (0, 1, 5)
    ]

    assert verdicts == ["verified", "unreadable", "refuted"]
