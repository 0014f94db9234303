"""Prompts whose answers are scored (by `splits/rewards.py`): for GRPO in TRL, for verifiers, verl and NeMo Gym."""

import json
from collections.abc import Iterable, Iterator

from tracecot.splits.formats.chat import said
from tracecot.splits.formats.records import Made, Record, Row, origin

#: What a reward needs besides the answer: the program to run, and what its call gives.
SCORED_WITH = ("code", "entry_point", "input", "output", "answer", "target")
DATA_SOURCE = "tracecot"


def scored_with(row: Row) -> Record:
    """What the reward functions read: the task, the program, the call and its result, and where it came from."""
    return {**{name: row[name] for name in SCORED_WITH}, **origin(row)}


def prompt_only(row: Row) -> Record:
    """A prompt (TRL's GRPO); the other columns reach the reward function as lists."""
    return {"prompt": [said("user", row["prompt"])], "answer": row["answer"], "task_type": row["task"],
            "info": json.dumps(scored_with(row))}  # fmt: skip


def verifiers(row: Row) -> Record:
    """A prompt, its answer and `info` as a JSON text, as environments of `verifiers` take them."""
    return {"prompt": [said("user", row["prompt"])], "answer": row["answer"], "task": row["task"],
            "info": json.dumps(scored_with(row))}  # fmt: skip


def verl(rows: Iterable[Row]) -> Iterator[Made]:
    """Rows of verl; `extra_info` counts them from 0."""
    for index, row in enumerate(rows):
        yield {
            "data_source": f"{DATA_SOURCE}/{row['task']}",
            "prompt": [said("user", row["prompt"])],
            "ability": "code",
            "reward_model": {"style": "rule", "ground_truth": row["answer"]},
            "extra_info": {"split": row["split"], "index": index, **scored_with(row)},
        }


def nemo_gym(row: Row) -> Record:
    """A request in the words of the Responses API, and what its verifier needs."""
    return {
        "responses_create_params": {"input": [said("user", row["prompt"])]},
        "expected_answer": row["answer"],
        "id": row["sample_id"],
        "verifier_metadata": scored_with(row),
    }
