"""Subsets and ablations: which rows are taken, and how much of their rationale."""

import pytest

from tests.splits.formats.given import COUNT_UP, told
from tracecot.splits.arms import chosen, completion, with_lines, without_lines
from tracecot.splits.choices import Choice

ROWS = [
    {"sample_id": f"samp_{n}", "task": task, "events": n, "completion": f"`x` is {n}.\n[ANSWER]{n}[/ANSWER]",
     "tokens": 99, "difficulty": ("easy", "medium", "hard")[(n - 1) % 3],
     "grounds": [{"start": 0, "end": 8, "line": 2}]}
    for n, task in enumerate(["output_prediction"] * 6 + ["input_prediction"] * 3, start=1)
]  # fmt: skip


def taken(**choice) -> list[str]:
    return [row["sample_id"] for row in chosen(ROWS, Choice(**choice))]


def test_rows_of_a_grade_are_taken_alone() -> None:
    assert taken(difficulty="easy") == ["samp_1", "samp_4", "samp_7"]
    assert taken(difficulty="hard") == ["samp_3", "samp_6", "samp_9"]


def test_the_directions_share_nothing_and_leave_nothing_out() -> None:
    forward, backward = taken(direction="forward"), taken(direction="backward")

    assert sorted(forward + backward) == taken()
    assert backward == ["samp_7", "samp_8", "samp_9"]


@pytest.mark.parametrize("arm", ["answer-only", "cot", "grounded-cot"])
def test_every_arm_has_the_same_rows(arm) -> None:
    assert taken(arm=arm) == taken()


def test_an_arm_is_the_answer_the_rationale_or_the_rationale_with_lines() -> None:
    texts = {arm: next(chosen(ROWS, Choice(arm=arm))) for arm in ("answer-only", "cot", "grounded-cot")}

    assert texts["answer-only"]["completion"] == "[ANSWER]1[/ANSWER]"
    assert texts["cot"] == ROWS[0]
    assert texts["grounded-cot"]["completion"] == "`x` is 1. [L2]\n[ANSWER]1[/ANSWER]"
    assert texts["answer-only"]["tokens"] == 6


def test_the_answer_alone_is_tagged_where_the_rationale_has_no_tag() -> None:
    assert completion({"completion": "So it is 4.", "answer": "4"}, "answer-only") == "[ANSWER]4[/ANSWER]"


@pytest.mark.parametrize(
    ("text", "grounds", "expected"),
    [
        ("`f(1.5)` is 2. It is so.", [(0, 13, 4)], "`f(1.5)` is 2. [L4] It is so."),
        ("`x.` is 'a. b'. Then 3.", [(0, 14, 1), (16, 22, 2)], "`x.` is 'a. b'. [L1] Then 3. [L2]"),
        ("one\ntwo", [(0, 3, 1), (4, 7, 9)], "one [L1]\ntwo [L9]"),
        ("[ANSWER]4[/ANSWER]", [(8, 9, 3)], "[ANSWER]4[/ANSWER]"),
        ("a. b.", [], "a. b."),
    ],
)
def test_lines_stand_at_the_end_of_their_sentence(text, grounds, expected) -> None:
    assert with_lines(text, grounds) == expected
    assert without_lines(expected) == text


def test_the_lines_of_a_real_rationale_are_those_of_its_grounded_claims() -> None:
    (told_once, *_) = told(COUNT_UP, ("5",))
    from tracecot.verification.records import Grounded, Rationale
    from tracecot.verification.verify import verify

    row, events = told_once.row, told_once.answered.trace.events
    said = Rationale(row["task"], row["completion"], row["answer"])
    claims = verify(said, told_once.program, told_once.asked, told_once.answered).claims
    grounds = [
        (claim.start, claim.end, events[claim.finding.event].line)
        for claim in claims
        if isinstance(claim.finding, Grounded) and claim.finding.event is not None
    ]

    text = with_lines(row["completion"], grounds)

    assert without_lines(text) == row["completion"]
    assert text.split("\n")[0].endswith("`start = 0`. [L1]")
    assert text.split("\n")[-1] == row["completion"].split("\n")[-1]
