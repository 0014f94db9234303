"""The rewards under the signatures that trainers call: TRL's GRPO, verl, and verifiers."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence

from tracecot.execution import Execute
from tracecot.splits.rewards import Question, scores

Message = Mapping[str, object]
Completion = str | Sequence[Message]  # a text, or a conversation whose last message is the completion


def trl_reward(execute: Execute) -> Callable[..., list[float]]:
    """A reward function for TRL's `GRPOTrainer` on rows of `prompt-only`: the column `info` reaches it as a list."""

    def tracecot_reward(
        prompts: Sequence[object], completions: Sequence[Completion], *, info: Sequence[str], **columns: object
    ) -> list[float]:
        questions = [Question.of(json.loads(one)) for one in info]
        return scores(questions, [text_of(completion) for completion in completions], execute)

    return tracecot_reward


def verl_score(execute: Execute) -> Callable[..., float]:
    """A `compute_score` for verl's custom reward function on rows of `verl`."""

    def compute_score(
        data_source: str, solution_str: str, ground_truth: str, extra_info: Mapping[str, object], **more: object
    ) -> float:
        return scores([Question.of(extra_info)], [solution_str], execute)[0]

    return compute_score


def verifiers_reward(execute: Execute) -> Callable[..., Awaitable[float]]:
    """A reward function for a `Rubric` of verifiers on rows of `verifiers`."""

    async def right_answer(completion: Completion, info: str | Mapping[str, object], **more: object) -> float:
        given = json.loads(info) if isinstance(info, str) else info
        return scores([Question.of(given)], [text_of(completion)], execute)[0]

    return right_answer


def text_of(completion: Completion) -> str:
    """The text of a completion.

    >>> text_of([{"role": "assistant", "content": "[ANSWER]4[/ANSWER]"}])
    '[ANSWER]4[/ANSWER]'
    """
    if isinstance(completion, str):
        return completion
    return str(completion[-1].get("content") or "") if completion else ""
