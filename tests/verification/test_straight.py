"""A text that goes straight on is placed in one way, and where there is a choice, as if all had been open from the start."""

from dataclasses import replace

import pytest

from tests.verification.made import Executed
from tracecot.verification import verify
from tracecot.verification.placing import straight
from tracecot.verification.records import Grounded, Rationale, Verdict

TWICE = "def f(b):\n    m = 0\n    for n in [1, 2, 1]:\n        k = n\n        m += 10\n    return m\n"
PLAIN = "`f` is called with `b = 7`. `m` starts at `0`. In pass 1, `n = 1`, so `k = 1`, and `m` becomes `10`."
WITH_A_CHOICE = "`f` is called with `b = 7`. `k` becomes `1`. Then `m` becomes `30`. So `m` is returned, which is `30`."


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        WITH_A_CHOICE,
        "`m` becomes `0`. `f` is called with `b = 7`. Then `k` is `3`.",
        "`k` becomes `1`, since `b` is `7`. `m` becomes `20`, so `k` is `2`. Pass 3 is the last one, where `m = 40`.",
        "| pass | `n` | `m` |\n| --- | --- | --- |\n| 1 | 1 | 10 |\n| 2 | 2 | 21 |\n\nThen `m` becomes `30`.",
        "`n` is always below `3`, and each time `m` grows by `10`. Again, `m` becomes `0`.\n[ANSWER]31[/ANSWER]",
    ],
)
def test_the_verdict_is_that_of_all_readings(execute, monkeypatch, text: str) -> None:
    executed = execute(TWICE, "7")
    found = executed.verdict(text)
    monkeypatch.setattr(verify, "placed", straight.in_several_ways)

    assert executed.verdict(text) == found


@pytest.mark.parametrize(("text", "has_choice"), [(PLAIN, False), (WITH_A_CHOICE, True)])
def test_several_readings_are_kept_where_there_is_a_choice_alone(
    execute, monkeypatch, text: str, has_choice: bool
) -> None:
    asked: list[str] = []

    def in_several_ways(*given):
        asked.append(text)
        return several(*given)

    several = straight.in_several_ways
    monkeypatch.setattr(straight, "in_several_ways", in_several_ways)
    execute(TWICE, "7").verdict(text)

    assert bool(asked) == has_choice


RETURNED = "`f` is called with `b = 7`. The answer is `30`."
AGAIN = [
    (PLAIN, "30"),
    (f"Now then.\n\n{PLAIN}", "30"),
    (PLAIN.replace("`n = 1`", "n = 1").replace("`m`", "m"), "30"),
    (f"{PLAIN} {RETURNED}", "30"),
    (RETURNED, "30"),
    (RETURNED, "31"),
    (f"{PLAIN} Again, `m` becomes `0`.", "30"),
    (f"{PLAIN} In pass 2, `k = 2`, so `m` becomes `20`.", "30"),
    (f"In pass 2, `k = 2`, so `m` becomes `20`. {PLAIN}", "30"),
]


def test_a_sentence_that_comes_again_is_judged_as_if_it_had_not_come_before(execute) -> None:
    executed = execute(TWICE, "7")

    assert [executed.verdict(*each) for each in AGAIN] == [_of_its_own(executed, *each) for each in AGAIN]


def test_what_a_text_says_of_its_answer_is_judged_by_its_own(execute) -> None:
    executed = execute(TWICE, "7")
    (evidence,) = executed.evidence

    def findings(answer: str) -> list[object]:
        told = Rationale("state", "`f` is called with `b = 7`. The answer is `20`.", answer)
        return [each.finding for each in verify.verify(told, executed.program, evidence, evidence).claims[:-1]]

    assert all(isinstance(each, Grounded) for each in findings("20"))
    assert not all(isinstance(each, Grounded) for each in findings("21"))


def _of_its_own(executed: Executed, text: str, answer: str) -> Verdict:
    """The verdict where nothing is remembered: what is kept is kept with the trace, and this is another object."""
    (evidence,) = executed.evidence
    return replace(executed, evidence=(replace(evidence, trace=replace(evidence.trace)),)).verdict(text, answer)
