"""What `yield from` hands over is told at once."""

from dataclasses import replace

import pytest

from tests.narrations.test_folding import verdict_on
from tests.narrations.test_order import narrated
from tracecot.narrations.wording.style import VOICES

CHAINED = (
    "def chain(*args):\n    for value in args:\n        if isinstance(value, str):\n            yield value\n"
    "            continue\n        yield from value\n\n\ndef f(a, b):\n    return list(chain(a, b))\n"
)
REPEATED = (
    "from itertools import islice, repeat\n\n\ndef then(xs):\n    last = None\n    for x in xs:\n        yield x\n"
    "        last = x\n    yield from repeat(last)\n\n\ndef f(xs, n):\n    return list(islice(then(xs), n))\n"
)


@pytest.mark.parametrize("task", ["output_prediction", "input_prediction"])
@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(
    ("code", "source", "said", "lies"),
    [
        (CHAINED, "'x', [2, 3, 4]", "yields `2`, `3` and `4`", (
            "yields `2`, `4` and `3`", "yields `2`, `3` and `5`", "yields `2`, `3`, `4` and `4`",
        )),
        (REPEATED, "[1, 2], 5", "yields `2`, `2` and `2`", (
            "yields `2`, `2` and `1`", "yields `2`, `2`, `2` and `2`", "yields `1`, `2` and `2`",
        )),
    ],
    ids=["chained", "repeated"],
)  # fmt: skip
def test_it_is_one_sentence_and_a_lie_in_it_is_refuted(sandbox, code, source, said, lies, voice, task):
    *known, narration = narrated(sandbox, code, source, task, voice)

    assert said in narration.rationale
    assert verdict_on((*known, narration)).verdict == "verified"
    for lie in lies:
        false = replace(narration, rationale=narration.rationale.replace(said, lie))
        assert verdict_on((*known, false)).verdict == "refuted", lie


RETURNED = (
    "def inner(n):\n    yield n\n    return n + 1\n\n\ndef outer(n):\n    got = yield from inner(n)\n    yield got\n"
    "\n\ndef f(n):\n    return list(outer(n))\n"
)


@pytest.mark.parametrize("voice", VOICES)
def test_what_yield_from_comes_to_is_told(sandbox, voice):
    *known, narration = narrated(sandbox, RETURNED, "3", voice=voice)

    assert "`yield from inner(n)`" in narration.rationale
    assert verdict_on((*known, narration)).verdict == "verified"
    said = next(said for said in ("which is `4`", "is `4`") if said in narration.rationale)
    false = narration.rationale.replace(said, said.replace("4", "3"), 1)
    assert verdict_on((*known, replace(narration, rationale=false))).verdict == "refuted"
