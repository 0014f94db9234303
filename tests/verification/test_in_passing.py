"""What people say in passing: each has a text that is true and one that lies."""

import pytest

from tests.verification.made import complaints

TURNS = (
    "def f(queue, n):\n    for _ in range(n):\n        item = queue.pop(0)\n        if item > 1:\n"
    "            queue.append(item - 1)\n    return queue\n"
)
KEPT = (
    "def f(nums, target):\n    kept = []\n    best = nums[0]\n    for n in nums:\n        if n == target:\n            continue\n"
    "        if n > best:\n            best = n\n        kept.append(n)\n    return kept\n"
)  # [4, 7, 2, 9], 7
ENDS = "def f(words):\n    total = 0\n    for word in words:\n        if word[0] != word[-1]:\n            total += len(word)\n    return total\n"
HALVED = "def f(n):\n    if n < 2:\n        return [n]\n    return f(n // 2) + [n % 2]\n"
CAUGHT = (
    "def f(texts):\n    bad = 0\n    for text in texts:\n        try:\n            int(text)\n        except ValueError:\n"
    "            bad += 1\n    return bad\n"
)
ROWS = (
    "def f(rows):\n    count = 0\n    for row in rows:\n        for n in row:\n            if n == 0:\n                break\n"
    "            count += n\n    return count\n"
)
GUARDED = "def f(name, width):\n    if len(name) > width:\n        return name[:width]\n    return name.center(width)\n"
FIRST = "def f(nums):\n    for n in nums:\n        if n % 2 == 0:\n            break\n    else:\n        return 'odd'\n    return n\n"
LOGGED = (
    "def f(nums):\n    log = []\n    acc = 0\n    for n in nums:\n        acc = acc ^ n\n        if acc == 0:\n            log.append('z')\n"
    "        elif acc > n:\n            log.append('g')\n    return log\n"
)  # [5, 3, 6]: 5; 6, g; 0, z
SPELLED = (
    "def f(words):\n    out = []\n    for i, word in enumerate(words):\n        if i % 2 == 0:\n            out.append(word.capitalize())\n"
    "        else:\n            out.append(word[::-1])\n    return out\n"
)
PLACED = "def f(path):\n    pos = path.rfind('/')\n    mid = len(path) // 2\n    return path[pos + 1:], mid\n"
JOINED = "def f(text, gap):\n    parts = text.split(' ')\n    out = gap.join(parts)\n    return out\n"

INPUTS = {
    TURNS: "[2, 1], 2", KEPT: "[4, 7, 2, 9], 7", ENDS: "['noon', 'ab', 'abc']", HALVED: "5", CAUGHT: "['1', 'x', 'y']",
    GUARDED: "'elephant', 5", FIRST: "[3, 4, 6]", LOGGED: "[5, 3, 6]", SPELLED: "['the', 'fox']", PLACED: "'a/bc/d'",
    ROWS: "[[1, 0, 5], [0, 9], [4]]", JOINED: "'a b', '-'",
}  # fmt: skip

PAIRS = [
    # what has no name
    (TURNS, "- Turn 1: `item = 2`, and `item - 1` is 1. The queue is [1, 1].", "- Turn 1: `item = 2`, and `item - 1` is 1. The queue is [2, 1]."),
    (TURNS, "The queue is [2, 1] and `n` is 2, so the loop body runs twice.", "The queue is [2, 1] and `n` is 2, so the loop body runs three times."),
    (ENDS, "- `'noon'`: the first and the last character are both `'n'`.", "- `'noon'`: the first and the last character are both `'o'`."),
    (ENDS, "Pass 1: `word = 'noon'`, which starts and ends with `'n'`.", "Pass 2: `word = 'ab'`, which starts and ends with `'a'`."),
    (KEPT, "The loop ends with `best = 9`. Final values: `kept = [4, 2, 9]`.", "Pass 1: `n = 4` is appended. Final values: `kept = [4]`."),
    # how often, in all
    (ROWS, "The loop runs 3 times. The `break` was executed twice.", "The loop runs 3 times. The `break` was executed once."),
    (CAUGHT, "`bad` starts at 0. The exception handler ran two times.", "`bad` starts at 0. The exception handler ran three times."),
    (KEPT, "`best` starts as 4. `continue` was hit once.", "`best` starts as 4. `continue` was hit twice."),
    (KEPT, "The loop runs 4 times. `best` was updated once inside the loop.", "The loop runs 4 times. `best` was updated twice inside the loop."),
    (KEPT, "The loop runs 4 times. Three of the four were appended.", "The loop runs 4 times. Two of the four were appended."),
    (HALVED, "`5 < 2` is false. The function is called three times in total.", "`5 < 2` is false. The function is called four times in total."),
    # names that are English words, too
    (KEPT, "- `n = 7`: n is equal to target.", "- `n = 2`: n is equal to target."),
    (KEPT, "- `n = 2`: n does not equal target.", "- `n = 7`: n does not equal target."),
    # of loops and conditions
    (ROWS, "**Row 1: `[1, 0, 5]`**: the inner loop breaks.", "**Row 3: `[4]`**: the inner loop breaks."),
    (ROWS, "**Row 2: `[0, 9]`**. The 9 is not reached.", "**Row 2: `[0, 9]`**. The 4 is not reached."),
    (TURNS, "Pass 2: `item = 1`. `item > 1` is false, so we do not enter the if block.", "Pass 1: `item = 2`. `item > 1` is true, so we do not enter the if block."),
    (TURNS, "Pass 1: `item = 2`. The if condition is true.", "Pass 2: `item = 1`. The if condition is true."),
    (KEPT, "- `n = 4`: n isn't negative, and 4 ≠ 7.", "- `n = 4`: n isn't positive, and 4 ≠ 7."),
    # what comes back
    (HALVED, "`5 < 2` is false. `f(5)` returns `[1, 0] + [1] = [1, 0, 1]`.", "`5 < 2` is false. `f(5)` returns `[1] + [1, 0] = [1, 1, 0]`."),
    (GUARDED, "The length of 'elephant' is 8, which is greater than the width of 5. The call to center is not executed.",
     "The length of 'elephant' is 8, which is less than the width of 5. The call to center is not executed."),
    (GUARDED, "`len(name)` is 8. The function returns name[:5]. This is 'eleph'.", "`len(name)` is 8. The function returns name[:5]. This is 'elepha'."),
    (FIRST, "Pass 1: `n = 3`. `3 % 2` is 1, so it continues. Pass 2: `n = 4`. `4 % 2` is 0. `break` is executed.",
     "Pass 1: `n = 3`. `3 % 2` is 1. `break` is executed."),
    (FIRST, "Pass 2: `n = 4`. `break` is executed. The `else` clause of the loop is not executed.", "Pass 2: `n = 4`. `break` is executed. The `else` clause of the loop is executed."),
    (FIRST, "`3 % 2 == 0` is false.", "`3 % 3 == 0` is true."),
    (LOGGED, "Pass 3: `acc = 6 ^ 6 = 0`, so the first condition holds and `'z'` is appended. The elif isn't checked.",
     "Pass 2: `acc = 5 ^ 3 = 6`, so the first condition holds. The elif isn't checked."),
    (LOGGED, "Pass 1: `acc = 0 ^ 5 = 5`. `5 > 5` is false → nothing.", "Pass 2: `acc = 5 ^ 3 = 6`. `6 > 3` is true → nothing."),
    (SPELLED, "Pass 1: `word = 'the'` is capitalized to `'The'`. Pass 2: `'fox'` is reversed to `'xof'`.", "Pass 1: `word = 'the'`. Pass 2: `'fox'` is reversed to `'The'`."),
    (PLACED, "`path.rfind('/')` is 4. `mid = 6 // 2 = 3`.", "`path.rfind('/')` is 4. `mid = 7 // 2 = 3`."),
    (PLACED, "0:'a' 1:'/' 2:'b' 3:'c'. So `pos = 4`.", "0:'a' 1:'/' 2:'c' 3:'b'. So `pos = 4`."),
    (PLACED, "`pos = 4`, and `'bc'` is found at index 2.", "`pos = 4`, and `'bc'` is found at index 3."),
    (PLACED, "`path.rfind('/')` finds the last slash in `'a/bc/d'`, which is at index 4.", "`path.rfind('/')` finds the first slash in `'a/bc/d'`, which is at index 4."),
    (FIRST, "Pass 2: `n = 4`. `break` is executed. 4 ≠ 6.", "Pass 2: `n = 4`. `break` is executed. 4 ≠ 4."),
    (GUARDED, "`len(name) > width` is true, so the function returns immediately.", "`width` is 5, so the function returns immediately."),
    (TURNS, "Pass 2: 1 is popped. `item = 1`, and nothing is appended.", "Pass 2: 1 is popped. `item = 1`, and nothing is removed."),
    # what the whole sentence asserts, and what code it shows
    (PLACED, "`pos = 4`.\nassert f('a/bc/d') == ('d', 3)", "`pos = 4`.\nassert f('a/bc/d') == ('c', 3)"),
    (PLACED, "`pos = 4`.\n```\nreturn path[pos + 1:], mid\n```", "`pos = 4`.\n```\nreturn path[pos + 2:], mid\n```"),
    (KEPT, "`best` ends as 9.", "`best` ends as 4."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "true", "false"), PAIRS)
def test_the_true_text_verifies_and_the_false_one_does_not(execute, code, true, false):
    executed = execute(code, INPUTS[code])

    verdict = executed.verdict(true, support_needed=0.0)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert executed.verdict(false).verdict != "verified"
