"""Each format's records have exactly the keys and the contents that its reader asks for."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from tests.splits.formats.given import COUNT_UP, HALF, told
from tracecot.answer_tags import all_tagged
from tracecot.splits.formats.benchmarks import cruxeval, livecodebench, named_f
from tracecot.splits.formats.catalogue import FORMATS
from tracecot.splits.formats.chat import conversational, flat, multi_turn, plain_text, prompt_completion
from tracecot.splits.formats.mistaken import CARRIED_ON, OTHER_CALL, of_other_calls
from tracecot.splits.formats.names import FormatName
from tracecot.splits.formats.preference import SLIGHT, preference, refuted
from tracecot.splits.formats.records import ORIGIN, LeftOut
from tracecot.splits.formats.reinforcement import nemo_gym, prompt_only, verifiers, verl
from tracecot.splits.prompts import system_text
from tracecot.splits.render import METADATA
from tracecot.targets import OF_PROGRAMS, TASKS
from tracecot.verification.observing.reading import read_statement
from tracecot.verification.observing.statements import OnAll
from tracecot.verification.records import Rationale
from tracecot.verification.verify import verify


@pytest.fixture(scope="module")
def given():
    return told(COUNT_UP, ("5", "3", "8, start=5"))


@pytest.fixture
def row(given):
    return given[0].row


def user(text: str) -> dict:
    return {"role": "user", "content": text}


def test_every_name_has_a_format_in_the_same_order() -> None:
    assert tuple(FORMATS) == get_args(FormatName)


def test_the_docs_have_a_line_for_every_format_with_its_files() -> None:
    text = (Path(__file__).parents[3] / "docs" / "splits.md").read_text(encoding="utf-8")
    table = text.split("## Exports")[1].split("### ")[0]
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("| `")]

    assert [name.strip("`") for name, *_ in lines] == list(FORMATS)
    for (_, _, record, paths, _), one in zip(lines, FORMATS.values(), strict=True):
        assert record == one.record
        assert paths == ", ".join(f"`{file.path.format(side='train')}`" for file in one.files)


def test_the_docs_explain_every_reason_to_leave_a_row_out() -> None:
    root = Path(__file__).parents[3]
    sources = "".join(path.read_text() for path in (root / "tracecot" / "splits" / "formats").glob("*.py"))
    found = set(re.findall(r'(?:LeftOut\(.*?, |Unframed\(|return |else )"([a-z]+(?:_[a-z]+)+|raises)"', sources))
    documented = (root / "docs" / "splits.md").read_text(encoding="utf-8").split("### What has no record")[1]

    assert {"no_partner", "raises", "f_is_taken", "line_not_known", "keyword_arguments"} <= found
    assert [reason for reason in sorted(found) if f"`{reason}`" not in documented] == []


@pytest.mark.parametrize(
    ("render", "own"),
    [
        (conversational, {"messages"}),
        (prompt_completion, {"prompt", "completion"}),
        (flat, {"prompt", "completion", "question", "code", "entry_point", "input", "output", "difficulty"}),
    ],
)
def test_texts_to_learn_from_carry_all_metadata(render, own, row) -> None:
    assert set(render(row)) == own | set(METADATA)


def test_a_conversation_is_the_question_and_the_rationale(row) -> None:
    messages = [user(row["prompt"]), {"role": "assistant", "content": row["completion"]}]

    assert conversational(row)["messages"] == messages
    assert prompt_completion(row)["prompt"] + prompt_completion(row)["completion"] == messages


def test_a_plain_text_holds_program_question_and_rationale(row) -> None:
    text = plain_text(row)["text"]

    assert text.index(row["code"].strip()) < text.index(row["question"]) < text.index(row["completion"])


def test_the_second_turn_asks_about_another_result(given) -> None:
    made = [one for one in multi_turn([one.row for one in given]) if not isinstance(one, LeftOut)]

    assert made
    for one in made:
        first, second = (next(row.row for row in given if row.row["sample_id"] == one[name])
                         for name in ("sample_id", "second_sample_id"))  # fmt: skip
        assert [message["role"] for message in one["messages"]] == ["user", "assistant"] * 2
        assert (first["task"], second["task"]) == ("output_prediction", "input_prediction")
        assert first["output"] != second["output"]
        assert first["program_id"] == second["program_id"]


def test_each_row_is_in_one_conversation_or_told_to_be_in_none(given) -> None:
    rows = [one.row for one in given]

    made = list(multi_turn(rows))
    alone = [one.sample_id for one in made if isinstance(one, LeftOut)]
    used = [one[name] for one in made if not isinstance(one, LeftOut) for name in ("sample_id", "second_sample_id")]

    assert sorted(alone + used) == sorted(row["sample_id"] for row in rows)


def test_a_backward_row_about_the_same_result_is_no_second_turn() -> None:
    rows = [one.row for one in told(COUNT_UP, ("5",))]

    assert [one.reason for one in multi_turn(rows)] == ["no_partner", "no_partner"]


def test_a_row_about_one_moment_is_no_turn(row) -> None:
    (made,) = multi_turn([{**row, "task": "state"}])

    assert made == LeftOut(row["sample_id"], "another_task")


def test_prompts_for_reinforcement_learning_have_the_keys_of_their_trainers(row) -> None:
    (of_verl,) = verl([row])

    assert set(prompt_only(row)) == {"prompt", "answer", "task_type", "info"}
    assert set(verifiers(row)) == {"prompt", "answer", "task", "info"}
    assert set(of_verl) == {"data_source", "prompt", "ability", "reward_model", "extra_info"}
    assert of_verl["reward_model"] == {"style": "rule", "ground_truth": row["answer"]}
    assert (of_verl["extra_info"]["split"], of_verl["extra_info"]["index"]) == ("train", 0)
    assert set(nemo_gym(row)) == {"responses_create_params", "expected_answer", "id", "verifier_metadata"}
    assert list(nemo_gym(row)["responses_create_params"]) == ["input"]
    assert json.loads(prompt_only(row)["info"])["licence"] == "MIT"


def asked_of(row: dict) -> list[list[dict]]:
    """What each trainer's model is asked."""
    (of_verl,) = verl([row])
    in_messages = [record["prompt"] for record in (prompt_only(row), verifiers(row), of_verl)]
    return [*in_messages, nemo_gym(row)["responses_create_params"]["input"]]


def test_every_prompt_that_is_scored_says_how_to_answer_before_it_asks(row) -> None:
    for system, question in asked_of(row):
        assert system["role"] == "system"
        assert "between [ANSWER] and [/ANSWER]" in system["content"]
        assert question == user(row["prompt"])


def test_the_tag_that_is_asked_for_is_that_of_the_row(row) -> None:
    of_another = {**row, "completion": row["completion"].replace("ANSWER]", "FINAL]")}

    for system, _ in asked_of(of_another):
        assert "alone between [FINAL] and [/FINAL]" in system["content"]
        assert "ANSWER" not in system["content"]


@pytest.mark.parametrize("task", [*TASKS, *OF_PROGRAMS])
def test_every_task_is_told_how_to_answer(task) -> None:
    assert system_text(task).count("[ANSWER]") == system_text(task).count("[/ANSWER]") >= 2


def test_the_sentence_that_explanations_are_shown_is_one_that_can_be_read() -> None:
    shown = all_tagged(system_text("explanation"))[-1].text(system_text("explanation"))

    assert isinstance(read_statement(shown), OnAll)


def test_no_prompt_for_reinforcement_learning_shows_the_rationale(row) -> None:
    for record in (prompt_only(row), verifiers(row), next(verl([row])), nemo_gym(row)):
        assert row["completion"] not in json.dumps(record)


def test_a_preference_sets_the_honest_text_against_a_refuted_one(given) -> None:
    made = list(preference(given))

    assert len(made) == len(given)
    for one, of in zip(made, given, strict=True):
        (chosen,), (rejected,) = one["chosen"], one["rejected"]
        verdicts = [
            verify(Rationale(one["task"], text["content"], one["answer"]), of.program, of.asked, of.answered).verdict
            for text in (chosen, rejected)
        ]
        assert verdicts == ["verified", "refuted"]
        assert one["error"] == rejected["content"][one["error_start"] : one["error_end"]] != ""


def test_most_rejected_texts_lead_to_a_wrong_answer_and_few_are_slight() -> None:
    calls = tuple(f"{limit}, start={start}" for limit in range(3, 9) for start in range(3))
    rows = (*told(COUNT_UP, calls), *told(HALF, tuple(map(str, range(20)))))

    made = [one for one in preference(rows) if not isinstance(one, LeftOut)]

    kinds = Counter(one["corruption"] for one in made)
    wrong = [one for one in made if f"[ANSWER]{one['answer']}[/ANSWER]" not in one["rejected"][0]["content"]]
    assert len(made) > 0.9 * len(rows)
    assert len(wrong) > 0.8 * len(made)
    assert min(kinds[OTHER_CALL], kinds[CARRIED_ON]) > 0.1 * len(made)
    assert sum(kinds[kind] for kind in SLIGHT) <= 0.1 * len(made)


def test_another_calls_rationale_is_told_as_if_of_this_one(given) -> None:
    five, three = given[0], given[2]

    (wrong,) = of_other_calls(five, [five, three])

    assert (wrong.was, wrong.says, wrong.answer) == ("count_up(5)", "count_up(3)", "[0, 2]")
    assert "`limit = 5`" in wrong.text
    assert "`limit = 3`" not in wrong.text
    assert wrong.text.endswith("[ANSWER][0, 2][/ANSWER]")
    assert wrong.told["error"] == "`range(start, limit)` is `range(0, 3)`"
    assert "range(0, 5)" in wrong.told["really"]


WITH_HELPER = """\
def total(numbers, start):
    return sum(doubled(numbers)) + start


def doubled(items):
    return [item * 2 for item in items]
"""


def test_what_is_handed_on_to_a_helper_is_this_calls_too() -> None:
    one, other = told(WITH_HELPER, ("[1, 2], 5", "[4, 4], 5"), ("output_prediction",))

    (wrong,) = of_other_calls(one, [one, other])

    assert "`numbers = [1, 2]`" in wrong.text
    assert "`items = [1, 2]`" in wrong.text
    assert "= [4, 4]`" not in wrong.text
    assert wrong.answer == "21"


def test_a_wrong_input_is_led_up_to_from_the_result_that_is_asked_for(given) -> None:
    five, three = given[1], given[3]

    (wrong,) = of_other_calls(five, [five, three])

    assert "returns `[0, 2, 4]`" in wrong.text
    assert "returns `[0, 2]`" not in wrong.text
    assert wrong.answer == "count_up(3)"


def test_an_error_is_carried_on_to_the_answer() -> None:
    (one,) = (each for each in told(HALF, ("4",)) if each.row["task"] == "output_prediction")

    made = refuted(one, [one])

    assert made.kind == CARRIED_ON
    assert f"`number // 2` is `{made.answer}`, so `half` returns `{made.answer}`" in made.text
    assert made.text.endswith(f"[ANSWER]{made.answer}[/ANSWER]")
    assert made.answer != one.row["answer"]


def test_the_rejected_text_is_always_the_same(given) -> None:
    assert list(preference(given)) == list(preference(given))


def test_cruxeval_has_its_own_keys_and_a_function_named_f(given) -> None:
    first, *_ = cruxeval([one.row for one in given])

    assert set(first) == {"code", "input", "output", "id"} | set(ORIGIN) - {"task"}
    assert first["code"].endswith("\n\nf = count_up\n")
    assert (first["input"], first["output"]) == ("5", "[0, 2, 4]")


def test_a_program_that_has_an_f_of_its_own_has_no_cruxeval_row() -> None:
    assert named_f("def f(x):\n    return x\n", "f") == "def f(x):\n    return x\n"
    assert named_f("def f(x):\n    return x\n\n\ndef g(x):\n    return f(x)\n", "g") is None
    assert named_f("def g(f):\n    return f(1)\n", "g") is not None


def test_livecodebench_has_its_own_keys_and_the_whole_call(given) -> None:
    first, *_ = livecodebench([one.row for one in given])

    assert {
        "question_id", "contest_id", "contest_date", "difficulty", "function_name", "code", "input", "output", "id",
        "problem_id", "numsteps",
    } <= set(first)  # fmt: skip
    assert (first["input"], first["output"], first["function_name"]) == ("count_up(5)", "[0, 2, 4]", "count_up")


@pytest.mark.parametrize("render", [cruxeval, livecodebench])
def test_benchmarks_have_each_execution_once_and_say_what_they_leave_out(render, given) -> None:
    made = list(render([one.row for one in (*given, *told(HALF, ("3", "4")))]))

    reasons = [one.reason for one in made if isinstance(one, LeftOut)]
    assert reasons == ["same_execution"] * 3 + ["raises", "same_execution"]
    assert len(made) - len(reasons) == 4
