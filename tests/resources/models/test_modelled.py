"""What a model writes ships only when the verifier verifies it; what is wrong is sent back with its findings."""

import pytest

from resources.models.client import LanguageModel
from resources.models.journal import Journal
from resources.models.settings import ModelSettings
from resources.narrations.modelled import complaints
from tests.executing import sandbox
from tests.narrations.test_golden import executed
from tests.needs import LITELLM
from tests.resources.models.stand_in import Reply, stand_in
from tests.resources.models.writer import answer
from tracecot.narrations.manner import FOUR_PHASE, PLAIN, USUAL, Manner
from tracecot.narrations.modelled.writing import Paper, write
from tracecot.narrations.narrate import narrate
from tracecot.verification.records import Rationale
from tracecot.verification.verify import Evidence, verify

__all__ = ["sandbox"]

pytestmark = LITELLM

SUMS = "def f(xs):\n    total = 0\n    for x in xs:\n        if x > 1:\n            total += x\n    return total\n"
TRUE = (
    "`f` is called with `xs = [1, 2, 3]`, and line 2 starts with `total = 0`. The loop on line 3 goes through the 3 "
    "items of `xs`.\nPass 1: `x = 1`, and `x > 1` is false, so line 5 is skipped.\nPass 2: `x = 2`. `x > 1` is true, "
    "so line 5 makes `total = 2`.\nPass 3: `x = 3`. `x > 1` is true again, so `total = 5`.\nThe loop ends, and `f` "
    "returns `5`."
)
LIE = TRUE.replace("so `total = 5`", "so `total = 6`")
LEAK = TRUE.replace("The loop on line 3", "The trace shows this. The loop on line 3")


def told(sandbox, tmp_path, reply, mode="free", repairs=2, manner=USUAL, task="output_prediction"):
    program, call, trace = executed(sandbox, SUMS, "[1, 2, 3]")
    template = narrate(program, call, trace, task, manner)
    evidence = Evidence(call, trace)

    def judge(paper, narration):
        rationale = Rationale(narration.task, narration.rationale, narration.answer, narration.target)
        return complaints(verify(rationale, program, evidence, evidence))

    with stand_in(reply) as server:
        settings = ModelSettings(name="openai/stand-in", api_base=server.url, tries=1)
        ask = LanguageModel(settings, Journal(tmp_path))
        (written,) = write([Paper(program, call, trace, template)], ask, judge, Manner(), mode, repairs)
    return written, server, template


def test_a_true_text_is_kept_with_its_author(sandbox, tmp_path) -> None:
    written, server, template = told(sandbox, tmp_path, lambda messages, number: Reply(TRUE))

    assert written.narration.rationale == f"{TRUE}\n[ANSWER]5[/ANSWER]"
    assert (written.narration.author, written.attempts, written.reason) == ("openai/stand-in", 1, "")
    assert written.narration.id != template.id
    assert "line 5, pass 2: total = 2" in server.requests[0]["messages"][-1]["content"]


def test_a_false_text_is_sent_back_with_what_is_really_so(sandbox, tmp_path) -> None:
    written, server, _ = told(sandbox, tmp_path, lambda messages, number: Reply(LIE if number == 1 else TRUE))

    again = server.requests[1]["messages"][-1]["content"]
    assert written.attempts == 2
    assert "total = 6" in again.partition("This in it is wrong")[2]
    assert "5" in again.partition("really: ")[2]


def test_a_model_that_goes_on_lying_is_rejected_with_the_findings(sandbox, tmp_path) -> None:
    written, _, _ = told(sandbox, tmp_path, lambda messages, number: Reply(LIE), repairs=2)

    assert written.narration is None
    assert (written.reason, written.attempts) == ("not_verified", 3)
    assert any("total = 6" in one.text for one in written.complaints)


def test_a_text_that_shows_where_it_knows_it_from_is_sent_back(sandbox, tmp_path) -> None:
    written, server, _ = told(sandbox, tmp_path, lambda messages, number: Reply(LEAK if number == 1 else TRUE))

    assert written.attempts == 2
    assert '"The trace"' in server.requests[1]["messages"][-1]["content"]


def test_nothing_but_the_answer_is_no_rationale(sandbox, tmp_path) -> None:
    written, _, _ = told(sandbox, tmp_path, lambda messages, number: Reply("`f` returns `5`."), repairs=0)

    assert written.reason == "not_verified"


def test_the_answer_is_ours_whatever_the_model_tags(sandbox, tmp_path) -> None:
    text = f"<think>It is 6.</think>\n{TRUE}\n[ANSWER]6[/ANSWER]"
    written, _, _ = told(sandbox, tmp_path, lambda messages, number: Reply(text))

    assert written.narration.rationale == f"{TRUE}\n[ANSWER]5[/ANSWER]"


def test_rewriting_hands_over_the_template_and_no_notes(sandbox, tmp_path) -> None:
    _, server, template = told(sandbox, tmp_path, lambda messages, number: Reply(TRUE), mode="rewrite")

    prompt = server.requests[0]["messages"][-1]["content"]
    assert template.rationale.splitlines()[2] in prompt
    assert "notes for you alone" not in prompt


def test_a_provider_that_is_away_leaves_a_reason(sandbox, tmp_path) -> None:
    written, _, _ = told(sandbox, tmp_path, lambda messages, number: Reply("no", 500))

    assert (written.narration, written.reason, written.attempts) == (None, "unreachable", 0)


def test_the_stand_in_that_can_be_tried_without_a_key_writes_what_is_verified(sandbox, tmp_path) -> None:
    forward, server, _ = told(sandbox, tmp_path / "forward", answer)
    backward, _, _ = told(sandbox, tmp_path / "backward", answer, task="input_prediction")

    assert forward.narration is not None
    assert backward.narration is not None
    assert forward.prompt_tokens > forward.completion_tokens > 50
    assert len(server.requests) == forward.attempts


@pytest.mark.parametrize("mode", ["free", "rewrite"])
def test_a_model_is_asked_for_no_phases_and_its_text_is_said_to_have_none(sandbox, tmp_path, mode) -> None:
    written, server, template = told(
        sandbox, tmp_path, lambda messages, number: Reply(TRUE), mode, manner=Manner(layout=FOUR_PHASE)
    )

    assert (template.layout, written.narration.layout) == (FOUR_PHASE, PLAIN)
    assert "### " not in server.requests[0]["messages"][-1]["content"]
