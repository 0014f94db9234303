"""Has a language model mark verified rationales by a rubric: columns of `model_narrations`."""

from collections.abc import Sequence

import pyarrow as pa

from resources import tables
from resources.models.settings import ModelSettings
from resources.rows import Row, made_of
from resources.warehouse import Warehouse
from tracecot.language_models import Ask, Unanswered
from tracecot.narrations.modelled.rating import Marked, Marks, Rated, Score, best, rate

#: Rows of what the model wrote, verified and not marked yet, with what the marks are about.
UNRATED = """
    select it.*, code, question, rationale from model_narrations as it
    join narrations using (narration_id) join programs on programs.program_id = it.program_id
    where it.corpus = ? and it.model = ? and it.rating is null
    and it.retired_at is null and narrations.retired_at is null
    order by it.trace_id, it.task
"""
RATED = "select program_id, trace_id, task, rating from model_narrations where model = ? and rating is not null"


def rated(rows: Sequence[Row], ask: Ask) -> tuple[pa.Table, list[Unanswered]]:
    """The rows of `model_narrations` with their marks, and why others have none."""
    given = [Marked(row["narration_id"], row["code"], row["question"], row["rationale"]) for row in rows]
    marked = list(zip(rows, rate(given, ask), strict=True))
    done = [{**row, **_columns(got)} for row, got in marked if isinstance(got, Marks)]
    return made_of(tables.MODEL_NARRATIONS, done), [got for _, got in marked if isinstance(got, Unanswered)]


def _columns(marks: Marks) -> Row:
    return {
        "intent": marks.intent, "reasoning": marks.reasoning, "conciseness": marks.conciseness, "rating": marks.mean,
    }  # fmt: skip


def best_rated(warehouse: Warehouse, chosen: ModelSettings, most: int) -> list[Score]:
    """The best executions of each program by the model's marks, the best first."""
    found = warehouse.records(RATED, [chosen.name])
    return best([Rated(row["program_id"], row["trace_id"], row["task"], row["rating"]) for row in found], most)
