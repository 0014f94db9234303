"""What a verdict says: its precedence, its figures, and its record."""

from tests.verification.made import FORWARD, GIVEN, WORDS
from tracecot.verification.records import Rationale, Refuted
from tracecot.verification.verdict import verdict_record
from tracecot.verification.verify import verify

ANSWER = "['ANT', 'ASP', 'BEE', 'BAT']"


def test_a_verified_verdict_as_a_record(execute):
    record = verdict_record(execute(WORDS, GIVEN).verdict(FORWARD), "one")

    assert record["id"] == "one"
    assert record["verdict"] == "verified"
    assert record["answer_correct"] is True
    assert record["claims"] == record["grounded"]
    assert record["findings"] == []
    assert record["bare_sentences"] == 0


def test_a_finding_has_its_place_and_what_happened(execute):
    text = FORWARD.replace("`key = 'a'`, a new key", "`key = 'b'`, a new key")
    record = verdict_record(execute(WORDS, GIVEN).verdict(text))

    (finding,) = record["findings"]
    assert text[finding["start"] : finding["end"]] == finding["text"] == "`key = 'b'`"
    assert (finding["kind"], finding["reason"]) == ("bind", "contradicted") or finding["kind"] == "value"
    assert "`key` is `'a'`" in finding["actual"]


def test_a_wrong_answer_refutes_a_true_text(execute):
    text = FORWARD[: FORWARD.index("[ANSWER]")]
    verdict = execute(WORDS, GIVEN).verdict(text, "['ANT']")

    assert (verdict.verdict, verdict.answer_correct) == ("refuted", False)
    assert [claim.finding.reason for claim in verdict.claims if isinstance(claim.finding, Refuted)] == ["wrong_answer"]


def test_a_tag_that_differs_from_the_answer_is_refuted(execute):
    verdict = execute(WORDS, GIVEN).verdict(FORWARD.replace("[ANSWER]['ANT', ", "[ANSWER]["), ANSWER)

    assert verdict.answer_correct
    assert verdict.verdict == "refuted"


def test_refuted_goes_before_unreadable(execute):
    words = execute(WORDS, GIVEN)

    assert words.verdict("The frobnication `'q'` is odd. `limit` is `2`.", ANSWER).verdict == "unreadable"
    assert words.verdict("The frobnication `'q'` is odd. `limit` is `3`.", ANSWER).verdict == "refuted"


def test_a_text_without_steps_is_unreadable(execute):
    for text in ("", "It is easy to see.", f"The answer is `{ANSWER}`.", "`words` and `limit` are the arguments."):
        assert execute(WORDS, GIVEN).verdict(text, ANSWER).verdict == "unreadable"


def test_a_true_text_that_tells_little_is_thin(execute):
    verdict = execute(WORDS, GIVEN).verdict("Pass 1: `word = 'bee'`.", ANSWER)

    assert verdict.verdict == "verified"
    assert verdict.support < 0.5
    assert [claim.finding.reason for claim in verdict.claims if isinstance(claim.finding, Refuted)] == ["thin"]


def test_sentences_without_claims_are_counted(execute):
    verdict = execute(WORDS, GIVEN).verdict("Let us begin. Pass 1: `word = 'bee'`. That was easy.", ANSWER)

    assert verdict.bare_sentences == 2


def test_a_program_that_is_not_python_is_an_error(execute):
    words = execute(WORDS, GIVEN)
    broken = type(words.program)("tests", "def f(:\n", "f", words.program.origin)

    verdict = verify(Rationale("output_prediction", "", ""), broken, words.evidence[0], words.evidence[0])

    assert verdict.verdict == "error"


def test_the_same_text_gives_the_same_verdict(execute):
    words = execute(WORDS, GIVEN)

    assert words.verdict(FORWARD) == words.verdict(FORWARD)
