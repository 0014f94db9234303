"""Every format by its name, in the order of the docs."""

from tracecot.splits.formats.benchmarks import cruxeval, livecodebench
from tracecot.splits.formats.chat import conversational, flat, multi_turn, plain_text, prompt_completion
from tracecot.splits.formats.cwm import cwm
from tracecot.splits.formats.names import FormatName
from tracecot.splits.formats.preference import preference
from tracecot.splits.formats.records import Format, OfExecutions, OfRows, each
from tracecot.splits.formats.reinforcement import nemo_gym, prompt_only, verifiers, verl
from tracecot.splits.formats.reval import reval_data, reval_tasks

#: The version of all formats; a change of it has the exports written anew.
RENDERER = "3"
_LINES, _PARQUET = "{side}.jsonl", "{side}.parquet"
#: Where `datasets` and the Hub look for the shards of a side.
_SHARD = "data/{side}-00000-of-00001.parquet"

FORMATS: dict[FormatName, Format] = {
    "conversational": Format("messages, for TRL's SFT", "a sample", (OfRows(_LINES, each(conversational)),)),
    "parquet": Format("the same as Parquet", "a sample", (OfRows(_PARQUET, each(conversational)),)),
    "prompt-completion": Format(
        "prompt and completion, for SFT with the loss on the completion", "a sample",
        (OfRows(_LINES, each(prompt_completion)),),
    ),
    "multi-turn": Format(
        "messages of two turns: forward, then backward on the same program", "two samples",
        (OfRows(_LINES, multi_turn),), by_program=True,
    ),
    "preference": Format(
        "an honest rationale against one that goes wrong and is refuted, for DPO", "a sample",
        (OfExecutions(_LINES, preference, apart=True),), by_program=True,
    ),
    "prompt-only": Format(
        "prompts with what a reward needs, for TRL's GRPO", "a sample", (OfRows(_LINES, each(prompt_only)),),
        has_rationale=False,
    ),
    "verifiers": Format(
        "prompt, answer and info, for verifiers", "a sample", (OfRows(_LINES, each(verifiers)),), has_rationale=False
    ),
    "verl": Format("Parquet, for verl", "a sample", (OfRows(_PARQUET, verl),), has_rationale=False),
    "nemo-gym": Format(
        "requests with expected answers, for NeMo Gym", "a sample", (OfRows(_LINES, each(nemo_gym)),),
        has_rationale=False,
    ),
    "cruxeval": Format(
        "CRUXEval's shape", "an execution", (OfRows(_LINES, cruxeval),), has_rationale=False
    ),
    "livecodebench": Format(
        "the shape of LiveCodeBench's execution task", "an execution", (OfRows(_LINES, livecodebench),),
        has_rationale=False,
    ),
    "reval": Format(
        "REval's shape: tasks, and the programs beside them", "a program",
        (OfRows(_LINES, reval_tasks), OfRows("{side}_data.jsonl", reval_data)), has_rationale=False, by_program=True,
    ),
    "cwm": Format(
        "trace text of the Code World Model", "an execution", (OfExecutions(_LINES, cwm),), has_rationale=False
    ),
    "text": Format("plain texts, for pretraining", "a sample", (OfRows(_LINES, each(plain_text)),)),
    "datasets": Format(
        "a folder of Parquet with every column, for `datasets.load_dataset`", "a sample",
        (OfRows(_SHARD, each(flat)),),
    ),
}  # fmt: skip
