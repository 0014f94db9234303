"""What an argument is for is shown by a call that was executed for it, where no recorded one shows it."""

import pytest

from tests.narrations.test_golden import SHOWN, executed
from tests.narrations.test_shrinking import Counting
from tracecot.execution import Job
from tracecot.narrations.calls.alternatives import MOST
from tracecot.narrations.calls.contrasting import contrasted
from tracecot.narrations.calls.shrinking import Recorded
from tracecot.sources.records import Call

GIVEN = "['ant', 'asp', 'bee', 'bat'], 2"


def contrasted_of(sandbox, code, entry, source, *recorded):
    program, call, trace = executed(sandbox, code, source, entry)
    calls = [Call(program.id, each, "given") for each in recorded]
    (answers,) = sandbox([Job(program.id, code, entry, tuple((each.id, each.input) for each in calls))]) or ((),)
    counting = Counting(sandbox)
    known = {program.id: list(zip(calls, answers, strict=True))}
    return contrasted([Recorded(program, call, trace)], known, counting), counting.asked, call


def test_a_few_are_executed_and_one_is_recorded(sandbox):
    found, asked, call = contrasted_of(sandbox, SHOWN, "keep", GIVEN)

    ((changed, trace),) = found
    assert changed.input == "['ant', 'asp', 'bee', 'bat'], 1"
    assert (changed.kind, changed.made_from) == ("changed", call.id)
    assert trace.outcome.value.repr == "['ANT', 'BEE']"
    assert trace.label == "re-derived"
    assert 0 < sum(care == "untraced" for care, _ in asked) <= MOST
    assert [source for care, source in asked if care == "cross-checked"] == [changed.input]


def test_nothing_is_executed_where_a_recorded_call_shows_it(sandbox):
    found, asked, _ = contrasted_of(sandbox, SHOWN, "keep", GIVEN, "['ant', 'asp', 'bee', 'bat'], 1")

    assert (found, asked) == ([], [])


def test_a_recorded_call_about_something_else_shows_nothing(sandbox):
    found, _, _ = contrasted_of(sandbox, SHOWN, "keep", GIVEN, "['cow'], 2")

    assert [call.input for call, _ in found] == ["['ant', 'asp', 'bee', 'bat'], 1"]


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("def same(x, unused):\n    return x\n", "5, False"),
        ("def same(xs, at):\n    return xs[at]\n", "[1, 1], 0"),
        ("def same(x, by):\n    return x / 1 if by else 0\n", "'a', 0"),
    ],
    ids=["gives the same", "the same or an exception", "raises"],
)
def test_nothing_is_kept_where_nothing_else_comes_out(sandbox, code, source):
    found, asked, _ = contrasted_of(sandbox, code, "same", source)

    assert found == [] or all(trace.outcome.value.repr != "5" for _, trace in found)
    assert {care for care, _ in asked} >= {"untraced"}
