"""From files and records to programs that do in the sandbox what their sources say."""

from collections.abc import Iterable, Iterator

import pytest

from resources.sandbox import Sandbox
from tests.executing import started
from tests.sources.packages_for_tests import files
from tracecot.execution import Answer, Care, Job, Raised, RejectedTrace, Returned, Trace
from tracecot.sources.failing import FAILED
from tracecot.sources.gathering import Admitted, gather, gather_records
from tracecot.sources.intake import CallChoices, DataRecord
from tracecot.sources.promises import keeps
from tracecot.sources.records import RejectedSource
from tracecot.sources.sketches import Memory

MAIN = '''
from .low import halve

def total(xs, start=0):
    """Adds up.

    >>> total([1, 2, 3])
    6
    >>> total([1], start=5)
    6
    >>> total([1, -1])
    Traceback (most recent call last):
      ...
    ValueError: negative
    """
    for x in xs:
        if x < 0:
            raise ValueError('negative')
        start += x
    return start

def halves(n):
    """Gives halves.

    >>> list(halves(8))
    [8, 4, 2, 1]
    >>> list(halves(2))
    [2, 1]
    """
    while n:
        yield n
        n = halve(n)

def wrong(x):
    """
    >>> wrong(1)
    3
    """
    return x

def silent(x):
    return x

def shelf(n):
    """
    >>> xs = [1, 2]
    >>> xs.append(shelf(3))
    >>> xs
    [1, 2, 4]
    """
    return n + 1
'''
SHOP = {"shop": "", "main": MAIN, "low": "def halve(n):\n    return n // 2\n"}


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return started()


@pytest.fixture(scope="module")
def gathered(sandbox: Sandbox) -> list[Admitted | RejectedSource]:
    return list(gather(files(**SHOP), "shop", sandbox))


def admitted(gathered: list[Admitted | RejectedSource], qualname: str) -> Admitted:
    return next(one for one in gathered if isinstance(one, Admitted) and one.program.origin.qualname == qualname)


def test_a_direct_call_keeps_the_function_as_entry_point(gathered: list[Admitted | RejectedSource]) -> None:
    one = admitted(gathered, "total")

    assert one.program.entry_point == "total"
    assert [(call.input, call.documented) for call in one.calls if call.kind == "documented"] == [
        ("[1, 2, 3]", "6"), ("[1], start=5", "6"), ("[1, -1]", "raises ValueError: negative"),
    ]  # fmt: skip
    assert (one.program.origin.path, one.program.origin.first_line) == ("shop/main.py", 4)


def test_a_wrapped_call_becomes_an_entry_of_ours_with_its_literals_as_parameters(
    gathered: list[Admitted | RejectedSource],
) -> None:
    one = admitted(gathered, "halves")

    assert one.program.code.endswith("def run_halves(n):  # entry written by TraceCoT\n    return list(halves(n))\n")
    assert one.program.helpers == ("shop.low.halve",)
    assert [call.input for call in one.calls if call.kind == "documented"] == ["8", "2"]


def test_lines_before_an_example_come_along(gathered: list[Admitted | RejectedSource]) -> None:
    one = admitted(gathered, "shelf")

    assert "xs.append(shelf(n))" in one.program.code
    assert one.calls[0].documented == "[1, 2, 4]"


def test_what_does_not_reproduce_is_rejected_with_its_reason(gathered: list[Admitted | RejectedSource]) -> None:
    reasons = {one.qualname: one.reason for one in gathered if isinstance(one, RejectedSource)}

    assert reasons["wrong"] == "not_reproduced"
    assert reasons["silent"] == "no_calls"


def test_every_admitted_call_runs_alone_and_keeps_its_promise(
    gathered: list[Admitted | RejectedSource], sandbox: Sandbox
) -> None:
    programs = [one for one in gathered if isinstance(one, Admitted)]
    jobs = [
        Job(one.program.id, one.program.code, one.program.entry_point, tuple((c.id, c.input) for c in one.calls))
        for one in programs
    ]

    assert len(programs) == 3
    for one, answers in zip(programs, sandbox(jobs), strict=True):
        for call, answer in zip(one.calls, answers, strict=True):
            assert isinstance(answer, Trace)
            assert isinstance(answer.outcome, Returned | Raised)
            assert not call.documented or keeps(call.documented, answer.outcome)


def test_made_calls_name_what_they_were_made_from_and_few_raise(gathered: list[Admitted | RejectedSource]) -> None:
    one = admitted(gathered, "total")
    ids = {call.id for call in one.calls}
    made = [call for call in one.calls if call.kind == "made"]

    assert made
    assert all(call.made_from in ids for call in made)
    assert one.paths <= len(one.calls) <= CallChoices().at_most


def test_the_same_source_gives_the_same_programs_and_calls(
    gathered: list[Admitted | RejectedSource], sandbox: Sandbox
) -> None:
    assert list(gather(files(**SHOP), "shop", sandbox)) == gathered


class Counting:
    """A sandbox that counts the calls that it executes."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.executed = sandbox, 0

    def __call__(self, jobs: Iterable[Job], care: Care = "cross-checked") -> Iterator[tuple[Answer, ...]]:
        for answers in self.sandbox(jobs, care):
            self.executed += len(answers)
            yield answers


def of_before(memory: Memory) -> Memory:
    return Memory({one.call_id: one for one in memory.lasting})


def test_what_was_executed_before_is_not_executed_again(
    gathered: list[Admitted | RejectedSource], sandbox: Sandbox
) -> None:
    first, counting = Memory(), Counting(sandbox)
    list(gather(files(**SHOP), "shop", sandbox, memory=first))
    second = of_before(first)

    assert list(gather(files(**SHOP), "shop", counting, memory=second)) == gathered
    assert counting.executed == 0
    assert sorted(one.call_id for one in second.lasting) == sorted(one.call_id for one in first.lasting)


def test_only_the_calls_of_a_changed_program_are_executed_and_all_is_as_if_it_were_gathered_anew(
    sandbox: Sandbox,
) -> None:
    first, counting = Memory(), Counting(sandbox)
    list(gather(files(**SHOP), "shop", sandbox, memory=first))
    changed = files(**SHOP | {"low": "def halve(n):\n    m = n // 2\n    return m\n"})
    memory = of_before(first)

    again = list(gather(changed, "shop", counting, memory=memory))

    (halves,) = [one for one in again if isinstance(one, Admitted) and one.program.origin.qualname == "halves"]
    assert again == list(gather(changed, "shop", sandbox))
    assert 0 < counting.executed < len(first.lasting)
    new = {one.call_id for one in memory.lasting} - {one.call_id for one in first.lasting}
    assert len(new) == counting.executed
    assert {call.id for call in halves.calls} <= new


def test_of_a_program_with_one_call_more_only_what_is_new_is_executed(sandbox: Sandbox) -> None:
    code = "def f(x):\n    return x + 1\n"
    records = [record(code=code, input=source) for source in ("1", "5")]
    first, counting = Memory(), Counting(sandbox)
    list(gather_records(records[:1], "set", sandbox, memory=first))
    memory = of_before(first)

    again = list(gather_records(records, "set", counting, memory=memory))

    known = {one.call_id for one in first.lasting}
    new = {one.call_id for one in memory.lasting} - known
    assert again == list(gather_records(records, "set", sandbox))
    assert counting.executed == len(new)
    assert known & {one.call_id for one in memory.lasting}


@pytest.mark.parametrize(("reason", "kept"), [("timeout", False), ("events", True)])
def test_what_the_load_of_the_machine_decided_is_tried_again(reason: str, kept: bool) -> None:
    memory = Memory()

    memory.note([RejectedTrace("program", "call", reason, "2 s")])

    assert [one.call_id for one in memory.lasting] == ["call"] * kept


def record(**fields: object) -> DataRecord:
    return DataRecord("set", "1", "MIT", "set.jsonl", 1, fields)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"code": "def f(x) return"}, "not_python"),
        ({"code": "x = 1", "input": "1"}, "no_entry_point"),
        ({"code": "def f(x):\n    return x", "entry_point": "g", "input": "1"}, "no_entry_point"),
        ({"code": "def f(x):\n    return x"}, "no_calls"),
        ({"code": "import numpy\ndef f(x):\n    return x", "input": "1"}, "third_party_import"),
        ({"code": "def f(x):\n    return open(x)", "input": "1"}, "uses_io"),
        ({"code": "def f(x):\n    return x", "input": "1", "output": "2"}, "not_reproduced"),
        ({"code": "def f(x):\n    return x", "input": [1, 2]}, "no_calls"),
        ({"code": "def f(x):\n    return x", "input": "'\ud800'"}, "not_unicode"),
        ({"code": "def f(x):\n    return x", "input": "1", "id": "\ud800"}, "not_unicode"),
        ({"code": "def f(x):\n    return x", "input": "1, 2"}, "bad_input"),
        ({"code": "def f(x):\n    return x", "input": ""}, "bad_input"),
        ({"code": "def f(x):\n    return x", "tests": "with raises(TypeError):\n    f(1, y=2)"}, "bad_input"),
        ({"code": "from functools import cache\n@cache\ndef f(x):\n    return x", "input": "[1]"}, "bad_input"),
    ],
)
def test_a_record_that_cannot_be_used_is_rejected(fields: dict[str, object], reason: str, sandbox: Sandbox) -> None:
    found = list(gather_records([record(**fields)], "set", sandbox))

    assert [one.reason for one in found if isinstance(one, RejectedSource)] == [reason]
    assert len(found) == 1


def test_an_input_that_is_no_text_leaves_the_tests(sandbox: Sandbox) -> None:
    fields = {"code": "def f(x):\n    return x + 1", "input": [1, 2], "tests": "assert f(1) == 2"}

    (one,) = gather_records([record(**fields)], "set", sandbox)

    assert isinstance(one, Admitted)
    assert one.calls[0].input == "1"


@pytest.mark.parametrize("source", ["[" * 90 + "]" * 90, "1e999, -1e999", "'\\ud800'", "0x" + "f" * 9_000])
def test_an_input_that_can_hardly_be_varied_is_a_call_as_any(source: str, sandbox: Sandbox) -> None:
    (one,) = gather_records([record(code="def f(*xs):\n    return len(xs)", input=source)], "set", sandbox)

    assert isinstance(one, Admitted)
    assert one.calls[0].input == source


class Odd(str):
    """Fails where we do not think of it."""

    def strip(self, *_: object) -> str:
        raise LookupError("a mistake of ours")


def test_a_mistake_of_ours_with_one_record_is_its_rejection(sandbox: Sandbox) -> None:
    bad, good = (
        record(code=Odd("def f(x):\n    return x"), input="1"),
        record(code="def f(x):\n    return x", input="1"),
    )

    found = list(gather_records([bad, good], "set", sandbox))

    assert [type(one) for one in found] == [RejectedSource, Admitted]
    assert (found[0].reason, found[0].detail) == (FAILED, "LookupError: a mistake of ours")


def test_a_mistake_of_ours_with_one_program_is_its_rejection(sandbox: Sandbox) -> None:
    records = [record(code=f"def f(x):\n    return x + {one}", input="1", id=str(one)) for one in range(3)]

    found = list(gather_records(records, "set", sandbox, Choices(at_most=9)))

    assert [(type(one).__name__, one.reason if isinstance(one, RejectedSource) else "") for one in found] == [
        ("Admitted", ""), ("RejectedSource", FAILED), ("Admitted", ""),
    ]  # fmt: skip


class Choices(CallChoices):
    """Fails with the second program."""

    asked = 0

    def __getattribute__(self, name: str) -> object:
        if name == "seed":
            Choices.asked += 1
            if Choices.asked == 2:
                raise LookupError("a mistake of ours")
        return super().__getattribute__(name)


def test_asserts_of_a_record_become_calls(sandbox: Sandbox) -> None:
    tests = "def check(candidate):\n    assert candidate(2) == 3\n    assert candidate(3) > 3 and candidate(0) == 1\n"
    found = list(gather_records([record(code="def f(x):\n    return x + 1", tests=tests)], "set", sandbox))

    assert isinstance(found[0], Admitted)
    assert [(one.input, one.documented) for one in found[0].calls if one.kind == "documented"] == [
        ("2", "3"), ("3", "is > 3"), ("0", "1"),
    ]  # fmt: skip


def test_tests_of_many_forms_become_calls_and_the_others_are_named(sandbox: Sandbox) -> None:
    tests = [
        "assert f([1, 2]) == 1", "assert f([]) is None or f([1]) == 1", "assert len(f.__name__) == 1",
        "with pytest.raises(TypeError):\n    f(5)", "assert f([True]) is True",
    ]  # fmt: skip
    code = "def f(x):\n    for y in x:\n        return y\n"
    found = list(gather_records([record(code=code, tests=tests)], "set", sandbox))

    unread = [one for one in found if isinstance(one, RejectedSource)]
    (admitted,) = [one for one in found if isinstance(one, Admitted)]
    documented = [(one.input, one.documented) for one in admitted.calls if one.kind == "documented"]
    assert documented == [("[1, 2]", "1"), ("5", "raises TypeError"), ("[True]", "True")]
    assert [one.reason for one in unread] == ["unreadable_test", "unreadable_test"]
    assert "or f([1]) == 1" in unread[0].detail
    assert "it doesn't call f" in unread[1].detail


def test_a_promise_that_contradicts_one_before_it_is_named(sandbox: Sandbox) -> None:
    tests = ["assert add(1, 2) == 3", "assert add(1, 2) == 7", "assert add(1, 2) > 2", "assert add(1, 2) == 3.0"]
    record_ = record(code="def add(a, b):\n    return a + b", tests=tests)
    found = list(gather_records([record_], "set", sandbox))

    rejects = [(one.reason, one.detail) for one in found if isinstance(one, RejectedSource)]
    assert rejects == [("contradicting_test", "(1, 2) should be 7, and 3 by what was said before")]
    assert [one.calls[0].documented for one in found if isinstance(one, Admitted)] == ["3"]


def test_tests_that_cannot_be_read_are_named(sandbox: Sandbox) -> None:
    found = list(
        gather_records([record(code="def f(x):\n    return x", input="1", tests="assert f(1) ==")], "s", sandbox)
    )

    assert [one.reason for one in found if isinstance(one, RejectedSource)] == ["unreadable_test"]
    assert [one.calls[0].input for one in found if isinstance(one, Admitted)] == ["1"]


def test_records_with_the_same_program_keep_all_their_calls(sandbox: Sandbox) -> None:
    code = "def f(x):\n    return x + 1\n"
    records = [
        record(code=code, input=source, output=output) for source, output in (("1", "2"), ("5", "6"), ("1", "2"))
    ]

    (admitted,) = gather_records(records, "set", sandbox)

    assert isinstance(admitted, Admitted)
    assert [(one.input, one.documented) for one in admitted.calls if one.kind == "given"] == [("1", "2"), ("5", "6")]


EVENS = """
from collections import deque

def evens(start, limit: int = 6, *, step=2):
    while start < limit:
        yield start
        start += step
"""


def test_a_returned_iterator_is_drained_by_an_entry_of_ours(sandbox: Sandbox) -> None:
    tests = ["assert list(evens(0)) == [0, 2, 4]"]
    fields = {"code": EVENS, "entry_point": "evens", "input": "0, step=3", "output": "[0, 3]", "tests": tests}
    (one,) = gather_records([record(**fields)], "set", sandbox)

    assert isinstance(one, Admitted)
    assert one.program.code.startswith(EVENS.rstrip())
    assert one.program.code.endswith(
        "from itertools import islice\n\n\n"
        "def run_evens(start, limit=6, *, step=2):  # entry written by TraceCoT\n"
        "    return list(islice(evens(start, limit, step=step), 1000))\n"
    )
    assert one.program.entry_point == "run_evens"
    documented = [(call.input, call.documented) for call in one.calls if call.kind != "made"]
    assert documented == [("0, step=3", "[0, 3]"), ("0", "[0, 2, 4]")]
    assert all(call.program_id == one.program.id for call in one.calls)


@pytest.mark.parametrize(
    ("code", "given", "outcome"),
    [
        ("def f(xs):\n    return map(str, xs)", "[1, 2]", "['1', '2']"),
        ("import itertools\ndef f(x):\n    return itertools.repeat(x)", "3", str([3] * 1000)),
        ("def f(xs):\n    return iter(xs)", "{'a': 1}", "['a']"),
        ("islice = 2\ndef f(*xs, **ys):\n    return zip(xs, [islice, *ys])", "7, 8, k=1", "[(7, 2), (8, 'k')]"),
    ],
)
def test_iterators_of_every_origin_are_drained(code: str, given: str, outcome: str, sandbox: Sandbox) -> None:
    (one,) = gather_records([record(code=code, input=given)], "set", sandbox)

    assert isinstance(one, Admitted)
    ((answer, *_),) = sandbox([Job("p", one.program.code, one.program.entry_point, (("c", given),))])
    assert isinstance(answer, Trace)
    assert keeps(outcome, answer.outcome)


def test_what_gives_no_iterator_stays_as_it_is(sandbox: Sandbox) -> None:
    (one,) = gather_records([record(code="def f(x):\n    return lambda: x", input="1")], "set", sandbox)

    assert isinstance(one, Admitted)
    assert one.program.entry_point == "f"
