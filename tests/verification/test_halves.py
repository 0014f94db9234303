"""The halves of a deduction hold together: an operation, its operand, and the same operation with values."""

import pytest

from tests.verification.made import complaints
from tracecot.verification.records import Refuted

HALVED = (
    "def f(n):\n    steps = 0\n    while n > 1:\n        if n % 2 == 0:\n            n = n // 2\n        else:\n"
    "            n = n - 1\n        steps = steps + 1\n    return steps\n"
)
DIVIDED = "def f(a, b):\n    while b:\n        rest = a % b\n        a, b = b, rest\n    return a\n"
GROUPED = (
    "def f(pairs):\n    groups = {}\n    for key, value in pairs:\n        groups.setdefault(key, []).append(value)\n"
    "    total = sum(groups['b'])\n    return total\n"
)
SCALED = "def f(items):\n    out = []\n    for item in items:\n        out.append(10 // int(item))\n    return out\n"
STACKED = (
    "def f(s):\n    stack = []\n    for c in s:\n        stack.append(c)\n    top = stack[-1]\n    return top\n"
)  # fmt: skip
#: A program, the arguments, the beginning of a deduction, what it goes on to say, and what is false there.
TORN = [
    (HALVED, "6", "Line 9 returns `steps`. Line 8 gives `steps = 3`.",
     "`steps + 1` is `3`, so `steps` is `2`.", "`steps + 1` is `3`, so `steps` is `1`."),
    (HALVED, "6", "Line 9 returns `steps`. Line 8 gives `steps = 3`.",
     "`steps + 1` is `2`, so `steps` is `1`.", "`steps + 1` is `1`, so `steps` is `2`."),
    (HALVED, "6", "Line 9 returns `steps`. Line 7 gives `n = 2`.",
     "`n - 1` is `2`, so `n` is `3`.", "`n - 1` is `2`, so `n` is `2`."),
    (HALVED, "6", "Line 9 returns `steps`. Line 5 gives `n = 3`.",
     "`n // 2` is `3`, so `n` is a number such as `6`: `6 // 2` is `3`.",
     "`n // 2` is `3`, so `n` is a number such as `3`: `6 // 2` is `3`."),
    (HALVED, "6", "Line 9 returns `steps`. Line 5 gives `n = 3`.",
     "`n // 2` is `3`, so `n` is a number such as `6`: `6 // 2` is `3`.",
     "`n // 2` is `3`, so `steps` is a number such as `0`: `6 // 2` is `3`."),
    (HALVED, "6", "Line 9 returns `steps`. Line 4: `n % 2 == 0` is true.",
     "`n % 2` is `0`, since `6 % 2` is `0`.", "`n % 2` is `1`, since `6 % 2` is `0`."),
    (DIVIDED, "18, 12", "Line 5 returns `a`. Line 4 gives `a = 6`.",
     "`a % b` is `6`, since `18 % 12` is `6`.", "`a % b` is `6`, since `16 % 10` is `6`."),
    (DIVIDED, "18, 12", "Line 5 returns `a`. Line 4 gives `a = 6`.",
     "`a % b` is `6`, since `18 % 12` is `6`.", "`a % b` is `6`, since `18 - 12` is `6`."),
    (GROUPED, "[('a', 1), ('b', 5)]", "Line 6 returns `total`. Line 5 gives `total = 5`.",
     "`groups['b']` is `[5]`, since `{'a': [1], 'b': [5]}['b']` is `[5]`.",
     "`groups['b']` is `[5]`, since `{'a': [2], 'b': [5]}['b']` is `[5]`."),
    (SCALED, "['5']", "Line 5 returns `out`.",
     "An item is appended by line 4 as `10 // int(item)`, so `2` comes from a string such as `'5'` (`10 // int('5')` is `2`).",
     "An item is appended by line 4 as `10 // int(item)`, so `2` comes from a string such as `'5'` (`11 // int('5')` is `2`)."),
    (STACKED, "'(['", "Line 6 returns `top`.",
     "`stack[-1]` is `'['`, so `stack` is a list such as `['(', '[']`.",
     "`s[-1]` is `'['`, so `stack` is a list such as `['(', '[']`."),
]  # fmt: skip


def deduced(execute, case, said):
    code, source, told, *_ = case
    executed = execute(code, source)
    answer = f"f({source})"
    opening = f"We need arguments with which `f` returns `{executed.evidence[0].trace.outcome.value.repr}`. {told} "
    text = f"{opening}{said} So one answer is `{answer}`.\n[ANSWER]{answer}[/ANSWER]"
    return executed.backward(text, answer), range(len(opening), len(opening) + len(said))


@pytest.mark.parametrize("case", TORN)
def test_halves_that_are_of_one_moment_hold(execute, case):
    judged, _ = deduced(execute, case, case[-2])

    assert (judged.verdict, complaints(judged)) == ("verified", [])


@pytest.mark.parametrize("case", TORN)
def test_halves_that_contradict_each_other_are_refuted(execute, case):
    judged, said = deduced(execute, case, case[-1])

    wrong = [claim for claim in judged.claims if isinstance(claim.finding, Refuted) and claim.finding.reason != "thin"]
    assert judged.verdict == "refuted"
    assert all(claim.start in said for claim in wrong)


def test_the_program_may_have_worked_the_same_out_of_other_values(execute):
    case = (HALVED, "7", "Line 9 returns `steps`. Line 8 gives `steps = 4`.")
    judged, _ = deduced(execute, case, "`n % 2` is `1`, so `n` is a number such as `7`: `7 % 2` is `1`.")

    assert (judged.verdict, complaints(judged)) == ("verified", [])


def test_a_sum_may_be_written_from_its_other_side(execute):
    case = (HALVED, "6", "Line 9 returns `steps`. Line 8 gives `steps = 3`.")
    judged, _ = deduced(execute, case, "`steps + 1` is `3`, since `1 + 2` is `3`.")

    assert (judged.verdict, complaints(judged)) == ("verified", [])


INSIDE = "def f(xs, n):\n    def cut(i):\n        return xs[: i - n : -1]\n    return cut(0)\n"


@pytest.mark.parametrize(("redone", "verdict"), [("0 - 4", "verified"), ("1 - 5", "refuted"), ("0 + -4", "refuted")])
def test_a_sum_with_the_value_of_a_name_of_another_function_is_one_of_the_program(execute, redone, verdict):
    case = (INSIDE, "[1, 1, 0, 0], 4", "Line 4 returns `cut(0)`. Line 3 returns `xs[: i - n : -1]`.")
    judged, _ = deduced(execute, case, f"`i - n` is `-4`, since `{redone}` is `-4`.")

    assert judged.verdict == verdict, complaints(judged)


@pytest.mark.parametrize(
    ("added", "verdict"),
    [
        ("`2 + 1` is `3`", "verified"),
        ("`0 + 1 + 1 + 1` is `3`", "verified"),
        ("`3 + 0` is `3`", "unreadable"),
        ("`5 + -3 + 1` is `3`", "unreadable"),
    ],
)
def test_a_sum_of_a_deduction_is_one_of_the_program_s(execute, added, verdict):
    case = (HALVED, "6", "Line 9 returns `steps`.")
    judged, _ = deduced(execute, case, f"Line 8 gives `steps = 3`, step by step: {added}.")

    assert judged.verdict == verdict, complaints(judged)
