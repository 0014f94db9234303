"""Lists what was dropped before there was a rationale of it: sources, executions, tasks."""

from collections.abc import Mapping
from dataclasses import dataclass

from resources.warehouse.asking import Ask, Row
from tracecot_cli.view.listing import A_PAGE, page_number

#: For each stage what tells its rows apart: the row that it leads to, what it is, and where it comes from.
TABLES: Mapping[str, str] = {
    "sources": "select null as id, qualname as what, distribution || ' ' || path || ':' || line as place, corpus, "
    "reason, detail from rejected_sources",
    "traces": "select call_id as id, program.qualname as what, call.input as place, dropped.corpus, reason, detail "
    "from rejected_traces as dropped left join calls as call using (call_id) "
    "left join programs as program on program.program_id = dropped.program_id where dropped.retired_at is null",
    "narrations": "select trace_id as id, program.qualname as what, task as place, dropped.corpus, reason, detail "
    "from skipped_traces as dropped left join raw_traces as trace using (trace_id) "
    "left join programs as program on program.program_id = trace.program_id where dropped.retired_at is null",
}


@dataclass(frozen=True, slots=True)
class Dropped:
    """One page of what a stage dropped."""

    stage: str
    reason: str
    reasons: list[tuple[str, int]]
    rows: list[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // A_PAGE))


def dropped(ask: Ask, asked: Mapping[str, str]) -> Dropped:
    """What a stage dropped, for one reason or for any; of the first stage where none is named."""
    stage = asked.get("stage", "")
    stage = stage if stage in TABLES else next(iter(TABLES))
    reason, page = asked.get("reason", ""), page_number(asked)
    counted = ask(f"select reason, count(*) as rows from ({TABLES[stage]}) group by 1 order by 2 desc, 1", [])
    reasons = [(str(row["reason"]), int(str(row["rows"]))) for row in counted]
    total = sum(rows for name, rows in reasons if reason in ("", name))
    page = min(page, max(1, -(-total // A_PAGE)))
    rows = ask(
        f"from ({TABLES[stage]}) where ? in ('', reason) order by all limit {A_PAGE} offset {(page - 1) * A_PAGE}",
        [reason],
    )
    return Dropped(stage, reason, reasons, rows, total, page)
