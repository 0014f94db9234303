"""The exam: corruptions of honest rationales are refused, honest ones are not, and the oracle knows which are lies."""

import pytest

from tests.verification.made import BACKWARD, FORWARD, GIVEN, PROPOSED, WORDS, Executed
from tests.verification.test_claims import ANSWERS, HELPER, INPUTS, RAISES, SUM, TRUE
from tracecot.verification.corrupt import KINDS, Honest, changed_value, corruptions
from tracecot.verification.exam import HONEST, Paper, examine, strengths
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify

ANSWER = "['ANT', 'ASP', 'BEE', 'BAT']"


def paper_of(executed: Executed, text, answer):
    evidence = executed.evidence[0]
    return Paper(Rationale("output_prediction", text, answer), executed.program, evidence, evidence)


@pytest.fixture(scope="module")
def papers(execute):
    made = [paper_of(execute(WORDS, GIVEN), FORWARD, ANSWER)]
    for code in (SUM, HELPER, RAISES):
        for known, text in TRUE:
            if known == code:
                made.append(
                    paper_of(execute(code, INPUTS[code]), f"{text}\n[ANSWER]{ANSWERS[code]}[/ANSWER]", ANSWERS[code])
                )
    return made


def test_honest_rationales_pass_and_each_false_corruption_is_refused(papers):
    rows = list(examine(papers))

    assert [row for row in rows if row.kind == HONEST and row.refused] == []
    assert [row for row in rows if row.kind != HONEST and not row.refused and not row.excused] == []
    assert {row.kind for row in rows} == {HONEST, *KINDS}


def test_the_strength_counts_what_was_excused_apart(papers):
    rows = list(examine(papers))
    by_kind = {each.kind: each for each in strengths(rows)}

    assert by_kind[HONEST].examined == len(papers)
    assert by_kind[HONEST].refused_share == 0.0
    for kind in KINDS:
        assert by_kind[kind].refused_share == 1.0
        assert by_kind[kind].examined + by_kind[kind].excused == sum(row.kind == kind for row in rows)


def test_the_same_text_is_always_corrupted_in_the_same_way(papers):
    def made(paper):
        verdict = verify(paper.rationale, paper.program, paper.asked, paper.answered)
        return list(corruptions(Honest(paper.rationale, paper.answered.trace, verdict.claims)))

    assert made(papers[0]) == made(papers[0])
    assert len(made(papers[0])) == len(KINDS)


def test_a_corruption_changes_one_place(papers):
    paper = papers[0]
    verdict = verify(paper.rationale, paper.program, paper.asked, paper.answered)

    for made in corruptions(Honest(paper.rationale, paper.answered.trace, verdict.claims)):
        text = made.rationale.text
        assert text != paper.rationale.text
        assert text[: made.start] + made.was + text[made.end :] == paper.rationale.text
        assert text[made.start : made.end] == made.says


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


@pytest.mark.parametrize("value", [True, 3, 2.5, "", "abc", [], [1, 2], (), (1,), {}, {"a": 1}, {3}, None])
def test_a_changed_value_is_another_value(value):
    for choice in range(4):
        changed = changed_value(value, choice)
        assert (type(changed), changed) != (type(value), value)
