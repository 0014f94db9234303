"""Values, items and loops as they are told step by step: each has a text that is true and some that lie."""

from tests.verification.moments_and_makings import PARTS, SUM, P, S

WORDS = (
    "def f(words):\n    seen = {}\n    for word in words:\n        key = word[0]\n        if key not in seen:\n            seen[key] = []\n"
    "        seen[key].append(word.upper())\n    return seen\n"
)
FACT = "def fact(n):\n    if n <= 1:\n        return 1\n    return n * fact(n - 1)\n\n\ndef f(n):\n    return fact(n)\n"
VOWELS = (
    "def f(text, k):\n    vowels = 'aeiou'\n    kept = []\n    for ch in text:\n        if ch in vowels and ch not in kept:\n"
    "            kept.append(ch)\n    parts = text.split('n')\n    return kept, parts\n"
)
HALF = "def f(n):\n    steps = []\n    while n > 1:\n        n = n // 2\n        steps.append(n)\n    return steps\n"
SORTED = (
    "def f(words, key):\n    stack = []\n    words.sort(key=len)\n    for w in words:\n        if w != key:\n            stack.append(w)\n"
    "    at = 'xkey'.find(key)\n    while stack:\n        stack.pop()\n    return words, at\n"
)
SAME = "def f(s, n):\n    head = s[:n]\n    tail = s[n:]\n    if head == tail:\n        return head\n    return tail + head\n"

GIVEN = {
    SUM: "[4, 3, 6, 8], 8",
    PARTS: "' abc,7,de,fgh '",
    WORDS: "['bee', 'ant', 'bat']",
    FACT: "3",
    VOWELS: "'banal', 2",
    HALF: "9",
    SORTED: "['bcd', 'a', 'key'], 'key'",
    SAME: "'abcd', 1",
}
ANSWERS = {
    SUM: "9", PARTS: "'7-cba-hgf6'", WORDS: "{'b': ['BEE', 'BAT'], 'a': ['ANT']}", FACT: "6", VOWELS: "(['a'], ['ba', 'al'])", HALF: "[4, 2, 1]", SORTED: "(['a', 'bcd', 'key'], 1)", SAME: "'bcda'",
}  # fmt: skip

TWO = S + "Pass 2: `x = 3`. "
OVER = S + "Pass 3: `x = 6`. The loop ends with `total = 9`. "
BEE = "Pass 1: `word = 'bee'`. "
ANT = "Pass 2: `word = 'ant'`. `seen['a']` is set to `[]`. "
DEEP = "`fact(3)` is called. `fact(2)` is called. `fact(1)` is called, and `fact(1)` returns `1`. "

CASES = [
    (SUM, TWO, "This brings `total` to 3.", "This brings `total` to 4.", "This brings `x` to 4.", "This brings `limit` to 3."),
    (SUM, TWO, "We end up with `total = 3`.", "We end up with `total = 4`.", "We end up with `i = 3`."),
    (SUM, TWO, "`total` becomes 3. The current total is 3.", "`total` becomes 3. The current total is 4.", "`total` becomes 3. The current i is 3."),
    (SUM, OVER, "The final total is 9.", "The final total is 3.", "The final i is 9."),
    (SUM, OVER, "The final value of `total` is 9.", "The final value of `total` is 3.", "The final value of `x` is 9."),
    (SUM, TWO, "`total` decreases by 1 to 3.", "`total` decreases by 2 to 3.", "`total` increases by 1 to 3.", "`limit` decreases by 1 to 3."),
    (SUM, TWO, "Subtracting 1 from 4 gives 3.", "Subtracting 2 from 4 gives 2.", "Subtracting 1 from 3 gives 2.", "Adding 1 to 2 gives 3."),
    (SUM, TWO, "We subtract 1 from `total`.", "We subtract 2 from `total`.", "We subtract 1 from `x`."),
    (SUM, TWO, "`total` becomes 3. The loop continues.", "Pass 3: `x = 6`. The loop continues.", "`total` becomes 3. The inner loop continues."),
    (SUM, TWO, "`total` becomes 3. The next element is 6.", "`total` becomes 3. The next element is 8.", "`total` becomes 3. The next element is 4."),
    (SUM, TWO + "`total` becomes 3. ", "`total` (3) is not greater than `limit` (8).", "`total` (3) is greater than `limit` (8).", "`total` (4) is not greater than `limit` (8).",
     "`total` (3) is not greater than `limit` (9)."),
    (SUM, TWO, "`3 > 8` is false, so we don't break.", "Pass 3: `x = 6`. `9 > 8` is true, so we don't break.", "`3 > 8` is true, so we don't break."),
    (SUM, TWO, "`total > limit` is false. The `if` condition is false.", "`total > limit` is false. The `if` condition is true.",
     "`total > limit` is false. The `while` condition is true."),
    (SUM, S + "Pass 3: `x = 6`. `9 > 8` is true. ", "We break out of the loop.", "We break out of the inner loop.", "After all iterations, `total` is 9."),
    (PARTS, P, "After all iterations, `out` is `['7', 'cba', 'hgf']`.", "After all iterations, `out` is `['7', 'cba']`.", "After all iterations, `word` is `'de'`."),
    (SUM, OVER, "We return `total`, which is 9.", "We return `total`, which is 3.", "We return `x`, which is 9."),
    (SUM, OVER, "The value of `total` is returned, which is 9.", "The value of `total` is returned, which is 8.", "The value of `limit` is returned, which is 9."),
    (SUM, OVER, "The function returns `total = 9`.", "The function returns `total = 3`.", "The function returns `limit = 9`."),
    (SUM, OVER, "Finally, `total` is 9.", "Finally, `total` is 3.", "Finally, `x` is 9."),
    (WORDS, BEE, "The key is `'b'`.", "The key is `'a'`.", "The word is `'b'`."),
    (WORDS, BEE, "A new list is created.", "A new dict is created.", "Pass 3: `word = 'bat'`. A new list is created."),
    (WORDS, ANT, "`'ANT'` is appended. The list under `'a'` is now `['ANT']`.", "`'ANT'` is appended. The list under `'a'` is now `['BEE']`.",
     "`'ANT'` is appended. The list under `'b'` is now `['ANT']`."),
    (WORDS, "Pass 2: `word = 'ant'`. ", "`key` becomes `'a'`. `'a'` is a vowel.", "`key` becomes `'a'`. `'a'` is a consonant.", "`key` becomes `'a'`. `'a'` is not a vowel."),
    (FACT, DEEP, "This is the base case.", "`fact(2)` returns `2`. This is the base case.", "`fact(3)` returns `6`. This is the base case."),
    (VOWELS, "", "- 'a': in `vowels` and not in `kept`, so `kept` becomes `['a']`.", "- 'a': not in `vowels` and not in `kept`, so `kept` becomes `['a']`.",
     "- 'a': in `vowels` and already in `kept`, so `kept` becomes `['a']`."),
    (VOWELS, "", "- 'n': not a vowel.", "- 'a': not a vowel.", "- 'n': a vowel."),
    (VOWELS, "`kept` is `['a']`. ", "We return `kept` and `parts`, i.e. `(['a'], ['ba', 'al'])`.", "We return `parts` and `kept`, i.e. `(['a'], ['ba', 'al'])`.",
     "We return `kept` and `parts`, i.e. `(['a'], ['al'])`.", "We return `kept` and `k`, i.e. `(['a'], ['ba', 'al'])`."),
    (VOWELS, "`kept` is `['a']`. ", "`text.split('n')` splits the string at each `'n'` and gives `['ba', 'al']`.", "`text.split('n')` splits the string at each `'a'` and gives `['ba', 'al']`.",
     "`text.split('n')` splits the string at each `'n'` and gives `['b', 'al']`.", "`text.split('n')` splits the string at each comma and gives `['ba', 'al']`."),
    (VOWELS, "`f` is called. ", "We start with `vowels = 'aeiou'` and `kept = []`.", "We start with `vowels = 'aeio'` and `kept = []`.", "We start with `vowels = 'aeiou'` and `kept = ['a']`."),
    (HALF, "", "Pass 1: n is 9. Append `9 // 2 = 4` to `steps`.", "Pass 1: n is 9. Append `9 // 2 = 5` to `steps`.", "Pass 1: n is 9. Append `4 // 2 = 2` to `n`."),
    (HALF, "`steps = []`. ", "`n = 4` is even.", "`n = 4` is odd.", "`n = 3` is odd."),
    (SORTED, "`stack = []`. ", "`words.sort(key=len)` sorts the words by length: `['a', 'bcd', 'key']`.", "`words.sort(key=len)` sorts the words by length: `['bcd', 'a', 'key']`.",
     "`words.sort(key=len)` sorts the words alphabetically: `['a', 'bcd', 'key']`.", "`words.sort(key=len)` reverses the words: `['a', 'bcd', 'key']`."),
    (SORTED, "`stack = []`. ", "After sorting, `words` is `['a', 'bcd', 'key']`.", "After sorting, `words` is `['bcd', 'a', 'key']`.", "After reversing, `words` is `['a', 'bcd', 'key']`."),
    (SORTED, "Pass 2: `w = 'bcd'`. ", "It is pushed onto the stack.", "It is pushed onto the words.", "Pass 3: `w = 'key'`. It is pushed onto the stack."),
    (SORTED, "Pass 2: `w = 'bcd'`. ", "The stack is not empty.", "The stack is empty.", "The words is empty."),
    (SORTED, "The loop ends with `stack = ['a', 'bcd']`. ", "`'xkey'.find('key')` finds `'key'` at index 1, so `at` is 1.", "`'xkey'.find('key')` finds `'key'` at index 2, so `at` is 1.",
     "`'xkey'.find('key')` finds `'bcd'` at index 1, so `at` is 1."),
    (SORTED, "", "First word 'a': it is appended. Third word 'key': nothing happens.", "Second word 'a': it is appended. Third word 'key': nothing happens.",
     "First word 'a': it is appended. Second word 'bcd': nothing happens.", "First word 'a': nothing happens. Third word 'key': nothing happens."),
    (HALF, "", "The input is 9. `steps = []`.", "The input is 4. `steps = []`.", "The input is `[4, 2, 1]`. `steps = []`."),
    (HALF, "`steps = []`. ", "`9 > 1` is true, so we enter the loop.", "`9 > 1` is false, so we enter the loop.", "Pass 3: `n = 2`. The loop ends. `1 > 1` is false, so we enter the loop."),
    (SUM, S, "Pass 3: `x = 6`. 3 + 6 = 9 > 8.", "Pass 3: `x = 6`. 3 + 6 = 9 < 8.", "Pass 3: `x = 6`. 3 + 5 = 9 > 8.", "Pass 3: `x = 6`. 3 + 6 = 8 > 8."),
    (SAME, "`head` is `'a'` and `tail` is `'bcd'`. ", "`head` and `tail` are different.", "`head` and `tail` are equal.", "`head` and `head` are different."),
]  # fmt: skip
