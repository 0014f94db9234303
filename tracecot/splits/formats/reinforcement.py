"""Prompts whose answers are scored (by `splits/rewards.py`): for GRPO in TRL, for verifiers, verl and NeMo Gym.

Each begins with a system message that says how to answer: an answer without tags is scored 0, however right it is.
"""

import json
from collections.abc import Iterable, Iterator

from tracecot.splits.choices import Row
from tracecot.splits.formats.chat import said
from tracecot.splits.formats.records import Made, Record, origin
from tracecot.splits.prompts import system_text, tag_of

#: What a reward needs besides the answer: the program to run, and what its call gives.
SCORED_WITH = ("code", "entry_point", "input", "output", "answer", "target")
DATA_SOURCE = "tracecot"


def scored_with(row: Row) -> Record:
    """What the reward functions read: the task, the program, the call and its result, and where it came from."""
    return {**{name: row[name] for name in SCORED_WITH}, **origin(row)}


def messages(row: Row) -> list[Record]:
    """What a model is asked: how to answer, in the tags that the row's own rationale has, and the question."""
    how = system_text(str(row["task"]), tag_of(str(row["completion"])))
    return [said("system", how.strip()), said("user", row["prompt"])]


def prompt_only(row: Row) -> Record:
    """A prompt (TRL's GRPO); the other columns reach the reward function as lists."""
    return {"prompt": messages(row), "answer": row["answer"], "task_type": row["task"],
            "info": json.dumps(scored_with(row))}  # fmt: skip


def verifiers(row: Row) -> Record:
    """A prompt, its answer and `info` as a JSON text, as environments of `verifiers` take them."""
    return {"prompt": messages(row), "answer": row["answer"], "task": row["task"],
            "info": json.dumps(scored_with(row))}  # fmt: skip


def verl(rows: Iterable[Row]) -> Iterator[Made]:
    """Rows of verl; `extra_info` counts them from 0."""
    for index, row in enumerate(rows):
        yield {
            "data_source": f"{DATA_SOURCE}/{row['task']}",
            "prompt": messages(row),
            "ability": "code",
            "reward_model": {"style": "rule", "ground_truth": row["answer"]},
            "extra_info": {"split": row["split"], "index": index, **scored_with(row)},
        }


def nemo_gym(row: Row) -> Record:
    """A request in the words of the Responses API, and what its verifier needs."""
    return {
        "responses_create_params": {"input": messages(row)},
        "expected_answer": row["answer"],
        "id": row["sample_id"],
        "verifier_metadata": scored_with(row),
    }
