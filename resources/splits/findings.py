"""Reads from the warehouse what executions and evaluation sets tell of the programs and calls that ask to ship."""

from collections import defaultdict
from pathlib import Path

from resources.warehouse import LONG, Warehouse
from tracecot.splits.behaviour import plain_input
from tracecot.splits.records import Findings

_LIVING = "trace.retired_at is null and trace.call_id in (select call_id from calls where retired_at is null)"

_BEHAVIOURS = f"""
    select trace.program_id, calls.input, trace.outcome, trace.value_type,
        coalesce(trace.value_repr, trace.value_digest) as value
    from raw_traces as trace join calls using (call_id) where {_LIVING}
"""

#: Each program with the item that it repeats most surely.
_CONTAMINATED = """
    select program_id, first(evaluation || ':' || item order by score desc, evaluation, item),
        string_agg(distinct kind, ', ' order by kind)
    from contamination group by 1
"""

#: A line that ran, and each way that a branch went.
_COVERAGE = f"""
    select trace.call_id, list(distinct concat_ws(
        ' ', event.line, case event.kind when 'branch' then concat_ws(' ', event.col, event.why, event.value_repr) end
    )) as touched
    from trace_events as event join raw_traces as trace using (trace_id) where {_LIVING} group by 1
"""


def findings(warehouse: Warehouse) -> Findings:
    """What is known of all programs and calls that live."""
    with warehouse.at_once():
        return Findings(behaviours(warehouse), _coverage(warehouse), _contaminated(warehouse))


def findings_in(folder: Path) -> Findings:
    """The same of the warehouse in this folder, for a worker process."""
    warehouse = Warehouse(folder, LONG)
    try:
        return findings(warehouse)
    finally:
        warehouse.leave()


def behaviours(warehouse: Warehouse) -> dict[str, dict[str, str]]:
    """What each program gave for each input; an exception counts by its type, since messages name functions."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for program, source, outcome, kind, value in warehouse.rows(_BEHAVIOURS):
        came = str(value) if outcome == "returned" else f"raises {kind}"
        found[str(program)][plain_input(str(source))] = came
    return dict(found)


def _coverage(warehouse: Warehouse) -> dict[str, frozenset[str]]:
    """What each call touched."""
    found: dict[str, frozenset[str]] = {}
    for call, touched in warehouse.rows(_COVERAGE):
        if isinstance(touched, list):
            found[str(call)] = frozenset(map(str, touched))
    return found


def _contaminated(warehouse: Warehouse) -> dict[str, tuple[str, str]]:
    """By program: the item that it repeats, and how."""
    return {str(program): (str(item), str(kinds)) for program, item, kinds in warehouse.rows(_CONTAMINATED)}
