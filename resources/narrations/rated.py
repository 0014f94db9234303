"""Has a language model mark verified rationales by a rubric: columns of `model_narrations`."""

from collections.abc import Sequence
from itertools import groupby

import pyarrow as pa

from resources import tables
from resources.models.settings import ModelSettings
from resources.tables.rows import Row, made_of
from resources.warehouse import Warehouse
from tracecot.language_models import Ask, Unanswered
from tracecot.narrations.modelled.rating import Marked, Marks, Rated, Score, rate, scores
from tracecot.splits.records import Standing

#: Rows of what the model wrote, verified and not marked yet, with what the marks are about.
UNRATED = """
    select it.*, code, question, rationale from model_narrations as it
    join narrations using (narration_id) join programs on programs.program_id = it.program_id
    where it.corpus = ? and it.model = ? and it.rating is null
    and it.retired_at is null and narrations.retired_at is null
    order by it.trace_id, it.task
"""
RATED = """
    select narration_id, model, program_id, trace_id, task, rating from model_narrations
    where rating is not null and retired_at is null order by model, narration_id
"""


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
    """The best executions of each program by the model's marks, the best first, at most so many of one program."""
    found = [row for row in warehouse.records(RATED, []) if row["model"] == chosen.name]
    return [one for one in scores([_rated(row) for row in found]) if one.rank <= most]


def standings(warehouse: Warehouse) -> dict[str, Standing]:
    """How verified rationales were rated, by narration; executions are ranked among those that the same model told."""
    verified = "select narration_id from verified_cot where retired_at is null"
    rows = warehouse.records(f"select * from ({RATED}) where narration_id in ({verified})", [])
    found: dict[str, Standing] = {}
    for _, of_model in groupby(rows, key=lambda row: row["model"]):
        some = list(of_model)
        by_trace = {one.trace_id: one for one in scores([_rated(row) for row in some])}
        for row in some:
            score = by_trace.get(row["trace_id"])
            found[row["narration_id"]] = (
                Standing(row["rating"], score.score, score.rank) if score else Standing(row["rating"])
            )
    return found


def _rated(row: Row) -> Rated:
    return Rated(row["program_id"], row["trace_id"], row["task"], row["rating"])
