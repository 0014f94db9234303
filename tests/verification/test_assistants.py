"""The way chat models explain executions, step by step: each has a text that is true and one that lies."""

import pytest

from tests.verification.made import complaints

COUNTS = (
    "def f(nums):\n    output = []\n    for n in nums:\n        output.append((nums.count(n), n))\n"
    "    output.sort(reverse=True)\n    return output\n"
)  # [2, 1, 2]: (2, 2), (1, 1), (2, 2)
LISTED = "def f(text, value):\n    letters = list(text)\n    letters.append(value)\n    return ''.join(letters)\n"
GUARD = "def f(text, key):\n    if key == 0:\n        return text\n    else:\n        return text.upper()\n"
POPS = "def f(nums, times):\n    taken = []\n    for i in range(times):\n        taken.append(nums.pop())\n    return nums\n"
GROUPS = (
    "def f(lists):\n    dic = {}\n    for n in lists:\n        if n in dic:\n            dic[n].append(lists.pop(lists.index(n)))\n"
    "        else:\n            dic[n] = lists[:lists.index(n) + 1]\n    return dic\n"
)  # [5, 2, 7, 2, 3, 5]
CLEARED = "def f(nums):\n    nums.clear()\n    for num in nums:\n        nums.append(num)\n    return nums\n"
EDGES = (
    "def f(words):\n    kept = []\n    for word in words:\n        start = word[:2]\n        if start.startswith('a'):\n"
    "            kept.append(start)\n    return kept\n"
)
COPIED = "def f(d):\n    d = d.copy()\n    d.popitem()\n    return d\n"
FOUND = "def f(code):\n    return code[code.index('C'):]\n"
PLACED = "def f(array, place, elem):\n    array.insert(place, elem)\n    return array\n"

SWAPPED = (
    "def f(nums):\n    i = 0\n    for j in range(len(nums)):\n        if nums[j] != 0:\n            nums[i], nums[j] = nums[j], nums[i]\n"
    "            i += 1\n    return nums\n"
)  # [0, 4, 7]: 4, 0, 7; 4, 7, 0
STOCK = (
    "def f(stock, changes):\n    for name, amount in changes:\n        stock[name] = stock.get(name, 0) + amount\n"
    "        if stock[name] <= 0:\n            del stock[name]\n    return stock\n"
)
HALVED = "def f(n):\n    if n <= 1:\n        return str(n)\n    return f(n // 2) + 'e'\n"
LIFT = (
    "class Lift:\n    def __init__(self, top):\n        self.top = top\n        self.floor = 0\n\n    def go(self, floor):\n"
    "        if 0 <= floor <= self.top:\n            self.floor = floor\n\n\n"
    "def f(top, floors):\n    lift = Lift(top)\n    for one in floors:\n        lift.go(one)\n    return lift.floor\n"
)
SHOUTED = (
    "def f(text):\n    count = 0\n    for ch in text:\n        if ch.isupper():\n            count += 1\n        else:\n"
    "            return 'no'\n    return count\n"
)
BANGS = "def f(text):\n    for c in 'xb':\n        text = text.replace(c, '!')\n    return text\n"

INPUTS = {
    SHOUTED: "'AX'", BANGS: "'ab'",
    SWAPPED: "[0, 4, 7]", STOCK: "{'nut': 4}, [('cap', 3), ('nut', -1)]", HALVED: "4", LIFT: "5, [3, 7]",
    COUNTS: "[2, 1, 2]", LISTED: "'ab', 'c'", GUARD: "'Up', 0", POPS: "[7, 2, 6, 0], 2", GROUPS: "[5, 2, 7, 2, 3, 5]",
    CLEARED: "[4, 3]", EDGES: "['at', 'by', 'car']", COPIED: "{'l': 1, 'x': 3}", FOUND: "'ED20 CW'", PLACED: "[-4, 1, 0], 1, 4",
}  # fmt: skip

PAIRS = [
    # questions that are answered
    (SWAPPED, "For `j = 0`: is `0 != 0`? **No!** For `j = 1`: is `4 != 0`? **Yes.**",
     "For `j = 0`: is `0 != 0`? **Yes!** For `j = 1`: is `4 != 0`? **Yes.**"),
    # values in place of names
    (COUNTS, "For the first element `n = 2`: `nums.count(2)` returns 2, so `(2, 2)` is appended.",
     "For the first element `n = 2`: `nums.count(2)` returns 1, so `(1, 2)` is appended."),
    (COUNTS, "For the second element `n = 1`: `nums.count(1)` is 1.", "For the second element `n = 2`: `nums.count(2)` is 2."),
    (GROUPS, "Iteration 4: `n = 2`. `lists.pop(1)` removes and returns 2. `dic[2]` becomes `[5, 2, 2]`.",
     "Iteration 4: `n = 2`. `lists.pop(1)` removes and returns 2. `dic[2]` becomes `[5, 2]`."),
    (GROUPS, "Iteration 4: `n = 2`. `lists.pop(1)` removes and returns 2.", "Iteration 4: `n = 2`. `lists.pop(1)` removes and returns 7."),
    (POPS, "The loop runs twice. On the first iteration, `nums.pop()` returns 0, leaving `nums = [7, 2, 6]`.",
     "The loop runs twice. On the first iteration, `nums.pop()` returns 0, leaving `nums = [2, 6, 0]`."),
    # what happens
    (COUNTS, "`output` becomes `[(2, 2)]`. `output.sort(reverse=True)` sorts the list in descending order.",
     "`output` becomes `[(2, 2)]`. `output.sort(reverse=True)` sorts the list in ascending order."),
    (COUNTS, "`output.sort(reverse=True)` sorts the list, so `output` becomes `[(2, 2), (2, 2), (1, 1)]`.",
     "`output.sort(reverse=True)` sorts the list, so `output` becomes `[(1, 1), (2, 2), (2, 2)]`."),
    (CLEARED, "The function calls `nums.clear()`, which removes all elements from the list, so `nums` is now `[]`. The loop iterates over an empty list, so its body is never executed.",
     "The function calls `nums.clear()`, which removes all elements from the list, so `nums` is now `[4]`."),
    (POPS, "`i = 0`: it pops the last element from `nums` and appends it to `taken`.",
     "`i = 0`: it pops the first element from `nums` and appends it to `taken`."),
    (LISTED, "`letters = ['a', 'b']`. Then it appends the value `'c'` to `letters`, so `letters = ['a', 'b', 'c']`.",
     "`letters = ['a', 'b']`. Then it appends the value `'b'` to `letters`, so `letters = ['a', 'b', 'b']`."),
    (PLACED, "`array.insert(1, 4)` inserts the value 4 at index 1. After the insertion, `array` is `[-4, 4, 1, 0]`.",
     "`array.insert(1, 4)` inserts the value 4 at index 0. After the insertion, `array` is `[-4, 4, 1, 0]`."),
    (FOUND, "`code.index('C')` finds the index of the first occurrence of `'C'`, which is 5.",
     "`code.index('C')` finds the index of the first occurrence of `'C'`, which is 4."),
    (FOUND, "`code.index('C')` finds the index of the first occurrence of `'C'`.",
     "`code.index('C')` finds the index of the first occurrence of `'W'`."),
    (GUARD, "`text = 'Up'` and `key = 0`. `f` takes two arguments.", "`text = 'Up'` and `key = 0`. `f` takes three arguments."),
    # empty values, summaries and the passes in them
    (COUNTS, "`output` is initialized as an empty list.", "`output` is initialized as an empty string."),
    (COUNTS, "The function iterates over each element `n` in `nums`, and `n = 2` comes.", "The function iterates over each element `n` in `output`, and `n = 2` comes."),
    (POPS, "The loop runs 2 times (for `i = 0, 1`). `i = 0`: `nums.pop()` returns 0. `i = 1`: `nums.pop()` returns 6.",
     "The loop runs 2 times (for `i = 0, 1`). `i = 0`: `nums.pop()` returns 6. `i = 1`: `nums.pop()` returns 0."),
    # conditions, arms and edges
    (GUARD, "Since `key` is 0, the condition `key == 0` is True, so we enter the `if` block. The `else` branch is not executed.",
     "Since `key` is 0, the condition `key == 0` is True, so we enter the `else` block."),
    (GUARD, "The condition `if key == 0:` evaluates to True, so the function returns `text` unchanged.",
     "The condition `if key == 0:` evaluates to False."),
    (EDGES, "1. `word = 'at'`: `start = 'at'`. It starts with `'a'`, so it is appended.\n2. `word = 'by'`: `start = 'by'`. It does not start with `'a'`. Not appended.",
     "1. `word = 'at'`: `start = 'at'`. It starts with `'b'`, so it is appended."),
    (EDGES, "1. `word = 'at'`: `start = 'at'`. Appended.", "1. `word = 'at'`: `start = 'at'`. Not appended."),
    (GUARD, "`key == 0` is true. `key` is 0.", "`key == 0` is true. `text` ends with `'x'`."),
    # passes by their items, swaps, look-ups, equations
    (SWAPPED, "- `j = 0`: `nums[0]` is 0, so nothing happens.\n- `j = 1`: `nums[1]` is 4, so `nums[0]` and `nums[1]` are swapped. `i = 1`.",
     "- `j = 0`: `nums[0]` is 0, so nothing happens.\n- `j = 1`: `nums[1]` is 4, so `nums[0]` and `nums[2]` are swapped. `i = 1`."),
    (SWAPPED, "The loop goes over `range(len(nums))`, for `j = 0`, `j = 1` and `j = 2`.", "The loop goes over `range(len(nums))`, for `j = 0`, `j = 1` and `j = 3`."),
    (STOCK, "`name = 'cap'`. `'cap'` is not in the dictionary. `stock['cap']` becomes `0 + 3 = 3`.",
     "`name = 'nut'`. `'nut'` is not in the dictionary."),
    (STOCK, "`name = 'cap'`. `stock['cap']` becomes `0 + 3 = 3`.", "`name = 'cap'`. `stock['cap']` becomes `0 + 4 = 4`."),
    (HALVED, "`n = 4`. It returns `f(4 // 2) + 'e'`.", "`n = 4`. It returns `f(4 // 2) + 'o'`."),
    (SHOUTED, "`ch = 'A'`. `ch = 'X'`. The loop completes without hitting the `else` branch.",
     "`ch = 'A'`. `ch = 'X'`. The loop completes without hitting the `if` branch."),
    (BANGS, "`c = 'x'`: nothing changes.", "`c = 'b'`: nothing changes."),
    (BANGS, "`c = 'b'`: `text` becomes `'a!'`. `text` ends with `'!'`, not `'b'`.", "`c = 'b'`: `text` becomes `'a!'`. `text` ends with `'!'`, not `'a!'`."),
    (FOUND, "`code.index('C')` is 5. This is not -1.", "`code.index('C')` is 5. This is not 5."),
    (EDGES, "`word = 'at'`: `start = word[:2]` is `'at'`. Its first character is `'a'`.",
     "`word = 'at'`: `start = word[:2]` is `'a'`."),
    (EDGES, "`word = 'at'`: `start = 'at'`. Its first character is `'a'`.", "`word = 'at'`: `start = 'at'`. Its first character is `'t'`."),
    (PLACED, "`place = 1` and `elem = 4`: 4 is inserted at index 1. `place` and `elem` are unchanged.",
     "`place = 1` and `elem = 4`: 4 is inserted at index 2."),
    (STOCK, "`name = 'cap', amount = 3`: `stock['cap']` becomes 3.", "`name = 'cap', amount = 4`: `stock['cap']` becomes 3."),
    (LIFT, "`top = 5`. First `floor` is set to 3.", "`top = 5`. First `floor` is set to 4."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "true", "false"), PAIRS)
def test_the_true_text_verifies_and_the_false_one_does_not(execute, code, true, false):
    executed = execute(code, INPUTS[code])

    verdict = executed.verdict(true)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert executed.verdict(false).verdict != "verified"


@pytest.mark.parametrize(
    ("code", "true"),
    [
        (
            COUNTS,
            "`nums.count(n)` returns the number of times that `n` is in the list. `output.sort(reverse=True)` sorts it.",
        ),
        (POPS, "`nums.pop()` takes the last one, and joining them gives `[0, 6]`."),
        (GUARD, "`text.islower()` returns `True` only if every letter is small."),
        (FOUND, "`code.index('C')` pads the text to a length of 9, if anybody asks."),
        (COPIED, "It removes the two blanks. `d.copy()` leaves the old one as it is."),
    ],
)
def test_what_is_said_of_such_calls_in_general_is_never_contradicted(execute, code, true):
    executed = execute(code, INPUTS[code])

    assert executed.verdict(true).verdict in ("verified", "unreadable")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("[ANSWER]f('Up', 0) == 'Up'[/ANSWER]", True), ("[ANSWER]assert f('Up', 0) == 'Up'[/ANSWER]", True),
        ("[ANSWER]f('Up', 0) == 'UP'[/ANSWER]", False), ("[ANSWER]f('Up', 0) != 'Up'[/ANSWER]", False),
    ],
)  # fmt: skip
def test_a_tag_may_hold_an_assertion_of_the_answer(execute, text, right):
    verdict = execute(GUARD, INPUTS[GUARD]).verdict(f"`key == 0` is true.\n{text}", "'Up'")

    assert (verdict.verdict == "verified") is right


def test_an_input_may_be_given_by_name(execute):
    executed = execute(GUARD, "'Up', 0")

    verdict = executed.backward(
        "Take `key = 0`. Check: `key == 0` is true.\n[ANSWER]f(text='Up', key=0)[/ANSWER]", "f('Up', 0)"
    )

    assert complaints(verdict) == []
