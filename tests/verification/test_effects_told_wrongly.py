"""What is told of effects, of lists that are only equal, of moments that come again, and of how loops end."""

import pytest

from tests.verification.made import complaints
from tests.verification.test_claims import SUM

ADDS = "def f(xs, y):\n    out = []\n    for x in xs:\n        out.append(x + y)\n    xs.append(y)\n    return out, xs\n"  # [3, 1], 2
ALIAS = "def f(a):\n    b = a\n    c = list(a)\n    b.append(9)\n    c.append(7)\n    return a, b, c\n"  # [1, 2]
SORTS = "def f(xs):\n    xs.sort()\n    ys = [7]\n    ys.insert(0, xs[0])\n    xs.reverse()\n    ys.clear()\n    return xs, ys\n"  # [2, 3, 1]
UNDER = "def f(k):\n    seen = {'a': [], 'b': []}\n    seen[k].append(1)\n    return seen\n"  # 'b'

COUNTS = (
    "def f(n):\n    count = 0\n\n    def step(b):\n        nonlocal count\n        count += b\n        return n + b\n\n"
    "    r = step(1) * step(2)\n    return r - count\n"
)  # 3: count 0, 1, 3
ADDS_UP = "TOTAL = 5\n\n\ndef put(v):\n    global TOTAL\n    TOTAL += v\n    return v\n\n\ndef f(a):\n    put(a)\n    put(a)\n    return TOTAL\n"  # 2: TOTAL 5, 7, 9
YIELDS = "def gen(n):\n    for i in range(n):\n        yield i * i\n\n\ndef f(n):\n    got = []\n    for v in gen(n):\n        got.append(v)\n    return got\n"  # 3
TRIES = (
    "def f(ts):\n    out = []\n    for t in ts:\n        try:\n            out.append(int(t))\n        except ValueError:\n            out.append(0)\n"
    "        finally:\n            last = t\n    else:\n        out.append(9)\n    return out, last\n"
)  # ['1', 'x']
RECURS = "def f(xs):\n    out = []\n    for x in xs:\n        out.append(x)\n    return out\n"  # [4, 3, 4]

LOGS = "LOG = []\nSTEPS = [1, 2]\n\n\ndef f(a):\n    LOG.append(a)\n    return len(LOG) + STEPS[0]\n"  # 2

INPUTS = {
    SUM: "[4, 3, 6, 8], 8", ADDS: "[3, 1], 2", ALIAS: "[1, 2]", SORTS: "[2, 3, 1]", UNDER: "'b'",
    COUNTS: "3", ADDS_UP: "2", YIELDS: "3", TRIES: "['1', 'x']", RECURS: "[4, 3, 4]", LOGS: "2",
}  # fmt: skip

IN_ADDS = (
    "`f` is called with `xs = [3, 1]` and `y = 2`. Pass 2: `x = 1`. {} The function returns `([5, 3], [3, 1, 2])`."
)
IN_ALIAS = "`f` is called with `a = [1, 2]`. Line 2 sets `b` to `a`, which is `[1, 2]`. {} The function returns `([1, 2, 9], [1, 2, 9], [1, 2, 7])`."
IN_SORTS = "`f` is called with `xs = [2, 3, 1]`. {} The function returns `([3, 2, 1], [])`."
IN_SUM = "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. Pass 2: `x = 3`. {} The function returns `9`."
AFTER_SUM = "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. Pass 3: `x = 6`. `9 > 8` is true. {} The function returns `9`."
IN_COUNTS = "`f` is called with `n = 3`. `count = 0`. `step(1)` is `4`. `step(2)` is `5`. `r` becomes `20`. {} `f` returns `17`."
IN_ADDS_UP = "`f` is called with `a = 2`. `put` is called with `v = 2`. `TOTAL` becomes `7`. `put` is called with `v = 2`. {} `f` returns `9`."
IN_YIELDS = "`f` is called with `n = 3`. `gen` is called with `n = 3`. Pass 3 of the loop on line 2: `i = 2`. {} `f` returns `[0, 1, 4]`."
IN_TRIES = "`f` is called with `ts = ['1', 'x']`. {} The function returns `([1, 0, 9], 'x')`."
IN_RECURS = "`f` is called with `xs = [4, 3, 4]`. {} The function returns `[4, 3, 4]`."

PAIRS = [
    # a change is of the kind that the verb says
    (SORTS, IN_SORTS.format("Line 2 sorts `xs`."), IN_SORTS.format("Line 5 sorts `xs`.")),
    (SORTS, IN_SORTS.format("Line 5 reverses `xs`."), IN_SORTS.format("Line 2 reverses `xs`.")),
    (SORTS, IN_SORTS.format("Line 6 clears `ys`."), IN_SORTS.format("Line 5 clears `xs`.")),
    (SORTS, IN_SORTS.format("Line 2 sorts `xs`. `xs` is reversed."), IN_ADDS.format("`xs` is reversed.")),
    (ADDS, IN_ADDS.format("Line 5 changes `xs`."), IN_ADDS.format("Line 5 changes `y`.")),
    (SORTS, IN_SORTS.format("Line 2 sorts `xs`. `xs` is sorted."), IN_ADDS.format("`xs` is sorted.")),
    # an object that is only equal is another one
    (ALIAS, IN_ALIAS.format("Line 4 appends `9` to `b`."), IN_ALIAS.format("Line 4 appends `9` to `c`.")),
    (ALIAS, IN_ALIAS.format("Line 4 appends `9` to `a`."), IN_ALIAS.format("Line 5 appends `7` to `b`.")),
    (ALIAS, IN_ALIAS.format("Line 3: `c = list(a)`, so `c = [1, 2]`."), IN_ALIAS.format("Line 3: `c = a`, so `c = [1, 2]`.")),
    (ALIAS, IN_ALIAS.format("Line 3 sets `c` to `list(a)`."), IN_ALIAS.format("Line 3 sets `c` to `a`.")),
    (UNDER, "`f` is called with `k = 'b'`. `1` is appended to `seen['b']`.", "`f` is called with `k = 'b'`. `1` is appended to `seen['a']`."),
    (ADDS, IN_ADDS.format("Line 5 appends `2` to `xs`."), IN_ADDS.format("Line 5 appends `2` to a copy of `xs`.")),
    # the end at which something is put
    (SORTS, IN_SORTS.format("Line 4 inserts `1` at the start of `ys`."), IN_SORTS.format("Line 4 inserts `1` at the end of `ys`.")),
    (ADDS, IN_ADDS.format("Line 5 appends `2` to the end of `xs`."), IN_ADDS.format("Line 5 adds `2` to the front of `xs`.")),
    (ADDS, IN_ADDS.format("`2` is appended to the end of `xs`."), IN_ADDS.format("`2` is added at the front of `xs`.")),
    (ADDS, IN_ADDS.format("Line 5 adds `2` to `xs` at the end."), IN_ADDS.format("Line 5 adds `2` to `xs` at the beginning.")),
    (ADDS, IN_ADDS.format("Line 5 adds `2` at the end."), IN_ADDS.format("Line 5 adds `2` at the start.")),
    (ADDS, IN_ADDS.format("Line 5 extends `xs` by `2`."), IN_ADDS.format("Line 5 extends `xs` by `2` items.")),
    # where "it" goes, and what is said of two objects
    (ADDS, IN_ADDS.format("`x + y` is `3`, and it is appended to `out`."), IN_ADDS.format("`x + y` is `3`, and it is appended to `xs`.")),
    (ADDS, IN_ADDS.format("`x + y` is `3`; it is added."), IN_ADDS.format("`x + y` is `3`; it is stored in `xs`.")),
    (ADDS, IN_ADDS.format("Line 4 appends `3` to `out`."), IN_ADDS.format("Line 4 appends `3` to `out` and `xs`.")),
    (ADDS, IN_ADDS.format("Line 4 appends `3` to `out`, and `y` is `2`."), IN_ADDS.format("Line 4 appends `3` to `out`, `y` and `xs`.")),
    (ADDS, IN_ADDS.format("`x + y` is `3`; it is added at the end."), IN_ADDS.format("`x + y` is `3`; it is added at the front.")),
    (ADDS, IN_ADDS.format("`2` is appended to `xs`."), IN_ADDS.format("`2` is appended to a copy of `xs`.")),
    # names of a surrounding function or of the module have the values that other functions gave them
    (COUNTS, IN_COUNTS.format("`count` is `3`."), IN_COUNTS.format("`count` is `0`.")),
    (COUNTS, IN_COUNTS.format("`count` equals `3`."), IN_COUNTS.format("`count` is still `0`.")),
    (ADDS_UP, IN_ADDS_UP.format("`TOTAL` becomes `9`. `put` returns `2`. `TOTAL` is `9`."), IN_ADDS_UP.format("`TOTAL` becomes `9`. `put` returns `2`. `TOTAL` is `5`.")),
    (LOGS, "`f` is called with `a = 2`. Line 6 appends `2` to `LOG`. `STEPS` is `[1, 2]`. `f` returns `2`.",
     "`f` is called with `a = 2`. Line 6 appends `2` to `LOG`. `LOG` is `[]`. `f` returns `2`."),
    # what is so again was so before, with that value
    (RECURS, IN_RECURS.format("Pass 3: `x` is again `4`."), IN_RECURS.format("Pass 2: `x` is again `3`.")),
    (RECURS, IN_RECURS.format("Pass 3: `x` is `4` once more."), IN_RECURS.format("Pass 2: `x` is `3` once more.")),
    (RECURS, IN_RECURS.format("Pass 3: `x = 4`. Line 4 appends `4` to `out` again."), IN_RECURS.format("Pass 2: `x = 3`. Line 4 appends `3` to `out` again.")),
    (SUM, IN_SUM.format("`total` is `3`."), IN_SUM.format("For the second time `total` is `3`.")),
    (SUM, IN_SUM.format("`total > limit` is false again."), IN_SUM.format("`total > limit` is false again, for the third time.")),
    # unchanged: also by another name
    (ALIAS, IN_ALIAS.format("`a` is `[1, 2]`. `a` is unchanged."), IN_ALIAS.format("Line 4 appends `9` to `b`. Line 5 appends `7` to `c`. `a` is unchanged.")),
    (ADDS, IN_ADDS.format("Line 5 appends `2` to `xs`. `y` is not changed."), IN_ADDS.format("Line 5 appends `2` to `xs`. `xs` is not changed.")),
    # what a generator yields is what stands there, and so often
    (YIELDS, IN_YIELDS.format("Line 3 yields `i * i`."), IN_YIELDS.format("Line 3 yields `i + i`.")),
    (YIELDS, IN_YIELDS.format("Line 3 yields `2 * 2`."), IN_YIELDS.format("Line 3 yields `i`.")),
    (YIELDS, IN_YIELDS.format("`gen` yields three values."), IN_YIELDS.format("`gen` yields four values.")),
    # how a loop ends, and which arm runs
    (TRIES, IN_TRIES.format("The loop ends normally."), AFTER_SUM.format("The loop ends normally.")),
    (TRIES, IN_TRIES.format("The loop ended because `ts` was exhausted."), AFTER_SUM.format("The loop ended because `xs` was exhausted.")),
    (TRIES, IN_TRIES.format("The loop is exhausted."), IN_SUM.format("`enumerate(xs)` is exhausted.")),
    (TRIES, IN_TRIES.format("Pass 2: `t = 'x'`. The `else` of the loop runs."), IN_TRIES.format("Pass 1: `t = '1'`. The `else` of the loop runs.")),
    (TRIES, IN_TRIES.format("Pass 2: `t = 'x'`. Line 9 sets `last` to `'x'`."), IN_TRIES.format("Pass 2: `t = 'x'`. The `finally` block is skipped.")),
    (SUM, IN_SUM.format("`x % 2 == 0` is false, so the `else` branch runs."), IN_SUM.format("`x % 2 == 0` is false. `3 > 8` is false. The `else` on line 6 is skipped.")),
    (SUM, IN_SUM.format("`x % 2 == 0` is false, so line 7 runs."), IN_SUM.format("`x % 2 == 0` is false. Line 7 has run in both passes.")),
    # how often
    (SUM, AFTER_SUM.format("`total` was increased twice."), AFTER_SUM.format("`total` was increased three times.")),
    (SUM, AFTER_SUM.format("`total` was decreased once."), AFTER_SUM.format("`total` was decreased twice.")),
    (SUM, AFTER_SUM.format("`x % 2 == 0` was true twice."), AFTER_SUM.format("`x % 2 == 0` was true once.")),
    # what a loop's call gives a pass
    (SUM, IN_SUM.format("`enumerate(xs)` gives `(1, 3)`."), IN_SUM.format("`enumerate(xs)` gives `(1, 4)`.")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "true", "false"), PAIRS)
def test_the_true_text_verifies_and_the_false_one_does_not(execute, code, true, false):
    executed = execute(code, INPUTS[code])

    assert complaints(executed.verdict(true, support_needed=0.0)) == []
    assert executed.verdict(true, support_needed=0.0).verdict == "verified"
    assert executed.verdict(false, support_needed=0.0).verdict != "verified"
