"""What is said of a moment, a loop, the next item or a sum: each has a true twin where one can be told."""

import pytest

from tests.verification.made import complaints

SUM = "def f(xs, limit):\n    total = 0\n    for i, x in enumerate(xs):\n        if x % 2 == 0:\n            total += x\n        else:\n            total -= 1\n        if total > limit:\n            break\n    return total\n"
KEYS = "def f(words):\n    seen = {}\n    for word in words:\n        key = word[0]\n        if key not in seen:\n            seen[key] = []\n        seen[key].append(word.upper())\n    return seen\n"
PAIRS = "def f(pairs, limit):\n    sums = {}\n    for key, value in pairs:\n        if key in sums:\n            sums[key] += value\n        else:\n            sums[key] = value\n    big = [key for key in sums if sums[key] > limit]\n    return big, sums\n"
GRID = "def f(grid, target):\n    found = []\n    for i in range(len(grid)):\n        for j in range(len(grid[i])):\n            if grid[i][j] == target:\n                found.append((i, j))\n                break\n            grid[i][j] += 1\n    return found, grid\n"
STEPS = "def f(a, b):\n    steps = 0\n    while b:\n        a, b = b, a % b\n        steps += 1\n    return a, steps\n"
QUEUE = "def f(s):\n    stack = []\n    queue = []\n    for ch in s:\n        if ch == '(':\n            stack.append(ch)\n        elif ch == ')':\n            stack.pop()\n        else:\n            queue.append(ch)\n    result = ''.join(queue)\n    return result\n"
FACT = "def fact(n):\n    if n <= 1:\n        return 1\n    return n * fact(n - 1)\n\n\ndef f(n):\n    return fact(n)\n"

TOLD = {
    "sum": (SUM, "[4, 3, 6, 8], 8", "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. Line 2 sets `total` to `0`. {start}\nPass 1: `i = 0` and `x = 4`. `x % 2 == 0` is true, so line 5 runs and `total` becomes `4`. `4 > 8` is false.\nPass 2: `i = 1` and `x = 3`. `x % 2 == 0` is false, so line 7 runs and `total` becomes `3`. `3 > 8` is false. {here}\nPass 3: `i = 2` and `x = 6`. `x % 2 == 0` is true, so `total` becomes `9`. {sum} `9 > 8` is true, so the loop ends. {end}\nThe function returns `9`."),
    "keys": (KEYS, "['bee', 'ant', 'bat']", "`f` is called with `words = ['bee', 'ant', 'bat']`. Line 2 sets `seen` to `{{}}`. {start}\nPass 1: `word = 'bee'`, `key = 'b'`. `key not in seen` is true, so line 6 stores `seen['b'] = []`. Line 7 appends `'BEE'`.\nPass 2: `word = 'ant'`, `key = 'a'`. `key not in seen` is true, so line 6 stores `seen['a'] = []`. Line 7 appends `'ANT'`. {here}\nPass 3: `word = 'bat'`, `key = 'b'`. `key not in seen` is false. {sum} {end}\nThe function returns `{{'b': ['BEE', 'BAT'], 'a': ['ANT']}}`."),
    "pairs": (PAIRS, "[('a', 3), ('b', 5), ('a', 4), ('c', 1)], 6", "`f` is called with `pairs = [('a', 3), ('b', 5), ('a', 4), ('c', 1)]` and `limit = 6`. Line 2 sets `sums` to `{{}}`.\nPass 1: `key = 'a'` and `value = 3`. `key in sums` is false, so line 7 stores `sums['a'] = 3`.\nPass 2: `key = 'b'` and `value = 5`. `key in sums` is false, so line 7 stores `sums['b'] = 5`. {here}\nPass 3: `key = 'a'` and `value = 4`. `key in sums` is true, so line 5 sets `sums['a']` to `7`. {sum}\nPass 4: `key = 'c'` and `value = 1`. `key in sums` is false, so line 7 stores `sums['c'] = 1`. {end}\nThe function returns `(['a'], {{'a': 7, 'b': 5, 'c': 1}})`."),
    "grid": (GRID, "[[1, 4, 2], [3, 5]], 4", "`f` is called with `grid = [[1, 4, 2], [3, 5]]` and `target = 4`. Line 2 sets `found` to `[]`. {start}\nOuter pass 1: `i = 0`. `j = 0`: `grid[i][j] == target` is false, so `grid[0][0]` becomes `2`. {here} `j = 1`: `grid[i][j] == target` is true, so line 6 appends `(0, 1)` to `found`, and `break` is reached. {sum}\nOuter pass 2: `i = 1`. `j = 0`: `grid[i][j] == target` is false, so `grid[1][0]` becomes `4`. `j = 1`: `grid[i][j] == target` is false, so `grid[1][1]` becomes `6`. {end}\nThe function returns `([(0, 1)], [[2, 4, 2], [4, 6]])`."),
    "steps": (STEPS, "18, 12", "`f` is called with `a = 18` and `b = 12`. Line 2 sets `steps` to `0`. {start}\nPass 1: `a` becomes `12` and `b` becomes `6`. `steps` becomes `1`. {here}\nPass 2: `a` becomes `6` and `b` becomes `0`. `steps` becomes `2`. {sum}\n`b` is `0`, so the loop ends. {end}\nThe function returns `(6, 2)`."),
    "queue": (QUEUE, "'(a(b))'", "`f` is called with `s = '(a(b))'`. Line 2 sets `stack` to `[]`. Line 3 sets `queue` to `[]`.\nPass 1: `ch = '('`. `ch == '('` is true, so line 6 appends `'('` to `stack`.\nPass 2: `ch = 'a'`. `ch == '('` is false and `ch == ')'` is false. {here}\nPass 3: `ch = '('`. Line 6 appends `'('` to `stack`.\nPass 4: `ch = 'b'`. Line 10 appends `'b'` to `queue`.\nPass 5: `ch = ')'`. Line 8 pops `'('`.\nPass 6: `ch = ')'`. Line 8 pops `'('`. {end}\n`result` becomes `'ab'`. The function returns `'ab'`."),
    "fact": (FACT, "3", "`f` is called with `n = 3`. It calls `fact(3)`. `3 <= 1` is false, so line 4 calls `fact(2)`. `2 <= 1` is false, so line 4 calls `fact(1)`. `1 <= 1` is true, so `fact(1)` returns `1`. {here}\n`fact(2)` returns `2`. `fact(3)` returns `6`. {end}\nThe function returns `6`."),
}  # fmt: skip


@pytest.mark.parametrize(
    ("about", "place", "true", "false"),
    [
        # the end, and the beginning
        ("sum", "here", "The current `total` is `3`.", "Final value of `total` is `3`."),
        ("sum", "end", "Finally, `total` is `9`.", "Finally, `total` is `3`."),
        ("sum", "here", "", "The final value is `total = 3`."),
        ("sum", "here", "Now `total` is `3`.", "So finally, `total` is `3`."),
        ("sum", "here", "", "The last value of `total` is `3`."),
        ("sum", "end", "Result: `total = 9`.", "Result: `total = 3`."),
        ("sum", "here", "", "Result: `total = 3`."),
        ("sum", "here", "", "Output: `total = 3`."),
        ("sum", "start", "Setup: `total = 0`.", "Setup: `total = 3`."),
        ("sum", "here", "", "Setup: `total = 3`."),
        ("sum", "here", "", "Setup: `x = 3`."),
        ("sum", "here", "", "Initialization: we set `total` to `3`."),
        ("keys", "start", "First, `seen` is `{}`.", "First, `seen` is `{'b': ['BEE']}`."),
        ("keys", "here", "", "First, `seen` is `{'b': ['BEE'], 'a': ['ANT']}`."),
        ("keys", "here", "", "At first, `key` is `'a'`."),
        ("sum", "here", "", "Finally, `total` is `3` and the last item is `6`."),
        ("sum", "here", "", "In the end, `total` is `3`; last pass: `x = 6`."),
        ("sum", "here", "Now `total` is `3`.", "So the answer: `total = 3`."),
        ("sum", "here", "", "The output is `total = 3`."),
        ("sum", "here", "", "First of all, `total` is `3`."),
        # the first value of what is changed in place
        ("grid", "start", "Initially, `grid` is `[[1, 4, 2], [3, 5]]`.", "Initially, `grid` is `[[2, 4, 2], [3, 5]]`."),
        ("grid", "here", "", "Initially, `grid` is `[[2, 4, 2], [3, 5]]`."),
        ("grid", "here", "Now `grid` is `[[2, 4, 2], [3, 5]]`.", "`grid` is initially `[[2, 4, 2], [3, 5]]`."),
        # what "which" and "it" speak of behind a sum
        ("sum", "end", "3 + 6 = 9, which is greater than 8.", "3 + 6 = 9, which is less than 8."),
        ("pairs", "sum", "3 + 4 = 7, which is greater than 6.", "3 + 4 = 7, which is less than `limit`."),
        ("pairs", "sum", "3 + 4 = 7, and it is odd.", "3 + 4 = 7, so it is even."),
        ("pairs", "sum", "Adding 4 to 3 gives 7.", "Adding 4 to 3 gives 8."),
        # what is announced, and done
        ("sum", "here", "Let's check `total > limit`.", "We need to be in `total > limit`."),
        ("sum", "here", "We need to check `total > limit`.", "We need to have `total == 4`, so line 7 runs."),
        ("sum", "here", "", "`x % 2 == 0` is false, so we need to do `total += x`."),
        ("sum", "here", "", "Let's do `return total`."),
        ("sum", "here", "", "`3 > 8` is false, so we need to do `break`."),
        ("sum", "end", "`break` is executed.", "`total -= 1` is executed."),
        ("steps", "end", "", "`steps += 1` is executed."),
        ("sum", "here", "", "So `total += x`."),
        # the loop that was left, and its kind
        ("grid", "here", "We don't break.", "`break` is reached."),
        ("grid", "sum", "", "We don't break."),
        ("grid", "sum", "", "We do not exit early."),
        ("sum", "here", "The for loop continues.", "The while loop continues."),
        ("steps", "start", "We enter the while loop.", "We enter the for loop."),
        ("steps", "end", "The while loop is over.", "The for loop is over."),
        ("steps", "end", "", "List exhausted."),
        ("steps", "end", "After all iterations, `steps` is `2`.", "After all items, `steps` is `2`."),
        ("grid", "end", "The outer loop ends.", "The second loop ends."),
        ("keys", "end", "List exhausted.", "The inner loop ends."),
        # the next item, and what is under a key
        ("sum", "here", "The next item is 6.", "The next item is 2."),
        ("pairs", "here", "The next element is `('a', 4)`.", "The next element is `4`."),
        ("pairs", "here", "", "The next value is `'a'`."),
        ("keys", "here", "The next word is `'bat'`.", "The next number is `'bat'`."),
        ("keys", "here", "We move on to the next item.", "We move on to the next number."),
        ("queue", "here", "The next character is `'('`.", "The next number is `'('`."),
        ("keys", "here", "", "The next letter is `'bat'`."),
        ("keys", "here", "The list under `'a'` is `['ANT']`.", "The string under `'a'` is `['ANT']`."),
        ("keys", "sum", "The list under `'a'` is `['ANT']`.", "The list under `'a'` grows to `['ANT']`."),
        ("keys", "here", "", "The count under `'b'` is `['BEE']`."),
        # where it is put
        ("keys", "sum", "`'BAT'` is appended to `seen['b']`.", "`'BAT'` is appended to the words."),
        ("queue", "here", "", "'a' is added to the result."),
        ("queue", "here", "`'a'` is appended to `queue`.", "It is stored in the string."),
        ("queue", "end", "The stack is empty.", "The queue is empty."),
        ("keys", "here", "`'c'` is not in `seen`.", "`'c'` is no longer in `seen`."),
        ("keys", "here", "", "It is skipped."),
        # letters, and what a property is said with
        ("sum", "here", "`total` is an odd number.", "`total` is an odd string."),
        ("sum", "here", "`xs` is a non-empty list.", "`xs` is a non-empty string."),
        ("queue", "here", "`ch` is a vowel.", "`'('` is a consonant."),
        ("keys", "here", "`'('` is not a letter.", "`word` is a letter."),
        ("keys", "here", "`key` is a lowercase letter.", "`word` is a lowercase letter."),
        # a call that the text goes back to
        ("fact", "here", "`fact(2)` returns `2`.", "Back in `fact(2)`, it returns `6`."),
        ("fact", "here", "", "Back in `fact(3)`, we call `fact(2)`."),
        # what is so, too
        ("sum", "here", "`x` is `3`, `limit` is `8`, and `total` is `3` too.", "`x` is `3`, and `limit` is `8` too."),
    ],
)  # fmt: skip
def test_what_is_told_of_another_moment_is_not_verified(execute, about, place, true, false):
    code, given, text = TOLD[about]
    said = {"start": "", "here": "", "sum": "", "end": ""}

    verdict = execute(code, given).verdict(text.format(**said | {place: true}), support_needed=0.0)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert execute(code, given).verdict(text.format(**said | {place: false}), support_needed=0.0).verdict != "verified"
