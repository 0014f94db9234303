"""What is said of how a thing came about: each sentence has a true twin, and neither stands alone in its text."""

import pytest

from tests.verification.made import complaints

SUM = "def f(xs, limit):\n    total = 0\n    for i, x in enumerate(xs):\n        if x % 2 == 0:\n            total += x\n        else:\n            total -= 1\n        if total > limit:\n            break\n    return total\n"
ADDS = (
    "def f(xs, y):\n    out = []\n    for x in xs:\n        out.append(x + y)\n    xs.append(y)\n    return out, xs\n"
)
ALIAS = "def f(a):\n    b = a\n    c = list(a)\n    b.append(9)\n    c.append(7)\n    return a, b, c\n"
KEYS = "def f(words):\n    seen = {}\n    for word in words:\n        key = word[0]\n        if key not in seen:\n            seen[key] = []\n        seen[key].append(word.upper())\n    return seen\n"
NESTED = "def f(rows, k):\n    best = -1\n    names = {}\n    for r, row in enumerate(rows):\n        for c in row:\n            if c < k:\n                continue\n            best = max(best, c)\n            names[c] = r\n    return sorted(names), best\n"
YIELDS = "def gen(n):\n    for i in range(n):\n        yield i * 2\n\n\ndef f(n):\n    out = []\n    for v in gen(n):\n        out.append(v)\n    return out\n"
CUTS = "def f(s, n):\n    t = s.strip()\n    head = t[:n]\n    tail = t[n:]\n    if head == tail:\n        return head\n    return tail + '-' + head.upper()\n"
STEPS = "def f(n):\n    steps = []\n    while n != 1:\n        if n % 2 == 0:\n            n = n // 2\n        else:\n            n = 3 * n + 1\n        steps.append(n)\n    return steps\n"
ORDERS = "def f(order, stock):\n    missing = []\n    for name, count in order.items():\n        have = stock.get(name, 0)\n        if have < count:\n            missing.append(name)\n            continue\n        stock[name] = have - count\n    if missing:\n        return missing\n    return stock\n"
FIB = "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n\n\ndef f(n):\n    a = fib(n)\n    b = a * 10\n    return b - a\n"
GRID = "def f(grid, r):\n    row = grid[r]\n    copy = row[:]\n    row[0] = 9\n    copy.append(5)\n    grid.append(copy)\n    row.sort()\n    return grid\n"
STACK = "def f(s):\n    stack = []\n    for ch in s:\n        if ch == '(':\n            stack.append(ch)\n        elif stack:\n            stack.pop()\n    return stack\n"

TOLD = {
    "sum": (SUM, "[4, 3, 6, 8], 8", "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. Line 2 sets `total` to `0`.\nPass 1: `i = 0` and `x = 4`. `x % 2 == 0` is true, so line 5 runs and `total` becomes `4`. `4 > 8` is false.\nPass 2: `i = 1` and `x = 3`. `x % 2 == 0` is false, so line 7 runs and `total` becomes `3`. `3 > 8` is false. {here}\nPass 3: `i = 2` and `x = 6`. `x % 2 == 0` is true, so `total` becomes `9`. `9 > 8` is true, so the loop ends. {end}\nThe function returns `9`."),
    "odd": (SUM, "[4, 3, 6, 8], 8", "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. Line 2 sets `total` to `0`.\nPass 1: `i = 0` and `x = 4`. `x % 2 == 0` is true, so line 5 runs and `total` becomes `4`. `4 > 8` is false.\nPass 2: `i = 1` and `x = 3`. {here} `3 > 8` is false.\nPass 3: `i = 2` and `x = 6`. `x % 2 == 0` is true, so `total` becomes `9`. `9 > 8` is true, so the loop ends.\nThe function returns `9`."),
    "adds": (ADDS, "[3, 1], 2", "`f` is called with `xs = [3, 1]` and `y = 2`. Line 2 sets `out` to `[]`.\nPass 1: `x = 3`. Line 4 appends `5` to `out`.\nPass 2: `x = 1`. Line 4 appends `3` to `out`.\nThe loop ends with `out = [5, 3]`. {here}\nThe function returns `([5, 3], [3, 1, 2])`."),
    "alias": (ALIAS, "[1, 2]", "`f` is called with `a = [1, 2]`. {here} Line 4 appends `9` to `b`. Line 5 appends `7` to `c`. {end}\nThe function returns `([1, 2, 9], [1, 2, 9], [1, 2, 7])`."),
    "keys": (KEYS, "['bee', 'ant']", "`f` is called with `words = ['bee', 'ant']`. Line 2 sets `seen` to `{{}}`.\nPass 1: `word = 'bee'`, `key = 'b'`. `key not in seen` is true, so line 6 stores `seen['b'] = []`. {here}\nPass 2: `word = 'ant'`, `key = 'a'`. `key not in seen` is true, so line 6 stores `seen['a'] = []`. Line 7 appends `'ANT'`. {end}\nThe function returns `{{'b': ['BEE'], 'a': ['ANT']}}`."),
    "nested": (NESTED, "[[5, 1], [4]], 3", "`f` is called with `rows = [[5, 1], [4]]` and `k = 3`. Line 2 sets `best` to `-1`. Line 3 sets `names` to `{{}}`.\nOuter pass 1: `r = 0` and `row = [5, 1]`. `c = 5`: `c < k` is false, so `best` becomes `5` and line 9 stores `names[5] = 0`. `c = 1`: `c < k` is true, so line 7 runs. {here}\nOuter pass 2: `r = 1` and `row = [4]`. `c = 4`: `c < k` is false, so `best` becomes `5` and line 9 stores `names[4] = 1`. {end}\nThe function returns `([4, 5], 5)`."),
    "yields": (YIELDS, "3", "`f` is called with `n = 3`. Line 7 sets `out` to `[]`. {here}\nPass 1: `v = 0`, and line 9 appends `0` to `out`.\nPass 2: `v = 2`, and line 9 appends `2` to `out`.\nPass 3: `v = 4`, and line 9 appends `4` to `out`.\nThe loop ends with `out = [0, 2, 4]`. The function returns `[0, 2, 4]`."),
    "cuts": (CUTS, "' abcd ', 1", "`f` is called with `s = ' abcd '` and `n = 1`. Line 2 sets `t` to `'abcd'`. {here} `tail` becomes `'bcd'`. {end} `head == tail` is false.\nThe function returns `'bcd-A'`."),
    "steps": (STEPS, "5", "`f` is called with `n = 5`. Line 2 sets `steps` to `[]`.\nPass 1: `n % 2 == 0` is false, so line 7 sets `n` to `16`. {here}\nPass 2: line 5 sets `n` to `8`. Line 8 appends `8` to `steps`.\nPass 3: line 5 sets `n` to `4`. Line 8 appends `4` to `steps`.\nPass 4: line 5 sets `n` to `2`. Line 8 appends `2` to `steps`.\nPass 5: line 5 sets `n` to `1`. Line 8 appends `1` to `steps`.\n{end}\nThe function returns `[16, 8, 4, 2, 1]`."),
    "orders": (ORDERS, "{'nut': 2, 'cog': 5}, {'nut': 3, 'cog': 1}", "`f` is called with `order = {{'nut': 2, 'cog': 5}}` and `stock = {{'nut': 3, 'cog': 1}}`. Line 2 sets `missing` to `[]`.\nPass 1: `name = 'nut'` and `count = 2`. Line 4 sets `have` to `3`. `3 < 2` is false. {here}\nPass 2: `name = 'cog'` and `count = 5`. Line 4 sets `have` to `1`. `1 < 5` is true, so line 6 appends `'cog'` to `missing`. {end}\nThe loop ends after 2 passes. `missing` is `['cog']`, so line 10 runs.\nThe function returns `['cog']`."),
    "fib": (FIB, "3", "`f` is called with `n = 3`. It calls `fib(3)`. `3 < 2` is false. `fib(2)` is called. `2 < 2` is false. `fib(1)` returns `1`, `fib(0)` returns `0`, so `fib(2)` returns `1`. {here}\n`fib(1)` returns `1`. `fib(3)` returns `2`. Line 8 sets `a` to `2`. {end} Line 9 sets `b` to `20`.\nThe function returns `18`."),
    "grid": (GRID, "[[3, 1], [2, 8]], 1", "`f` is called with `grid = [[3, 1], [2, 8]]` and `r = 1`. Line 2 sets `row` to `[2, 8]`. Line 3 sets `copy` to `[2, 8]`.\nLine 4 stores `row[0] = 9`. Line 5 appends `5` to `copy`. Line 6 appends `[2, 8, 5]` to `grid`. {here}\n{end}\nThe function returns `[[3, 1], [8, 9], [2, 8, 5]]`."),
    "stack": (STACK, "'()'", "`f` is called with `s = '()'`. Line 2 sets `stack` to `[]`.\nPass 1: `ch = '('`. {here}\nPass 2: `ch = ')'`. `ch == '('` is false. {end}\nThe function returns `[]`."),
}  # fmt: skip


@pytest.mark.parametrize(
    ("about", "place", "true", "false"),
    [
        # a line behind what it is no line of
        ("sum", "here", "`total` becomes `3` on line 7.", "`total` is `3`, set by line 5."),
        ("sum", "here", "", "`total` is `3` because of line 5."),
        ("sum", "here", "", "`total` is `3` (see line 5)."),
        ("sum", "end", "The function returns `9` on line 10.", "The function returns `9` to line 2."),
        # a change in place told as an assignment
        ("adds", "here", "Line 5 appends `2`. Now `xs` is `[3, 1, 2]`.", "Line 5 sets `xs` to `[3, 1, 2]`."),
        ("adds", "here", "Line 5 leaves `xs = [3, 1, 2]`.", "Line 5 sets `xs = [3, 1, 2]`."),
        ("adds", "here", "`xs` becomes `[3, 1, 2]`.", "`xs` is bound to `[3, 1, 2]`."),
        ("steps", "here", "`steps` becomes `[16]`.", "`steps` is replaced by `[16]`."),
        # what a noun names
        ("adds", "here", "Line 5 appends `2` to `xs`.", "Line 5 appends `2` to the result."),
        ("adds", "here", "", "Line 5 appends `2` to the list."),
        ("adds", "here", "", "Line 5 appends `2` to itself."),
        ("steps", "here", "Line 8 appends `16` to the result.", "Line 8 appends `16` to the string."),
        ("steps", "here", "Line 8 appends `16` to the list.", "Line 8 appends `16` to the other list."),
        ("stack", "here", "Line 5 appends `'('` to `stack`.", "Line 5 appends `'('` to the dictionary."),
        # an item of a container, and the container
        ("keys", "here", "Line 7 appends `'BEE'` to `seen['b']`.", "Line 7 appends `'BEE'` to `seen`."),
        ("keys", "here", "`'BEE'` is appended to `seen[key]`.", "`'BEE'` is appended to `words`."),
        # another object
        ("nested", "end", "`sorted(names)` gives `[4, 5]`.", "Line 10 sorts `names`."),
        ("alias", "here", "`b` becomes `a`.", "`b` is bound to `list(a)`."),
        ("alias", "here", "`list(a)` gives `[1, 2]`.", "`list(a)` gives `a`."),
        ("cuts", "here", "`s` is unchanged.", "`t` and `s` are the same."),
        # an operation that the program doesn't make
        ("odd", "here", "Line 7 sets `total` to `4 - 1`.", "Line 7 sets `total = 4 - i`."),
        ("odd", "here", "Line 7 sets `total` to `4 - 1`.", "Line 7 sets `total` to `2 + 1`."),
        ("odd", "here", "`total` becomes `4 - 1`.", "`total` becomes `2 + 1`."),
        ("cuts", "here", "`head = t[:n]`.", "`head = t[0]`."),
        ("odd", "here", "`total` becomes `3` by `total -= 1`.", "`total` becomes `3` by `total += x`."),
        ("odd", "here", "", "`total` becomes `3` because of `total += x`."),
        # a reason that the program doesn't ask
        ("odd", "here", "Since `x % 2 == 0` is false, line 7 runs.", "Since `i > 0`, line 7 runs."),
        ("odd", "here", "As `x % 2 == 0` is false, line 7 runs.", "As `limit` is `8`, line 7 runs."),
        ("nested", "here", "Line 7 runs since `c < k`.", "Since `c > 0`, `c < k` is true."),
        ("nested", "here", "`c < k` is true since `c` is `1`.", "`c < k` is true as `r` is `0`."),
        ("nested", "here", "", "Since `k > r`, line 7 runs."),
        ("nested", "here", "", "Line 7 runs since `c` is `1` and `r` is `0`."),
        ("nested", "here", "", "Line 7 runs, as `row` has two items."),
        ("sum", "here", "", "`total` is `3` because of `limit`."),
        ("steps", "end", "Since `n != 1` is false, the loop ends.", "The loop ends since `steps` has five items."),
        ("cuts", "end", "", "`tail` is `'bcd'` since it is `t[:n]`."),
        # ordinals
        ("sum", "here", "The third item is `6`.", "The last item is `6`."),
        ("keys", "end", "", "The first word is `'ant'`."),
        ("sum", "here", "This is the second pass.", "This is the last pass."),
        ("sum", "here", "This is pass 2.", "This is pass 3."),
        ("nested", "here", "", "`row` is `[5, 1]`, the second row."),
        ("nested", "here", "", "The last row has two items."),
        # how often
        ("nested", "end", "`best` was changed once.", "`best` was changed twice."),
        ("nested", "end", "", "`best` was never changed."),
        ("sum", "here", "`total > limit` is false again.", "Line 7 runs again."),
        ("yields", "here", "`gen(n)` yields 3 values.", "`gen(n)` yields 2 values."),
        ("yields", "here", "", "`gen(n)` returns `2`."),
        # a place in words
        ("adds", "here", "Line 5 appends `2` to `xs`.", "Line 5 appends `2` to `xs` in the loop."),
        ("sum", "end", "", "The function returns `9` inside the loop."),
        # an item that was set, and the object that it is an item of
        ("orders", "here", "Line 8 stores `stock['nut'] = 1`. `stock` is `{'nut': 1, 'cog': 1}`.", "Line 8 stores `stock['nut'] = 1`. `stock` is `{'nut': 3, 'cog': 1}`."),
        ("orders", "here", "Line 8 stores `have - count` in `stock['nut']`.", "Line 8 stores `count - 1` in `stock['nut']`."),
        ("orders", "here", "Line 8 stores `1` in `stock['nut']`.", "Line 8 appends `1` to `stock`."),
        ("orders", "here", "", "`stock` is set to `{'nut': 1, 'cog': 1}`."),
        ("grid", "here", "Line 7 sorts `row`.", "Line 7 reverses `row`."),
        ("grid", "here", "", "Line 7 sorts `grid`."),
        # reasons that are asked elsewhere, later or of nothing
        ("orders", "end", "", "Line 8 is skipped because `len(missing) > 0`."),
        ("orders", "end", "", "`'cog'` is appended because `count > 2`."),
        ("orders", "end", "", "Since `have` is positive, line 6 runs."),
        ("orders", "end", "", "`have` is truthy, so line 6 runs."),
        ("orders", "end", "This is because `have < count`.", "That is because `name` is `'cog'`."),
        ("fib", "here", "`fib(2)` returns `1`, since `2 < 2` is false.", "`2 < 2` is false, so line 3 runs."),
        ("sum", "here", "", "The loop goes on because `total` is odd."),
        ("odd", "here", "", "`total` becomes `3` because `i` is `1`."),
        ("fib", "end", "Line 9 sets `b` to `20`.", "`b` is already `20`."),
        ("sum", "here", "", "`3 > 8` is false because `i` is `1`."),
        ("sum", "here", "", "`total` is `3`, thus line 7 runs."),
        ("adds", "here", "Line 5 appends `2` to `xs`.", "`xs` was `[3, 1, 2]` at the call."),
        ("fib", "here", "", "`fib(3)` is `2` on line 3."),
        ("alias", "end", "", "`b` is bound to `list(a)`."),
        # an answer to what nobody understood
        ("sum", "here", "", "Is `total` at `limit`? It is."),
        ("sum", "here", "`3 > 8` is false.", "It is even."),
        ("cuts", "here", "`head` becomes `'a'`.", "`head` is already `'a'`."),
    ],
)  # fmt: skip
def test_what_came_about_otherwise_is_not_verified(execute, about, place, true, false):
    code, given, text = TOLD[about]
    said = {"here": "", "end": ""}

    verdict = execute(code, given).verdict(text.format(**said | {place: true}), support_needed=0.0)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert execute(code, given).verdict(text.format(**said | {place: false})).verdict != "verified"


def test_a_value_that_is_written_as_a_call_is_no_operation_of_the_text(execute) -> None:
    boxed = "class Box(set):\n    pass\n\n\ndef f(xs):\n    box = Box(xs)\n    return len(box)\n"
    told = "`f` is called with `xs = []`. `Box(xs)` is `Box(set())`, so `box = {value}`. The function returns `0`."
    executed = execute(boxed, "[]")

    assert complaints(executed.verdict(told.format(value="Box(set())"), support_needed=0.0)) == []
    assert executed.verdict(told.format(value="Box({1})"), support_needed=0.0).verdict != "verified"


def test_what_a_change_leaves_is_told_at_once(execute) -> None:
    kept = "def f(ps, ls):\n    ps.sort()\n    for x in ls:\n        ps.remove(x)\n    return ps\n"
    told = "`f` is called with `ps = [3, 1]` and `ls = [3]`. Line 2 sorts `ps`. {said} Pass 1: `x = 3`. Line 4 removes `3` from `ps`. `f` returns `[1]`."
    leaves, goes = "That leaves `ps = [1, 3]`.", "The loop on line 3 goes through `ls`."
    executed = execute(kept, "[3, 1], [3]")

    assert complaints(executed.verdict(told.format(said=f"{leaves} {goes}"), support_needed=0.0)) == []
    assert executed.verdict(told.format(said=f"{goes} {leaves}"), support_needed=0.0).verdict != "verified"
