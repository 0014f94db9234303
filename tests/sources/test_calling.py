"""Classes, methods and sequences of calls get an entry of ours whose parameters are the calls' literals."""

import pytest

from tests.executing import started
from tracecot.execution import Job, Returned, Trace
from tracecot.sources.calling import entered
from tracecot.sources.unfit import Unfit
from tracecot.values import Plain

CODE = """\
from dataclasses import dataclass

made = []


class Base:
    def size(self, factor=1):
        return factor * len(self.items)


class MinStack(Base):
    def __init__(self, capacity, items=()):
        self.items = list(items)
        self.capacity = capacity

    def push(self, item):
        self.items.append(item)
        return self

    def pop(self):
        return self.items.pop()

    @classmethod
    def of(cls, *items):
        return cls(len(items), items)

    @staticmethod
    def twice(n):
        return 2 * n


@dataclass
class Point:
    x: int
    y: int = 0


class Words(list):
    pass


def make(n):
    return MinStack(n)
"""

#: Entry point, input, further calls; the entry's lines, its input and what it returns.
WRITTEN = [
    ("MinStack", "2", ["push(1)", "pop()"],
     "run_min_stack(capacity, item)",
     ["min_stack = MinStack(capacity)", "min_stack.push(item)", "return min_stack.pop()"],
     "2, 1", "1"),
    ("MinStack", "capacity=2", [], "run_min_stack(capacity)", ["return MinStack(capacity=capacity)"], "2",
     "MinStack(items=[], capacity=2)"),
    ("MinStack.push", "MinStack(3), 'a'", [], "run_push(capacity, item)",
     ["min_stack = MinStack(capacity)", "return min_stack.push(item)"], "3, 'a'", "MinStack(items=['a'], capacity=3)"),
    ("MinStack.push", "make(3), None", ["size(factor=2)"], "run_push(n, item, factor)",
     ["min_stack = make(n)", "min_stack.push(item)", "return min_stack.size(factor=factor)"], "3, None, 2", "2"),
    ("MinStack(3).push", "[1]", ["items.index([1])"], "run_push(capacity, item, items2)",
     ["min_stack = MinStack(capacity)", "min_stack.push(item)", "return min_stack.items.index(items2)"],
     "3, [1], [1]", "0"),
    ("MinStack.of", "1, 2", ["push(3).pop()"], "run_of(number, number2, number3)",
     ["made = MinStack.of(number, number2)", "return made.push(number3).pop()"], "1, 2, 3", "3"),
    ("MinStack.twice", "n=4", [], "run_twice(n)", ["return MinStack.twice(n=n)"], "4", "8"),
    ("make", "3", ["size()"], "run_make(n)", ["made = make(n)", "return made.size()"], "3", "0"),
    ("Point", "1, y=2", [], "run_point(x, y)", ["return Point(x, y=y)"], "1, 2", "Point(x=1, y=2)"),
    ("Words", "", ["append('a')", "copy()"], "run_words(text)",
     ["words = Words()", "words.append(text)", "return words.copy()"], "'a'", "['a']"),
    ("MinStack", "2, [[] for _ in range(len('ab'))]", ["size()"], "run_min_stack(capacity)",
     ["min_stack = MinStack(capacity, [[] for _ in range(len('ab'))])", "return min_stack.size()"], "2", "2"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: f"{case[0]}-{len(case[2])}")
def test_the_entry_makes_the_calls(case) -> None:
    entry_point, given, then, signature, lines, given_then, _ = case

    made = entered(CODE, entry_point, given, then)

    assert made.code.startswith(CODE.rstrip())
    added = made.code[len(CODE.rstrip()) :].strip().splitlines()
    assert added == [f"def {signature}:  # entry written by TraceCoT", *(f"    {line}" for line in lines)]
    assert (made.entry_point, made.input) == (signature.partition("(")[0], given_then)


def test_every_entry_executes_and_is_traced() -> None:
    all_made = [entered(CODE, *case[:3]) for case in WRITTEN]
    jobs = [Job(str(n), made.code, made.entry_point, (("call", made.input),)) for n, made in enumerate(all_made)]

    traces = [answer for (answer,) in started()(jobs)]

    for trace, case in zip(traces, WRITTEN, strict=True):
        assert isinstance(trace, Trace), trace
        assert isinstance(trace.outcome, Returned)
        assert isinstance(trace.outcome.value, Plain)
        assert trace.outcome.value.repr == case[-1]
        assert trace.events[0].function == trace.events[-1].function == case[3].partition("(")[0]


def test_a_function_alone_stays_as_it_is() -> None:
    made = entered(CODE, "make", "3  # three")

    assert (made.code, made.entry_point, made.input) == (CODE, "make", "3  # three")


def test_names_of_the_program_are_not_taken() -> None:
    code = (
        "class Run:\n    def __init__(self, run_run): self.n = run_run\n    def get(self): return self.n\nrun_run = 7\n"
    )

    made = entered(code, "Run", "run_run", ["get()"])

    assert made.entry_point == "run_run2"
    assert "run = Run(run_run)" in made.code


REFUSED = [
    ("MinStack", "2", ["1 + 1"], "bad_input", "'1 + 1' is no call of a method, such as push(1)"),
    ("MinStack", "2", ["items"], "bad_input", "no call of a method"),
    ("MinStack", "2", ["push(1"], "bad_input", "'push(1' is no call: '(' was never closed"),
    ("MinStack", "2", ["push(1); pop()"], "bad_input", "is no call"),
    ("MinStack", "2", ["push((yield))"], "bad_input", "it yields or awaits"),
    ("MinStack", "2", [""], "bad_input", "is no call"),
    ("MinStack", "2", ["push(" + "(" * 5_000 + ")" * 5_000 + ")"], "bad_input", "is no call"),
    ("MinStack", "2", ["push(" + "1+" * 20_000 + "1)"], "bad_input", "recursion"),
    ("MinStack", "1) + MinStack(2", [], "bad_input", "no arguments of one call of MinStack"),
    (
        "MinStack.nope",
        "2",
        [],
        "no_entry_point",
        "no method 'nope'; it has push, pop, of, twice",
    ),
    ("MinStack.push", "", [], "bad_input", "give it first, MinStack(...)"),
    ("MinStack.push", "3", [], "bad_input", "called on an object"),
    ("MinStack[0]", "3", [], "no_entry_point", "no function, class or method"),
]


@pytest.mark.parametrize(("entry_point", "given", "then", "reason", "words"), REFUSED)
def test_what_is_no_call_is_refused(entry_point, given, then, reason, words) -> None:
    with pytest.raises(Unfit) as caught:
        entered(CODE, entry_point, given, then)

    assert (caught.value.reason, words in str(caught.value)) == (reason, True), str(caught.value)
