"""Has a language model answer the questions of samples: rows of `pass_rates`."""

from collections.abc import Sequence

import pyarrow as pa

from resources import tables
from resources.tables.rows import Row, made_of
from resources.warehouse import Warehouse
from tracecot.execution import Execute
from tracecot.language_models import Ask, Unanswered
from tracecot.splits.pass_rates import MEASURED, PROMPTS, Posed, pass_rates
from tracecot.splits.rewards import Question

_KNOWN = "model = ? and answers = ? and prompts = ?"
#: Samples whose question has no rate under today's words, the first by chance, up to so many of all samples.
UNMEASURED = f"""
    with rated as (select narration_id from pass_rates where {_KNOWN}),
    asked as (from samples where retired_at is null and task in {MEASURED})
    select asked.*, code, entry_point, input,
        case when outcome = 'raised' then concat_ws(': ', value_type, nullif(value_repr, ''))
             else value_repr end as output
    from asked join programs using (program_id) join calls using (call_id) join raw_traces using (trace_id)
    where narration_id not in (from rated) order by md5(narration_id)
    limit greatest(0, ? - (select count(*) from asked where narration_id in (from rated)))
"""


def unmeasured(warehouse: Warehouse, model: str, answers: int, most: int) -> list[Row]:
    """Samples whose questions are to be asked."""
    return list(warehouse.records(UNMEASURED, [model, answers, PROMPTS, most]))


def measured(
    rows: Sequence[Row], model: str, answers: int, ask: Ask, execute: Execute
) -> tuple[pa.Table, list[Unanswered]]:
    """Rows of `pass_rates` for these samples, and why others have none."""
    posed = [Posed(row["narration_id"], row["prompt"], Question.of(row)) for row in rows]
    found = list(zip(rows, pass_rates(posed, answers, ask, execute), strict=True))
    done = [
        {
            **row, "model": model, "answers": rate.answers, "right": rate.right, "pass_rate": rate.share,
            "prompts": PROMPTS,
        }
        for row, rate in found
        if not isinstance(rate, Unanswered)
    ]  # fmt: skip
    return made_of(tables.PASS_RATES, done), [rate for _, rate in found if isinstance(rate, Unanswered)]
