"""Rationales in four phases and with tags of one's own say the same, are read, and are verified."""

import pytest

from tests.narrations.test_golden import PROGRAMS, executed, program
from tracecot.narrations.manner import FOUR_PHASE, Manner
from tracecot.narrations.narrate import narrate
from tracecot.narrations.records import TASKS, Narration
from tracecot.narrations.wording.style import VOICES
from tracecot.verification.records import Grounded, Rationale
from tracecot.verification.verify import Evidence, verify

LAID_OUT = Manner(layout=FOUR_PHASE)
SUMS = (
    "def f(xs, limit):\n    if limit < 0:\n        raise ValueError('negative')\n    total = 0\n    for x in xs:\n"
    "        if x % 2:\n            total += x\n    return total\n"
)


def verdict(made, call, trace, narration, text=None):
    evidence = Evidence(call, trace)
    told = Rationale(narration.task, text or narration.rationale, narration.answer, narration.target)
    return verify(told, made, evidence, evidence, 0.0)


def complaints(found):
    return [(claim.text, claim.finding) for claim in found.claims if not isinstance(claim.finding, Grounded)]


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_task_in_four_phases_verifies(sandbox, name):
    made, call, trace = executed(sandbox, *program(name))

    for number, task in enumerate(TASKS):
        narration = narrate(made, call, trace, task, Manner(VOICES[number % 4], FOUR_PHASE, 3_000, "<final>"))
        if isinstance(narration, Narration):
            assert complaints(verdict(made, call, trace, narration)) == []


def test_the_phases_stand_in_their_order(sandbox):
    made, call, trace = executed(sandbox, SUMS, "[1, 2, 3], 5")
    text = narrate(made, call, trace, "output_prediction", LAID_OUT).rationale

    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert headings == ["### Understand", "### Plan", "### Execute", "### Reflect"]
    assert "Line 3 never runs." in text.partition("### Reflect")[2]


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("Line 6 tests `x % 2`.", "Line 6 tests `limit < 0`."),
        ("over `xs`", "over `limit`"),
        ("takes `xs` and `limit`", "takes `limit` and `xs`"),
        ("Line 7 ran twice", "Line 7 ran 3 times"),
        ("Line 3 never runs", "Line 8 never runs"),
    ],
)
def test_a_false_plan_or_look_back_is_refuted(sandbox, said, instead):
    made, call, trace = executed(sandbox, SUMS, "[1, 2, 3], 5")
    narration = narrate(made, call, trace, "output_prediction", LAID_OUT)
    assert said in narration.rationale

    assert verdict(made, call, trace, narration, narration.rationale.replace(said, instead)).verdict == "refuted"


WALRUS = (
    "from itertools import islice\n\ndef f(n, k):\n    iterator = iter(range(k))\n    out = []\n"
    "    while batch := tuple(islice(iterator, n)):\n        out.append(batch)\n    return out\n"
)


@pytest.mark.parametrize(
    ("task", "budget"), [("output_prediction", 3_000), ("output_prediction", 250), ("input_prediction", 3_000)]
)
def test_what_the_head_of_a_while_binds_belongs_to_the_pass_that_it_lets_begin(sandbox, task, budget):
    made, call, trace = executed(sandbox, WALRUS, "1, 6")
    narration = narrate(made, call, trace, task, Manner("terse", budget=budget))

    assert "batch` takes the values `(" in narration.rationale or budget > 250
    assert complaints(verdict(made, call, trace, narration)) == []
    other = narration.rationale.replace("`(4,)` and `(5,)`", "`(4,)`, `(5,)` and `()`")
    assert other == narration.rationale or verdict(made, call, trace, narration, other).verdict == "refuted"


@pytest.mark.parametrize("tag", ["<answer>", "[RESULT]", "<final_answer>"])
def test_the_answer_stands_in_the_tag_that_was_asked_for(sandbox, tag):
    made, call, trace = executed(sandbox, SUMS, "[1, 2, 3], 5")
    narration = narrate(made, call, trace, "output_prediction", Manner(tag=tag))
    closes = f"{tag[0]}/{tag[1:]}"

    assert narration.rationale.endswith(f"\n{tag}4{closes}")
    assert verdict(made, call, trace, narration).verdict == "verified"
    other = narration.rationale.replace(f"{tag}4", f"{tag}5")
    assert verdict(made, call, trace, narration, other).verdict == "refuted"
