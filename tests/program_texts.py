"""Programs with some recorded calls each, for the tests of what is said about programs."""

WORDS = (
    "def f(words, limit):\n    seen = {}\n    for word in words:\n        key = word[0]\n        if key not in seen:\n"
    "            seen[key] = []\n        if len(seen[key]) < limit:\n            seen[key].append(word)\n"
    "    return [w for k in sorted(seen) for w in seen[k]]\n"
)
CLIP = (
    "def f(n, low, high):\n    if n < low:\n        return low\n    if n > high:\n        return high\n    return n\n"
)
ODD = (
    "def odd(x):\n    return x % 2\n\n\ndef f(xs):\n    out = []\n    for x in xs:\n"
    "        if odd(x) and x not in out:\n            out.append(x)\n    return sorted(out)\n"
)
COUNT = "def f(n):\n    steps = 0\n    while n > 1:\n        n = n // 2\n        steps += 1\n    return steps\n"
LOW = "def f(d, most):\n    return {key: value for key, value in d.items() if value <= most}\n"

PROGRAMS = {
    "words": (WORDS, ("['bee','ant'], 2", "[], 1", "['a', 'ab', 'abc'], 2", "['x'], 1", "['c','b','a'], 0", "[''], 1")),
    "clip": (CLIP, ("1, 2, 3", "5, 2, 3", "2, 1, 9", "4, 1, 9", "9, 1, 4", "0, 1, 7")),
    "odd": (ODD, ("[3, 1, 2]", "[1, 1, 5, 3]", "[]", "[2, 4]", "[9, 9, 8]", "[7]")),
    "low": (LOW, ("{'a': 1, 'b': 3}, 2", "{}, 1", "{'a': 1}, 1", "{'z': 4, 'y': 2}, 3", "{'x': 9}, 5", "{'q': 0}, 0")),
    "count": (COUNT, ("0", "1", "2", "8", "9", "100")),
}
