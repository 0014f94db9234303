"""What becomes of the item of a pass, what is made of what, and what nouns say of values: each lie beside a true twin."""

import pytest

from tests.verification.made import complaints

DUP = "def f(xs):\n    seen = set()\n    dup = []\n    uniq = []\n    for x in xs:\n        if x in seen:\n            if x not in dup:\n                dup.append(x)\n            continue\n        seen.add(x)\n        uniq.append(x)\n    uniq.sort(reverse=True)\n    return uniq, dup\n"
GCD = "def f(a, b):\n    steps = 0\n    while b != 0:\n        r = a % b\n        a = b\n        b = r\n        steps += 1\n    return a * 10 + steps\n"
SUM = "def f(xs, limit):\n    total = 0\n    for i, x in enumerate(xs):\n        if x % 2 == 0:\n            total += x\n        else:\n            total -= 1\n        if total > limit:\n            break\n    return total\n"
TEXT = "def f(text, n):\n    words = text.lower().split()\n    long = [w for w in words if len(w) > n]\n    rev = [w[::-1] for w in long]\n    total = len(text)\n    return '-'.join(sorted(rev)) + str(total)\n"
BOTH = "def f(s):\n    stack = []\n    queue = []\n    for ch in s:\n        if ch == '(':\n            stack.append(ch)\n        elif ch == ')':\n            stack.pop()\n        else:\n            queue.append(ch)\n    result = ''.join(queue)\n    return result\n"
WORDS = "def f(words):\n    seen = {}\n    for word in words:\n        key = word[0]\n        if key not in seen:\n            seen[key] = []\n        seen[key].append(word.upper())\n    return seen\n"
MAX = "def f(xs):\n    total = 0\n    for i in range(len(xs)):\n        total += xs[i]\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return total - best\n"
ROWS = "def f(rows):\n    out = []\n    for row in rows:\n        out.append(row[0] * 2)\n    return out\n"
FACT = "def fact(n):\n    if n <= 1:\n        return 1\n    return n * fact(n - 1)\n\n\ndef f(n, k):\n    a = fact(n)\n    b = a - k\n    return b\n"

TOLD = {
    "dup": (DUP, "[2, 5, 2, 7, 2]", "`f` is called with `xs = [2, 5, 2, 7, 2]`. Line 2 sets `seen` to `set()`. Line 3 sets `dup` to `[]`. Line 4 sets `uniq` to `[]`.\nPass 1: `x = 2`. `x in seen` is false, so line 10 adds `2` to `seen` and line 11 appends `2` to `uniq`.\nPass 2: `x = 5`. `x in seen` is false. {here}\nPass 3: `x = 2`. `x in seen` is true. `x not in dup` is true, so line 8 appends `2` to `dup`.\nPass 4: `x = 7`. `x in seen` is false, so line 10 adds `7` to `seen` and line 11 appends `7` to `uniq`.\nPass 5: `x = 2`. `x in seen` is true and `x not in dup` is false. {last}\nThe loop ends. {end}\nThe function returns `([7, 5, 2], [2])`."),
    "gcd": (GCD, "18, 12", "`f` is called with `a = 18` and `b = 12`. Line 2 sets `steps` to `0`.\nPass 1: `b != 0` is true. `r` becomes `6`. {here}\nPass 2: `b != 0` is true. `r` becomes `0`. `a` becomes `6`. `b` becomes `0`. `steps` becomes `2`.\n`b != 0` is false, so the loop ends.\nThe function returns `62`."),
    "sum": (SUM, "[4, 3, 6, 8], 8", "{first}\nLine 2 sets `total` to `0`.\nPass 1: `i = 0` and `x = 4`. `x % 2 == 0` is true, so line 5 runs and `total` becomes `4`. `4 > 8` is false.\nPass 2: `i = 1` and `x = 3`. `x % 2 == 0` is false. {here}\nPass 3: `i = 2` and `x = 6`. `x % 2 == 0` is true. {last}\n{end}\nThe function returns `9`."),
    "text": (TEXT, "'The Cat sleeps in Rome', 3", "`f` is called with `text = 'The Cat sleeps in Rome'` and `n = 3`. {first}\n`long` becomes `['sleeps', 'rome']`.\n`rev` becomes `['speels', 'emor']`. `total` becomes `22`.\n{end}\nThe function returns `'emor-speels22'`."),
    "both": (BOTH, "'(a(b))'", "`f` is called with `s = '(a(b))'`. Line 2 sets `stack` to `[]`. Line 3 sets `queue` to `[]`.\nPass 1: `ch = '('`. `ch == '('` is true, so line 6 appends `'('` to `stack`.\nPass 2: `ch = 'a'`. {here}\nPass 3: `ch = '('`. Line 6 appends `'('` to `stack`.\nPass 4: `ch = 'b'`. Line 10 appends `'b'` to `queue`.\nPass 5: `ch = ')'`.\nPass 6: `ch = ')'`. {last} Line 8 pops `'('`. {end}\nThe function returns `'ab'`."),
    "words": (WORDS, "['bee', 'ant']", "`f` is called with `words = ['bee', 'ant']`. Line 2 sets `seen` to `{{}}`.\nPass 1: `word = 'bee'`, `key = 'b'`. `key not in seen` is true, so line 6 stores `seen['b'] = []`. {here}\nPass 2: `word = 'ant'`, `key = 'a'`. Line 7 appends `'ANT'`. {end}\nThe function returns `{{'b': ['BEE'], 'a': ['ANT']}}`."),
    "max": (MAX, "[1, 9, 4]", "`f` is called with `xs = [1, 9, 4]`. Line 2 sets `total` to `0`. {first}\nThe loop ends with `total = 14`. Line 5 sets `best` to `1`. {here}\nThe loop ends with `best = 9`.\nThe function returns `5`."),
    "rows": (ROWS, "[[1, 4, 2], [3, 5, 5]]", "{first}\nLine 2 sets `out` to `[]`.\n`out` becomes `[2, 6]`. The function returns `[2, 6]`{end}."),
    "pairs": (ROWS, "[(1, 4), (3, 5)]", "{first}\nLine 2 sets `out` to `[]`.\n`out` becomes `[2, 6]`. The function returns `[2, 6]`{end}."),
    "digits": (ROWS, "['12', '34']", "{first}\nLine 2 sets `out` to `[]`.\nThe function returns `['11', '33']`."),
    "fact": (FACT, "3, 4", "`f` is called with `n = 3` and `k = 4`. {first}\nIt calls `fact(3)`. `3 <= 1` is false, so line 4 calls `fact(2)`. `2 <= 1` is false, so line 4 calls `fact(1)`. `1 <= 1` is true, so `fact(1)` returns `1`. `fact(2)` returns `2`. `fact(3)` returns `6`. `a` becomes `6`. {end}\nThe function returns `2`."),
}  # fmt: skip


@pytest.mark.parametrize(
    ("about", "place", "true", "false"),
    [
        # what becomes of the item
        ("dup", "last", "We skip it.", ""),
        ("dup", "last", "It is left out.", ""),
        ("dup", "here", "It is included.", "We skip it."),
        ("dup", "here", "`5` is included.", "It is left out."),
        ("dup", "here", "It is kept.", "`5` is left out."),
        ("dup", "here", "`5` is kept.", "`2` is kept."),
        ("dup", "here", "", "It is never counted."),
        ("dup", "here", "", "It is dropped out."),
        ("sum", "here", "", "It is ignored."),
        ("sum", "last", "", "It is left out."),
        ("gcd", "here", "", "We skip it."),
        ("gcd", "here", "", "It is included."),
        ("both", "last", "", "It is kept."),
        ("words", "here", "", "It is kept."),
        # names that are nouns, too
        ("words", "here", "`'BEE'` is appended.", "`'BEE'` is appended to the words."),
        ("words", "here", "It is only appended.", "It is only stored in the words."),
        ("both", "here", "It is added to the queue.", "It is added to the stack."),
        ("both", "here", "`'a'` is appended to `queue`.", "It is stored in the string."),
        ("both", "end", "The stack is empty.", "The queue is empty."),
        # vowels and letters
        ("both", "here", "`'a'` is a vowel.", "`'('` is a consonant."),
        ("both", "here", "`'('` is not a consonant.", "`'('` is a vowel."),
        ("words", "here", "`key` is a consonant.", "`word` is a consonant."),
        ("words", "here", "`key` is a letter.", "`word` is a letter."),
        ("words", "here", "`key` is a lowercase letter.", "`word` is a lowercase letter."),
        ("words", "here", "`seen` is a non-empty dict.", "`seen` is a non-empty string."),
        # what is made of what
        ("text", "end", "Joining the strings gives `'emor-speels'`.", "Joining `words` gives `'emor-speels'`."),
        ("text", "end", "Joining `sorted(rev)` gives `'emor-speels'`.", "Joining `long` with dashes gives `'emor-speels'`."),
        ("text", "end", "Joining the words with dashes gives `'emor-speels'`.", "Joining the numbers with dashes gives `'emor-speels'`."),
        ("text", "end", "Sorting the words gives `['emor', 'speels']`.", "Sorting the numbers gives `['emor', 'speels']`."),
        ("text", "end", "Concatenating the strings gives `'emor-speels22'`.", "Concatenating the lists gives `'emor-speels22'`."),
        ("text", "end", "Joining the words with a dash gives `'emor-speels'`.", "Concatenating the two lists gives `'emor-speels22'`."),
        ("text", "end", "", "Joining the letters with dashes gives `'emor-speels'`."),
        ("text", "end", "", "Joining the three words with dashes gives `'emor-speels'`."),
        ("text", "end", "Converting it to a string gives `'22'`.", "Converting the words to a string gives `'22'`."),
        ("text", "first", "After splitting the string, `words` is `['the', 'cat', 'sleeps', 'in', 'rome']`.", "After splitting the list, `words` is `['the', 'cat', 'sleeps', 'in', 'rome']`."),
        ("dup", "end", "After sorting the list, `uniq` is `[7, 5, 2]`.", "After sorting the string, `uniq` is `[7, 5, 2]`."),
        ("dup", "end", "`uniq.sort(reverse=True)` sorts `uniq`: `[7, 5, 2]`.", "`uniq.sort(reverse=True)` sorts `dup`: `[7, 5, 2]`."),
        ("dup", "end", "`uniq.sort(reverse=True)` sorts the numbers: `[7, 5, 2]`.", "`uniq.sort(reverse=True)` sorts the words: `[7, 5, 2]`."),
        ("dup", "end", "`uniq.sort(reverse=True)` sorts it: `[7, 5, 2]`.", "`uniq.sort(reverse=True)` sorts the list alphabetically: `[7, 5, 2]`."),
        ("max", "here", "", "`xs` is sorted to `[1, 9, 4]`."),
        # what a loop counts
        ("max", "first", "The loop goes over the indices 0 to 2.", "The loop goes over the indices 1 to 2."),
        ("max", "here", "", "The loop goes over the numbers 1 to 4."),
        ("max", "here", "", "The loop iterates over the range from 1 to 4."),
        # nouns beside a value
        ("sum", "end", "`total` is `9`, and this number is returned.", "`total` is `9`, and this string is returned."),
        ("sum", "end", "`total` is `9`, and this value is the result.", "`total` is `9`, and this list is the result."),
        ("rows", "first", "The function is called with the list `[[1, 4, 2], [3, 5, 5]]`.", "The function is called with the string `[[1, 4, 2], [3, 5, 5]]`."),
        ("rows", "first", "We go through the list row by row.", "We go through the list pair by pair."),
        ("pairs", "first", "We go through the list pair by pair.", "We go through the list digit by digit."),
        ("rows", "end", ", which matches the expected output", ", which is the given value"),
        ("rows", "end", "", ". The returned string is `[2, 6]`"),
        ("rows", "end", "", ", so it returns the tuple `[2, 6]`"),
        ("dup", "here", "Line 10 adds the number `5` to `seen`.", "Line 10 adds the string `5` to `seen`."),
        ("fact", "first", "The function `fact` is a recursive function.", "The function `f` is a recursive function."),
        ("fact", "first", "The function `fact` is called with `3`.", "The function `fact` is called with `3` and `k = 4`."),
        # what the program reckons
        ("fact", "first", "", "`fact` is called with `3`, `k = 4`."),
        ("fact", "end", "6 - 4 = 2, so `b` is `2`.", "5 - 3 = 2, so `b` is `2`."),
        ("sum", "here", "Since 4 - 1 = 3, `total` becomes `3`.", "Since 2 + 1 = 3, `total` becomes `3`."),
        ("sum", "here", "`x` is `3`, `limit` is `8`, and `total` is `3` too.", "`x` is `3`, `limit` is `8`, and `i` is `1` too."),
        ("sum", "here", "`total` becomes 4 - 1 = 3.", "`total` becomes 2 + 1 = 3."),
        ("sum", "here", "We get 4 - 1 = 3, so `total` is `3`.", "We get 2 + 1 = 3, so `total` is `3`."),
        ("sum", "here", "This makes 4 - 1 = 3, so `total` is `3`.", "This makes 2 + 1 = 3, so `total` is `3`."),
        ("sum", "here", "4 - 1 = 3 < 8.", "3 + 4 = 7 < 8."),
        ("sum", "last", "`3 + 6 = 9 > 8`.", "`4 + 5 = 9 > 8`."),
    ],
)  # fmt: skip
def test_what_nouns_and_items_are_not_is_not_verified(execute, about, place, true, false):
    code, given, text = TOLD[about]
    said = {"first": "", "here": "", "last": "", "end": ""}

    verdict = execute(code, given).verdict(text.format(**said | {place: true}), support_needed=0.0)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    if false:
        assert (
            execute(code, given).verdict(text.format(**said | {place: false}), support_needed=0.0).verdict != "verified"
        )
