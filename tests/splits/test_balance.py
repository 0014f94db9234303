"""No answer to a kind of question is right so often on a side that it could be guessed."""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.splits.made import candidate, program, returning
from tracecot.splits.balance import FOLLOWING, balanced, guess
from tracecot.splits.records import Candidate, Rules
from tracecot.splits.selection import Selection, select
from tracecot.targets import QUESTIONS, Target


def asked(task: str, answer: str, number: int, line: int = 1) -> Candidate:
    """A question about a program of its own."""
    made = candidate(program(returning(number)), text=f"{task} {answer} {number} {line}.")
    return replace(made, narration=replace(made.narration, task=task, answer=answer, target=Target(line=line)))


def told(task: str, answers: dict[str, int]) -> list[Candidate]:
    listed = [answer for answer, count in answers.items() for _ in range(count)]
    return [asked(task, answer, number) for number, answer in enumerate(listed)]


def answers(selection: Selection) -> Counter:
    return Counter((sample.split, sample.task, sample.answer) for sample in selection.samples)


def training(rows: list[Candidate], rules: Rules | None = None) -> Selection:
    """What is selected of rows that are all for training."""
    return select(rows, rules or Rules(), {row.program.id: "train" for row in rows})


def test_the_commonest_answer_has_no_more_than_the_others_together() -> None:
    selection = training(told("exception", {"none": 40, "KeyError": 3, "ValueError": 2}))

    assert {answer: count for (_, _, answer), count in answers(selection).items()} == {
        "none": 5, "KeyError": 3, "ValueError": 2,
    }  # fmt: skip
    assert {(row.reason, row.partner) for row in selection.rejected} == {("answer_share", "none")}
    assert len(selection.rejected) == 35


def test_each_side_is_balanced_by_itself() -> None:
    rows = told("branch_outcome", {"True": 12, "False": 6})
    on_eval = {row.program.id for row in (*rows[:6], *rows[12:14])}
    shipped = {row.program.id: "eval" if row.program.id in on_eval else "train" for row in rows}

    found = answers(select(rows, Rules(), shipped))

    assert {(side, answer): count for (side, _, answer), count in found.items()} == {
        ("train", "True"): 4, ("train", "False"): 4, ("eval", "True"): 2, ("eval", "False"): 2,
    }  # fmt: skip


def test_what_is_asked_of_whole_calls_is_left_as_it_is() -> None:
    rows = told("output_prediction", {"True": 9, "False": 1})

    assert len(training(rows).samples) == 10


def test_an_answer_without_another_stays_and_so_does_everything_without_a_rule() -> None:
    alone = told("exception", {"none": 9})

    assert len(training(alone).samples) == 9
    uneven = told("exception", {"none": 9, "KeyError": 1})
    assert len(training(uneven, Rules(answer_share=1.0)).samples) == 10


def test_the_line_below_is_one_answer_whatever_its_number() -> None:
    rows = [asked("next_line", str(line + 1), line, line) for line in range(1, 7)]
    rows += [asked("next_line", "1", line, line) for line in (8, 9)]

    kept = training(rows)

    assert sorted(sample.answer == "1" for sample in kept.samples) == [False, False, True, True]
    assert {row.partner for row in kept.rejected} == {FOLLOWING}


def test_a_line_that_is_not_below_is_the_answer_itself() -> None:
    assert guess("next_line", "3", Target(line=3)) == "3"
    assert guess("loop_count", "4", Target(line=3)) == "4"


KINDS = st.lists(st.tuples(st.sampled_from(QUESTIONS[:4]), st.sampled_from("abcd")), max_size=60)


@settings(max_examples=80, deadline=None)
@given(KINDS, st.sampled_from([0.2, 0.3, 0.5, 0.7]))
def test_no_answer_has_more_than_its_share_wherever_others_could_make_up_the_rest(kinds, share) -> None:
    rows = [asked(task, answer, number) for number, (task, answer) in enumerate(kinds)]

    sifted = balanced(rows, Rules(answer_share=share), dict.fromkeys((r.program.id for r in rows), "eval"))

    assert Counter(row.narration.id for row in sifted.kept) + Counter(r.narration_id for r in sifted.rejected) == (
        Counter(row.narration.id for row in rows)
    )
    counts = defaultdict(Counter)
    for row in sifted.kept:
        counts[row.narration.task][row.narration.answer] += 1
    for task, of in counts.items():
        there = {answer for other, answer in kinds if other == task}
        assert set(of) == there
        assert len(of) == 1 or max(of.values()) <= max(share * of.total(), min(of.values()))


@settings(max_examples=40, deadline=None)
@given(KINDS, st.integers(0, 5))
def test_another_refresh_changes_nothing_and_what_shipped_stays_when_more_comes(kinds, new) -> None:
    rows = [asked(task, answer, number) for number, (task, answer) in enumerate(kinds)]
    more = [asked(task, answer, 1_000 + number) for number, (task, answer) in enumerate(kinds[:new])]
    first = select(rows, Rules())
    shipped = {sample.program_id: sample.split for sample in first.samples}

    again, later = select(rows, Rules(), shipped), select([*rows, *more], Rules(), shipped)

    assert again == first
    answers = defaultdict(set)  # an answer that stood alone is cut once another comes beside it
    for sample in first.samples:
        answers[sample.split, sample.task].add(sample.answer)
    stay = {sample.id for sample in first.samples if len(answers[sample.split, sample.task]) > 1}
    assert stay <= {sample.id for sample in later.samples}


@pytest.mark.parametrize("turn", [1, -1])
def test_the_order_of_the_candidates_does_not_count(turn) -> None:
    rows = told("branch_outcome", {"True": 12, "False": 6})

    assert select(rows[::turn], Rules()) == select(rows, Rules())
