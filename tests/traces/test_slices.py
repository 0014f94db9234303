"""What an argument changes lies in its forward slice: the links of the events leave nothing out."""
# ruff: noqa: E501  (a table's row reads better on a line of its own)

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from resources.sandbox import OF_ONE_PACKAGE, Sandbox
from tests.traces.composing import composed_programs
from tests.traces.made import traced
from tests.traces.slicing import Compared
from tests.traces.test_differential import COMPOSED, cruxeval, drawn, package
from tracecot.execution import Job, Trace
from tracecot.sources.variation import arguments_of, changed, spelled

CHANGES = 2  # of each argument
LONGEST = 3_000  # events of both executions; a longer pair takes too long

#: Programs, two calls that differ by one argument, and a text of an event that must differ.
CASES = {
    "an alias": ("def f(a, b):\n    c = a\n    a.append(b)\n    return len(c), c\n", "[1], 2", "[1], 3", "len(c), c"),
    "an attribute": (
        "class C:\n    pass\ndef f(n):\n    c = C()\n    c.n = 1\n    d = c\n    d.n += n\n    return c.n\n",
        "1", "2", "c.n"),
    "an item": ("def f(d, k):\n    e = {}\n    e[k] = d[k]\n    return e\n", "{1: 5, 2: 6}, 1", "{1: 5, 2: 6}, 2", "e"),
    "an item that is not there": ("def f(k):\n    e = {1: 2}\n    e[k] += 1\n    return e\n", "1", "3", "e[k]"),
    "a closure": ("def f(n, m):\n    def g(x):\n        return x + n\n    return g(m)\n", "1, 2", "5, 2", "g(m)"),
    "a closure that remembers": (
        "def f(n):\n    t = 0\n    def g(x):\n        nonlocal t\n        t += x\n    g(n)\n    return t\n", "1", "2", "t"),
    "a default": ("def f(n):\n    def g(x=n):\n        return x\n    return g()\n", "1", "2", "g()"),
    "a default of a lambda": ("def f(n):\n    g = lambda *, x=n: x\n    return g()\n", "1", "2", "g()"),
    "a call": ("def g(x, y):\n    return x * y\ndef f(n):\n    return g(2, n + 1)\n", "1", "2", "x * y"),
    "an operator of a class": (
        "class C:\n    def __init__(self, n):\n        self.n = n\n    def __add__(self, o):\n        return self.n + o\n"
        "def f(n, m):\n    c = C(m)\n    return c + n\n", "1, 2", "3, 2", "self.n + o"),
    "a property": (
        "class C:\n    def __init__(self, n):\n        self.n = n\n    @property\n    def twice(self):\n"
        "        return self.n * 2\ndef f(n):\n    return C(n).twice\n", "1", "2", "C(n).twice"),
    "a callback": ("def f(xs, k):\n    return sorted(xs, key=lambda x: x % k)\n", "[5, 3, 1], 2", "[5, 3, 1], 3", "x % k"),
    "a generator": ("def g(n):\n    yield n\n    yield n + 1\ndef f(n):\n    return list(g(n))\n", "1", "2", "n + 1"),
    "a generator's passes": (
        "def g(n):\n    m = n\n    yield m\ndef f(n):\n    for x in g(n):\n        y = x\n    return y\n", "1", "2", "y"),
    "what is sent": (
        "def g():\n    got = yield 0\n    yield got * 2\ndef f(n):\n    it = g()\n    next(it)\n    return it.send(n)\n",
        "1", "2", "got * 2"),
    "yield from": (
        "def g(n):\n    yield n\ndef h(n):\n    yield from g(n)\ndef f(n):\n    return [x for x in h(n)]\n", "1", "2", "x"),
    "a generator expression over a name": (
        "def f(xs, k):\n    return sum(x * k for x in xs)\n", "[1, 2], 3", "[1, 2], 4", "x * k"),
    "what is printed": ("def f(n):\n    print(n)\n", "1", "2", "print(n)"),
    "what can't be unpacked": ("def f(s):\n    a, b = s.split()\n    return a\n", "'a b'", "'a'", "a, b"),
    "a loop over what changes": (
        "def f(xs, k):\n    for x in xs:\n        if x == 1:\n            xs.append(k)\n    return x\n",
        "[1], 3", "[1], 4", "x"),
    "what was not done": ("def f(n):\n    x = 0\n    if n > 1:\n        x = 1\n    return x + 2\n", "1", "2", "x + 2"),
    "a context": (
        "class C:\n    def __init__(self, n):\n        self.n = n\n    def __enter__(self):\n        return self.n\n"
        "    def __exit__(self, *e):\n        self.n = 0\ndef f(n):\n    with C(n) as m:\n        k = m\n    return k\n",
        "1", "2", "k"),
    "a capture": ("def f(p):\n    match p:\n        case [a, *b]:\n            return b\n", "[1, 2]", "[1, 3]", "b"),
}  # fmt: skip

#: Events that change without a link, and why. docs/traces.md lists them as known gaps.
KNOWN_GAPS = {
    "an iterator over what changes": (
        "def f(xs, k):\n    for i, x in enumerate(xs):\n        if x == 1:\n            xs.append(k)\n    return x\n",
        "[1], 3", "[1], 4"),
    "an iterator made before": (
        "def f(xs, k):\n    it = iter(xs)\n    xs.append(k)\n    return list(it)\n", "[1], 3", "[1], 4"),
    "a later link of a chain": ("def f(a, b):\n    return a < b < 5 + 1\n", "1, 2", "3, 2"),
    "a condition that is asked once more": (
        "def f(n, xs):\n    while n < len(xs):\n        n += 1\n    return n\n", "0, [1, 2]", "1, [1, 2]"),
    "where a generator was left": (
        "def f(n):\n    return any(x == n for x in [1, 2])\n", "1", "3"),
}  # fmt: skip
GAPS_IN_CRUXEVAL = {"def f(array, elem):\n    for idx, e in enumerate(array):": "an iterator over what changes"}


@pytest.mark.parametrize("name", CASES)
def test_what_an_argument_changes_is_reached_from_it(name):
    code, first, second, text = CASES[name]
    compared = Compared(code, traced(code, first), traced(code, second))

    assert compared.unexplained() == []
    assert text in {event.text for event in compared.differing()}


@pytest.mark.parametrize("name", CASES)
def test_without_its_links_a_change_is_not_reached(name):
    """The oracle sees what is missing: of any event that has changed, so that it can't be empty."""
    code, first, second, _ = CASES[name]
    bare = [unlinked(traced(code, source)) for source in (first, second)]

    assert Compared(code, *bare).unexplained() != []


def unlinked(trace):
    """The trace, as it would be if no event had read anything."""
    return replace(trace, events=tuple(replace(event, reads=()) for event in trace.events))


@pytest.mark.parametrize("name", KNOWN_GAPS)
def test_a_known_gap_is_one_still(name):
    """A gap that was closed leaves this table and the docs."""
    code, first, second = KNOWN_GAPS[name]
    compared = Compared(code, traced(code, first), traced(code, second))

    assert compared.unexplained() or any(map(compared.is_known_gap, compared.differing()))


def with_one_argument_changed(programs):
    """Jobs: of each program a call, and calls that differ from it by one argument."""
    for number, (code, entry, sources) in enumerate(programs):
        arguments = arguments_of(sources[0]) or ()
        chance = random.Random(sources[0])
        calls = {spelled(arguments): None}
        for place, (name, value) in enumerate(arguments):
            for _ in range(CHANGES):
                other = (name, changed(value, chance))
                calls[spelled((*arguments[:place], other, *arguments[place + 1 :]))] = None
        if len(calls) > 1:
            yield Job(str(number), code, entry, tuple((source, source) for source in calls))


def check(programs, sandbox, lost_at_most=0.0):
    compared, events, lost = 0, 0, []
    jobs = [job for job in with_one_argument_changed(programs) if not job.code.startswith(tuple(GAPS_IN_CRUXEVAL))]
    for job, (first, *others) in zip(jobs, sandbox(jobs, "recorded"), strict=True):
        for (source, _), other in zip(job.calls[1:], others, strict=True):
            if not isinstance(first, Trace) or not isinstance(other, Trace):
                continue
            pair = Compared(job.code, first, other)
            if pair.argument is None or len(first.events) + len(other.events) > LONGEST:
                continue
            lost += [(job.code, job.calls[0][1], source, *one) for one in pair.unexplained()[:1]]
            compared += 1
            events += len(pair.differing())
    print(f"{compared} pairs of calls compared, {events} events changed, {len(lost)} pairs with a lost one")
    assert len(lost) <= lost_at_most * compared, [one[-1] for one in lost]
    assert events > compared


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(together=OF_ONE_PACKAGE) as sandbox:
        yield sandbox


def test_a_draw_of_cruxeval_changes_within_the_slices(sandbox):
    check(drawn(cruxeval()), sandbox)


@pytest.mark.slow
def test_all_of_cruxeval_changes_within_the_slices(sandbox):
    check(cruxeval(), sandbox)


@pytest.mark.slow
@pytest.mark.parametrize("corpus", ["toolz", "inflection", "humanize", "more-itertools", "boltons", "pydash"])
def test_a_default_corpus_changes_within_the_slices(corpus, sandbox):
    check(package(corpus), sandbox, lost_at_most=0.03)  # docs/traces.md has the figures


def drawn_programs(count, **more):
    """So many composed programs, each with a call."""
    found = []

    @settings(max_examples=count, database=None, suppress_health_check=list(HealthCheck), **more)
    @given(composed_programs())
    def collect(program):
        found.append((program[0], "f", [program[1]]))

    collect()
    return found


def test_composed_programs_change_within_the_slices(sandbox):
    check(drawn_programs(COMPOSED // 2, derandomize=True), sandbox)


@pytest.mark.slow
def test_many_composed_programs_change_within_the_slices(sandbox):
    check(drawn_programs(600), sandbox, lost_at_most=0.02)  # other programs each time
