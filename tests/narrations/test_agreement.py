"""Programs on which the narrator and the verifier once parted: whatever is told of them is verified."""
# ruff: noqa: E501  (a program in few lines reads better than one in many)

import pytest

from tests.verification.made import complaints
from tracecot.execution import Job
from tracecot.narrations.manner import LAYOUTS, Manner
from tracecot.narrations.narrate import narrate, narrate_questions
from tracecot.narrations.records import TASKS, Narration
from tracecot.narrations.wording.style import VOICES
from tracecot.sources.records import Call, Origin, Program
from tracecot.targets import PREDICTIONS
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

NOWHERE = Origin("tests", "0", "agreement.py", "agreement", "f", 1, 1, "Apache-2.0")
LISTED_BEFORE_A_LOOP = (
    "def f(number):\n    items = [x for x in range(number) if 10 <= x <= 20]\n    out = []\n    for y in items:\n"
    "        out.append(y * 2)\n    return out\n"
)
FILLED_AND_CHANGED = (
    "def f(xs):\n    ret = {}\n    for x in xs:\n        ret.setdefault(x % 2, []).append(x * x)\n    return ret\n"
)
FLATTENED = (
    "def inside(xs):\n    for x in xs:\n        if isinstance(x, list):\n            yield from inside(x)\n        else:\n"
    "            yield x\n\n\ndef f(xs):\n    return list(inside(xs))\n"
)
SPLIT = (
    "def parts(xs, test, left=-1):\n    if left == 0:\n        yield list(xs)\n        return\n    buf = []\n    it = iter(xs)\n"
    "    for x in it:\n        buf.append(x)\n        if test(x) and buf:\n            yield buf\n            if left == 1:\n"
    "                rest = list(it)\n                if rest:\n                    yield rest\n                return\n"
    "            buf = []\n            left -= 1\n    if buf:\n        yield buf\n\n\n"
    "def f(xs):\n    return list(parts(xs, lambda s: s.isdigit()))\n"
)
GROUPED = (
    "def f(xs):\n    seen, groups, order = {}, {}, []\n    for x in xs:\n        k = x.lower()\n        if k not in seen:\n"
    "            seen[k] = x\n        elif k in groups:\n            groups[k].append(x)\n        else:\n"
    "            order.append(k)\n            groups[k] = [seen[k], x]\n    return [groups[k] for k in order]\n"
)
STEPPED = (
    "def f(start, step, length):\n    start += (step * length) - step\n    step *= -1\n    out = []\n    while length:\n"
    "        out.append(start)\n        start += step\n        length -= 1\n    return out\n"
)
ODD = (
    "def f(nums):\n    out = []\n    for n in nums:\n        if n % 2:\n            out.append(n * n)\n"
    "    out.sort(reverse=True)\n    return out\n"
)
MERGED = (
    "def assign(into, key, value, how):\n    into[key] = how(into.get(key), value)\n    return into\n\n\n"
    "def f(pairs):\n    into = {}\n    for k, v in pairs:\n        into = assign(into, k, v, lambda o, s: s if o is None else o)\n"
    "    return into\n"
)
COLLATZ = (
    "def f(n):\n    step = lambda x: 3 * x + 1 if x % 2 == 1 else x // 2\n    out = [n]\n    while n != 1:\n        n = step(n)\n"
    "        out.append(n)\n    return out\n"
)
TWO_LAMBDAS = "def f(xs):\n    big = list(filter(lambda x: x > 2, map(lambda y: y * y, xs)))\n    return sum(big)\n"
SORTED = "def f(words):\n    return sorted(words, key=lambda w: (len(w), w))\n"
LONG_ONES = (
    "def f(number):\n    items = [x for x in range(number) if 10 <= x <= 20]\n"
    "    pairs = [(x, y) for x, y in zip(range(number), range(5, number)) if x * y < 100]\n    return items, pairs\n"
)
DRAWN = (
    "class Seek:\n    def __init__(self, items):\n        self.source = iter(items)\n        self.cache = []\n\n"
    "    def __iter__(self):\n        return self\n\n    def __next__(self):\n        item = next(self.source)\n"
    "        self.cache.append(item)\n        return item\n\n\ndef f(n):\n    it = Seek(str(i) for i in range(n))\n"
    "    pair = [x for x, _ in zip(it, range(3))]\n    return pair, next(it)\n"
)
ITEM_CHANGED = (
    "def f(text):\n    for c in text:\n        if c.isdigit():\n            if c == '0':\n                c = '.'\n"
    "            else:\n                c = '0' if c != '1' else '.'\n    return text.replace('.', '0')\n"
)
CASES = {
    "a listed comprehension before a loop": (LISTED_BEFORE_A_LOOP, "15"),
    "one that is too long to list": (LISTED_BEFORE_A_LOOP, "63"),
    "made and changed in one statement": (FILLED_AND_CHANGED, "[1, 2, 3]"),
    "a generator in itself": (FLATTENED, "[[1, 2], [[3], [4, 5]]]"),
    "a count in some passes": (SPLIT, "'2owh1eno 2owt1eno'"),
    "an item of a dict that was set before": (GROUPED, "['hi', 'Hi', 'HI', 'a', 'A']"),
    "an augmented assignment of a sum": (STEPPED, "0, 2, 7"),
    "a condition that decides in some rows": (ODD, "[1, 4, 3, 8, 5]"),
    "a lambda with a condition": (MERGED, "[('a', 1), ('b', 2), ('a', 3)]"),
    "a lambda that decides": (COLLATZ, "6"),
    "two lambdas in turn": (TWO_LAMBDAS, "[1, 2, 3]"),
    "a lambda that is called often": (SORTED, "['bb', 'a', 'ccc', 'aa', 'b', 'c']"),
    "a comprehension that draws from an iterator": (DRAWN, "8"),
    "an item that gets another value": (ITEM_CHANGED, "'697 this is the 7th address to attack'"),
    "comprehensions that decide late": (LONG_ONES, "70"),
}


#: Each program in one layout; in the others only with the long tests.
PAIRS = [
    pytest.param(name, layout, marks=() if (number + place) % len(LAYOUTS) == 0 else pytest.mark.slow)
    for number, name in enumerate(CASES)
    for place, layout in enumerate(LAYOUTS)
]


@pytest.mark.parametrize(("name", "layout"), PAIRS)
def test_all_that_is_told_is_verified(sandbox, name, layout):
    code, source = CASES[name]
    program = Program("tests", code, "f", NOWHERE)
    call = Call(program.id, source, "given")
    ((trace,),) = sandbox([Job(program.id, code, "f", ((call.id, call.input),))])
    evidence = Evidence(call, trace)

    for voice in VOICES:
        for task in TASKS:
            for one in told(program, call, trace, task, Manner(voice, layout)):
                rationale = Rationale(task, one.rationale, one.answer, one.target)
                verdict = verify(rationale, program, evidence, evidence, 0.0)
                assert complaints(verdict) == [], one.rationale


def told(program, call, trace, task, manner):
    if task in PREDICTIONS:
        made = [narrate(program, call, trace, task, manner)]
    else:
        made = narrate_questions(program, call, trace, task, manner, count=12)
    return [one for one in made if isinstance(one, Narration)]


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("a lambda that decides", [
            "The lambda on line 2 is called with `x = 6`. `x % 2` is `0`, so `x % 2 == 1` fails. `x // 2` is `3` and "
            "`3 * x + 1 if x % 2 == 1 else x // 2` is `3`.",
        ]),
        ("two lambdas in turn", [
            "The lambda on line 2 is called with `y = 2`: `y * y` is `4`.",
            "The lambda on line 2 is called with `x = 4`: `x > 2` is `True`.",
        ]),
        ("a lambda that is called often", [
            "The lambda on line 2 is called with `w = 'bb'`: `len(w)` is `2` and `(len(w), w)` is `(2, 'bb')`. "
            "It is called with `w = 'a'`: `len(w)` is `1` and `(len(w), w)` is `(1, 'a')`.",
        ]),
        ("comprehensions that decide late", [
            "1 of the loop on line 2 `x = 0` and `10 <= x <= 20` is `False`.",
            "11 of the loop on line 2 `x = 10` and `10 <= x <= 20` is `True`.",
            "9 of the loop on line 3 `x = 8`, `y = 13` and `x * y < 100` is `False`.",
        ]),
    ],
)  # fmt: skip
def test_what_a_lambda_or_a_long_comprehension_is_given_is_told(sandbox, name, sentences):
    code, source = CASES[name]
    program = Program("tests", code, "f", NOWHERE)
    call = Call(program.id, source, "given")
    ((trace,),) = sandbox([Job(program.id, code, "f", ((call.id, call.input),))])

    (one,) = told(program, call, trace, "output_prediction", Manner("terse", "plain"))

    for sentence in sentences:
        assert sentence in one.rationale
