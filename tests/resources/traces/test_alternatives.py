"""On the platform a text may name other calls that were executed; nothing is executed for it."""

import pyarrow as pa
import pytest

from resources.narrations.telling import verified
from resources.tables import CALLS, NARRATIONS, PROGRAMS, RAW_TRACES, TRACE_EVENTS
from resources.tables.rows import call_row, events_table, made_of, narration_row, program_row, trace_row
from resources.traces.alternatives import narrations_with_executions, with_alternatives
from resources.traces.executions import READ_AHEAD, Executions, programs_of, read_executions
from resources.warehouse import Put
from tests.executing import started
from tests.prepared import prepared
from tests.verification.made import ALTERNATIVE, BACKWARD, PROPOSED, WORDS
from tracecot.execution import Job
from tracecot.narrations.narrate import narrate
from tracecot.sources.records import Call, Origin, Program

PROGRAM = Program("made", WORDS, "f", Origin("made", "1", "made.jsonl", "made", "f", 1, 9, "MIT"))
CALLED = [Call(PROGRAM.id, source, "given") for source in (PROPOSED, ALTERNATIVE)]


@pytest.fixture(scope="module")
def traces():
    (answers,) = started()([Job(PROGRAM.id, WORDS, "f", tuple((one.id, one.input) for one in CALLED))])
    return answers


@pytest.fixture
def warehouse(tmp_path, traces):
    made = prepared(tmp_path)
    rows = Executions(
        made_of(PROGRAMS, [program_row(PROGRAM, 1)]),
        made_of(CALLS, [call_row(call, "made") for call in CALLED]),
        made_of(RAW_TRACES, [trace_row(trace, "made") for trace in traces]),
        events_table(traces),
    )
    changes = [Put(PROGRAMS, rows.programs), Put(CALLS, rows.calls), Put(RAW_TRACES, rows.traces)]
    made.publish([*changes, Put(TRACE_EVENTS, rows.events, by=("trace_id",))], "run")
    return made


def narrations(traces, text: str) -> pa.Table:
    """One row: this text about the first execution."""
    told = narrate(PROGRAM, CALLED[0], traces[0], "input_prediction")
    row = narration_row(told, "made")
    return made_of(NARRATIONS, [{**row, "rationale": text, "answer": f"f({PROPOSED})"}])


def test_a_named_call_is_judged_by_its_execution_in_the_warehouse(warehouse, traces):
    about = read_executions(warehouse, [traces[0].id])
    honest = narrations(traces, BACKWARD)
    lie = narrations(traces, BACKWARD.replace("returns `['ANT', 'BEE']`", "returns `['ANT']`"))

    given = with_alternatives(warehouse, about, honest)

    assert set(given.traces.column("trace_id").to_pylist()) == {one.id for one in traces}
    assert verified((given, honest), 0.0)[1].num_rows == 1
    assert verified((given, lie), 0.0)[2].column("verdict").to_pylist() == ["refuted"]
    assert verified((about, honest), 0.0)[1].num_rows == 0


def test_a_call_that_was_never_executed_bears_nothing_out(warehouse, traces):
    about = read_executions(warehouse, [traces[0].id])
    other = narrations(traces, BACKWARD.replace("'bat'], 1)`", "'bat'], 0)`"))

    given = with_alternatives(warehouse, about, other)

    assert given.traces.num_rows == 1
    assert verified((given, other), 0.0)[1].num_rows == 0


def test_what_else_is_at_hand_changes_no_verdict(warehouse, traces):
    """A batch holds the executions of many rationales; each is judged by those that its own text names."""
    told = narrations(traces, BACKWARD[: BACKWARD.index("With `limit = 1`")] + BACKWARD[BACKWARD.index("So take") :])
    alone, together = (read_executions(warehouse, [one.id for one in some]) for some in (traces[:1], traces))

    assert [table.to_pylist() for table in verified((alone, told), 0.0)] == [
        table.to_pylist() for table in verified((together, told), 0.0)
    ]


def test_each_batch_has_what_its_own_texts_need_in_the_order_asked_for(warehouse, traces):
    """They are read for several batches at once."""
    (row,) = narrations(traces, BACKWARD).to_pylist()
    alone = {**row, "rationale": BACKWARD.replace("f(", "g("), "answer_trace_id": traces[0].id}
    names = [f"narr_{number}" for number in range(READ_AHEAD + 2)]
    rows = [{**(row if name == "narr_3" else alone), "narration_id": name} for name in names]
    warehouse.publish([Put(NARRATIONS, made_of(NARRATIONS, rows))], "run")

    batches = list(narrations_with_executions(warehouse, names[::-1], 1))

    assert [some.column("narration_id").to_pylist() for _, some in batches] == [[name] for name in names[::-1]]
    assert {
        some.column("narration_id")[0].as_py(): sorted(executions.by_trace_id()) for executions, some in batches
    } == {name: sorted(one.id for one in (traces if name == "narr_3" else traces[:1])) for name in names}


def test_executions_come_beside_all_others_of_their_programs(warehouse, traces):
    names = [one.id for one in traces]

    batches = list(programs_of(warehouse, names, 1))

    assert [some for some, _ in batches] == [[name] for name in names]
    assert [sorted(executions.by_trace_id()) for _, executions in batches] == [sorted(names)] * 2
