"""Notes, labels and telegraphic English, as people write them: each has a text that is true and one that lies."""

import pytest

from tests.verification.made import complaints
from tests.verification.test_claims import ANSWERS, HELPER, INPUTS, RAISES, SUM
from tracecot.verification.records import Grounded

GCD = (
    "def gcd(a, b):\n    if b == 0:\n        return a\n    return gcd(b, a % b)\n\n\n"
    "def f(nums):\n    g = 0\n    for n in nums:\n        g = gcd(g, n)\n        if g == 1:\n            break\n    return g\n"
)  # nums = [84, 30, 45]: 84, 6, 3
LETTERS = (
    "def f(text):\n    out = []\n    for i, ch in enumerate(text):\n        if ch.isupper():\n            out.append(ch.lower())\n"
    "        elif ch.islower():\n            continue\n        else:\n            out.append(ch)\n    return ''.join(out)\n"
)  # text = 'Ab-C': a, -, c
NESTED = (
    "def f(rows):\n    total = 0\n    for r, row in enumerate(rows):\n        for c in range(len(row)):\n            if c < r:\n"
    "                continue\n            total += row[c]\n    return total\n"
)  # rows = [[1, 2], [3, 4]]: 1, 3, 7

BITS = "def f(n):\n    ones = 0\n    while n:\n        if n & 1:\n            ones += 1\n        n >>= 1\n    return ones\n"  # n = 5: bits 1, 0, 1
WIPED = "def f(n):\n    product = 4\n    for d in n:\n        product = product * d\n    return -product - 2\n"  # n = [2, 0, 3]

MORE_INPUTS = {BITS: "5", WIPED: "[2, 0, 3]", GCD: "[84, 30, 45]", LETTERS: "'Ab-C'", NESTED: "[[1, 2], [3, 4]]"}
MORE_ANSWERS = {BITS: "2", WIPED: "-2", GCD: "3", LETTERS: "'a-c'", NESTED: "7"}

S = "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. "
TABLE = "| sweep | c | left of the diagonal? | total |\n|---|---|---|---|\n"

PAIRS = [
    # rows that are called passes tell these passes, not later ones
    (SUM, S + "\n\n| pass | `x` |\n|---|---|\n| 1 | 4 |\n| 2 | 3 |\n", S + "\n\n| pass | `x` |\n|---|---|\n| 1 | 3 |\n| 2 | 6 |\n"),
    (SUM, S + "In rounds 1 to 2 `x` takes the values `4` and `3`.", S + "In rounds 1 to 2 `x` takes the values `4` and `6`."),
    # labels, ordinals and indexes come to a pass
    (SUM, S + "\n- 3: total becomes 3.\n", S + "\n- 6: total becomes 3.\n"),
    (SUM, S + "The second number, 3, is odd, so total becomes 3.", S + "The second number, 6, is odd, so total becomes 3."),
    (SUM, S + "The third number is 6. Now total becomes 9.", S + "The first number is 6. Now total becomes 9."),
    (SUM, S + "At index 2, `x` is 6.", S + "At index 1, `x` is 6."),
    (SUM, S + "Pass 2: `x = 3` sits at index 1.", S + "Pass 2: `x = 3` sits at index 2."),
    (LETTERS, "`f` is called with `text = 'Ab-C'`. The letter b is at index 1.", "`f` is called with `text = 'Ab-C'`. The letter b is at index 2."),
    # arrows
    (SUM, "i=1, x=3: odd → total 3", "i=1, x=3: even → total 3"),
    (SUM, "i=2, x=6: 6 % 2 == 0 → add → 9", "i=2, x=6: 6 % 2 == 0 → add → 10"),
    (GCD, "n=84: gcd(0,84) → gcd(84,0) → 84", "n=84: gcd(0,84) → gcd(84,12) → 84"),
    (GCD, "n=30: gcd(84,30) → gcd(30,24) → gcd(24,6) → gcd(6,0) → 6", "n=30: gcd(84,30) → gcd(30,14) → gcd(14,2) → gcd(2,0) → 2"),
    # comparisons and arithmetic in words
    (SUM, S + "Eight is greater than five.", S + "Five is greater than eight."),
    (SUM, S + "Pass 3: `x = 6`. `x` is divisible by three.", S + "Pass 3: `x = 6`. `x` is divisible by four."),
    (SUM, S + "Two times 25 is 50, and thirty-two is even.", S + "Two times 25 is 52, and thirty-two is even."),
    (GCD, "The remainder of 45 divided by six is three. The function returns 3.", "The remainder of 45 divided by six is two. The function returns 3."),
    (SUM, S + "Six is not zero.", S + "Six is not six."),
    (SUM, S + "Pass 1: `x = 4`, not 3.", S + "Pass 1: `x = 4`, not 4."),
    (SUM, S + "Pass 1: total climbs from 0 to 4.", S + "Pass 1: total climbs from 0 to 5."),
    (SUM, S + "Pass 2: it goes from 4 to 3.", S + "Pass 2: it goes from 3 to 4."),
    (SUM, S + "Pass 2: the remainder is 1.", S + "Pass 2: the remainder is 0."),
    (SUM, S + "Pass 3: compare 9 and 8.", S + "Pass 3: compare 6 and 8."),
    (SUM, S + "Line 2 sets `total` to 0. `total` and `xs[0] - 4` are both 0.", S + "Line 2 sets `total` to 0. `total` and `xs[0]` are both 0."),
    # how many there are, and what a noun with a value is
    (LETTERS, "First ch = 'A'. The text has four characters.", "First ch = 'A'. The text has three characters."),
    (LETTERS, "First ch = 'A'. It is appended; the letter b comes.", "First ch = 'A'. It is appended; the letter d comes."),
    (SUM, S + "Line 2 sets `total` to 0. Here is the fourth number.", S + "Line 2 sets `total` to 0. Here is the fifth number."),
    (SUM, S + "After the second round `total` is 3.", S + "After the second round `total` is 4."),
    (SUM, S + "After the third round `total` is 9.", S + "After the third round `total` is 3."),
    (SUM, S + "\n\n**First round.** `x = 4`.\n**Second round.** `x = 3`.", S + "\n\n**First round.** `x = 3`.\n**Second round.** `x = 6`."),
    (SUM, S + "Pass 3: 9 and 8: different.", S + "Pass 3: 9 and 8: equal."),
    (SUM, S + "Pass 2: the sum drops to 3.", S + "Pass 2: the sum drops to 2."),
    (SUM, S + "`total = 0`. 2·4 = **8** and 3 × 2 = 6.", S + "`total = 0`. 2·4 = **9** and 3 × 2 = 6."),
    # what happens in the pass, or doesn't
    (LETTERS, "First ch = 'A'. It is appended.", "First ch = 'A'. Then ch = 'b'. It is appended."),
    (LETTERS, "ch = '-' is neither upper nor lower.", "ch = 'b' is neither upper nor lower."),
    (SUM, S + "Pass 1: `x = 4`, no break here.", S + "Pass 3: `x = 6`, no break here."),
    (RAISES, "Pass 1: `text = '1'`. No exception happens.", "Pass 2: `text = 'x'`. No exception happens."),
    # counts
    (SUM, S + "Line 5 is executed twice.", S + "Line 5 is executed three times."),
    (HELPER, "`double` is called three times in all. The function returns `[2, 4, 6]`.", "`double` is called twice in all. The function returns `[2, 4, 6]`."),
    (SUM, S + "After three passes the loop ends with `total = 9`.", S + "After four passes the loop ends with `total = 9`."),
    (SUM, S + "2 additions, 1 subtractions", S + "1 additions, 2 subtractions"),
    (GCD, "n=84: g=84. The `break` is never executed.", "n=84: g=84. The `return g` is never executed."),
    # values in a row
    (SUM, S + "`total` goes 0, 4, 3 and finally 9.", S + "`total` goes 0, 4, 5 and finally 9."),
    # answers, and the values of the call
    (SUM, S + "`total = 0`. Answer 9", S + "`total = 0`. Answer 8"),
    (HELPER, "`xs` starts as `[]`.\n\n**`[2, 4, 6]`**", "`xs` starts as `[]`.\n\n**`[2, 4, 5]`**"),
    (HELPER, "`xs` starts as `[]`. `[2, 4, 6]` is returned.", "`xs` starts as `[]`. `[2, 4, 5]` is returned."),
    (RAISES, "Pass 1: `text = '1'`. The call doesn't return anything: it raises `ZeroDivisionError('division by zero')`.",
     "Pass 1: `text = '1'`. The call doesn't return anything: it raises `ZeroDivisionError('by zero')`."),
    (SUM, S + "`total = 0`. The last line is executed.", S + "`total = 0`. The last line is not reached."),
    (SUM, S + "`total = 0`. On the last line `total` is 9.", S + "`total = 0`. On the last line `total` is 3."),
    (SUM, S + "Line 2 sets `total = 0`. The last line returns 9.", S + "On the last line `total` becomes 0."),
    (GCD, "n=84: g=84. Helper calls in total: 2 + 4 + 4 = 10", "n=84: g=84. Helper calls in total: 2 + 4 + 5 = 11"),
    (GCD, "n=84: g=84. 30 is not 45.", "n=84: g=84. 45 is never used."),
    (SUM, S + "In pass 3 `total = 9`, so 8 is never used.", S + "In pass 3 `total = 9`, so 6 is never used."),
    (LETTERS, "Pass 2: ch = 'b' → skip", "Pass 1: ch = 'A' → skip"),
    # tables: rows of a loop that is entered several times, columns named in words
    (NESTED, TABLE + "| 1 | 0 | no | 1 |\n| 1 | 1 | no | 3 |\n| 2 | 0 | yes | 3 |\n| 2 | 1 | no | 7 |\n",
     TABLE + "| 1 | 0 | no | 1 |\n| 1 | 1 | no | 3 |\n| 2 | 0 | yes | 4 |\n| 2 | 1 | no | 7 |\n"),
    # a pass of `while` is labelled by the number that is asked first
    (BITS, "bit 1: ones=1, n → 2\nbit 0: n → 1\nbit 1: ones=2, n → 0\n", "bit 1: ones=1, n → 2\nbit 1: n → 1\nbit 1: ones=2, n → 0\n"),
    # what a returned expression is, and what a value is not
    (WIPED, "Pass 3: `product = 0`. `-product - 2` is returned: -2.", "Pass 3: `product = 0`. `-product - 2` is returned: -3."),
    (WIPED, "Pass 1: `product = 8`. `n[2]` is 3 rather than 2.", "Pass 1: `product = 8`. `n[2]` is 3 rather than 3."),
    # a way out that the loop doesn't have, or has and takes
    (WIPED, "Pass 1: `product = 8`, not a return.", "Pass 1: `product = 9`, not a return."),
]  # fmt: skip


def judged(execute, code, text):
    given, answer = (INPUTS | MORE_INPUTS)[code], (ANSWERS | MORE_ANSWERS)[code]
    return execute(code, given).verdict(text, answer, support_needed=0.0)


@pytest.mark.parametrize(("code", "true", "false"), PAIRS)
def test_the_true_text_verifies_and_the_false_one_does_not(execute, code, true, false):
    verdict = judged(execute, code, true)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert judged(execute, code, false).verdict != "verified"


def test_a_line_with_room_for_the_next_word_is_no_wrapped_line(execute):
    verdict = judged(execute, SUM, "i=0, x=4: total 4\ni=1, x=3: total 3\n")

    assert {claim.text for claim in verdict.claims if isinstance(claim.finding, Grounded)} >= {"total 4", "total 3"}
