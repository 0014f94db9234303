"""The catalogue says of each call what it did to these values, and every word of it verifies."""

import pytest

from tests.builtin_calls import SAID
from tests.narrations.test_golden import executed
from tracecot.narrations.builtins import PHRASES, phrase
from tracecot.narrations.narrate import narrate
from tracecot.narrations.wording.spans import is_sayable, pair, span
from tracecot.verification.records import Grounded, Rationale
from tracecot.verification.verify import Evidence, verify

HEADER = (
    "import bisect, copy, functools, heapq, math, re, statistics\n"
    "from collections import Counter, OrderedDict, defaultdict, deque\nfrom functools import reduce\n\n\n"
)


def called(sandbox, expression):
    """The program that makes the call, its execution, and the event of the call."""
    code = f"{HEADER}def f():\n    got = {expression}\n    return got\n"
    program, call, trace = executed(sandbox, code, "")
    event = [event for event in trace.events if event.kind == "value" and event.name][-1]
    return program, call, trace, event


@pytest.mark.parametrize(("expression", "words"), SAID)
def test_a_call_is_told_by_what_it_did_to_its_values(sandbox, expression, words):
    program, call, trace, event = called(sandbox, expression)

    assert phrase(event) == words
    value = event.value.repr
    said = f"{span(event.text)} {words} {span(value)}" if words else pair(event.text, event.value)
    evidence = Evidence(call, trace)
    verdict = verify(
        Rationale("output_prediction", f"`f` is called. {said}.", trace.outcome.value.repr),
        program, evidence, evidence, 0.0,
    )  # fmt: skip
    assert [claim for claim in verdict.claims if not isinstance(claim.finding, Grounded)] == []


def test_nearly_each_entry_of_the_catalogue_is_tried():
    names = " ".join(expression for expression, _ in SAID)

    missing = {name for name in PHRASES if f"{name.rpartition('.')[2]}(" not in names}
    assert len(PHRASES) >= 140
    assert missing <= {
        "str.casefold", "str.capitalize", "str.swapcase", "str.lower", "str.isalpha", "str.isalnum", "str.isspace",
        "str.isdecimal", "str.isnumeric", "str.isascii", "str.isprintable", "str.ljust", "str.rjust", "str.expandtabs",
        "str.rindex", "fabs", "fullmatch",
    }  # fmt: skip


PROGRAMS = [
    (
        "def f(s):\n    parts = s.split(',')\n    return [p.strip() for p in parts if p], s.find(';')\n",
        "'a, b,,c'",
    ),
    (
        "def f(d, k):\n    n = d.get(k, 0) + d.get('b', 1)\n    d.setdefault(k, []).append(n)\n    return d\n",
        "{'b': 2}, 'z'",
    ),
    (
        "def f(xs):\n    xs.sort()\n    last = xs.pop()\n    return max(xs), sum(xs), last, sorted(set(xs))\n",
        "[3, 1, 2, 1]",
    ),
    (
        "def f(ws):\n    out = []\n    for w in ws:\n        out.append(w.title().replace('a', 'o'))\n"
        "    return '-'.join(out)\n",
        "['ab', 'Cac', '']",
    ),
    (
        "import re\n\n\ndef f(s):\n    found = re.findall('[0-9]+', s)\n"
        "    return sum([int(x) for x in found]), divmod(len(s), 3)\n",
        "'a12b3'",
    ),
    ("def f(s):\n    words = s.split()\n    return words[0]\n", "'hello'"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "source"), PROGRAMS)
def test_programs_that_use_builtins_are_told_with_the_catalogue_and_verify(sandbox, code, source):
    program, call, trace = executed(sandbox, code, source)

    narration = narrate(program, call, trace, "output_prediction")

    told = [
        f"{span(event.text)} {phrase(event)} {span(event.value.repr)}" for event in trace.events
        if event.kind == "value" and event.name and is_sayable(event.value) and phrase(event)
    ]  # fmt: skip
    assert any(said in narration.rationale for said in told)
    evidence = Evidence(call, trace)
    verdict = verify(
        Rationale(narration.task, narration.rationale, narration.answer), program, evidence, evidence, 0.0
    )  # fmt: skip
    assert [claim for claim in verdict.claims if not isinstance(claim.finding, Grounded)] == []
    assert verdict.verdict == "verified"


def test_a_function_of_the_program_is_not_taken_for_a_builtin(sandbox):
    code = "def sorted(xs):\n    return xs[:1]\n\n\ndef f(xs):\n    return sorted(xs)\n"
    program, call, trace = executed(sandbox, code, "[2, 1]")

    assert "orders" not in narrate(program, call, trace, "output_prediction").rationale
