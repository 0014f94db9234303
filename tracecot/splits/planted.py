# ruff: noqa: E501  (a program a line can be read beside the others)
"""Items, the same in other words, and clean programs: what decontamination is examined on. Read and sorted by hand."""

from tracecot.splits.evaluation_items import EvaluationItem

#: By item: code, inputs with outputs, and another way to do the same.
_ITEMS: tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...] = (
    (
        "runs",
        """
def f(text):
    found = []
    for letter in text:
        if found and found[-1][0] == letter:
            found[-1][1] += 1
        else:
            found.append([letter, 1])
    return "".join(letter + str(count) for letter, count in found)
""",
        (("'aab'", "'a2b1'"), ("'x'", "'x1'"), ("'zzzz'", "'z4'"), ("'abab'", "'a1b1a1b1'"), ("''", "''")),
        """
import itertools

def f(word):
    return "".join(f"{key}{len(list(group))}" for key, group in itertools.groupby(word))
""",
    ),
    (
        "window",
        """
def f(numbers, size):
    best = None
    for start in range(len(numbers) - size + 1):
        total = sum(numbers[start:start + size])
        if best is None or total > best:
            best = total
    return best
""",
        (
            ("[1, 2, 3], 2", "5"), ("[4, -1, 2, 7], 3", "8"), ("[1], 1", "1"), ("[5, 5], 1", "5"),
            ("[-3, -1, -2], 2", "-3"), ("[1, 2], 3", "None"),
        ),
        """
def f(row, width):
    sums = [sum(row[at:at + width]) for at in range(len(row)) if at + width <= len(row)]
    return max(sums, default=None)
""",
    ),
    (
        "digits",
        """
def f(number):
    total = 0
    number = abs(number)
    while number > 0:
        digit = number % 10
        if digit % 2 == 0:
            total += digit
        number = number // 10
    return total
""",
        (("1234", "6"), ("-28", "10"), ("7", "0"), ("0", "0"), ("888", "24"), ("10203", "2")),
        """
def f(value):
    return sum(int(sign) for sign in str(value) if sign in "02468")
""",
    ),
    (
        "invert",
        """
def f(table):
    result = {}
    for key, values in table.items():
        for value in values:
            if value not in result:
                result[value] = []
            result[value].append(key)
    return result
""",
        (
            ("{'a': [1]}", "{1: ['a']}"), ("{}", "{}"), ("{'a': [1, 2], 'b': [2]}", "{1: ['a'], 2: ['a', 'b']}"),
            ("{'x': []}", "{}"), ("{'x': [3], 'y': [3]}", "{3: ['x', 'y']}"),
        ),
        """
def f(mapping):
    inverted = {}
    for name in mapping:
        for entry in mapping[name]:
            inverted.setdefault(entry, []).append(name)
    return inverted
""",
    ),
    (
        "balance",
        """
def f(text):
    depth = 0
    deepest = 0
    for sign in text:
        if sign == "(":
            depth += 1
            deepest = max(deepest, depth)
        elif sign == ")":
            depth -= 1
            if depth < 0:
                return -1
    return deepest if depth == 0 else -1
""",
        (("'()'", "1"), ("'(())'", "2"), ("'('", "-1"), ("'())'", "-1"), ("''", "0"), ("'(()(()))'", "3")),
        """
def f(word, level=0, top=0):
    if level < 0:
        return -1
    if not word:
        return -1 if level else top
    change = {"(": 1, ")": -1}.get(word[0], 0)
    return f(word[1:], level + change, max(top, level + change))
""",
    ),
)  # fmt: skip

ITEMS = tuple(EvaluationItem("planted", name, code, "f", pairs) for name, code, pairs, _ in _ITEMS)

#: By item: the same behaviour by another way.
REWRITTEN = {name: code for name, _, _, code in _ITEMS}

#: Programs that have nothing of the items, some of them close to one at first sight; each with inputs that it takes.
CLEAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("def f(text):\n    return text.title().swapcase()", ("'ab c'",)),
    ("def f(text):\n    return ''.join(sorted(set(text)))", ("'banana'",)),
    ("def f(text):\n    return [text.find(letter, place + 1) for place, letter in enumerate(text)]", ("'abca'",)),
    ("def f(text):\n    return text.count('(') - text.count(')')", ("'(()'",)),
    ("def f(text):\n    return ''.join(letter * 2 for letter in text)", ("'abc'",)),
    ("def f(text):\n    parts = text.split()\n    return {part: len(part) for part in parts}", ("'a bb'",)),
    ("def f(text):\n    found = ''\n    for letter in text:\n        if letter not in found:\n            found += letter\n    return found", ("'abca'",)),
    ("def f(text):\n    return max((len(part) for part in text.split('(')), default=0)", ("'a(bb'",)),
    ("def f(number):\n    return sum(int(sign) for sign in str(abs(number)))", ("123",)),
    ("def f(number):\n    return bin(number).count('1')", ("7",)),
    ("def f(number):\n    steps = 0\n    while number > 1:\n        number = number // 2 if number % 2 == 0 else 3 * number + 1\n        steps += 1\n    return steps", ("6",)),
    ("def f(number):\n    return [one for one in range(1, number + 1) if number % one == 0]", ("12",)),
    ("def f(number):\n    a, b = 0, 1\n    for _ in range(number):\n        a, b = b, a + b\n    return a", ("9",)),
    ("def f(number):\n    return str(number)[::-1]", ("120",)),
    ("def f(numbers, size):\n    return sorted(numbers)[:size]", ("[3, 1, 2], 2",)),
    ("def f(numbers, size):\n    return sum(numbers[:size])", ("[3, 1, 2], 2",)),
    ("def f(numbers, size):\n    return [numbers[at:at + size] for at in range(0, len(numbers), size)]", ("[3, 1, 2], 2",)),
    ("def f(numbers, limit):\n    kept = []\n    for number in numbers:\n        if number < limit:\n            kept.append(number * limit)\n    return kept", ("[3, 1, 2], 2",)),
    ("def f(numbers, step):\n    return max(numbers[::step])", ("[3, 1, 2], 2",)),
    ("def f(numbers, size):\n    best = None\n    for number in numbers:\n        if best is None or number * size > best:\n            best = number * size\n    return best", ("[3, 1, 2], 2",)),
    ("def f(table):\n    return {value: key for key, value in table.items() if isinstance(value, int)}", ("{'a': [1]}",)),
    ("def f(table):\n    return sorted(table, key=lambda key: len(table[key]))", ("{'a': [1], 'b': []}",)),
    ("def f(table):\n    total = 0\n    for values in table.values():\n        for value in values:\n            total += value\n    return total", ("{'a': [1, 2]}",)),
    ("def f(table):\n    return {key: max(values, default=0) for key, values in table.items()}", ("{'a': [1, 2]}",)),
    ("def f(table):\n    result = {}\n    for key in table:\n        result.setdefault(len(table[key]), []).append(key)\n    return result", ("{'a': [1, 2]}",)),
    ("def f(items):\n    items = list(items)\n    while items and not items[-1]:\n        items.pop()\n    return items", ("[1, 0]",)),
    ("def f(items):\n    return list(zip(items, items[1:]))", ("[1, 2, 3]",)),
    ("def f(items):\n    seen = set()\n    return [one for one in items if not (one in seen or seen.add(one))]", ("[1, 1, 2]",)),
    ("def f(matrix):\n    return [list(row) for row in zip(*matrix)]", ("[[1, 2], [3, 4]]",)),
    ("def f(words):\n    longest = ''\n    for word in words:\n        if len(word) > len(longest):\n            longest = word\n    return longest", ("['a', 'bb']",)),
)  # fmt: skip
