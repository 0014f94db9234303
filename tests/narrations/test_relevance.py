"""Where not all can be told, what led to the answer is told."""

from tests.narrations.test_order import narrated
from tracecot.narrations.story.relevance import Relevance
from tracecot.narrations.story.tree import story_of
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

ASIDE = (
    "def noted(xs):\n    seen = []\n    for x in xs:\n        seen.append(x)\n    return len(seen)\n\n\n"
    "def total(xs):\n    whole = 0\n    for x in xs:\n        whole += x\n    return whole\n\n\n"
    "def f(xs):\n" + "    noted(xs)\n" * 9 + "    return total(xs)\n"
)
DRAWN = (
    "def squares(n):\n    for i in range(n):\n        yield i * i\n\n\n"
    "def f(n):\n    unused = list(squares(2))\n    return sum(squares(n))\n"
)


def test_helpers_that_nothing_depends_on_make_room(sandbox):
    program, call, trace, narration = narrated(sandbox, ASIDE, "[1, 2, 3]")

    evidence = Evidence(call, trace)
    verdict = verify(Rationale("output_prediction", narration.rationale, narration.answer), program, evidence, evidence)
    assert "`noted`" not in narration.rationale
    assert "`total` returns `6`" in narration.rationale
    assert (verdict.verdict, verdict.support) == ("verified", 1.0)


def test_a_long_helper_is_told_too(sandbox):
    *_, narration = narrated(sandbox, ASIDE, "list(range(40))")

    assert "`whole` takes the values" in narration.rationale


def test_what_a_generator_hands_over_led_to_the_result(sandbox):
    program, _, trace, _ = narrated(sandbox, DRAWN, "3")
    story = story_of(trace, program.code)

    unused, used = [run for step in story.items for run in step.runs]

    relevance = Relevance(story, trace.events)
    assert not relevance.has_part_in(unused)
    assert relevance.has_part_in(used)
