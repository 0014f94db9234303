"""The exam: corruptions of honest rationales are refused, honest ones are not, strengths add up, survivors are kept."""

from dataclasses import replace

import pytest

from tests.verification.made import BACKWARD, FORWARD, GIVEN, PROPOSED, WORDS, Executed
from tests.verification.test_claims import ANSWERS, INPUTS
from tests.verification.test_corruptions import TOLD
from tracecot.verification.corruptions.catalogue import KINDS, THIN_KINDS
from tracecot.verification.examination import exam
from tracecot.verification.examination.exam import (
    HONEST,
    ExamRow,
    Paper,
    examine,
    interval,
    is_to_be_looked_at,
    strengths,
)
from tracecot.verification.records import Rationale

ANSWER = "['ANT', 'ASP', 'BEE', 'BAT']"


def paper_of(executed: Executed, text, answer):
    evidence = executed.evidence[0]
    return Paper(Rationale("output_prediction", text, answer), executed.program, evidence, evidence)


@pytest.fixture(scope="module")
def papers(execute):
    made = [paper_of(execute(WORDS, GIVEN), FORWARD, ANSWER)]
    for code, text in TOLD.items():
        answer = ANSWERS[code]
        made.append(paper_of(execute(code, INPUTS[code]), f"{text}\n[ANSWER]{answer}[/ANSWER]", answer))
    return made


@pytest.fixture(scope="module")
def rows(papers):
    return list(examine(papers))


def test_honest_rationales_pass_and_corruptions_are_refused(rows):
    survivors = [row for row in rows if row.kind != HONEST and not row.refused]

    assert [row for row in rows if row.kind == HONEST and row.refused] == []
    assert survivors == []
    assert {row.kind for row in rows} == {HONEST, *KINDS}


def test_no_corruption_is_excused(rows):
    assert [row for row in rows if row.excused] == []


def test_what_says_too_little_is_not_called_false(rows):
    few = [row for row in rows if row.kind in THIN_KINDS]

    assert all(row.refused for row in few)
    assert any(row.verdict == "verified" and row.thin for row in few)


def test_the_strengths_add_up(papers, rows):
    by_kind = {each.kind: each for each in strengths(rows)}

    assert list(by_kind) == [HONEST, *KINDS]
    assert by_kind[HONEST].examined == len(papers)
    for each in by_kind.values():
        assert each.examined == each.refuted + each.unreadable + each.error + each.verified
        assert each.right_actual <= each.at_the_span <= each.refuted
        assert each.examined + each.excused == sum(row.kind == each.kind for row in rows)
        low, high = each.interval
        assert low <= each.refused_share <= high


def test_excuses_are_counted_apart(rows):
    row = next(row for row in rows if row.kind == "value_flipped")

    (strength,) = strengths([row, replace(row, excused="it is so"), replace(row, verdict="verified", refused=False)])

    assert (strength.examined, strength.refused, strength.excused) == (2, 1, 1)
    assert strength.excused_share == pytest.approx(1 / 3)


def test_a_few_kinds_are_tried_on_each_and_all_of_them_in_turn(papers):
    made = [row for row in examine(papers * 3, kinds_each=4) if row.kind != HONEST]

    tried = [sum(row.kind == kind for row in made) for kind in KINDS]
    assert len(made) == 4 * len(papers) * 3
    assert max(tried) <= 3


def test_survivors_excuses_errors_and_refused_honest_ones_are_to_be_looked_at():
    row = ExamRow(0, "value_flipped", "refuted", False, True, True, True, "")
    honest = replace(row, kind=HONEST)

    looked_at = [
        is_to_be_looked_at(one)
        for one in (
            row, replace(row, verdict="verified", refused=False), replace(row, excused="so it is"),
            replace(row, verdict="error"), honest, replace(honest, refused=False),
        )
    ]  # fmt: skip

    assert looked_at == [False, True, True, True, True, False]


def test_a_survivor_shows_what_it_said(papers, monkeypatch):
    def gullible(paper, rationale, support_needed):
        return honest_verdict

    honest_verdict = exam._judged(papers[0], papers[0].rationale, 0.5)
    monkeypatch.setattr(exam, "_judged", gullible)

    survivors = [row for row in examine(papers[:1]) if is_to_be_looked_at(row)]

    assert {row.kind for row in survivors} >= {"value_off_by_one", "branch_flipped", "neighbours_swapped"}
    flipped = next(row for row in survivors if row.kind == "branch_flipped")
    assert {flipped.was, flipped.says} == {"true", "false"}
    assert flipped.says in flipped.around


def test_a_failure_of_the_verifier_is_an_error_and_not_a_refusal_in_silence(papers, monkeypatch):
    def fail(*_):
        raise RuntimeError("oh")

    monkeypatch.setattr(exam, "verify", fail)

    (row,) = examine(papers[:1])

    assert (row.verdict, row.refused, is_to_be_looked_at(row)) == ("error", True, True)
    assert "oh" in row.finding


def test_a_failure_of_the_exam_itself_is_a_row_that_counts_against_it(papers, monkeypatch):
    def fail(honest, kind):
        raise RuntimeError("oh")

    monkeypatch.setattr(exam, "corruption", fail)

    _, *rows = examine(papers[:1])

    assert {(row.verdict, row.refused, is_to_be_looked_at(row)) for row in rows} == {("error", False, True)}
    assert all("oh" in row.finding for row in rows)


def test_a_rejected_rationale_is_not_corrupted(papers):
    paper = papers[0]
    lie = Paper(Rationale("output_prediction", "It is easy.", "[]"), paper.program, paper.asked, paper.answered)

    (row,) = examine([lie])

    assert (row.kind, row.verdict, row.refused) == (HONEST, "refuted", True)


def test_an_input_answer_that_was_not_executed_is_refused(execute):
    executed = execute(WORDS, GIVEN, PROPOSED)

    verdict = executed.backward(BACKWARD, "f(['ant', 'asp', 'bee', 'bat'], 3)", asked=0, answered=1)

    assert verdict.verdict == "refuted"
    assert not verdict.answer_correct


@pytest.mark.parametrize(("hits", "tries"), [(0, 0), (0, 10), (10, 10), (2990, 3000), (1, 3)])
def test_an_interval_holds_the_share_and_stays_inside(hits, tries):
    low, high = interval(hits, tries)

    assert 0 <= low <= (hits / tries if tries else 0.5) <= high <= 1
    assert low < high
