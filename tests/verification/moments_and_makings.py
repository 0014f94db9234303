"""Moments in words, operations named by their verbs, and what announces: each has a text that is true and some that lie."""

PARTS = (
    "def f(text):\n    parts = text.strip().split(',')\n    out = []\n    for i in range(len(parts)):\n        word = parts[i]\n"
    "        if len(word) > 2:\n            out.append(word[::-1])\n        elif word.isdigit():\n            out.insert(0, word)\n"
    "    total = len(out) * 2\n    return '-'.join(out) + str(total)\n"
)  # 'abc,7,de,fgh' in blanks: cba; 7, cba; nothing; 7, cba, hgf; 6
SUM = (
    "def f(xs, limit):\n    total = 0\n    for i, x in enumerate(xs):\n        if x % 2 == 0:\n            total += x\n        else:\n"
    "            total -= 1\n        if total > limit:\n            break\n    return total\n"
)  # 4, 3, 9
ODD = "def f(nums):\n    big = [n for n in nums if n > 3]\n    return sum(big)\n"  # 5, 2, 4: 5 and 4
DOWN = (
    "def f(n):\n    if n < 2:\n        return [n]\n    return f(n // 2) + [n % 2]\n"  # 5: f(5), f(2), f(1): [1, 0, 1]
)

GIVEN = {PARTS: "' abc,7,de,fgh '", SUM: "[4, 3, 6, 8], 8", ODD: "[5, 2, 4]", DOWN: "5"}
ANSWERS = {PARTS: "'7-cba-hgf6'", SUM: "9", ODD: "9", DOWN: "[1, 0, 1]"}

S = "`f` is called with `xs = [4, 3, 6, 8]` and `limit = 8`. "
P = "`f` is called with `text = ' abc,7,de,fgh '`. "
FIRST = P + "Pass 1: `word = 'abc'`. "

ZERO = S + "Line 2 sets `total` to `0`. "
OVER = P + "The loop ends with `out = ['7', 'cba', 'hgf']`. "

CASES = [
    # the beginning and the end
    (SUM, S, "Initially `total = 0`.", "Initially `total = 4`.", "Initially `i = 1`."),
    (SUM, S, "Initial state: `total = 0`, `limit = 8`.", "Initial state: `total = 3`, `limit = 8`.", "Initial state: `total = 0`, `x = 3`."),
    (SUM, S, "`total` is 0 at the beginning.", "`total` is 4 at the beginning.", "`x` is 3 at the beginning."),
    (SUM, S, "Start: total = 0.", "Start: total = 4.", "Start: x = 3."),
    (SUM, ZERO, "At the end, `total` is 9.", "At the end, `total` is 4.", "At the end, `x` is 4."),
    (SUM, ZERO, "`total` is 9 at the end.", "`total` is 3 at the end.", "`i` is 1 at the end."),
    # what comes of an operation that is named by its verb
    (PARTS, P, "Splitting it by commas gives `['abc', '7', 'de', 'fgh']`.", "Splitting it by commas gives `['abc', '7', 'de']`.",
     "Splitting it by spaces gives `['abc', '7', 'de', 'fgh']`.", "Reversing it gives `['abc', '7', 'de', 'fgh']`."),
    (PARTS, P, "Stripping it gives `'abc,7,de,fgh'`.", "Stripping it gives `'abc,7,de,fgh '`.", "Reversing it gives `'abc,7,de,fgh'`."),
    (PARTS, FIRST, "Reversing it gives `'cba'`.", "Reversing it gives `'hgf'`.", "Uppercasing it gives `'cba'`."),
    (PARTS, FIRST, "`'abc'` is reversed to `'cba'`.", "`'fgh'` is reversed to `'cba'`.", "`'abc'` is sorted to `'cba'`."),
    (PARTS, OVER, "Doubling it gives 6.", "Doubling it gives 7.",
     "Halving it gives 6."),
    (PARTS, OVER, "Converting it to a string gives `'6'`.",
     "Converting it to a string gives `'7'`.",
     "Converting it to a list gives `'6'`."),
    # what is carried out, and what comes of it
    (PARTS, P, "Pass 2: `word = '7'`. `out.insert(0, '7')` → `out = ['7', 'cba']`.", "Pass 2: `word = '7'`. `out.insert(1, '7')` → `out = ['7', 'cba']`.",
     "Pass 2: `word = '7'`. `out.insert(0, 'cba')` → `out = ['7', 'cba']`.", "Pass 2: `word = '7'`. `out.insert(0, '7')` → `word = '7'`."),
    (PARTS, P, "Pass 2: `word = '7'`. `'7'` is inserted into `out`, which gives `['7', 'cba']`.", "Pass 2: `word = '7'`. `'7'` is inserted into `out`, which gives `['cba', '7']`.",
     "Pass 2: `word = '7'`. `'7'` is inserted into `out`, which gives `['7', 'cba', 'hgf']`."),
    # the item of a pass
    (ODD, "", "- `5`: 5 > 3 is true, so it is included.", "- `5`: 5 > 3 is true, so it is left out.", "- `5`: 5 > 3 is true, so it is ignored."),
    (ODD, "", "- `2`: 2 > 3 is false, so it is left out.", "- `2`: 2 > 3 is false, so it is included.", "- `2`: 2 > 3 is false, so it is kept."),
    (PARTS, P, "Pass 3: `word = 'de'`. It is ignored.", "Pass 4: `word = 'fgh'`. It is ignored.", "Pass 3: `word = 'de'`. It is kept.",
     "Pass 2: `word = '7'`. It is left out."),
    (PARTS, P, "Pass 2: `word = '7'`. `'7'` is a digit.", "Pass 3: `word = 'de'`. `'de'` is a digit.", "Pass 2: `word = '7'`. `'7'` is a letter."),
    # loops, calls, functions
    (PARTS, P, "The loop goes over the indices 0 to 3.", "The loop goes over the indices 0 to 4.", "The loop goes over the indices 1 to 3."),
    (ODD, "", "The loop goes through the three numbers in `nums`. `big = [5, 4]`.", "The loop goes through the four numbers in `nums`. `big = [5, 4]`.",
     "The loop goes through the three numbers in `big`. `big = [5, 4]`."),
    (PARTS, P, "The for loop starts. Index 1 is odd: `'7'` is inserted.", "The for loop starts. Index 2 is odd: `'7'` is inserted.",
     "The for loop starts. Index 1 is even: `'7'` is inserted."),
    (SUM, "", "The function is called with the arguments `[4, 3, 6, 8]` and `8`. `total` is set to `0`.",
     "The function is called with the arguments `[4, 3, 6, 8]` and `9`. `total` is set to `0`.", "The function is called with the argument `8`. `total` is set to `0`."),
    (SUM, S, "Pass 2: `x = 3`. `x % 2 == 0` is false, and `total > limit` is false, too.", "Pass 1: `x = 4`. `x % 2 == 0` is true, and `total > limit` is false, too.",
     "Pass 3: `x = 6`. `total` becomes 9, and `total > limit` is false, too."),
    (DOWN, "", "This is a recursive function, so let's follow it. `f(2)` is called.", "These are nested loops, so let's follow it. `f(2)` is called.",
     "This is an inner loop, so let's follow it. `f(2)` is called."),
    (PARTS, P, "To determine the output, let's go through the code step by step. `out` starts as `[]`.",
     "To determine the output, let's skip the code. `out` starts as `[]`.", "To determine the output, let's go without the loop. `out` starts as `[]`."),
]  # fmt: skip
