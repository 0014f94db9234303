"""Renders what a model is asked, and a sample as one flat row."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from tracecot import targets
from tracecot.narrations.records import Narration
from tracecot.sources.records import Program
from tracecot.splits.records import Sample

Record = dict[str, object]

#: Sibling columns of an exported row, in this order.
METADATA = (
    "sample_id", "task", "answer", "corpus", "licence", "distribution", "version", "path", "qualname",
    "first_line", "last_line", "program_id", "call_id", "trace_id", "narration_id", "group", "voice", "layout",
    "author", "label", "events", "code_lines", "answer_characters", "tokens", "support", "steps", "lines",
    "loop_depth", "branches_both_ways", "calls", "recursion_depth", "value_kinds", "string_share",
    "rating", "rating_score", "rating_rank",
)  # fmt: skip


def prompt(program: Program, narration: Narration) -> str:
    """What the model is asked: the question, and the program in a fence, unless the program is the answer.

    Who is to say what is seen on the recorded calls is told which these are.
    """
    question = narration.question.strip()
    match narration.task:
        case targets.CODE_GENERATION:
            return question
        case targets.EXPLANATION:
            return f"{question}\n\n{fenced(program.code)}\n\n{recorded_calls(narration.target.calls)}"
    return f"{question}\n\n{fenced(program.code)}"


def recorded_calls(calls: Sequence[str]) -> str:
    """The calls that a question about a program rests on, as a Markdown block."""
    listed = "\n".join(calls)
    return f"Its {len(calls)} recorded calls:\n\n{fenced(listed)}"


def fenced(code: str) -> str:
    """The code as a Markdown block, with a fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}python\n{code.rstrip()}\n{fence}"


def code_lines(code: str) -> int:
    """The lines that aren't blank."""
    return sum(1 for line in code.splitlines() if line.strip())


def sample_record(sample: Sample) -> Record:
    """All of a sample as one flat row, as the table `samples` has it."""
    own = _fields(sample)
    measures, standing = _fields(own.pop("measures")), _fields(own.pop("standing"))
    return {"sample_id": sample.id, **own, **measures, "difficulty": sample.measures.grade, **standing}


def _fields(record: Any) -> dict[str, Any]:
    """The fields of a record as they are: `dataclasses.asdict` copies each value, a dozen times as slow."""
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
