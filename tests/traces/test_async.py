"""Coroutines run to their end, each in a frame of its own."""

import pytest

from tests.executing import started
from tests.traces.made import shown
from tracecot.execution import Job, Raised, RejectedTrace, Returned, Trace
from tracecot.narrations.narrate import narrate
from tracecot.sources.records import Call, Origin, Program
from tracecot.traces.proving import proven
from tracecot.values import Plain
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

TOTAL = """
async def double(x):
    if x < 0:
        raise ValueError("negative")
    return x * 2


async def total(xs):
    s = 0
    for x in xs:
        s += await double(x)
    return s
"""


@pytest.fixture(scope="module")
def sandbox():
    return started()


def executed(sandbox, code, arguments, entry_point="total"):
    ((answer,),) = sandbox([Job("prog_1", code, entry_point, (("call_1", arguments),))])
    return answer


def test_a_coroutine_begins_where_it_is_awaited_and_gives_its_value_there(sandbox):
    trace = executed(sandbox, TOTAL, "[3]")

    assert trace.outcome == Returned(Plain("int", "6"))
    texts = [shown(event) for event in trace.events]
    made, begun, returned, awaited = (
        texts.index(one)
        for one in ("value double(x) = <coroutine>", "call double(x)", "return x * 2 = 6", "value await double(x) = 6")
    )
    assert made < begun < returned < awaited
    assert returned in trace.events[awaited].reads
    assert trace.events[begun].frame == 2


def test_an_exception_leaves_through_every_coroutine(sandbox):
    trace = executed(sandbox, TOTAL, "[1, -1]")

    assert trace.outcome == Raised("ValueError", "negative", 4)
    assert trace.events[-1].why == "raised"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("import asyncio\nasync def total(x):\n    await asyncio.sleep(0)\n    return x\n", "1"),
        ("async def g(x):\n    return x\nasync def total(x):\n    return [await g(y) for y in range(x)]\n", "[0]"),
        ("async def total(x):\n    async def g():\n        return x\n    return await g() or 5\n", "1"),
        ("def total(x):\n    async def g():\n        return x\n    try:\n        g().send(None)\n"
         "    except StopIteration as e:\n        return e.value\n", "1"),
    ],
)  # fmt: skip
def test_coroutines_of_many_forms(code, outcome, sandbox):
    trace = executed(sandbox, code, "1")

    assert isinstance(trace, Trace), trace
    assert trace.outcome.value.repr == outcome


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("class W:\n    def __await__(self):\n        yield 1\nasync def total(x):\n    return await W()\n",
         "it waits for an event loop"),
        ("async def g(n):\n    yield n\nasync def total(x):\n    return [i async for i in g(x)]\n",
         "an async generator in line 1"),
        ("async def total(x):\n    async with x:\n        pass\n", "async with in line 2"),
        ("async def total(x):\n    async for y in x:\n        pass\n", "async for in line 2"),
        ("import asyncio\nasync def g(x):\n    return x\ndef total(x):\n    return asyncio.run(g(x))\n",
         "it makes a system call that the sandbox refuses"),
    ],
)  # fmt: skip
def test_what_needs_an_event_loop_is_refused_with_its_reason(code, why, sandbox):
    answer = executed(sandbox, code, "1")

    assert isinstance(answer, RejectedTrace)
    assert (answer.reason, answer.detail) == ("unsupported", why)


def test_a_program_with_coroutines_is_derived_again_told_and_verified(sandbox):
    program = Program("set", TOTAL, "total", Origin("set", "1", "set.jsonl", "set", "total", 1, 1, "MIT"))
    call = Call(program.id, "[3, 4]", "given")
    ((trace,),) = sandbox([Job(program.id, TOTAL, "total", ((call.id, call.input),))])

    answer = proven(TOTAL, call.input, trace)
    assert isinstance(answer, Trace)
    assert answer.label == "re-derived"
    for task in ("output_prediction", "input_prediction"):
        told = narrate(program, call, trace, task)
        evidence = Evidence(call, trace)
        verdict = verify(Rationale(task, told.rationale, told.answer), program, evidence, evidence)
        assert verdict.verdict == "verified", verdict.claims
