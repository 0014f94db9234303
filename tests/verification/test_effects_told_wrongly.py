"""What is told of effects, of lists that are only equal, of moments that come again, and of how loops end."""

import pytest

from tests.verification.made import complaints
from tests.verification.test_claims import SUM

ADDS = "def f(xs, y):\n    out = []\n    for x in xs:\n        out.append(x + y)\n    xs.append(y)\n    return out, xs\n"  # [3, 1], 2
ALIAS = "def f(a):\n    b = a\n    c = list(a)\n    b.append(9)\n    c.append(7)\n    return a, b, c\n"  # [1, 2]
SORTS = "def f(xs):\n    xs.sort()\n    ys = [7]\n    ys.insert(0, xs[0])\n    xs.reverse()\n    ys.clear()\n    return xs, ys\n"  # [2, 3, 1]
UNDER = "def f(k):\n    seen = {'a': [], 'b': []}\n    seen[k].append(1)\n    return seen\n"  # 'b'

INPUTS = {SUM: "[4, 3, 6, 8], 8", ADDS: "[3, 1], 2", ALIAS: "[1, 2]", SORTS: "[2, 3, 1]", UNDER: "'b'"}

IN_ADDS = (
    "`f` is called with `xs = [3, 1]` and `y = 2`. Pass 2: `x = 1`. {} The function returns `([5, 3], [3, 1, 2])`."
)
IN_ALIAS = "`f` is called with `a = [1, 2]`. Line 2 sets `b` to `a`, which is `[1, 2]`. {} The function returns `([1, 2, 9], [1, 2, 9], [1, 2, 7])`."
IN_SORTS = "`f` is called with `xs = [2, 3, 1]`. {} The function returns `([3, 2, 1], [])`."

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
]  # fmt: skip


@pytest.mark.parametrize(("code", "true", "false"), PAIRS)
def test_the_true_text_verifies_and_the_false_one_does_not(execute, code, true, false):
    executed = execute(code, INPUTS[code])

    assert complaints(executed.verdict(true, support_needed=0.0)) == []
    assert executed.verdict(true, support_needed=0.0).verdict == "verified"
    assert executed.verdict(false, support_needed=0.0).verdict != "verified"
