"""The traced program is the program: same results, same output, same order, same lines."""
# ruff: noqa: E501  (a program on a line of its own reads better than one in pieces)

import json
import os
import random
import sys
from pathlib import Path

import pytest

from resources.sandbox import Sandbox
from tests.traces.made import traced
from tracecot.execution import Job, Limits, Raised, RejectedTrace, Returned, Trace
from tracecot.values import canonical_text, same


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(workers=2, limits=Limits(seconds=5)) as sandbox:
        yield sandbox


def run(sandbox, code, *inputs):
    return next(sandbox([Job("p", code, "f", tuple((str(n), each) for n, each in enumerate(inputs)))]))


HARD = {
    "truth is asked once": (
        "class T:\n    def __bool__(self):\n        print('asked')\n        return False\n"
        "def f():\n    t = T()\n    if t or t and t:\n        return 1\n    while not t and t:\n        pass\n    return (t or 0, t and 1)[0]\n",
        "0"),
    "evaluation order": (
        "def say(x):\n    print(x)\n    return x\n"
        "def f():\n    d = {}\n    d[say('k')] = say('v')\n    d[say('k')] += say('w')\n"
        "    say({})[say('a')], [*say([1])][say(0)] = say((1, 2))\n    return d, say(1) < say(3) < say(2) < say(9)\n",
        "({'k': 'vw'}, False)"),
    "finally overrides": ("def f():\n    for i in [1, 2]:\n        try:\n            return i\n        finally:\n            return i + 5\n", "6"),
    "generators take what is sent, thrown and closed": (
        "def g():\n    try:\n        got = yield 1\n        yield got\n    except ValueError as e:\n        yield str(e)\n"
        "    finally:\n        print('closed')\ndef h():\n    return (yield from g())\n"
        "def f():\n    a, b, c = h(), h(), h()\n    out = [next(a), a.send(5), next(b), b.throw(ValueError('v')), next(c)]\n"
        "    c.close()\n    return out\n", "[1, 5, 1, 'v', 1]"),
    "super, properties, slots, class methods": (
        "class A:\n    __slots__ = ('x',)\n    def __init__(self, x): self.x = x\n    @property\n    def twice(self): return self.x * 2\n"
        "    @classmethod\n    def make(cls, *a, **k): return cls(*a, **k)\n    @staticmethod\n    def one(): return 1\n"
        "class B(A):\n    def __init__(self, x):\n        super().__init__(x + 1)\n        self.__y = x\n"
        "    def __eq__(self, o): return self.x == o.x\n    def __hash__(self): return 1\n"
        "def f():\n    b = B.make(x=1)\n    b.x **= 3\n    return b.twice + b.one(), b == B(7), {b: 1}[B(7)]\n",
        "(17, True, 1)"),
    "closures see each other's changes": (
        "def f():\n    fs = [lambda x, i=i: x + i + j for i in range(2)]\n    j = 10\n    def g():\n        nonlocal j\n        j += 1\n        return j\n"
        "    return [h(1) for h in fs], g(), [h(1) for h in fs]\n", "([11, 12], 11, [12, 13])"),
    "dataclasses, enums and named tuples": (
        "from dataclasses import dataclass\nfrom enum import Enum\nfrom collections import namedtuple\nP = namedtuple('P', 'a b')\n"
        "class E(Enum):\n    X = 1\n@dataclass(order=True)\nclass D:\n    n: int\n    e: E = E.X\n"
        "def f():\n    return sorted([D(2), D(1)]), P(1, 2)._replace(a=5), E(1)\n",
        "([D(n=1, e=E.X), D(n=2, e=E.X)], P(a=5, b=2), E.X)"),
    "recursion through lambdas": ("def f():\n    g = lambda n: n and 1 + g(n - 1)\n    return g(300)\n", "300"),
    "a context that swallows": (
        "from contextlib import suppress, contextmanager\n@contextmanager\ndef c(x):\n    print('in')\n    try:\n        yield x\n    finally:\n        print('out')\n"
        "def f():\n    with suppress(KeyError), c(1) as a:\n        {}[a]\n    return a\n", "1"),
    "decorated and cached": (
        "from functools import lru_cache, reduce\n@lru_cache(None)\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
        "def f():\n    return fib(20), reduce(lambda a, b: a * b, range(1, 6))\n", "(6765, 120)"),
    "nested comprehensions": (
        "def f():\n    x = 'kept'\n    m = [[x * y for x in range(3) if x] for y in range(2)]\n    return m, x, {k: v for (k, v) in zip('ab', m)}, "
        "sum(a for b in m for a in b)\n", "([[0, 0], [1, 2]], 'kept', {'a': [0, 0], 'b': [1, 2]}, 3)"),
    "assigning in a loop over itself": ("def f():\n    a = [0, 0, 0]\n    for i, a[i] in enumerate([5, 6, 7]):\n        pass\n    return a\n", "[5, 6, 7]"),
    "an exception from deep inside": (
        "def g(n):\n    return g(n - 1) if n else [][1]\ndef f():\n    try:\n        g(5)\n    except IndexError as e:\n"
        "        t = e.__traceback__\n        lines = []\n        while t:\n            lines.append(t.tb_lineno)\n            t = t.tb_next\n        return lines\n",
        "[5, 2, 2, 2, 2, 2, 2]"),
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_the_traced_program_means_what_it_meant(sandbox, name):
    code, expected = HARD[name]

    (answer,) = run(sandbox, code, "")

    assert isinstance(answer, Trace), answer
    if name == "truth is asked once":
        assert answer.stdout.count("asked") == _asked(code)
    else:
        assert same(answer.outcome.value.repr, expected), answer.outcome


def _asked(code):
    """How often the program asks, run here and untraced."""
    printed = []
    space = {"print": printed.append}
    exec(code, space)
    space["f"]()
    return len(printed)


UNSUPPORTED = {
    "async def g():\n    async with g:\n        pass\ndef f():\n    return 1\n": "async with",
    "def f():\n    return locals()\n": "locals",
    "def f():\n    try:\n        pass\n    except* ValueError:\n        pass\n": "except*",
    "def f():\n    for i in [1]:\n        try:\n            return 1\n        finally:\n            break\n": "break in a finally",
    "def f():\n    __tracecot_1__ = 5\n    return __tracecot_1__\n": "__tracecot_1__",
}


@pytest.mark.parametrize("code", UNSUPPORTED)
def test_what_cannot_be_traced_faithfully_is_refused_by_name(sandbox, code):
    (answer,) = run(sandbox, code, "")

    assert isinstance(answer, RejectedTrace)
    assert answer.reason == "unsupported"
    assert UNSUPPORTED[code] in answer.detail


def test_an_exception_has_its_type_message_and_line(sandbox):
    answers = run(sandbox, "def f(x):\n    y = 10 // x\n    return int(str(y) + 'a')\n", "0", "1", "1, 2")

    assert answers[0].outcome == Raised("ZeroDivisionError", "integer division or modulo by zero", 2)
    assert answers[1].outcome == Raised("ValueError", "invalid literal for int() with base 10: '10a'", 3)
    assert answers[2].outcome.type == "TypeError"


LINES = [
    ("def f(xs):\n    t = 0\n    for x in xs:\n        if x % 2:\n            t += x\n        else:\n            t -= 1\n    return t\n", "[1, 2, 3]"),
    ("def g(n):\n    if n < 2:\n        return n\n    a = g(n - 1)\n    b = g(n - 2)\n    return a + b\ndef f(n):\n    return g(n)\n", "4"),
    ("def f(n):\n    out = []\n    while n:\n        n, r = divmod(n, 2)\n        out.append(r)\n    try:\n        out[9]\n    except IndexError:\n        out.append('end')\n    return out\n", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "arguments"), LINES)
def test_the_interpreters_own_tracer_sees_the_same_lines(code, arguments):
    seen = set()
    space = {}
    exec(compile(code, "<judged>", "exec"), space)

    def judge(frame, event, _):
        if frame.f_code.co_filename == "<judged>" and event == "line":
            seen.add(frame.f_lineno)
        return judge

    before = sys.gettrace()
    sys.settrace(judge)
    try:
        eval(f"f({arguments})", space)
    finally:
        sys.settrace(before)

    lines = {event.line for event in traced(code, arguments).events if event.kind != "call"}
    # `else:` has no line of its own, and a `try:` line does nothing that an event could tell.
    assert seen - {n for n, line in enumerate(code.split("\n"), 1) if line.strip() == "try:"} == lines


OWN_TIME = {
    "generators of one expression that draw from each other": (
        "def f(x):\n    gens = [iter([5, 6, 7, 8, 9])]\n    for _ in 'ab':\n"
        "        gens.append((0 < v <= max(next(src), 1) < 30 and v + next(src) for v, src in [(1, gens[-1]), (2, gens[-1])]))\n"
        "    try:\n        return list(gens[-1])\n    except RuntimeError:\n        return list(y + x for y in range(2))\n"
    ),
    "generators that leave elements out": (
        "def f(x):\n    gens = [iter(range(50))]\n    for k in range(1, 4):\n"
        "        gens.append((next(src) + v for v, src in [(i, gens[-1]) for i in range(9 - k)] if v % 2 and next(gens[0]) >= 0))\n"
        "    return [next(gens[x]), next(gens[2], 0), next(gens[3], 0)]\n"
    ),
    "an annotation alone": "def f(x):\n    a = [1]\n    if x:\n        a[len(a) - 1]: int\n    y: int\n    return x\n",
    "an annotation of nothing": "def f(x):\n    undefined.v: int\n    return 1\n",
    "an annotation of no item": "def f(x):\n    x[y]: int\n    return 1\n",
    "nothing to delete": "def f(x):\n    if x:\n        del ()\n    return x\n",
    "a lambda that changes its parameter": "def f(x):\n    return (lambda x, *a, k=2, **o: ((x := x + 1) * x, (lambda: x)(), a, k, o))(x, 5, z=3)\n",
    "a lambda that has a name of its own": "g = lambda x: [q := x + 3, [q for _ in 'ab'], (lambda: q + 1)()]\ndef f(x):\n    return g(x)\n",
}


@pytest.mark.parametrize("name", OWN_TIME)
def test_what_is_rarely_written_means_what_it_meant(sandbox, name):
    (answer,) = run(sandbox, OWN_TIME[name], "3")

    assert answer.label == "cross-checked"


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n" + "".join(" " * (deep + 1) + f"for a{deep} in [1]:\n" for deep in range(7)) + " " * 9 + "pass\n",
        "from contextlib import nullcontext as c\ndef f():\n    with c(1), c(2), c(3), c(4), c(5):\n        return 1\n",
    ],
)
def test_what_is_python_and_nested_too_deeply_to_be_traced_is_unsupported(sandbox, code):
    (answer,) = run(sandbox, code, "")

    assert (answer.reason, "nested blocks" in answer.detail) == ("unsupported", True)


UNPACKED = (
    "dict(**{'x': 1}, **{'x': 2})", "g(x=1, **{'x': 2})", "g(**M(), y=2)", "g(*5)", "g(1, *5)", "g(*5, k=1)", "g(**5)",
    "g(x=1, **5)", "''.join(*3)", "A().m(**{'x': 1}, **{'x': 2})", "A(*3)", "g(**{1: 2})", "(lambda: 1)(**{'x': 1}, **{'x': 3})",
    "g(*[1], *'ab', 3, a=1, **{'b': 2}, c=3, **M())", "g(*(x for x in [1]), **{})",
)  # fmt: skip


@pytest.mark.parametrize("call", UNPACKED)
def test_arguments_are_unpacked_and_refused_in_pythons_own_words(sandbox, call):
    code = "def g(*a, **k):\n    return a, k\nclass A:\n    def m(self, *a, **k):\n        return a, k\n"
    code += (
        "class M:\n    def keys(self):\n        return ['x', 'y']\n    def __getitem__(self, k):\n        return k\n"
    )
    code += f"def f():\n    try:\n        return {call}\n    except TypeError as e:\n        return str(e)\n"

    (answer,) = run(sandbox, code, "")

    assert answer.label == "cross-checked"  # the untraced run says the same
    assert "tracecot" not in repr(answer)


def test_cruxeval_gives_its_documented_outputs(sandbox):
    folder = os.environ.get("TRACECOT_EVAL_DATA")
    if not folder:
        pytest.skip("TRACECOT_EVAL_DATA names no folder with cruxeval_0_399.jsonl")
    rows = [json.loads(line) for line in (Path(folder) / "cruxeval_0_399.jsonl").read_text().splitlines()][:100]
    jobs = [Job(row["id"], row["code"], "f", ((row["id"], row["input"]),)) for row in rows]

    wrong = []
    for row, (answer,) in zip(rows, sandbox(jobs), strict=True):
        right = isinstance(answer, Trace) and isinstance(answer.outcome, Returned)
        if not right or not same(answer.outcome.value.repr, row["output"]):
            wrong.append((row["id"], answer))

    assert wrong == []


def test_the_same_execution_gives_the_same_events(sandbox):
    code = "def f(s):\n    return {c: s.count(c) for c in sorted(set(s))}, {*s}\n"
    inputs = ["".join(random.Random(seed).choices("abcdef", k=9)) for seed in range(3)]

    first = run(sandbox, code, *[repr(each) for each in inputs])
    second = run(sandbox, code, *[repr(each) for each in inputs])

    assert first == second
    assert all(canonical_text(answer.outcome.value.repr) == answer.outcome.value.repr for answer in first)
