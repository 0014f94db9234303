"""The rewards under each trainer's signature."""

import asyncio
import json

import pytest

from tests.executing import started
from tests.splits.formats.given import COUNT_UP, HALF, told
from tracecot.splits.formats.reinforcement import nemo_gym, prompt_only, verifiers, verl
from tracecot.splits.reward_functions import text_of, trl_reward, verifiers_reward, verl_score
from tracecot.splits.rewards import Question, scores


@pytest.fixture(scope="module")
def execute():
    return started()


@pytest.fixture(scope="module")
def rows():
    return [one.row for one in (*told(COUNT_UP, ("5", "8, start=5")), *told(HALF, ("3", "4")))]


def columns(records: list[dict]) -> dict:
    """As TRL hands them over."""
    return {name: [record[name] for record in records] for name in records[0]}


def test_trl_gets_a_score_for_each_completion_as_text_or_as_messages(rows, execute) -> None:
    given = columns([prompt_only(row) for row in rows])
    prompts = given.pop("prompt")
    reward = trl_reward(execute)
    right = [row["completion"] for row in rows]

    assert reward(prompts=prompts, completions=right, trainer_state=None, **given) == [1.0] * len(rows)
    messages = [[{"role": "assistant", "content": text}] for text in right]
    assert reward(prompts=prompts, completions=messages, completion_ids=[], **given) == [1.0] * len(rows)
    assert reward(prompts=prompts, completions=["[ANSWER]0[/ANSWER]"] * len(rows), **given) == [0.0] * len(rows)


def test_verl_scores_one_solution(rows, execute) -> None:
    score = verl_score(execute)
    for record, row in zip(verl(rows), rows, strict=True):
        truth = record["reward_model"]["ground_truth"]
        given = {"data_source": record["data_source"], "ground_truth": truth, "extra_info": record["extra_info"]}

        assert score(solution_str=row["completion"], **given) == 1.0
        assert score(solution_str=truth, **given) == 0.0


def test_verifiers_awaits_a_score(rows, execute) -> None:
    reward = verifiers_reward(execute)
    for row in rows:
        record = verifiers(row)
        right, wrong = [[{"role": "assistant", "content": text}] for text in (row["completion"], "4")]

        assert asyncio.run(reward(completion=right, info=record["info"], answer=record["answer"])) == 1.0
        assert asyncio.run(reward(completion=wrong, info=json.loads(record["info"]))) == 0.0


def test_a_row_of_nemo_gym_has_all_that_a_score_needs(rows, execute) -> None:
    questions = [Question.of(nemo_gym(row)["verifier_metadata"]) for row in rows]

    assert scores(questions, [row["completion"] for row in rows], execute) == [1.0] * len(rows)


def test_a_completion_without_a_message_has_no_text() -> None:
    assert text_of([]) == ""
    assert text_of([{"role": "assistant", "content": None}]) == ""
