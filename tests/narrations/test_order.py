"""Whatever runs when, the text tells it once and in the order in which it happened."""

import re

import pytest

from tracecot.execution import Job, Trace
from tracecot.narrations.manner import Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.wording.style import VOICES
from tracecot.sources.records import Call, Origin, Program
from tracecot.verification.records import Grounded, Rationale
from tracecot.verification.verify import Evidence, verify

NOWHERE = Origin("tests", "0", "order.py", "order", "f", 1, 1, "Apache-2.0")

LAZY = (
    "def squares(xs):\n    return (x * x for x in xs)\n\n\ndef f(xs):\n    made = squares(xs)\n    return list(made)\n"
)
TWO_AT_ONCE = (
    "def up(n):\n    for i in range(n):\n        yield i\n\n\ndef down(n):\n    while n:\n        yield n\n"
    "        n -= 1\n\n\ndef f(n):\n    return list(zip(up(n), down(n)))\n"
)
STEP_BY_STEP = (
    "def halves(n):\n    while n > 1:\n        n //= 2\n        yield n\n\n\ndef f(n):\n    total = 0\n"
    "    for half in halves(n):\n        total += half\n    return total\n"
)
NESTED = (
    "def flat(xs):\n    for x in xs:\n        if isinstance(x, list):\n            yield from flat(x)\n"
    "        else:\n            yield x\n\n\ndef f(xs):\n    return list(flat(xs))\n"
)
MAPPED = (
    "def one(x):\n    return x + 1\n\n\ndef each(xs):\n    return tuple(map(one, xs))\n\n\n"
    "def f(xs):\n    return each(xs) + each(xs[:1])\n"
)
CAUGHT = (
    "def pick(xs, i):\n    return xs[i]\n\n\ndef f(xs):\n    found = []\n    for i in range(3):\n"
    "        try:\n            found.append(pick(xs, i))\n        except IndexError:\n"
    "            found.append(None)\n    return found\n"
)
LOOKS_AHEAD = (
    "def numbers(n):\n    for i in range(n):\n        yield i\n\n\ndef f(n):\n    it = numbers(n)\n"
    "    first = next(it)\n    second = next(it)\n    return [first, second, *it]\n"
)
PROGRAMS = {
    "a generator expression drawn from later": (LAZY, "[1, 2, 3]"),
    "two generators that take turns": (TWO_AT_ONCE, "3"),
    "a generator that a loop draws from": (STEP_BY_STEP, "9"),
    "a generator that draws from itself": (NESTED, "[1, [2, [3]], 4]"),
    "a helper that a builtin calls": (MAPPED, "[1, 2]"),
    "a helper that an exception leaves": (CAUGHT, "[7, 8]"),
    "a generator that is asked by hand": (LOOKS_AHEAD, "4"),
}


def narrated(sandbox, code, source, task="output_prediction", voice="walkthrough"):
    program = Program("tests", code, "f", NOWHERE)
    call = Call(program.id, source, "given")
    ((trace,),) = sandbox([Job(program.id, code, "f", ((call.id, source),))])
    assert isinstance(trace, Trace), trace
    return program, call, trace, narrate(program, call, trace, task, Manner(voice))


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("task", ["output_prediction", "input_prediction"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_what_takes_turns_is_told_in_order(sandbox, name, task, voice):
    program, call, trace, narration = narrated(sandbox, *PROGRAMS[name], task, voice)

    evidence = Evidence(call, trace)
    verdict = verify(Rationale(task, narration.rationale, narration.answer), program, evidence, evidence)

    wrong = [claim for claim in verdict.claims if not isinstance(claim.finding, Grounded)]
    assert [claim for claim in wrong if getattr(claim.finding, "reason", "") != "thin"] == [], narration.rationale


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_call_is_told_more_often_than_it_was_made(sandbox, name):
    _, _, trace, narration = narrated(sandbox, *PROGRAMS[name])

    for function in {event.name for event in trace.events if event.kind == "call"}:
        made = sum(event.kind == "call" and event.name == function for event in trace.events)
        told = re.findall(rf"`{function}` (?:is called|starts|runs|is entered)", narration.rationale)
        assert 1 <= len(told) <= made


def test_a_generator_is_told_piece_by_piece(sandbox):
    *_, narration = narrated(sandbox, *PROGRAMS["a generator that is asked by hand"])

    pieces = ["with `n = 4`", "Line 3 yields `0`", "`first", "`numbers` goes on"]
    pieces += ["Line 3 yields `1`", "`second = 1`", "`numbers` goes on", "Line 3 yields `2`", "Line 3 yields `3`"]
    place = 0
    for piece in pieces:
        place = narration.rationale.index(piece, place) + 1


def test_a_loop_that_is_never_entered_says_why(sandbox):
    *_, narration = narrated(sandbox, STEP_BY_STEP, "1")

    assert "`n > 1` is false. The loop on line 2 makes 0 passes." in narration.rationale


#: Loops over what can't be told, whose passes make nothing that can.
UNTOLD = {
    "for second in pairs:\n            return len(xs)": "of the loop on line 4: line 5 runs.",
    "for second in [object()]:\n            pass": "of the loop on line 4 goes by.",
}


@pytest.mark.parametrize("inner", UNTOLD)
def test_a_pass_that_makes_nothing_that_can_be_told_is_a_whole_sentence(sandbox, inner):
    head = "def f(xs):\n    pairs = iter([object(), object()])\n    for first in [object()]:\n        "
    code = f"{head}{inner}\n    return len(xs)\n"
    program, call, trace, narration = narrated(sandbox, code, "[1, 2]")

    evidence = Evidence(call, trace)
    verdict = verify(Rationale("output_prediction", narration.rationale, narration.answer), program, evidence, evidence)

    assert UNTOLD[inner] in narration.rationale
    assert not re.search(r": *$", narration.rationale, re.MULTILINE)
    assert all(isinstance(claim.finding, Grounded) for claim in verdict.claims), verdict.claims
