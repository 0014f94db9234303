"""Renders what a model is asked, and a sample as one flat row."""

import re
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from tracecot import targets
from tracecot.narrations.curriculum import Measures
from tracecot.narrations.records import Narration
from tracecot.sources.records import PROGRAMS_AT_HAND, Program
from tracecot.splits.records import Sample, Standing

Record = dict[str, object]

#: Sibling columns of an exported row, in this order.
METADATA = (
    "sample_id", "task", "answer", "corpus", "licence", "distribution", "version", "path", "qualname",
    "first_line", "last_line", "program_id", "call_id", "trace_id", "answer_trace_id", "narration_id", "group",
    "voice", "layout", "author", "label", "events", "code_lines", "answer_characters", "tokens", "support", "steps",
    "lines", "loop_depth", "branches_both_ways", "calls", "recursion_depth", "value_kinds", "string_share",
    "rating", "rating_score", "rating_rank",
)  # fmt: skip


def prompt(program: Program, narration: Narration) -> str:
    """What the model is asked, as one text."""
    return "\n\n".join(asked(program, narration))


def asked(program: Program, narration: Narration) -> tuple[str, ...]:
    """What the model is asked: the question, and the program in a fence, unless the program is the answer.

    Who is to say what is seen on the recorded calls is told which these are.
    """
    question = narration.question.strip()
    match narration.task:
        case targets.CODE_GENERATION:
            return (question,)
        case targets.EXPLANATION:
            return question, fenced(program.code), recorded_calls(narration.target.calls)
    return question, fenced(program.code)


def recorded_calls(calls: Sequence[str]) -> str:
    """The calls that a question about a program rests on, as a Markdown block."""
    listed = "\n".join(calls)
    return f"Its {len(calls)} recorded calls:\n\n{fenced(listed)}"


@lru_cache(maxsize=PROGRAMS_AT_HAND)
def fenced(code: str) -> str:
    """The code as a Markdown block, with a fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}python\n{code.rstrip()}\n{fence}"


@lru_cache(maxsize=PROGRAMS_AT_HAND)
def code_lines(code: str) -> int:
    """The lines that aren't blank."""
    return sum(1 for line in code.splitlines() if line.strip())


def sample_record(sample: Sample) -> Record:
    """All of a sample as one flat row, as the table `samples` has it."""
    own = zip(_OWN, _own_of(sample), strict=True)  # `asdict` copies each value, two dozen times as slow
    measures = zip(_MEASURES, _measures_of(sample.measures), strict=True)
    standing = zip(_STANDING, _standing_of(sample.standing), strict=True)
    graded = (("difficulty", sample.measures.grade),)
    return dict(chain((("sample_id", sample.id),), own, measures, graded, standing))


_OWN = tuple(field.name for field in fields(Sample) if field.name not in ("measures", "standing"))
_MEASURES = tuple(field.name for field in fields(Measures))
_STANDING = tuple(field.name for field in fields(Standing))
_own_of, _measures_of, _standing_of = (attrgetter(*names) for names in (_OWN, _MEASURES, _STANDING))
