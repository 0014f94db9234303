"""Texts that nobody of ours wrote: none is judged wrongly, and how much of them is read does not fall."""

import pytest

from tests.foreign.texts import Foreign, foreign_texts
from tracecot.execution import Trace
from tracecot.verification.records import Grounded, Unreadable

TEXTS = foreign_texts()
READ = 0.485


@pytest.fixture(scope="module")
def executed_of(execute):
    def run(foreign: Foreign):
        executed = execute(foreign.code, *foreign.inputs, entry_point=foreign.head["function"])
        if not isinstance(executed.evidence[0].trace, Trace):
            pytest.skip("its execution runs into a limit of the sandbox")
        return executed

    return run


@pytest.fixture(scope="module")
def judged(executed_of):
    """The verdict on a text as it stands, judged once."""
    verdicts = {}

    def judge(foreign: Foreign):
        if foreign.name not in verdicts:
            verdicts[foreign.name] = foreign.verdict(executed_of(foreign), foreign.text)
        return verdicts[foreign.name]

    return judge


def test_there_are_enough_of_each_manner():
    manners = [text.head["manner"] for text in TEXTS]

    assert len(TEXTS) >= 100
    assert all(manners.count(manner) >= 12 for manner in ("chat", "terse", "teacher", "think", "table", "assistant"))


@pytest.mark.parametrize("foreign", TEXTS, ids=lambda foreign: foreign.name)
def test_an_honest_text_is_never_refuted(foreign, judged):
    verdict = judged(foreign)

    assert verdict.answer_correct
    wrong = [claim for claim in verdict.claims if not isinstance(claim.finding, Grounded | Unreadable)]
    assert [claim for claim in wrong if getattr(claim.finding, "reason", "") != "thin"] == []


#: Every third text; the others only with the long tests.
SOME = [text if number % 3 == 0 else pytest.param(text, marks=pytest.mark.slow) for number, text in enumerate(TEXTS)]


@pytest.mark.parametrize("foreign", SOME, ids=lambda foreign: foreign.name)
def test_a_false_change_is_never_verified(foreign, executed_of):
    executed = executed_of(foreign)
    for old, new in foreign.lies:
        assert foreign.text.count(old) == 1, old
        assert foreign.verdict(executed, foreign.text.replace(old, new)).verdict != "verified", (old, new)


def test_as_much_is_read_as_before(judged):
    claims = [
        claim
        for foreign in TEXTS if foreign.head.get("raises", "")[:9] != "Recursion"
        for claim in judged(foreign).claims
    ]  # fmt: skip

    assert sum(not isinstance(claim.finding, Unreadable) for claim in claims) >= READ * len(claims)
